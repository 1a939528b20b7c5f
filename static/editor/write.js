// A document -> its canonical HTML, letter by letter as articles/text/tree.py writes it. What holds
// nothing is left out, as clean() would do.
import { TAG_OF_MARK } from "./schema.js";

const ORDER = [
  "class", "id", "data-kind", "href", "src", "alt", "title", "cite", "scope", "colspan", "rowspan", "start", "type",
  "reversed", "value", "lang", "dir",
];
const NOT_AROUND_A_MARK = new Set(["link", "sup", "sub"]);
const written = new WeakMap(); // block -> HTML: most blocks of a text are the same after a key press

export const isBlank = (text) => !/[^\s\x85]/.test(text);

const escapeText = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
export const escapeAttribute = (value) => escapeText(String(value)).replaceAll('"', "&quot;");

function start(tag, attrs = {}) {
  const names = ORDER.filter((name) => attrs[name] !== null && attrs[name] !== undefined);
  return `<${tag}${names.map((name) => ` ${name}="${escapeAttribute(attrs[name])}"`).join("")}>`;
}

const passage = ({ lang, dir }) => ({ lang, dir });
const isPlain = ({ type, attrs }) =>
  (type.name === "paragraph" || type.name === "note_paragraph") && !attrs.lang && !attrs.dir;

function element(tag, attrs, inner) {
  return inner && `${start(tag, attrs)}${inner}</${tag}>`;
}

export function children(node) {
  let html = "";
  node.forEach((child) => (html += block(child)));
  return html;
}

// An item, a cell, a note: running text where that is all, else blocks.
function content(node) {
  const [only] = node.childCount === 1 ? [node.firstChild] : [];
  return only && isPlain(only) ? inline(only.content) : children(node);
}

// In a figure, pictures stand by themselves.
function figure(node) {
  let html = "";
  node.forEach((child) => {
    const bare = isPlain(child) && isBlank(child.textContent);
    html += bare ? inline(child.content) : block(child);
  });
  return html;
}

const span = (value) => (value > 1 ? value : null);
const spans = ({ colspan, rowspan }) => ({ colspan: span(colspan), rowspan: span(rowspan) });

const WRITERS = {
  paragraph: (node) => element("p", node.attrs, inline(node.content)),
  heading: (node) => element(`h${node.attrs.level}`, passage(node.attrs), inline(node.content)),
  preformatted: (node) => element("pre", node.attrs, inline(node.content)),
  blockquote: (node) => element("blockquote", node.attrs, children(node)),
  bullet_list: (node) => element("ul", node.attrs, children(node)),
  ordered_list: (node) => element("ol", node.attrs, children(node)),
  list_item: (node) => element("li", node.attrs, content(node)),
  definitions: (node) => element("dl", node.attrs, children(node)),
  term: (node) => element("dt", node.attrs, inline(node.content)),
  definition: (node) => element("dd", node.attrs, content(node)),
  tablebox: (node) => element("table", node.attrs, children(node)),
  caption: (node) => element("caption", node.attrs, inline(node.content)),
  table: (node) => table(node),
  row: (node) => element("tr", passage(node.attrs), children(node)),
  cell: (node) => `${start("td", { ...passage(node.attrs), ...spans(node.attrs) })}${content(node)}</td>`,
  header: (node) => `${start("th", { ...node.attrs, ...spans(node.attrs) })}${content(node)}</th>`,
  figure: (node) => element("figure", node.attrs, figure(node)),
  figcaption: (node) => element("figcaption", node.attrs, inline(node.content)),
  rule: (node) => start("hr", node.attrs),
  opaque_block: (node) => node.attrs.html,
  note_paragraph: (node) => element("span", { class: "paragraph", ...node.attrs }, inline(node.content)),
  note_quotation: (node) => element("span", { class: "quotation", ...node.attrs }, content(node)),
};

const INLINE = {
  line_break: (node) => start("br", node.attrs),
  image: (node) => start("img", node.attrs),
  footnote: (node) => footnote(node),
  noteref: (node) => `<a class="noteref" href="#${escapeAttribute(node.attrs.key)}"></a>`,
  opaque_inline: (node) => node.attrs.html,
};

function footnote(node) {
  const { kind, ...attrs } = node.attrs;
  const given = { class: "footnote", "data-kind": kind === "author" ? null : kind, ...attrs };
  return element("span", given, content(node));
}

export function block(node) {
  if (!written.has(node)) written.set(node, WRITERS[node.type.name](node));
  return written.get(node);
}

// Rows by section: one head at the start, one foot at the end, bodies between.
function table(node) {
  const rows = [];
  node.forEach((row) => rows.push(row));
  const heads = rows.findIndex((row) => row.attrs.section !== "thead");
  const feet = rows.findLastIndex((row) => row.attrs.section !== "tfoot");
  const sections = [];
  rows.forEach((row, index) => {
    const { section, part, outer } = row.attrs;
    const isHead = section === "thead" && (heads < 0 || index < heads);
    const isFoot = section === "tfoot" && index > feet;
    const tag = isHead || isFoot ? section : "tbody";
    const last = sections.at(-1);
    if (last?.tag === tag && last.part === part) last.html += block(row);
    else sections.push({ tag, part, outer, html: block(row) });
  });
  return sections.map(({ tag, outer, html }) => element(tag, outer ?? {}, html)).join("");
}

// Running text: as much as two neighbours share of their formatting is written once.
export function inline(fragment) {
  let html = "";
  const open = [];
  const close = (depth) => {
    while (open.length > depth) html += `</${TAG_OF_MARK[open.pop().type.name]}>`;
  };
  fragment.forEach((node) => {
    const marks = isNoteMark(node)
      ? node.marks.filter((mark) => !NOT_AROUND_A_MARK.has(mark.type.name))
      : node.marks;
    const inner = node.isText ? escapeText(node.text) : INLINE[node.type.name](node);
    if (!inner) return;
    let shared = 0;
    while (shared < open.length && marks[shared]?.eq(open[shared])) shared += 1;
    close(shared);
    for (const mark of marks.slice(shared)) {
      html += start(TAG_OF_MARK[mark.type.name], mark.attrs);
      open.push(mark);
    }
    html += inner;
  });
  close(0);
  return html;
}

const isNoteMark = (node) => node.type.name === "footnote" || node.type.name === "noteref";

export const write = (doc) => children(doc);

// What a note says, with real paragraphs and quotations: Footnote.html of the archive.
export function noteHTML(note) {
  const html = (node) => {
    if (node.type.name === "note_paragraph") return element("p", node.attrs, inline(node.content));
    const only = node.childCount === 1 && isPlain(node.firstChild);
    return element("blockquote", node.attrs, only ? inline(node.firstChild.content) : several(node));
  };
  const several = (node) => node.content.content.map(html).join("");
  return note.childCount === 1 && isPlain(note.firstChild) ? inline(note.firstChild.content) : several(note);
}
