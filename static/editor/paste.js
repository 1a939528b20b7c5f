// Pasting and dropping. What comes from this desk is put in as it is; all else is read by the archive,
// which knows the marks of Word and the others: POST {html, text, language} to `data-paste-url`,
// answered with {body, inline, found, warnings, offer_import}. Until the answer comes, a place is kept.
import { h } from "./dom.js";
import { runs, set } from "./formats.js";
import { history, model, state as states, view as views } from "./prosemirror.js";
import { asNote, placeBlocks, placeInline } from "./place.js";
import { parse, topBlocks } from "./read.js";
import { schema } from "./schema.js";

const { Plugin, PluginKey, TextSelection } = states;
const { Decoration, DecorationSet } = views;
const { Fragment, Slice } = model;
const { nodes, marks } = schema;
const key = new PluginKey("paste");
const LARGEST = 10 * 1024 * 1024; // characters; the desk takes no larger request
const LONGEST_BODY = 4 * 1024 * 1024; // characters of a body that a browser edits with ease
const PATIENCE = 60_000; // milliseconds
const ADDRESS = /^https?:\/\/\S+$/i;

// Keeps the places of what is on its way: {add: {id, from, to}} and {remove: id}.
const places = () =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, kept, _, { doc }) {
        const { add, remove } = tr.getMeta(key) ?? {};
        let decorations = kept.map(tr.mapping, doc);
        if (add) decorations = decorations.add(doc, placeholder(add));
        if (remove) decorations = decorations.remove(decorations.find(0, doc.content.size, ({ id }) => id === remove));
        return decorations;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });

function placeholder({ id, from, to, label }) {
  const waiting = () => h("span", { class: "editor-waiting", role: "status" }, label);
  const mark = Decoration.widget(to, waiting, { id, side: -1, marks: [] });
  return from < to ? [mark, Decoration.inline(from, to, { class: "editor-replaced" }, { id })] : [mark];
}

function placeOf(state, id) {
  const found = key.getState(state).find(0, state.doc.content.size, (spec) => spec.id === id);
  if (!found.length) return null;
  return { from: Math.min(...found.map(({ from }) => from)), to: Math.max(...found.map(({ to }) => to)) };
}

export class Paste {
  constructor(desk) {
    this.desk = desk;
    this.isPlain = false;
    this.count = 0;
  }

  plugins() {
    return [
      places(),
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_, event) => void (this.isPlain = event.shiftKey && event.key.toLowerCase() === "v"),
            paste: (view, event) => this.take(view, event, event.clipboardData),
            drop: (view, event) => this.drop(view, event),
          },
        },
      }),
    ];
  }

  drop(view, event) {
    if (view.dragging || !event.dataTransfer) return false; // moved within the text
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (!at) return false;
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
    return this.take(view, event, event.dataTransfer);
  }

  take(view, event, data) {
    if (!data) return false;
    event.preventDefault();
    const [html, text] = [data.getData("text/html"), data.getData("text/plain")];
    const pictures = [...data.files].filter(({ type }) => type.startsWith("image/"));
    const isPlain = this.isPlain;
    this.isPlain = false;
    if (pictures.length && !(html && text.trim())) this.desk.images.upload(pictures);
    else if (isPlain) this.insertText(view, text);
    else this.takeText(view, html, text);
    return true;
  }

  takeText(view, html, text) {
    const own = this.desk.clipboard.read(html);
    if (own) this.insertSlice(view, own);
    else if (!html && ADDRESS.test(text.trim()) && !view.state.selection.empty) this.link(view, text.trim());
    else if (!html && !text.includes("\n")) this.insertText(view, text);
    else if (html || text) this.send(view, html, text);
  }

  insertSlice(view, slice) {
    const { state } = view;
    const tr = history.closeHistory(state.tr);
    if (state.selection.$from.parent.type === nodes.note_paragraph) {
      this.insertInNote(tr, slice);
    } else if (view.someProp("handlePaste", (take) => take(view, null, slice))) {
      return;
    } else if (isNoteContent(slice)) {
      placeBlocks(tr, state.selection, asBlocks(slice.content));
    } else {
      tr.replaceSelection(slice);
    }
    view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  }

  insertInNote(tr, slice) {
    const isLine = slice.content.firstChild?.isInline;
    const isOwn = isNoteContent(slice);
    const lines = isOwn ? slice.content.content : asNote(isLine ? [nodes.paragraph.create(null, slice.content)] : slice.content.content);
    if (lines.length) tr.replaceSelection(new Slice(Fragment.from(lines), depthOf(lines[0]), depthOf(lines.at(-1))));
  }

  link(view, href) {
    const { state } = view;
    if (!runs(state).length) return this.insertText(view, href);
    return view.dispatch(set(state.tr, state, state.selection.ranges, marks.link, { href }));
  }

  // Words and nothing else: paragraphs where lines are empty, else where they end.
  insertText(view, text) {
    const { state } = view;
    const clean = text.replace(/\r\n?/g, "\n").replace(/\u0000/g, "");
    const tr = history.closeHistory(state.tr);
    if (!clean.includes("\n") || state.selection.$from.parent.type.spec.code) tr.insertText(clean);
    else this.place(tr, state.selection, paragraphs(clean));
    view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  }

  place(tr, range, blocks) {
    const inNote = tr.doc.resolve(range.from).parent.type === nodes.note_paragraph;
    if (!inNote) return placeBlocks(tr, range, blocks);
    const lines = asNote(blocks);
    return tr.replace(range.from, range.to, new Slice(Fragment.from(lines), depthOf(lines[0]), depthOf(lines.at(-1))));
  }

  // To the archive and back.
  async send(view, html, text) {
    const { desk } = this;
    const { say } = desk;
    if (!desk.config.pasteUrl) return this.fallBack(view, null, text, say("paste_no_reader"));
    if (html.length + text.length > LARGEST) return desk.strip.say(say("paste_too_large"), { tone: "bad" });
    const id = `paste-${(this.count += 1)}`;
    const { from, to } = view.state.selection;
    const keep = view.state.tr.setMeta(key, { add: { id, from, to, label: say("pasting") } });
    view.dispatch(keep.setSelection(TextSelection.near(keep.doc.resolve(to), -1)));
    try {
      const answer = await desk.post(desk.config.pasteUrl, { html, text, language: desk.language }, PATIENCE);
      return this.arrive(view, id, answer, text);
    } catch (error) {
      return this.fallBack(view, id, text, error.said ?? say("paste_no_connection"));
    }
  }

  arrive(view, id, answer, text) {
    const { desk } = this;
    if (answer.body.length > LONGEST_BODY) {
      this.forget(view, id);
      return desk.strip.say(desk.say("paste_too_long"), { tone: "bad" });
    }
    const blocks = topBlocks(parse(answer.body));
    if (!this.insertAt(view, id, blocks, answer.inline)) {
      return this.fallBack(view, null, text, desk.say("paste_place_gone"));
    }
    return desk.strip.say(...this.summary(answer));
  }

  // One step to undo, apart from what was typed before and after.
  insertAt(view, id, blocks, isInline) {
    const range = view.isDestroyed ? null : placeOf(view.state, id);
    if (!range) return false;
    const { state } = view;
    const tr = history.closeHistory(state.tr).setMeta(key, { remove: id });
    const { anchor, from, empty } = state.selection;
    const isThere = empty && from === range.to;
    if (isInline && blocks.length === 1 && blocks[0].isTextblock) {
      placeInline(tr, range.from, range.to, blocks[0].content);
    } else if (blocks.length) {
      this.place(tr, range, blocks);
    }
    if (!isThere) tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(anchor)), -1));
    view.dispatch(tr.setMeta("paste", true).setMeta("uiEvent", "paste").scrollIntoView());
    view.dispatch(history.closeHistory(view.state.tr));
    return true;
  }

  forget(view, id) {
    if (id && !view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, { remove: id }));
  }

  // The words at least, and loudly that they are no more than that.
  fallBack(view, id, text, why) {
    const { desk } = this;
    const target = view.isDestroyed ? desk.view : view;
    const blocks = paragraphs(text.replace(/\r\n?/g, "\n"));
    if (!(id && this.insertAt(target, id, blocks, false))) this.insertText(target, text);
    desk.strip.say(`${why} ${desk.say("paste_only_words")}`, {
      tone: "bad",
      actions: [{ label: desk.say("undo"), act: () => desk.undo() }],
    });
  }

  summary({ found = [], warnings = [], offer_import: offersImport }) {
    const { desk } = this;
    const parts = found.map(({ sentence }) => sentence).join(", ");
    const rows = found.filter(({ quotes }) => quotes?.length).map((part) => this.jumps(part));
    const lines = warnings.map((warning) => h("p", { class: "editor-warning" }, warning));
    const actions = [{ label: desk.say("undo"), act: () => desk.undo() }];
    if (offersImport && desk.config.importUrl) {
      actions.push({ label: desk.say("open_import"), act: () => window.open(desk.config.importUrl, "_blank", "noopener") });
    }
    const body = rows.length || lines.length ? h("div", { class: "editor-found" }, ...rows, ...lines) : null;
    const tone = warnings.length || found.some(({ level }) => level === "unsure") ? "unsure" : "plain";
    return [parts || desk.say("pasted"), { tone, actions, body }];
  }

  // A row of buttons, one for each place.
  jumps({ kind, sentence, quotes }) {
    const buttons = quotes.slice(0, 60).map((quote, index) =>
      h(
        "button",
        { type: "button", title: quote.exact.slice(0, 120), "aria-label": `${sentence} ${index + 1}`, onclick: () => this.desk.jump(quote) },
        String(index + 1),
      ),
    );
    return h("p", { "data-kind": kind }, `${sentence}: `, ...buttons);
  }
}

const depthOf = (block) => (block.type === nodes.note_quotation ? 2 : 1);

const isNoteContent = ({ content }) =>
  [nodes.note_paragraph, nodes.note_quotation].includes(content.firstChild?.type);

// What was taken out of a note, as blocks of the text.
function asBlocks(fragment) {
  return fragment.content.map((node) => {
    const passage = { lang: node.attrs.lang, dir: node.attrs.dir };
    return node.type === nodes.note_quotation
      ? nodes.blockquote.create(passage, asBlocks(node.content))
      : nodes.paragraph.create(passage, node.content);
  });
}

function paragraphs(text) {
  const isSpaced = /\n[ \t]*\n/.test(text.trim());
  const parts = text.trim().split(isSpaced ? /\n[ \t]*\n\s*/ : /\n/);
  return parts.map((part) => {
    const lines = part.split("\n").flatMap((line, index) => [
      ...(index ? [nodes.line_break.create()] : []),
      ...(line ? [schema.text(line)] : []),
    ]);
    return nodes.paragraph.create(null, lines);
  });
}
