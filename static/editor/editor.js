// The editor of an article's body.
//
// BodyInput (articles/admin/body.py) renders <div class="desk-editor" data-editor …> around the text
// area, with its words and addresses in a JSON block. Without this script the text area stays. When an
// editor is ready, its wrapper gets the property `editor` and dispatches a bubbling `editor:ready`.
//
// wrapper.editor = {
//   html()              the canonical HTML; of an untouched text, the text area's value as it came
//   setHTML(html)       another text, in one step to undo
//   insertHTML(html)    canonical HTML at the selection, in one step to undo
//   text()              the text without markup, notes where they stand
//   words()             the number of words, those of notes not counted
//   notes()             [{number, mark, kind, html, text, urls}] in the order of the text
//   openNote(index)     opens the slip of one of these
//   selection()         {exact, prefix, suffix} of what is selected (a W3C TextQuoteSelector over
//                       text()), or null
//   jump({exact, prefix, suffix})
//                       scrolls there and selects it; false where there is no such passage. Space
//                       counts for nothing in the comparison.
//   highlight(group, [{id, quote: {exact, prefix, suffix}, className}])
//                       marks passages, in the place of those that the group had; they move along
//                       with the text. A click on one dispatches `editor:highlight` on the wrapper
//                       with detail {group, id}.
//   say(sentence, {tone, actions: [{label, act}]})
//                       a sentence in the strip under the toolbar; tone: plain, unsure, bad
//   focus()
// }
//
// Each change is written to the text area within 300 ms, and at once when the editor loses the focus,
// the form is sent or the page goes away; the text area then fires `input`.
import { h, speaker } from "./dom.js";
import { Find } from "./find.js";
import { highlight, highlights, highlightsIn, noteAround } from "./highlight.js";
import { Images } from "./images.js";
import { bodyKeys } from "./keys.js";
import { editLanguage } from "./language.js";
import { editLink } from "./link.js";
import { Clipboard } from "./notes/clipboard.js";
import { ask } from "./dialog.js";
import { described, textOf as noteText } from "./notes/content.js";
import { citeAgain, deleteNote, deleting, dropEmpty, keeping, replaced, setKind } from "./notes/keeping.js";
import { markViews, marksPlugin } from "./notes/marks.js";
import { notesOf, numbers, setLabels } from "./notes/numbering.js";
import { Side } from "./notes/side.js";
import { Slip, insertNote } from "./notes/slip.js";
import { Paste } from "./paste.js";
import { placeBlocks } from "./place.js";
import { dropCursor, gapCursor, history, keymap, state as states, view as views } from "./prosemirror.js";
import { Question } from "./question.js";
import { parse, read, topBlocks } from "./read.js";
import { directionOf, schema } from "./schema.js";
import { freshSelection } from "./selection.js";
import { Strip } from "./strip.js";
import { Sync } from "./sync.js";
import { tableEditing } from "./table.js";
import { countWords, quoteOf, rangeOf, textOf, wordsIn } from "./text.js";
import { Toolbar, makeButton } from "./toolbar.js";

const { EditorState, Plugin, Selection, TextSelection } = states;
const PER_MINUTE = 230; // words that people read

class Desk {
  constructor(wrapper) {
    this.wrapper = wrapper;
    this.textarea = wrapper.querySelector("textarea");
    this.config = JSON.parse(wrapper.querySelector("script[type='application/json']").textContent);
    this.say = speaker(this.config.words, document.documentElement.lang || "en");
    this.id = `${this.textarea.id}_editor`;
    this.languageField = this.textarea.form?.elements.namedItem("language") ?? null;
    this.sheet = h("div", { class: "editor-sheet" });
    this.strip = new Strip(this);
    this.images = new Images(this);
    this.clipboard = new Clipboard(this);
    this.paste = new Paste(this);
    this.question = new Question(this);
    this.find = new Find(this);
    this.slip = new Slip(this);
    this.makeView();
    this.active = this.view;
    this.toolbar = new Toolbar(this);
    this.foot = h("p", { class: "editor-foot", "aria-live": "off" });
    this.textarea.before(
      h("div", { class: "editor-head" }, this.toolbar.dom, this.find.dom, this.strip.dom),
      this.sheet,
      this.foot,
    );
    this.textarea.hidden = true;
    this.textarea.required = false; // the browser could not show where; the archive checks
    this.sync = new Sync(this, this.view.state.doc);
    this.side = new Side(this);
    this.listen();
    this.update();
  }

  makeView() {
    const label = document.querySelector(`label[for="${this.textarea.id}"]`);
    if (label && !label.id) label.id = `${this.id}-label`;
    label?.addEventListener("click", () => this.view.focus());
    this.view = new views.EditorView(this.sheet, {
      state: EditorState.create({ doc: read(this.textarea.value), plugins: this.plugins() }),
      nodeViews: markViews,
      attributes: () => ({
        id: this.id,
        class: "editor-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label?.id ?? "",
        lang: this.language,
        dir: directionOf(this.language),
        spellcheck: "true",
      }),
      ...this.clipboard.props,
    });
  }

  plugins() {
    const asked = (act) => () => (act(), true);
    return [
      freshSelection(),
      keymap.keymap({
        "Mod-Alt-f": insertNote,
        "Mod-k": asked(() => this.link()),
        "Mod-f": asked(() => this.find.open()),
        "Mod-h": asked(() => this.find.open()),
        Backspace: deleting(this, -1),
        Delete: deleting(this, 1),
        "Mod-Backspace": deleting(this, -1),
        "Mod-Delete": deleting(this, 1),
        Enter: (state) => this.openSelected(state),
        Escape: () => this.isFull && (this.toggleFull(), true),
      }),
      ...bodyKeys(),
      ...this.paste.plugins(),
      history.history({ depth: 500 }),
      ...gapCursor(),
      ...dropCursor({ class: "editor-drop", width: 2, color: false }),
      tableEditing(),
      numbers(this.labels),
      keeping(this),
      highlights(this),
      this.find.plugin(),
      marksPlugin(this),
      this.slip.plugin(),
      new Plugin({ view: () => ({ update: (_, before) => this.changed(before) }) }),
    ];
  }

  listen() {
    const { wrapper, view, languageField } = this;
    // The space below the last line belongs to the text.
    this.sheet.addEventListener("mousedown", (event) => {
      if (event.target !== this.sheet) return;
      event.preventDefault();
      this.goToEnd();
    });
    view.dom.addEventListener("focus", () => this.activate(view));
    view.dom.addEventListener("mousedown", (event) => {
      if (this.slip.pos >= 0 && !event.target.closest(".note-mark")) this.slip.close();
    });
    languageField?.addEventListener("change", () => this.setTextLanguage());
    new ResizeObserver(() => this.slip.pos >= 0 && this.slip.place()).observe(this.sheet);
    // The form's own bar stays in sight too: the toolbar stays below it.
    const bar = document.querySelector(".desk-bar");
    const below = () => wrapper.style.setProperty("--editor-top", `${bar.offsetHeight}px`);
    if (bar) new ResizeObserver(below).observe(bar);
    wrapper.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input, select")) event.preventDefault(); // no form is sent by it
    });
  }

  // The language of the article, as its form has it now.
  get language() {
    return this.languageField?.value?.trim() || this.config.language;
  }

  get labels() {
    const { labels } = this.config;
    return labels[this.language.toLowerCase().split(/[-_]/)[0]] ?? labels.en;
  }

  setTextLanguage() {
    this.view.dispatch(setLabels(this.view.state.tr, this.labels));
    this.view.setProps({});
  }

  changed(before) {
    if (!this.sync) return; // not built yet
    if (before.doc !== this.view.state.doc) {
      this.sync.later();
      this.side.update(before);
    }
    this.update();
  }

  update() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.toolbar.update();
      this.count();
    });
  }

  // The editor that is written in: the text, or the slip of a note.
  activate(view) {
    this.active = view;
    if (this.toolbar) this.update();
  }

  run(command, view = this.active) {
    command(view.state, view.dispatch.bind(view), view);
    view.focus();
  }

  button(given) {
    return makeButton(this.say, given);
  }

  count() {
    const { doc } = this.view.state;
    const { state } = this.active;
    const { from, to, empty } = state.selection;
    const n = countWords(doc);
    const parts = [this.say("words", { n }), this.say("minutes", { n: Math.max(1, Math.ceil(n / PER_MINUTE)) })];
    const selected = empty ? 0 : wordsIn(state.doc.textBetween(from, to, " ", " "));
    if (selected) parts.push(this.say("words_selected", { n: selected }));
    const line = n ? parts.join(" · ") : "";
    if (this.foot.textContent !== line) this.foot.textContent = line;
  }

  goToEnd() {
    const { state } = this.view;
    const { lastChild } = state.doc;
    const tr = state.tr;
    if (!lastChild.isTextblock) tr.insert(tr.doc.content.size, schema.nodes.paragraph.create());
    this.view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)).scrollIntoView());
    this.view.focus();
  }

  openSelected({ selection }) {
    const isSelected = selection.node && ["footnote", "noteref"].includes(selection.node.type.name);
    if (isSelected) this.slip.openAt(selection.from);
    return isSelected;
  }

  undo() {
    history.undo(this.view.state, this.view.dispatch);
    this.view.focus();
  }

  link() {
    return editLink(this);
  }

  setLanguage() {
    return editLanguage(this);
  }

  setKind(pos, kind) {
    setKind(this.view, pos, kind);
  }

  deleteNote(pos) {
    deleteNote(this.view, pos);
    this.view.focus();
  }

  dropEmpty(note) {
    dropEmpty(this.view, note);
  }

  citeAgain(index) {
    const isOwn = this.active !== this.view && notesOf(this.view.state)[index]?.pos === this.slip.pos;
    if (!citeAgain(this.view, isOwn ? this.view : this.active, index)) this.strip.say(this.say("cite_where"), { tone: "bad" });
  }

  async chooseNote() {
    const { say } = this;
    const notes = notesOf(this.view.state);
    if (!notes.length) return this.strip.say(say("no_notes"));
    const given = await ask({
      title: say("cite_again"),
      fields: [{ name: "index", label: say("which_note"), options: notes.map(({ mark, node }, index) => [String(index), `${mark}  ${noteText(node).slice(0, 90)}`]) }],
      buttons: [{ name: "save", label: say("insert") }],
      cancel: say("cancel"),
    });
    this.active.focus();
    return given && this.citeAgain(Number(given.index));
  }

  goToMark(index) {
    const note = notesOf(this.view.state)[index];
    if (!note) return;
    const after = note.marks[0] + this.view.state.doc.nodeAt(note.marks[0]).nodeSize;
    this.reveal({ from: after, to: after });
    const dom = this.view.nodeDOM(note.marks[0]);
    dom?.classList.add("lit");
    setTimeout(() => dom?.classList.remove("lit"), 1600);
  }

  // A place of the editor that is written in, in the whole text.
  position(pos) {
    return this.active === this.view ? pos : this.slip.pos + 1 + pos;
  }

  // Scroll a range into sight and select it; in a note, on its slip.
  reveal({ from, to }, { focus = true } = {}) {
    const { view } = this;
    const note = noteAround(view.state.doc, from);
    if (!note) {
      if (this.slip.pos >= 0) this.slip.close();
      view.dispatch(view.state.tr.setSelection(TextSelection.between(view.state.doc.resolve(from), view.state.doc.resolve(to))));
      if (focus) view.focus();
      this.scrollTo(view, from);
      return;
    }
    const had = document.activeElement;
    if (this.slip.pos !== note.pos) this.slip.openAt(note.pos);
    const inner = this.slip.view;
    const end = Math.min(to - note.pos - 1, note.node.content.size);
    const { doc, tr } = inner.state;
    inner.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from - note.pos - 1), doc.resolve(end))));
    if (focus) inner.focus();
    else had?.focus({ preventScroll: true });
    this.scrollTo(view, note.pos);
  }

  scrollTo(view, pos) {
    const { node } = view.domAtPos(pos);
    const element = node.nodeType === 1 ? node : node.parentElement;
    const { top } = view.coordsAtPos(pos);
    const room = this.isFull ? this.wrapper : null;
    const by = top - innerHeight * 0.4;
    if (element) (room ?? window).scrollBy({ top: by, behavior: "instant" });
  }

  // What is marked in a note, for its slip: found passages and highlights, moved to its own places.
  decorationsInNote(pos) {
    if (pos < 0) return null;
    const { doc } = this.view.state;
    const note = doc.nodeAt(pos);
    const [from, to] = [pos + 1, pos + note.nodeSize - 1];
    const found = [this.find.decorations(), highlightsIn(this.view.state)].flatMap((set) => set.find(from, to));
    const inside = found.filter((decoration) => decoration.from >= from && decoration.to <= to && decoration.inline);
    const moved = inside.map((d) => views.Decoration.inline(d.from - from, d.to - from, d.type.attrs, d.spec));
    return views.DecorationSet.create(note, moved);
  }

  // Lay an element over the sheet, below a mark, line or place.
  placeBelow(element, target) {
    const line = target.getBoundingClientRect ? target.getBoundingClientRect() : target;
    const sheet = this.sheet.getBoundingClientRect();
    const room = sheet.width - element.offsetWidth - 8;
    const left = Math.max(8, Math.min(line.left - sheet.left - element.offsetWidth / 3, room));
    element.style.top = `${line.bottom - sheet.top + 8}px`;
    element.style.left = `${left}px`;
  }

  get isFull() {
    return this.wrapper.classList.contains("full");
  }

  toggleFull() {
    const isFull = this.wrapper.classList.toggle("full");
    document.documentElement.classList.toggle("editor-is-full", isFull);
    this.active.focus();
    this.update();
  }

  tell(name, detail) {
    this.wrapper.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  async get(url) {
    return this.answer(await fetch(url, { headers: { Accept: "application/json" } }));
  }

  // Send an object as JSON, or FormData as it is. What the archive says against it is `error.said`.
  async post(url, data, patience = 0) {
    const isForm = data instanceof FormData;
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "X-CSRFToken": token, Accept: "application/json" };
    if (!isForm) headers["Content-Type"] = "application/json";
    const signal = patience ? AbortSignal.timeout(patience) : undefined;
    return this.answer(await fetch(url, { method: "POST", headers, signal, body: isForm ? data : JSON.stringify(data) }));
  }

  async answer(response) {
    const isJSON = response.headers.get("Content-Type")?.includes("json");
    const answer = isJSON ? await response.json() : {};
    if (response.ok && isJSON) return answer;
    const said = response.status === 401 ? this.say("logged_out") : answer.error;
    throw Object.assign(new Error(response.statusText), { said });
  }

  jump(quote) {
    const range = rangeOf(this.view.state.doc, quote);
    if (range) this.reveal(range);
    return Boolean(range);
  }

  setHTML(html) {
    const { tr } = this.view.state;
    const { content } = read(html);
    history.closeHistory(tr).replaceWith(0, tr.doc.content.size, content);
    this.view.dispatch(replaced(tr));
    this.view.dispatch(history.closeHistory(this.view.state.tr));
  }

  insertHTML(html) {
    const { state } = this.view;
    const blocks = topBlocks(parse(html));
    if (!blocks.length) return;
    const tr = placeBlocks(history.closeHistory(state.tr), state.selection, blocks);
    this.view.dispatch(tr.scrollIntoView());
    this.view.dispatch(history.closeHistory(this.view.state.tr));
  }

  selection() {
    const { from, to, empty } = this.active.state.selection;
    return empty ? null : quoteOf(this.view.state.doc, this.position(from), this.position(to));
  }

  contract() {
    const { view } = this;
    return {
      html: () => this.sync.html(),
      setHTML: (html) => this.setHTML(html),
      insertHTML: (html) => this.insertHTML(html),
      text: () => textOf(view.state.doc),
      words: () => countWords(view.state.doc),
      notes: () => notesOf(view.state).map(described),
      openNote: (index) => this.slip.openAt(notesOf(view.state)[index]?.pos ?? -1),
      selection: () => this.selection(),
      jump: (quote) => this.jump(quote),
      highlight: (group, items) => view.dispatch(highlight(view.state.tr, group, items)),
      say: (sentence, given) => this.strip.say(sentence, given),
      focus: () => view.focus(),
    };
  }
}

for (const wrapper of document.querySelectorAll("[data-editor]")) {
  const desk = new Desk(wrapper);
  wrapper.editor = desk.contract();
  desk.tell("editor:ready", {});
}
