// All notes of the text in a list beside it, with their sources. What the archive knows of a source
// comes with the page; the list itself follows the text.
import { h, settled } from "../dom.js";
import { KINDS } from "../schema.js";
import { textOf, urlsOf } from "./content.js";
import { notesOf } from "./numbering.js";

const WAIT = 150; // milliseconds after the last key press

export class Side {
  constructor(desk) {
    this.desk = desk;
    this.begin();
    if (!this.panel) document.addEventListener("desk:panels", () => this.begin(), { once: true });
  }

  begin() {
    const { desk } = this;
    this.panel = document.querySelector("[data-notes-panel]");
    if (!this.panel) return;
    this.known = this.readSources();
    this.list = h("ol", { class: "notes-list" });
    this.none = h("p", { class: "quiet" }, desk.say("no_notes"));
    this.rows = [];
    this.panel.querySelector("[data-notes]").replaceChildren(this.list, this.none);
    this.later = settled(() => this.fill(), WAIT);
    this.fill();
  }

  // What was told of each source: its page at the desk, and how it is.
  readSources() {
    const links = [...this.panel.querySelectorAll("[data-source]")];
    return new Map(
      links.map((link) => [
        link.dataset.source,
        { href: link.getAttribute("href"), health: link.dataset.health ?? "" },
      ]),
    );
  }

  update(before) {
    if (this.panel && before.doc !== this.desk.view.state.doc) this.later();
  }

  fill() {
    const notes = notesOf(this.desk.view.state);
    while (this.rows.length > notes.length) this.rows.pop().dom.remove();
    notes.forEach((note, index) => {
      if (!this.rows[index]) {
        this.rows[index] = this.row(index);
        this.list.append(this.rows[index].dom);
      }
      this.write(this.rows[index], note);
    });
    this.none.hidden = notes.length > 0;
    for (const count of document.querySelectorAll("[data-notes-count]")) count.textContent = notes.length;
  }

  row(index) {
    const { say } = this.desk;
    const act = (key, act) => h("button", { type: "button", onclick: act }, say(key));
    const mark = h("button", { type: "button", class: "notes-mark", title: say("go_to_mark"), onclick: () => this.desk.goToMark(index) });
    const kind = h(
      "select",
      { "aria-label": say("note_kind"), onchange: () => this.desk.setKind(this.note(index).pos, kind.value) },
      ...KINDS.map((name) => h("option", { value: name }, say(`kind_${name}`))),
    );
    const text = h("p", { dir: "auto" });
    const sources = h("ul", { class: "notes-sources" });
    const cited = h("span", { class: "quiet" });
    const ways = h(
      "p",
      { class: "notes-ways" },
      kind,
      act("edit", () => this.desk.slip.openAt(this.note(index).pos)),
      act("cite_again", () => this.desk.citeAgain(index)),
      cited,
    );
    const dom = h("li", {}, mark, h("div", {}, text, sources, ways));
    return { dom, mark, kind, text, sources, cited, node: null };
  }

  note(index) {
    return notesOf(this.desk.view.state)[index];
  }

  write(row, note) {
    const { say } = this.desk;
    row.mark.textContent = note.mark;
    row.mark.setAttribute("aria-label", `${note.label}: ${say("go_to_mark")}`);
    row.kind.value = note.kind;
    row.cited.textContent = note.marks.length > 1 ? say("cited_times", { n: note.marks.length }) : "";
    if (row.node === note.node) return;
    row.node = note.node;
    row.text.textContent = textOf(note.node) || say("note_empty");
    row.sources.replaceChildren(...urlsOf(note.node).map((url) => this.source(url)));
  }

  source(url) {
    const known = this.known.get(url);
    const shown = url.replace(/^https?:\/\/(www\.)?/, "");
    const link = h("a", { href: known?.href ?? url, dir: "ltr", target: "_blank", rel: "noopener noreferrer" }, shown);
    const health = known ? known.health : this.desk.say("source_new");
    return h("li", { class: known?.health ? "notes-dead" : null }, link, health && h("span", {}, " ", health));
  }
}
