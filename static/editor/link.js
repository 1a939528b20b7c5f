// Links: made, changed and taken away in one dialog.
import { ask } from "./dialog.js";
import { markAround, runs, set } from "./formats.js";
import { state as states } from "./prosemirror.js";
import { schema } from "./schema.js";

const { link } = schema.marks;
const { TextSelection } = states;

// An address as a person writes it -> one that a text may link to; "" where it is none.
export function address(written) {
  const url = written.trim();
  if (/^(https?:\/\/[^\s/]|mailto:\S|tel:\S)/i.test(url) || /^\/(?!\/)/.test(url)) return url;
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(url)) return `mailto:${url}`;
  if (/^(\/\/)?[^\s/:?#]+\.[^\s/:?#.]{2,}([/?#:]\S*)?$/.test(url)) return `https://${url.replace(/^\/\//, "")}`;
  return "";
}

export async function editLink(desk, view = desk.active) {
  const { say } = desk;
  const { state } = view;
  const { selection } = state;
  const around = markAround(selection.$from, link);
  const isNew = !around;
  const attrs = around?.mark.attrs ?? {};
  const hasWords = around || runs(state).some(({ node }) => node.isText || node.type.name === "image");
  const fields = [
    { name: "href", label: say("link_address"), value: attrs.href ?? "", inputmode: "url", dir: "ltr", help: say("link_help") },
    { name: "title", label: say("link_title"), value: attrs.title ?? "", dir: "auto", help: say("link_title_help") },
  ];
  if (!hasWords) fields.splice(1, 0, { name: "words", label: say("link_words"), dir: "auto" });
  const buttons = [{ name: "save", label: say(isNew ? "insert" : "save") }];
  if (!isNew) buttons.push({ name: "remove", label: say("remove_link") });
  const check = ({ answer, href }) => (answer === "save" && !address(href) ? say("link_wrong") : "");
  const given = await ask({ title: say("link"), fields, buttons, cancel: say("cancel"), check });
  view.focus();
  if (!given) return;
  const range = around ?? { from: selection.from, to: selection.to };
  apply(view, range, given, attrs);
}

function apply(view, { from, to }, { answer, href, title, words }, old) {
  const { state } = view;
  const { tr } = state;
  const attrs = { ...old, href: address(href), title: title || null };
  if (words !== undefined) {
    const text = schema.text(words || href).mark(link.create(attrs).addToSet(state.doc.resolve(from).marks()));
    tr.insert(from, text).setSelection(TextSelection.create(tr.doc, from + text.nodeSize));
  } else {
    const ranges = [{ $from: state.doc.resolve(from), $to: state.doc.resolve(to) }];
    set(tr, state, ranges, link, answer === "remove" ? null : attrs);
  }
  view.dispatch(tr.scrollIntoView());
}
