// Find and replace, in the text and in its notes. Marks of notes between two words are no hindrance,
// and stay where a passage with one is replaced.
import { h, settled } from "./dom.js";
import { history, state as states, view as views } from "./prosemirror.js";
import { schema } from "./schema.js";

const { Plugin, PluginKey } = states;
const { Decoration, DecorationSet } = views;
const key = new PluginKey("find");
const MOST_SHOWN = 2000; // found passages that are coloured; all of them are counted and replaced

// The text of a line with, for each character, where it stands.
function lineText(line, start) {
  let text = "";
  const at = [];
  line.forEach((node, offset) => {
    const words = node.isText ? node.text : node.type === schema.nodes.line_break ? "\n" : "";
    for (let i = 0; i < words.length; i += 1) at.push(start + offset + i);
    text += words;
  });
  return { text, at };
}

// Lower case letter by letter, so that places stay what they are ("İ" would become two).
const fold = (text) =>
  Array.from({ length: text.length }, (_, i) => {
    const small = text[i].toLowerCase();
    return small.length === 1 ? small : text[i];
  }).join("");

const isLetter = (character) => character !== undefined && /[\p{L}\p{N}\p{M}]/u.test(character);

export function findAll(doc, query, { matchCase = false, wholeWords = false } = {}) {
  const found = [];
  const wanted = matchCase ? query : fold(query);
  if (!wanted) return found;
  doc.descendants((line, pos) => {
    if (!line.isTextblock) return true;
    const { text, at } = lineText(line, pos + 1);
    const searched = matchCase ? text : fold(text);
    for (let i = searched.indexOf(wanted); i >= 0; i = searched.indexOf(wanted, i + wanted.length)) {
      const end = i + wanted.length;
      if (wholeWords && (isLetter(text[i - 1]) || isLetter(text[end]))) continue;
      found.push({ from: at[i], to: at[end - 1] + 1, places: at.slice(i, end) });
    }
    return true; // notes stand in lines, and have lines of their own
  });
  return found.sort((a, b) => a.from - b.from);
}

// Write other words in the place of these, with the looks of the first letter; what stands between
// the letters, a mark, stays behind them.
function replace(tr, { from: start, to: end, places }, words) {
  const stretches = [];
  // Where a note stands between the letters, it may have been written in before.
  const isWhole = end - start === places.length;
  for (const place of isWhole ? places : places.map((pos) => tr.mapping.map(pos))) {
    const last = stretches.at(-1);
    if (last && last.to === place) last.to = place + 1;
    else stretches.push({ from: place, to: place + 1 });
  }
  const { marks } = tr.doc.nodeAt(stretches[0].from);
  for (const { from, to } of stretches.slice(1).reverse()) tr.delete(from, to);
  const [{ from, to }] = stretches;
  if (words) tr.replaceWith(from, to, schema.text(words).mark(marks));
  else tr.delete(from, to);
}

export class Find {
  constructor(desk) {
    this.desk = desk;
    this.found = [];
    this.index = -1;
    this.later = settled(() => this.search(), 150);
    this.build();
  }

  build() {
    const { say } = this.desk;
    const field = (name) =>
      h("input", { type: "text", "aria-label": say(name), placeholder: say(name), dir: "auto", autocomplete: "off" });
    const box = (name) => {
      const input = h("input", { type: "checkbox", onchange: () => this.search() });
      return [input, h("label", {}, input, " ", say(name))];
    };
    const button = (name, act) => h("button", { type: "button", onclick: act }, say(name));
    this.query = field("find");
    this.words = field("replace_with");
    const [matchCase, caseLabel] = box("match_case");
    const [wholeWords, wordLabel] = box("whole_words");
    Object.assign(this, { matchCase, wholeWords });
    this.count = h("span", { class: "editor-find-count", role: "status", "aria-live": "polite" });
    this.query.addEventListener("input", () => this.search());
    this.dom = h(
      "div",
      { class: "editor-find", role: "search", "aria-label": say("find_and_replace"), hidden: true },
      h("div", {}, this.query, button("previous", () => this.go(-1)), button("next", () => this.go(1)), this.count),
      h("div", {}, this.words, button("replace", () => this.replaceOne()), button("replace_all", () => this.replaceAll())),
      h("div", {}, caseLabel, wordLabel, button("close", () => this.close())),
    );
    this.dom.addEventListener("keydown", (event) => this.key(event));
  }

  plugin() {
    return new Plugin({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, old, _, { doc }) => tr.getMeta(key) ?? (tr.docChanged ? old.map(tr.mapping, doc) : old),
      },
      props: { decorations: (state) => key.getState(state) },
      view: () => ({
        update: (view, before) => {
          if (!this.dom.hidden && view.state.doc !== before.doc) this.later();
        },
      }),
    });
  }

  decorations() {
    return key.getState(this.desk.view.state);
  }

  open() {
    const { state } = this.desk.active;
    const { from, to } = state.selection;
    const words = state.doc.textBetween(from, to, "\n");
    if (words && !words.includes("\n")) this.query.value = words;
    this.dom.hidden = false;
    this.query.focus();
    this.query.select();
    this.search({ from: this.desk.position(from) });
  }

  close() {
    this.dom.hidden = true;
    this.found = [];
    this.show();
    this.desk.active.focus();
  }

  search({ from = this.found[this.index]?.from ?? 0 } = {}) {
    const { doc } = this.desk.view.state;
    this.found = this.dom.hidden
      ? []
      : findAll(doc, this.query.value, { matchCase: this.matchCase.checked, wholeWords: this.wholeWords.checked });
    this.index = Math.max(0, this.found.findIndex((passage) => passage.from >= from));
    this.show();
  }

  show() {
    const { say, view } = this.desk;
    const { doc, tr } = view.state;
    const colour = ({ from, to }, index) =>
      Decoration.inline(from, to, { class: index === this.index ? "editor-hit current" : "editor-hit" });
    const near = Math.max(0, this.index - MOST_SHOWN / 2);
    const shown = this.found.slice(near, near + MOST_SHOWN).map((passage, i) => colour(passage, near + i));
    view.dispatch(tr.setMeta(key, DecorationSet.create(doc, shown)).setMeta("addToHistory", false));
    const total = this.found.length;
    this.count.textContent = !this.query.value ? "" : total ? say("find_count", { index: this.index + 1, n: total }) : say("find_none");
  }

  go(step) {
    this.later.flush();
    if (!this.found.length) return;
    this.index = (this.index + step + this.found.length) % this.found.length;
    this.show();
    this.desk.reveal(this.found[this.index], { focus: false });
  }

  replaceOne() {
    this.later.flush();
    const passage = this.found[this.index];
    if (!passage) return;
    const tr = history.closeHistory(this.desk.view.state.tr);
    replace(tr, passage, this.words.value);
    this.desk.view.dispatch(tr);
    this.search({ from: tr.mapping.map(passage.to) });
    if (this.found.length) this.desk.reveal(this.found[this.index], { focus: false });
  }

  // One step, so that one undo takes all of it back.
  replaceAll() {
    this.later.flush();
    const { found } = this;
    if (!found.length) return;
    const tr = history.closeHistory(this.desk.view.state.tr);
    for (const passage of [...found].sort((a, b) => b.from - a.from)) replace(tr, passage, this.words.value);
    this.desk.view.dispatch(tr);
    this.search({ from: 0 });
    this.count.textContent = this.desk.say("replaced", { n: found.length });
  }

  key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.words) this.replaceOne();
    else if (event.key === "Enter" && event.target === this.query) this.go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
