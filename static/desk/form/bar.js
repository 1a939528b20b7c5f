// The bar above the text: its menu, the dialogs that ask before a transition, the number of words,
// and one press of a button being one.
import { textOnPage } from "../passages.js";

const bar = document.querySelector("[data-desk-bar]");
const form = document.getElementById("article_form");

for (const menu of document.querySelectorAll("[data-menu]")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

for (const button of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(button.dataset.dialog);
  if (!dialog) continue;
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

// Once sent is enough. Shown again by the Back button, the page is as it was.
if (form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

// Words and minutes of reading, as the editor counts them: without the notes
const words = bar?.querySelector("[data-words]");
const PER_MINUTE = 230; // the same as under the text
if (words) textOnPage().then(countWords);

function countWords(editor) {
  if (!editor?.words) return;
  const language = document.documentElement.lang || "en";
  const count = () => {
    const number = editor.words();
    const minutes = Math.max(1, Math.ceil(number / PER_MINUTE));
    words.textContent = words.dataset.pattern
      .replace("{words}", number.toLocaleString(language))
      .replace("{minutes}", minutes.toLocaleString(language));
    words.hidden = number === 0;
  };
  let timer;
  document.querySelector("[data-editor]").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, 800);
  });
  count();
}
