// What the keys do. Those that belong to the whole desk (notes, find, links) are added by editor.js.
import {
  STYLES, insertRule, leaveCaption, liftAtStart, liftItem, listAround, sink, splitDefinition, splitItem, toggleList,
  toggleQuotation,
} from "./blocks.js";
import { toggle } from "./formats.js";
import { commands, history, keymap } from "./prosemirror.js";
import { schema } from "./schema.js";
import { nextCell, previousCell } from "./table.js";

const { marks, nodes } = schema;
const { baseKeymap, chainCommands, exitCode } = commands;

const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  const { $from } = state.selection;
  if (!$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.line_break.create()).scrollIntoView());
  return true;
});

export const FORMAT_KEYS = {
  "Mod-b": toggle(marks.strong),
  "Mod-i": toggle(marks.em),
  "Mod-.": toggle(marks.sup),
  "Mod-,": toggle(marks.sub),
  "Mod-Shift-x": toggle(marks.struck),
  "Mod-Shift-q": toggleQuotation,
  "Shift-Enter": lineBreak,
};

const inList = (command) => (state, dispatch) =>
  Boolean(listAround(state)) && (command(state, dispatch) || true);

export const bodyKeys = () => [
  keymap.keymap({
    ...FORMAT_KEYS,
    "Mod-z": history.undo,
    "Mod-y": history.redo,
    "Mod-Shift-z": history.redo,
    "Mod-Alt-0": STYLES.p,
    "Mod-Alt-1": STYLES.h2,
    "Mod-Alt-2": STYLES.h3,
    "Mod-Alt-3": STYLES.h4,
    "Mod-Shift-8": toggleList(nodes.bullet_list),
    "Mod-Shift-7": toggleList(nodes.ordered_list),
    "Mod-Alt-r": insertRule,
    Enter: chainCommands(splitItem, splitDefinition, leaveCaption),
    Backspace: liftAtStart,
    Tab: chainCommands(nextCell, inList(sink)),
    "Shift-Tab": chainCommands(previousCell, inList(liftItem)),
  }),
  keymap.keymap(baseKeymap),
];

// In a note Enter makes a paragraph; an empty one at the end of a quotation leaves it.
export const noteKeys = () => [
  keymap.keymap({ ...FORMAT_KEYS }),
  keymap.keymap(baseKeymap),
];
