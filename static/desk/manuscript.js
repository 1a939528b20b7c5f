// What stands in the form of an article at this moment, saved or not.

export const articleForm = () => document.getElementById("article_form");

/** All that the form would send. A visual editor is asked for its text, which it may hold back. */
export function posted(form) {
  const data = new FormData(form);
  const editor = document.querySelector("[data-editor]")?.editor;
  if (editor && data.has("body")) data.set("body", editor.html());
  return data;
}

/** Call `what` once nothing has happened for `pause` milliseconds. */
export function afterPause(what, pause) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(what, pause); };
}
