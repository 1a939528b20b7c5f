// No note without a mark, no mark without its note: what happens when marks are deleted, doubled or
// moved away from the note that they lead to.
import { history, state as states } from "../prosemirror.js";
import { schema } from "../schema.js";
import { textOf } from "./content.js";
import { marksBetween, notesOf, numberingOf } from "./numbering.js";

const { nodes } = schema;
const { AllSelection, Plugin, TextSelection } = states;
const REPLACED = "text replaced"; // a whole new text, in which nothing was deleted

export const replaced = (tr) => tr.setMeta(REPLACED, true);

export const freshKey = (taken) => {
  let key;
  do key = `n-${Math.random().toString(36).slice(2, 9)}`;
  while (taken.has(key));
  return key;
};

export const footnotesIn = (doc) =>
  marksBetween(doc, 0, doc.content.size).filter(([, node]) => node.type === nodes.footnote);
const refsIn = (doc) =>
  marksBetween(doc, 0, doc.content.size).filter(([, node]) => node.type === nodes.noteref);

export const keysIn = (doc) => new Set(footnotesIn(doc).map(([, { attrs }]) => attrs.id).filter(Boolean));

// The notes of the old text, [pos, node], that are nowhere in the new one.
function lost(before, doc, mapping) {
  const now = footnotesIn(doc);
  const kept = new Set(now.map(([, node]) => node));
  return footnotesIn(before).filter(([pos, node]) => {
    if (kept.has(node)) return false;
    const { pos: at, deletedAfter } = mapping.mapResult(pos);
    if (!deletedAfter && doc.nodeAt(at)?.type === nodes.footnote) return false;
    return !now.some(([, other]) => other.content.eq(node.content) && other.attrs.id === node.attrs.id);
  });
}

function mappingOf(transactions) {
  const [first, ...rest] = transactions;
  const mapping = first.mapping.slice(0);
  for (const tr of rest) mapping.appendMapping(tr.mapping);
  return mapping;
}

// Of several notes of one name all but the one that was there before get names of their own.
function rename(tr, before, mapping) {
  const places = Map.groupBy(footnotesIn(tr.doc), ([, { attrs }]) => attrs.id);
  const old = new Set(footnotesIn(before).map(([pos]) => mapping.map(pos)));
  for (const [id, found] of places) {
    if (!id || found.length === 1) continue;
    const [first] = found.find(([pos]) => old.has(pos)) ?? found[0];
    for (const [pos] of found) {
      if (pos !== first) tr.setNodeAttribute(pos, "id", freshKey(keysIn(tr.doc)));
    }
  }
}

// A note that was deleted while marks still lead to it moves to the first of these. One that is cited
// in other notes only is written out there.
function rescue(tr, gone) {
  const moved = [];
  for (const [, note] of gone) {
    const isInNote = ([pos]) => tr.doc.resolve(pos).parent.type === nodes.note_paragraph;
    const refs = note.attrs.id ? refsIn(tr.doc).filter(([, { attrs }]) => attrs.key === note.attrs.id) : [];
    const next = refs.find((ref) => !isInNote(ref));
    if (next) tr.replaceWith(next[0], next[0] + 1, note.mark(next[1].marks));
    else for (const [pos] of refs.reverse()) tr.replaceWith(pos, pos + 1, schema.text(` [${textOf(note)}]`));
    if (refs.length) moved.push(note);
  }
  return moved;
}

export function keeping(desk) {
  return new Plugin({
    appendTransaction(transactions, before, now) {
      if (!transactions.some((tr) => tr.docChanged)) return null;
      if (transactions.some((tr) => tr.getMeta(REPLACED))) return null;
      // Undo brings back what was whole. Its own plug-in marks its transactions so.
      if (transactions.some((tr) => tr.getMeta("history$"))) return null;
      const mapping = mappingOf(transactions);
      const { tr } = now;
      const gone = lost(before.doc, now.doc, mapping);
      rename(tr, before.doc, mapping);
      const moved = rescue(tr, gone);
      report(desk, before, gone, moved);
      return tr.docChanged ? tr : null;
    },
  });
}

// Say which notes went with the marks that were deleted.
function report(desk, before, gone, moved) {
  const written = gone.filter(([, node]) => node.textContent.trim());
  if (!written.length) return;
  const numbering = numberingOf(before);
  const names = (list) => list.map(([pos]) => numbering.noteAt.get(pos).mark).join(", ");
  const stayed = written.filter(([, node]) => moved.includes(node));
  const left = written.filter(([, node]) => !moved.includes(node));
  const sentences = [];
  if (left.length) sentences.push(desk.say("notes_deleted", { n: left.length, notes: names(left) }));
  if (stayed.length) sentences.push(desk.say("notes_moved", { n: stayed.length, notes: names(stayed) }));
  queueMicrotask(() =>
    desk.strip.say(sentences.join(" "), { actions: [{ label: desk.say("undo"), act: () => desk.undo() }] }),
  );
}

// The notes in a range that marks outside of it lead to as well.
function citedElsewhere(state, from, to) {
  const numbering = numberingOf(state);
  return marksBetween(state.doc, from, to)
    .filter(([, node]) => node.type === nodes.footnote)
    .map(([pos]) => numbering.noteAt.get(pos))
    .filter(({ marks }) => marks.some((pos) => pos < from || pos >= to));
}

function deleteAll(tr, notes) {
  const marks = notes.flatMap((note) => note.marks).sort((a, b) => b - a);
  for (const pos of marks) {
    const at = tr.mapping.map(pos);
    tr.delete(at, at + tr.doc.nodeAt(at).nodeSize);
  }
  return tr;
}

// Backspace and Delete where a mark is, or marks are: asks what is to become of the notes.
export const deleting = (desk, side) => (state, dispatch) => {
  const { selection } = state;
  const { $from, from, to, empty } = selection;
  if (!empty) {
    const isText = selection instanceof TextSelection || selection instanceof AllSelection;
    const deletes = isText || selection.node?.type === nodes.footnote;
    return deletes && deleteRange(desk, state, from, to, dispatch);
  }
  const node = side < 0 ? $from.nodeBefore : $from.nodeAfter;
  if (node?.type !== nodes.footnote) return false;
  const start = side < 0 ? from - node.nodeSize : from;
  return deleteRange(desk, state, start, start + node.nodeSize, dispatch);
};

function deleteRange(desk, state, from, to, dispatch) {
  const isSingle = state.doc.nodeAt(from)?.type === nodes.footnote && to - from === state.doc.nodeAt(from).nodeSize;
  const cited = citedElsewhere(state, from, to);
  if (!isSingle && !cited.length) return false; // as always; the strip tells of the notes
  if (!dispatch) return true;
  const remove = (more = []) => () => {
    const tr = history.closeHistory(desk.view.state.tr);
    deleteAll(tr, more);
    desk.view.dispatch(tr.delete(tr.mapping.map(from), tr.mapping.map(to)).scrollIntoView());
  };
  const { say } = desk;
  const notes = cited.map(({ mark }) => mark).join(", ");
  const note = numberingOf(state).noteAt.get(from);
  if (isSingle && !note.node.textContent.trim() && !cited.length) {
    remove()();
  } else if (cited.length) {
    desk.question.ask(
      say("note_cited_again", { n: cited.length, notes }),
      [
        { label: say("keep_at_next_mark", { n: cited.length }), act: remove() },
        { label: say("delete_everywhere", { n: cited.length }), act: remove(cited) },
      ],
      desk.view.coordsAtPos(from),
    );
  } else {
    const ask = say("delete_mark_with_note", { note: note.label });
    desk.question.ask(ask, [{ label: say("delete_note"), act: remove() }], desk.view.coordsAtPos(from));
  }
  return true;
}

// Take a note and every mark that leads to it out of the text.
export function deleteNote(view, pos) {
  const note = numberingOf(view.state).noteAt.get(pos);
  if (note) view.dispatch(deleteAll(history.closeHistory(view.state.tr), [note]));
}

// A note that was opened and never written.
export function dropEmpty(view, note) {
  const found = footnotesIn(view.state.doc).find(([, node]) => node === note);
  if (found) view.dispatch(view.state.tr.delete(found[0], found[0] + note.nodeSize));
}

export function setKind(view, pos, kind) {
  view.dispatch(view.state.tr.setNodeAttribute(pos, "kind", kind));
}

// A further mark for a note, at the cursor of `target`: the text itself or the slip of another note.
export function citeAgain(view, target, index) {
  const note = notesOf(view.state)[index];
  const { $to } = target.state.selection;
  if (!note || !$to.parent.inlineContent) return false;
  const key = note.node.attrs.id ?? freshKey(keysIn(view.state.doc));
  if (!note.node.attrs.id) view.dispatch(view.state.tr.setNodeAttribute(note.pos, "id", key));
  const at = target.state.selection.to;
  const tr = target.state.tr.insert(at, nodes.noteref.create({ key }));
  target.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  target.focus();
  return true;
}
