// Paragraphs, headings, quotations, lists: commands as ProseMirror has them, (state, dispatch) in,
// whether they apply out.
import { passageOf } from "./formats.js";
import { commands, liftListItem, sinkListItem, state as states, transform, wrapInList } from "./prosemirror.js";
import { placeBlocks } from "./place.js";
import { schema } from "./schema.js";

const { nodes } = schema;
const { TextSelection, Selection } = states;

const LISTS = new Set([nodes.bullet_list, nodes.ordered_list]);

// {node, depth, pos} of the nearest ancestor of the selection that passes, or null.
export function around($pos, passes) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const node = $pos.node(depth);
    if (passes(node)) return { node, depth, pos: $pos.before(depth) };
  }
  return null;
}

export const ofType = (type) => (node) => node.type === type;
export const isInside = (state, type) => Boolean(around(state.selection.$from, ofType(type)));

export function setBlock(type, attrs = {}) {
  return commands.setBlockType(type, (old) => ({ ...passageOf(old), ...attrs }));
}

// "p", "h2" … of the block that is being written in; "" where it is none of these.
export function styleOf({ selection: { $from } }) {
  const { type, attrs } = $from.parent;
  if (type === nodes.heading) return `h${attrs.level}`;
  return { paragraph: "p", preformatted: "pre" }[type.name] ?? "";
}

export const STYLES = {
  p: setBlock(nodes.paragraph),
  h2: setBlock(nodes.heading, { level: 2 }),
  h3: setBlock(nodes.heading, { level: 3 }),
  h4: setBlock(nodes.heading, { level: 4 }),
  pre: setBlock(nodes.preformatted),
};

const isQuotation = ({ type }) => type === nodes.blockquote || type === nodes.note_quotation;
export const isInQuotation = (state) => Boolean(around(state.selection.$from, isQuotation));

export function toggleQuotation(state, dispatch) {
  const { $from, $to } = state.selection;
  const quotation = around($from, isQuotation);
  if (!quotation) {
    const inNote = $from.parent.type === nodes.note_paragraph;
    return commands.wrapIn(inNote ? nodes.note_quotation : nodes.blockquote)(state, dispatch);
  }
  const range = $from.blockRange($to, isQuotation);
  const target = range && transform.liftTarget(range);
  if (target === null) return false;
  dispatch?.(state.tr.lift(range, target).scrollIntoView());
  return true;
}

export const listAround = ({ selection: { $from } }) => around($from, (node) => LISTS.has(node.type));

export function toggleList(type) {
  return (state, dispatch) => {
    const list = listAround(state);
    const item = around(state.selection.$from, ofType(nodes.list_item));
    if (list && item?.depth === list.depth + 1) {
      if (list.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
      dispatch?.(state.tr.setNodeMarkup(list.pos, type, passageOf(list.node)));
      return true;
    }
    return wrapInList(type)(state, dispatch);
  };
}

export const sink = sinkListItem(nodes.list_item);
export const liftItem = liftListItem(nodes.list_item);

const isEmptyLine = ($from) => $from.parent.isTextblock && $from.parent.content.size === 0;
const isLastIn = ($from, depth) => $from.indexAfter(depth) === $from.node(depth).childCount;

// Enter in a list: a new item; in an empty one, out of the list.
export function splitItem(state, dispatch) {
  const { $from, $to, empty } = state.selection;
  if ($from.depth < 2 || $from.node(-1).type !== nodes.list_item || !$from.sameParent($to)) return false;
  if (empty && isEmptyLine($from) && isLastIn($from, -1)) {
    if ($from.node(-1).childCount === 1) return liftItem(state, dispatch);
    return lineToItem(state, dispatch);
  }
  const tr = state.tr.deleteSelection();
  const next = $to.end() === $to.pos && $from.parent.type !== nodes.paragraph ? nodes.paragraph : $from.parent.type;
  const types = [{ type: nodes.list_item }, { type: next, attrs: next === $from.parent.type ? $from.parent.attrs : null }];
  if (!transform.canSplit(tr.doc, $from.pos, 2, types)) return false;
  dispatch?.(tr.split($from.pos, 2, types).scrollIntoView());
  return true;
}

// The empty last paragraph of an item becomes the next item.
function lineToItem(state, dispatch) {
  const { $from } = state.selection;
  const tr = state.tr.delete($from.before(), $from.after());
  const after = tr.mapping.map($from.after(-1));
  tr.insert(after, nodes.list_item.create(null, nodes.paragraph.create()));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 2)).scrollIntoView());
  return true;
}

// Backspace at the start of an item takes its bullet away first.
export function liftAtStart(state, dispatch) {
  const { $cursor } = state.selection;
  if (!$cursor || $cursor.parentOffset > 0 || $cursor.depth < 2) return false;
  const isFirst = $cursor.node(-1).type === nodes.list_item && $cursor.index(-1) === 0;
  return isFirst && liftItem(state, dispatch);
}

// Enter in a list of definitions: after a term its definition, after an empty line of a definition
// the next term, after an empty term the text goes on.
export function splitDefinition(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty) return false;
  if ($from.parent.type === nodes.term) {
    return $from.parent.content.size ? define(state, dispatch) : leave(state, dispatch, $from.depth);
  }
  if ($from.depth < 2 || $from.node(-1).type !== nodes.definition) return false;
  if (!isEmptyLine($from) || !isLastIn($from, -1) || $from.node(-1).childCount === 1) return false;
  const tr = state.tr.delete($from.before(), $from.after());
  const at = tr.mapping.map($from.after(-1));
  tr.insert(at, nodes.term.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

function define(state, dispatch) {
  const { $from } = state.selection;
  const { tr } = state;
  const rest = $from.parent.content.cut($from.parentOffset);
  tr.delete($from.pos, $from.end());
  const at = tr.mapping.map($from.after());
  tr.insert(at, nodes.definition.create(null, nodes.paragraph.create(null, rest)));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  return true;
}

// Take an empty line away and go on in a paragraph behind the block that it was in.
function leave(state, dispatch, depth) {
  const { $from } = state.selection;
  const tr = state.tr.delete($from.before(depth), $from.after(depth));
  const at = tr.mapping.map($from.after(depth - 1));
  tr.insert(at, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

// Enter in a caption goes on behind the figure, and from a table's caption into the table.
export function leaveCaption(state, dispatch) {
  const { $from } = state.selection;
  if ($from.parent.type === nodes.caption) {
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve($from.after() + 1))).scrollIntoView());
    return true;
  }
  if ($from.parent.type !== nodes.figcaption) return false;
  const at = $from.after(-1);
  const tr = state.tr.insert(at, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

export function insertRule(state, dispatch) {
  dispatch?.(placeBlocks(state.tr, state.selection, [nodes.rule.create()]).scrollIntoView());
  return true;
}
