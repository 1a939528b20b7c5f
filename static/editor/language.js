// The language and direction of a passage, or of the blocks that the selection lies in.
import { ask } from "./dialog.js";
import { markAround, set } from "./formats.js";
import { schema } from "./schema.js";

const { passage } = schema.marks;
const TAG = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;

const blocksIn = (state) => {
  const found = [];
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock) found.push([pos, node]);
    return !node.isTextblock;
  });
  return found;
};

export async function editLanguage(desk, view = desk.active) {
  const { say, config } = desk;
  const { state } = view;
  const { empty, $from, $to } = state.selection;
  const around = empty ? markAround($from, passage) : null;
  const isPassage = Boolean(around) || (!empty && $from.sameParent($to));
  const old = around?.mark.attrs ?? passage.isInSet($from.marks())?.attrs ?? $from.parent.attrs;
  const given = await ask({
    title: say(isPassage ? "language_of_passage" : "language_of_paragraph"),
    fields: [
      { name: "lang", label: say("language"), value: old.lang ?? "", list: config.languages, dir: "ltr", help: say("language_help") },
      {
        name: "dir",
        label: say("direction"),
        value: old.dir ?? "",
        options: ["", "ltr", "rtl"].map((dir) => [dir, say(`direction_${dir || "of_language"}`)]),
      },
    ],
    buttons: [{ name: "save", label: say("save") }],
    cancel: say("cancel"),
    check: ({ lang }) => (lang && !TAG.test(lang) ? say("language_wrong") : ""),
  });
  view.focus();
  if (!given) return;
  const attrs = { lang: given.lang || null, dir: given.dir || null };
  const { tr } = view.state;
  if (isPassage) {
    const range = around ?? { from: $from.pos, to: $to.pos };
    const ranges = [{ $from: view.state.doc.resolve(range.from), $to: view.state.doc.resolve(range.to) }];
    set(tr, view.state, ranges, passage, attrs.lang || attrs.dir ? attrs : null);
  } else {
    for (const [pos, node] of blocksIn(view.state)) tr.setNodeMarkup(pos, null, { ...node.attrs, ...attrs });
  }
  view.dispatch(tr.scrollIntoView());
}
