// The numbers of notes: articles/text/numbering.py at the desk. They follow from the order of the
// text, each kind counted for itself, by first citation.
import { state, view } from "../prosemirror.js";
import { isMark } from "../schema.js";

const { Plugin, PluginKey } = state;
const { Decoration, DecorationSet } = view;
const key = new PluginKey("numbers");
const found = new WeakMap(); // node -> the marks in it; a key press changes few nodes of a text

// [[offset from the start of the node's content, mark] …]
function marksIn(node) {
  if (node.isLeaf) return [];
  if (!found.has(node)) {
    const marks = [];
    node.forEach((child, offset) => {
      if (isMark(child)) marks.push([offset, child]);
      for (const [inner, mark] of marksIn(child)) marks.push([offset + 1 + inner, mark]);
    });
    found.set(node, marks);
  }
  return found.get(node);
}

// All marks between two positions, those inside of notes too.
export function marksBetween(doc, from, to) {
  return marksIn(doc).filter(([pos, node]) => pos >= from && pos + node.nodeSize <= to);
}

export class Numbering {
  constructor(doc, labels) {
    this.marks = marksIn(doc);
    this.notes = [];
    this.noteAt = new Map(); // position of a mark -> its note
    const byKey = new Map();
    for (const [pos, node] of this.marks) {
      if (node.type.name === "footnote" && node.attrs.id && !byKey.has(node.attrs.id)) {
        byKey.set(node.attrs.id, pos);
      }
    }
    const numbered = new Map();
    const counts = {};
    for (const [pos, node] of this.marks) {
      const at = node.type.name === "footnote" ? pos : byKey.get(node.attrs.key);
      if (at === undefined) continue;
      if (!numbered.has(at)) numbered.set(at, this.number(at, doc.nodeAt(at), counts, labels));
      numbered.get(at).marks.push(pos);
      this.noteAt.set(pos, numbered.get(at));
    }
  }

  number(pos, node, counts, labels) {
    const { kind } = node.attrs;
    const number = (counts[kind] = (counts[kind] ?? 0) + 1);
    const mark = `${labels[kind].mark}${number}`;
    const label = labels[kind].note.replace("{}", mark);
    const note = { pos, node, kind, number, mark, label, marks: [] };
    this.notes.push(note);
    return note;
  }

  // What is written at a mark.
  at(pos) {
    const note = this.noteAt.get(pos);
    return note ? { mark: note.mark, label: note.label } : { mark: "?", label: "?" };
  }
}

function decorate(doc, numbering) {
  const decorations = numbering.marks.map(([pos, node]) =>
    Decoration.node(pos, pos + node.nodeSize, {}, numbering.at(pos)),
  );
  return DecorationSet.create(doc, decorations);
}

const alike = (a, b) =>
  a.length === b.length &&
  a.every(([, node], i) => {
    const other = b[i][1];
    return (
      node === other ||
      (node.type === other.type &&
        node.attrs.kind === other.attrs.kind &&
        node.attrs.id === other.attrs.id &&
        node.attrs.key === other.attrs.key)
    );
  });

// Keeps the numbers beside the marks. `labels` are those of the article's language; another language
// comes with setLabels().
export function numbers(labels) {
  const make = (doc, words) => {
    const numbering = new Numbering(doc, words);
    return { labels: words, marks: numbering.marks, decorations: decorate(doc, numbering) };
  };
  return new Plugin({
    key,
    state: {
      init: (_, { doc }) => make(doc, labels),
      apply(tr, old, _, { doc }) {
        const words = tr.getMeta(key);
        if (words) return make(doc, words);
        if (!tr.docChanged) return old;
        const marks = marksIn(doc);
        if (!alike(marks, old.marks)) return make(doc, old.labels);
        return { ...old, marks, decorations: old.decorations.map(tr.mapping, doc) };
      },
    },
    props: { decorations: (editorState) => key.getState(editorState).decorations },
  });
}

export const setLabels = (tr, labels) => tr.setMeta(key, labels);

const latest = new WeakMap();

// The notes of a text with their numbers and places.
export function numberingOf(editorState) {
  const { labels } = key.getState(editorState);
  const kept = latest.get(editorState.doc);
  if (kept?.labels === labels) return kept.numbering;
  const numbering = new Numbering(editorState.doc, labels);
  latest.set(editorState.doc, { labels, numbering });
  return numbering;
}

export const notesOf = (editorState) => numberingOf(editorState).notes;
