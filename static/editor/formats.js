// Formatting of running text. A note keeps its own: formatting a passage does nothing inside of the
// notes that stand in it, though their marks are formatted along.
import { isMark, schema } from "./schema.js";

const OUTERMOST_FIRST = [
  "passage", "link", "strong", "em", "cite", "quote", "abbr", "small", "highlight", "struck", "code", "sup", "sub",
];
const rank = (mark) => OUTERMOST_FIRST.indexOf(mark.type.name);
const NOT_AROUND_A_MARK = new Set(["link", "sup", "sub"]);

// [{node, from, to} …] of the inline nodes in the selected ranges, not going into notes.
export function runs(state, ranges = state.selection.ranges) {
  const found = [];
  for (const { $from, $to } of ranges) {
    const [from, to] = [$from.pos, $to.pos];
    state.doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isInline) return true;
      const [start, end] = [Math.max(from, pos), Math.min(to, pos + node.nodeSize)];
      if (start < end) found.push({ node, from: start, to: end });
      return false;
    });
  }
  return found;
}

const add = (tr, { node, from, to }, mark) =>
  isMark(node) ? tr.addNodeMark(from, mark) : tr.addMark(from, to, mark);
const remove = (tr, { node, from, to }, mark) =>
  isMark(node) ? tr.removeNodeMark(from, mark) : tr.removeMark(from, to, mark);

// Put a mark where it belongs among those that are there: a link around bold text, not in it.
function nest(tr, run, mark) {
  if (isMark(run.node) && NOT_AROUND_A_MARK.has(mark.type.name)) return;
  const inner = run.node.marks.filter((other) => rank(other) > rank(mark));
  for (const other of inner) remove(tr, run, other);
  add(tr, run, mark);
  for (const other of inner) add(tr, run, other);
}

const has = (node, type) => node.marks.some((mark) => mark.type === type);
const carries = (run) => run.node.isText || run.node.type.name === "image";

// Whether what is selected, or would be written here, has this format.
export function isActive(state, type) {
  const { empty, $from } = state.selection;
  if (empty) return (state.storedMarks ?? $from.marks()).some((mark) => mark.type === type);
  const text = runs(state).filter(carries);
  return text.length > 0 && text.every(({ node }) => has(node, type));
}

export function toggle(type) {
  return (state, dispatch) => {
    const { empty, $from } = state.selection;
    if (empty && !$from.parent.inlineContent) return false;
    if (!empty && !runs(state).length) return false;
    if (!dispatch) return true;
    const { tr } = state;
    if (empty) {
      const kept = state.storedMarks ?? $from.marks();
      const without = kept.filter((mark) => mark.type !== type);
      dispatch(tr.setStoredMarks(without.length < kept.length ? without : type.create().addToSet(kept)));
    } else {
      const active = isActive(state, type);
      for (const run of runs(state)) {
        if (!active && !has(run.node, type)) nest(tr, run, type.create());
        if (active) removeType(tr, run, type);
      }
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

function removeType(tr, run, type) {
  for (const mark of run.node.marks) if (mark.type === type) remove(tr, run, mark);
}

// Give the ranges one mark of this type, or none.
export function set(tr, state, ranges, type, attrs) {
  for (const run of runs(state, ranges)) {
    removeType(tr, run, type);
    const rest = run.node.marks.filter((mark) => mark.type !== type);
    if (attrs) nest(tr, { ...run, node: { type: run.node.type, marks: rest } }, type.create(attrs));
  }
  return tr;
}

// Take the looks off, not the sense: links and languages stay.
export function clear(state, dispatch) {
  const { tr } = state;
  const kept = new Set(["link", "passage"]);
  for (const run of runs(state)) {
    for (const mark of run.node.marks) if (!kept.has(mark.type.name)) remove(tr, run, mark);
  }
  for (const { $from, $to } of state.selection.ranges) {
    state.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      const isHeading = ["heading", "preformatted"].includes(node.type.name);
      if (isHeading) tr.setBlockType(pos + 1, pos + node.nodeSize - 1, schema.nodes.paragraph, passageOf);
      return !isHeading;
    });
  }
  tr.setStoredMarks([]);
  dispatch?.(tr);
  return true;
}

export const passageOf = ({ attrs: { lang = null, dir = null } }) => ({ lang, dir });

// {from, to, mark} of the link (or other mark) at a place, as far as it goes without a break.
export function markAround($pos, type) {
  const { parent, parentOffset } = $pos;
  const at = [parent.childAfter(parentOffset), parent.childBefore(parentOffset)].find(
    ({ node }) => node && type.isInSet(node.marks),
  );
  if (!at) return null;
  const mark = type.isInSet(at.node.marks);
  const carriesIt = (index) => parent.maybeChild(index) && mark.isInSet(parent.child(index).marks);
  let [first, last] = [at.index, at.index];
  while (carriesIt(first - 1)) first -= 1;
  while (carriesIt(last + 1)) last += 1;
  let from = $pos.start();
  for (let index = 0; index < first; index += 1) from += parent.child(index).nodeSize;
  let to = from;
  for (let index = first; index <= last; index += 1) to += parent.child(index).nodeSize;
  return { from, to, mark };
}
