// Cut, copy and paste within the desk: a passage takes its notes along, in an article and between two.
//
// Other programs get the canonical HTML and a plain text with its notes at the end; the attribute
// data-broadside carries the same as the editor holds it.
import { h } from "../dom.js";
import { model } from "../prosemirror.js";
import { isMark, schema } from "../schema.js";
import { readSelection } from "../selection.js";
import { block, escapeAttribute, inline } from "../write.js";
import { textOf } from "./content.js";
import { footnotesIn, freshKey, keysIn } from "./keeping.js";
import { numberingOf } from "./numbering.js";

const { nodes } = schema;
const { Fragment, Slice } = model;
const OURS = /<div data-broadside="([^"]*)"/;

function mapInline(fragment, change) {
  const changed = [];
  fragment.forEach((node) => {
    const inside = node.isLeaf ? node : node.copy(mapInline(node.content, change));
    changed.push(isMark(node) ? change(inside) : inside);
  });
  return Fragment.from(changed);
}

const mapSlice = (slice, change) =>
  new Slice(mapInline(slice.content, change), slice.openStart, slice.openEnd);

function marksOf(fragment) {
  const found = [];
  fragment.descendants((node) => {
    if (isMark(node)) found.push(node);
  });
  return found;
}

// Further marks whose note stays behind take a copy of it along.
function withNotes(slice, doc) {
  const own = new Set(marksOf(slice.content).map(({ attrs }) => attrs.id));
  const all = new Map(footnotesIn(doc).map(([, node]) => [node.attrs.id, node]));
  return mapSlice(slice, (node) => {
    const note = all.get(node.attrs.key);
    if (node.type !== nodes.noteref || !note || own.has(node.attrs.key)) return node;
    return nodes.noteref.create({ key: node.attrs.key, note: note.toJSON() }).mark(node.marks);
  });
}

function htmlOf(fragment) {
  const first = fragment.firstChild;
  if (!first) return "";
  if (first.isInline) return inline(fragment);
  const html = fragment.content.map(block).join("");
  return { row: `<table>${html}</table>`, list_item: `<ul>${html}</ul>` }[first.type.name] ?? html;
}

// As the importer reads it: [1] in the text, the notes at the end.
function plainText(slice, state) {
  const { noteAt, notes } = numberingOf(state);
  const byNode = new Map(notes.map((note) => [note.node, note]));
  const byKey = new Map(notes.map((note) => [note.node.attrs.id, note]));
  const cited = new Set();
  const markOf = (node) => {
    const note = byNode.get(node) ?? byKey.get(node.attrs.key ?? node.attrs.id);
    if (note) cited.add(note);
    return note ? `[${note.mark}]` : "";
  };
  const lines = [];
  const line = (node) => {
    let text = "";
    node.forEach((child) => {
      text += isMark(child) ? markOf(child) : child.isText ? child.text : child.type === nodes.line_break ? "\n" : "";
    });
    return text;
  };
  const walk = (fragment) => fragment.forEach((node) => {
    if (node.isTextblock) lines.push(line(node));
    else walk(node.content);
  });
  if (slice.content.firstChild?.isInline) lines.push(line({ forEach: (f) => slice.content.forEach(f) }));
  else walk(slice.content);
  const endnotes = [...cited].map((note) => `[${note.mark}] ${textOf(note.node)}`);
  return [...lines, ...endnotes].join("\n\n");
}

export class Clipboard {
  constructor(desk) {
    this.desk = desk;
    this.token = `${Date.now()}${Math.random()}`;
    this.props = {
      handleDOMEvents: {
        copy: (view, event) => this.take(view, event, false),
        cut: (view, event) => this.take(view, event, true),
      },
      clipboardTextSerializer: (slice) => plainText(slice, desk.view.state),
      clipboardSerializer: { serializeFragment: (fragment) => this.dom(fragment) },
    };
  }

  // What is dragged out of the window.
  dom(fragment) {
    const template = h("template");
    template.innerHTML = htmlOf(fragment);
    return template.content;
  }

  take(view, event, isCut) {
    readSelection(view);
    const { selection } = view.state;
    if (selection.empty || !event.clipboardData) return false;
    const slice = withNotes(selection.content(), this.desk.view.state.doc);
    const carried = JSON.stringify({ from: this.token, isCut, slice: slice.toJSON() });
    const html = `<div data-broadside="${escapeAttribute(carried)}">${htmlOf(slice.content)}</div>`;
    event.clipboardData.clearData();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", plainText(slice, this.desk.view.state));
    event.preventDefault();
    if (isCut) view.dispatch(view.state.tr.deleteSelection().scrollIntoView().setMeta("uiEvent", "cut"));
    return true;
  }

  // The slice that this HTML from a clipboard carries, fitted to the text; null if it is not ours.
  read(html) {
    const found = OURS.exec(html);
    if (!found) return null;
    const decoder = h("textarea");
    decoder.innerHTML = found[1];
    try {
      const { from, isCut, slice } = JSON.parse(decoder.value);
      const read = Slice.fromJSON(schema, slice);
      read.content.forEach((node) => node.check());
      return this.fit(read, from === this.token, isCut);
    } catch {
      return null; // somebody else's, or cut off: read as any other HTML
    }
  }

  // Names that are taken get another, but for what was cut here and is now put back; a further mark
  // whose note is not in this text becomes the note.
  fit(slice, isHere, isCut) {
    const { doc } = this.desk.view.state;
    const here = new Map(footnotesIn(doc).map(([, node]) => [node.attrs.id, node]));
    const taken = keysIn(doc);
    const names = new Map();
    const rename = (key) => {
      if (!names.has(key)) names.set(key, taken.has(key) ? freshKey(taken) : key);
      taken.add(names.get(key));
      return names.get(key);
    };
    const own = new Set(marksOf(slice.content).map(({ attrs }) => attrs.id).filter(Boolean));
    const placed = new Set();
    return mapSlice(slice, (node) => {
      const { id, key, note } = node.attrs;
      if (node.type === nodes.footnote) {
        if (!id) return node;
        const isMoved = isHere && isCut && here.get(id)?.content.eq(node.content);
        if (isMoved) return nodes.noteref.create({ key: id }).mark(node.marks);
        return nodes.footnote.create({ ...node.attrs, id: rename(id) }, node.content).mark(node.marks);
      }
      if (own.has(key)) {
        const isMoved = isHere && isCut && here.has(key);
        return nodes.noteref.create({ key: isMoved ? key : rename(key) }).mark(node.marks);
      }
      if ((isHere && here.has(key)) || !note) return nodes.noteref.create({ key }).mark(node.marks);
      const name = rename(key);
      if (placed.has(key)) return nodes.noteref.create({ key: name }).mark(node.marks);
      placed.add(key);
      const whole = model.Node.fromJSON(schema, note);
      whole.check();
      return nodes.footnote.create({ ...whole.attrs, id: name }, whole.content).mark(node.marks);
    });
  }
}
