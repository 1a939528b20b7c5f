// Putting blocks into a text, so that none of their words is lost wherever that is.
import { model, state as states } from "./prosemirror.js";
import { isMark, schema } from "./schema.js";

const { nodes } = schema;
const { Fragment, Slice } = model;
const { Selection } = states;
const LINES = new Set([nodes.term, nodes.caption, nodes.figcaption]); // running text and nothing else

const isPlain = ({ type, attrs }) => type === nodes.paragraph && !attrs.lang && !attrs.dir;

// Put blocks in the place of from..to and the cursor behind them. Plain paragraphs at their ends run
// together with the text on both sides; nothing is left empty.
export function placeBlocks(tr, { from, to }, blocks) {
  const $from = tr.doc.resolve(from);
  const $to = tr.doc.resolve(to);
  const { parent } = $from;
  if (parent.type === nodes.note_paragraph) return placeInline(tr, from, to, oneLine(blocks, true));
  if (LINES.has(parent.type)) return placeInline(tr, from, to, oneLine(blocks));
  if (parent.type === nodes.preformatted) return placeInline(tr, from, to, preformatted(blocks));
  if (!parent.isTextblock) return place(tr, from, to, new Slice(Fragment.from(blocks), 0, 0));
  const fitting = isInHeader($from) ? blocks.map(withoutHeading) : blocks;
  const isEmpty = parent.content.size === 0 && $from.sameParent($to);
  const openStart = !isEmpty && isPlain(fitting[0]) ? 1 : 0;
  const openEnd = !isEmpty && isPlain(fitting.at(-1)) ? 1 : 0;
  const start = !openStart && $from.parentOffset === 0 ? $from.before() : from;
  const end = !openEnd && $to.parent.isTextblock && to === $to.end() ? $to.after() : to;
  return place(tr, start, end, new Slice(Fragment.from(fitting), openStart, openEnd));
}

export function placeInline(tr, from, to, inline) {
  const slice = new Slice(Fragment.from(inline), 0, 0);
  return place(tr, from, to, slice);
}

function place(tr, from, to, slice) {
  tr.replace(from, to, slice);
  const end = Math.min(tr.mapping.map(to, 1), tr.doc.content.size);
  return tr.setSelection(Selection.near(tr.doc.resolve(end), -1));
}

function isInHeader($pos) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    if ($pos.node(depth).type === nodes.header) return true;
  }
  return false;
}

const withoutHeading = (block) =>
  block.type === nodes.heading ? nodes.paragraph.create(null, block.content) : block;

function textBlocks(blocks) {
  const found = [];
  for (const block of blocks) {
    if (block.isTextblock) found.push(block);
    else block.descendants((node) => {
      if (node.isTextblock) found.push(node);
      return !node.isTextblock;
    });
  }
  return found;
}

// All running text of the blocks, a line for each. A note in a note is set in brackets.
function oneLine(blocks, isNote = false) {
  const lines = textBlocks(blocks).map((block) =>
    isNote ? block.content.content.flatMap(unfolded) : block.content.content,
  );
  return lines.flatMap((line, index) => (index ? [nodes.line_break.create(), ...line] : line));
}

function unfolded(node) {
  if (node.type !== nodes.footnote) return [node];
  return [schema.text(" ["), ...oneLine(node.content.content), schema.text("]")];
}

function preformatted(blocks) {
  const lines = textBlocks(blocks).map((block) =>
    block.content.content.map((node) =>
      node.type === nodes.line_break ? schema.text("\n").mark(node.marks) : node,
    ),
  );
  return lines.flatMap((line, index) => (index ? [schema.text("\n"), ...line] : line));
}

// What may stand in a note, of any blocks: paragraphs and quotations.
export function asNote(blocks) {
  const paragraph = (block) =>
    nodes.note_paragraph.create(
      { lang: block.attrs.lang ?? null, dir: block.attrs.dir ?? null },
      Fragment.from(block.content.content.flatMap(unfolded)),
    );
  return blocks.flatMap((block) => {
    const lines = textBlocks([block]).map(paragraph);
    const isQuotation = block.type === nodes.blockquote && lines.length > 0;
    return isQuotation ? [nodes.note_quotation.create(null, lines)] : lines;
  });
}

export const hasMarks = (fragment) => {
  let found = false;
  fragment.descendants((node) => {
    found ||= isMark(node);
    return !found;
  });
  return found;
};
