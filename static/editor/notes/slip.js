// The slip on which a note is written: an editor of its own below the line of the mark. What is typed
// there is written into the text at once, so there is one history, one undo, one document.
import { h } from "../dom.js";
import { isInQuotation, toggleQuotation } from "../blocks.js";
import { isActive, toggle } from "../formats.js";
import { noteKeys } from "../keys.js";
import { history, keymap, state as states, transform, view as views } from "../prosemirror.js";
import { KINDS, schema } from "../schema.js";
import { freshSelection } from "../selection.js";
import { hasText } from "./content.js";
import { markViews } from "./marks.js";
import { numberingOf } from "./numbering.js";

const { EditorState, Plugin, PluginKey, Selection, TextSelection } = states;
const { nodes, marks } = schema;
const key = new PluginKey("slip");
const INSIDE = "from the text"; // what came from the text need not go back there

export class Slip {
  constructor(desk) {
    this.desk = desk;
    this.view = null;
    this.build();
  }

  build() {
    const { say } = this.desk;
    this.title = h("strong", { class: "editor-slip-title" });
    this.kind = h(
      "select",
      { "aria-label": say("note_kind"), onchange: () => this.setKind(this.kind.value) },
      ...KINDS.map((kind) => h("option", { value: kind }, say(`kind_${kind}`))),
    );
    this.buttons = [
      this.button("bold", "B", "Mod-b", toggle(marks.strong), (s) => isActive(s, marks.strong)),
      this.button("italic", "I", "Mod-i", toggle(marks.em), (s) => isActive(s, marks.em)),
      this.button("link", null, "Mod-k", () => this.desk.link(), (s) => isActive(s, marks.link)),
      this.button("quotation", null, "Mod-Shift-q", toggleQuotation, isInQuotation),
    ];
    this.body = h("div", { class: "editor-slip-body" });
    this.dom = h(
      "section",
      { class: "editor-slip", role: "dialog", hidden: true },
      h("header", { class: "editor-slip-head" }, this.title, this.kind, ...this.buttons.map((b) => b.dom)),
      this.body,
      h(
        "footer",
        { class: "editor-slip-foot" },
        h("button", { type: "button", onclick: () => this.desk.deleteNote(this.pos) }, say("delete")),
        h("button", { type: "button", class: "default", title: "Esc", onclick: () => this.close() }, say("done")),
      ),
    );
    this.dom.addEventListener("keydown", (event) => this.keyOutsideOfText(event));
    this.desk.sheet.append(this.dom);
  }

  button(name, letter, binding, command, active) {
    const dom = this.desk.button({ name, letter, binding, act: () => this.desk.run(command, this.view) });
    return { dom, active };
  }

  // The position of the open note in the text; -1 while there is none.
  get pos() {
    return this.desk.view ? key.getState(this.desk.view.state).pos : -1;
  }

  plugin() {
    const isNote = (doc, pos) => pos >= 0 && doc.nodeAt(pos)?.type === nodes.footnote;
    return new Plugin({
      key,
      state: {
        init: () => ({ pos: -1, time: 0 }), // `time` counts the openings
        apply(tr, old) {
          const asked = tr.getMeta(key);
          const pos = asked ?? (old.pos < 0 ? -1 : tr.mapping.map(old.pos));
          const time = old.time + (asked >= 0 ? 1 : 0);
          return { pos: isNote(tr.doc, pos) ? pos : -1, time };
        },
      },
      view: () => ({ update: (view, before) => this.follow(view, before), destroy: () => this.destroy() }),
    });
  }

  // Open the note that the mark at this place leads to.
  openAt(pos) {
    const { state, dispatch } = this.desk.view;
    const note = numberingOf(state).noteAt.get(pos);
    if (!note) return this.desk.strip.say(this.desk.say("note_missing"), { tone: "bad" });
    const after = pos + state.doc.nodeAt(pos).nodeSize;
    const tr = state.tr.setSelection(TextSelection.create(state.doc, after));
    return dispatch.call(this.desk.view, openIn(tr, note.pos));
  }

  follow(view, before) {
    const [was, now] = [key.getState(before), key.getState(view.state)];
    if (was.pos >= 0 && (now.pos < 0 || now.time > was.time)) this.leave(view, before.doc.nodeAt(was.pos));
    if (now.pos < 0) return;
    const note = view.state.doc.nodeAt(now.pos);
    const isNew = now.time > was.time;
    if (isNew) this.start(note);
    else if (view.state.doc !== before.doc) this.take(note);
    this.colour();
    this.label();
    this.place();
    if (isNew) this.dom.scrollIntoView({ block: "nearest" });
  }

  start(note) {
    this.view?.destroy();
    this.body.replaceChildren();
    const { desk } = this;
    this.view = new views.EditorView(this.body, {
      state: EditorState.create({ doc: note, plugins: this.plugins() }),
      dispatchTransaction: (tr) => this.dispatch(tr),
      nodeViews: markViews,
      attributes: () => ({
        class: "editor-text editor-note-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": numberingOf(desk.view.state).noteAt.get(this.pos)?.label ?? "",
        dir: "auto",
        lang: desk.language,
        spellcheck: "true",
      }),
      decorations: () => desk.decorationsInNote(this.pos),
      ...desk.clipboard.props,
    });
    this.dom.hidden = false;
    this.view.dispatch(this.view.state.tr.setSelection(Selection.atEnd(this.view.state.doc)));
    this.view.focus();
    desk.activate(this.view);
  }

  plugins() {
    const { desk } = this;
    const toText = (command) => () => command(desk.view.state, desk.view.dispatch);
    const close = () => (this.close(), true);
    return [
      freshSelection(),
      keymap.keymap({
        "Mod-z": toText(history.undo),
        "Mod-y": toText(history.redo),
        "Mod-Shift-z": toText(history.redo),
        "Mod-k": () => (desk.link(), true),
        "Mod-f": () => (desk.find.open(), true),
        Escape: close,
        "Mod-Enter": close,
        "Mod-Alt-f": close,
      }),
      ...noteKeys(),
      ...desk.paste.plugins(),
    ];
  }

  // Carry what was typed on the slip over to the text.
  dispatch(tr) {
    const { state, transactions } = this.view.state.applyTransaction(tr);
    this.view.updateState(state);
    this.showActive();
    if (tr.getMeta(INSIDE) || !tr.docChanged) return;
    const outer = this.desk.view.state.tr;
    const offset = transform.StepMap.offset(this.pos + 1);
    for (const { steps } of transactions) for (const step of steps) outer.step(step.map(offset));
    this.desk.view.dispatch(outer.setMeta(INSIDE, true));
  }

  // Take over what was changed in the text, by undo or by replacing.
  take(note) {
    const { state } = this.view;
    const start = state.doc.content.findDiffStart(note.content);
    if (start === null) return;
    let { a, b } = state.doc.content.findDiffEnd(note.content);
    const overlap = start - Math.min(a, b);
    if (overlap > 0) [a, b] = [a + overlap, b + overlap];
    this.view.dispatch(state.tr.replace(start, a, note.slice(start, b)).setMeta(INSIDE, true));
  }

  // Draw what is marked in the note, which the slip has no part in.
  colour() {
    const isMarked = this.desk.decorationsInNote(this.pos).find().length > 0;
    if ((isMarked || this.wasMarked) && !this.view.composing) this.view.updateState(this.view.state);
    this.wasMarked = isMarked;
  }

  label() {
    const note = numberingOf(this.desk.view.state).noteAt.get(this.pos);
    if (!note) return;
    this.title.textContent = note.label;
    this.dom.setAttribute("aria-label", note.label);
    this.kind.value = note.kind;
    this.showActive();
  }

  showActive() {
    for (const { dom, active } of this.buttons) dom.setAttribute("aria-pressed", active(this.view.state));
  }

  place() {
    const mark = this.desk.view.nodeDOM(this.pos);
    if (mark) this.desk.placeBelow(this.dom, mark);
  }

  setKind(kind) {
    this.desk.setKind(this.pos, kind);
    this.view.focus();
  }

  // Back to the text, where one was.
  close() {
    const { view } = this.desk;
    if (this.pos >= 0) view.dispatch(view.state.tr.setMeta(key, -1));
    view.focus();
  }

  // The slip is gone: closed, or its note is. A note that nothing was written in goes with it.
  leave(view, note) {
    const hadFocus = this.dom.contains(document.activeElement);
    this.dom.hidden = true;
    this.view.destroy();
    this.view = null;
    this.desk.activate(view);
    if (hadFocus) view.focus();
    if (!hasText(note)) setTimeout(() => this.desk.dropEmpty(note));
  }

  keyOutsideOfText(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }

  destroy() {
    this.view?.destroy();
    this.dom.remove();
  }
}

export const openIn = (tr, pos) => tr.setMeta(key, pos);

// A new note behind what is selected, its slip open.
export function insertNote(state, dispatch) {
  const { $to } = state.selection;
  const match = $to.parent.inlineContent && $to.parent.contentMatchAt($to.index());
  if (!match || !match.matchType(nodes.footnote)) return false;
  if (!dispatch) return true;
  const around = $to.marks().filter((mark) => !["link", "sup", "sub"].includes(mark.type.name));
  const note = nodes.footnote.create(null, nodes.note_paragraph.create()).mark(around);
  const tr = history.closeHistory(state.tr).insert($to.pos, note);
  tr.setSelection(TextSelection.create(tr.doc, $to.pos + note.nodeSize));
  dispatch(openIn(tr, $to.pos).scrollIntoView());
  return true;
}
