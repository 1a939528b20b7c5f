// Canonical HTML -> a document. What it can't express, or would write otherwise than it was read, is
// carried along in an opaque node, letter by letter.
import { model } from "./prosemirror.js";
import { MARK_OF_TAG, attributesOf, schema } from "./schema.js";
import { block as writeBlock } from "./write.js";

const { nodes: types, marks: markTypes } = schema;
const PASSAGE = { lang: null, dir: null };
const BLOCKS = new Set(
  "p h2 h3 h4 pre blockquote ul ol dl table figure hr li dt dd caption thead tbody tfoot tr th td figcaption".split(" "),
);

class Inexpressible extends Error {}

const tagOf = (dom) => dom.localName ?? "";
const isBlock = (dom) => BLOCKS.has(tagOf(dom)) || dom.matches?.("span:is(.paragraph, .quotation)");
const LINE_END = / *[\t\n\r\f][ \t\n\r\f]*/g;
const isSpace = (dom) => dom.nodeType === 3 && !/[^ \t\n\r\f]/.test(dom.data);

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  tidy(template.content, false);
  return template.content;
}

// Between two marks or pictures a space is one, also where a caption follows.
const isAtBlock = ({ previousSibling: before, nextSibling: after }) =>
  !before || !after || isBlock(before) || isBlock(after);

// Space that only lays the source out: canonical HTML has none, what was written by hand may.
function tidy(dom, isPre) {
  const holdsBlocks = [...dom.children].some(isBlock);
  for (const child of [...dom.childNodes]) {
    if (child.nodeType === 1) tidy(child, isPre || child.localName === "pre");
    else if (child.nodeType !== 3) child.remove();
    else if (holdsBlocks && isSpace(child) && isAtBlock(child)) child.remove();
    else if (!isPre) child.data = child.data.replace(LINE_END, " ");
  }
}

// The document of a body.
export function read(html) {
  const blocks = topBlocks(parse(html));
  return types.doc.create(null, blocks.length ? blocks : types.paragraph.create());
}

// The blocks of a body, each proven to be written as it was read.
export function topBlocks(root) {
  return pieces(root).map((piece) => {
    if (Array.isArray(piece)) return types.paragraph.create(null, inline(piece));
    try {
      const node = block(piece);
      node.check();
      if (parse(writeBlock(node)).firstChild?.isEqualNode(piece) || isEmpty(node)) return node;
    } catch (error) {
      if (!(error instanceof Inexpressible || error instanceof RangeError)) throw error;
    }
    return types.opaque_block.create({ html: piece.outerHTML });
  });
}

const isEmpty = (node) => node.isTextblock && node.content.size === 0;

// The blocks in an element, and, together, the running text between two of them.
function pieces(dom) {
  const found = [];
  let line = null;
  for (const child of dom.childNodes) {
    if (isBlock(child)) {
      found.push(child);
      line = null;
    } else {
      if (!line) found.push((line = []));
      line.push(child);
    }
  }
  return found;
}

// An item, a cell, a quotation: always blocks.
function content(dom, wrap = types.paragraph) {
  const found = pieces(dom).map((piece) =>
    Array.isArray(piece) ? wrap.create(null, inline(piece)) : block(piece),
  );
  return found.length ? found : [wrap.create()];
}

const attrs = (dom, ...names) => attributesOf(dom, { ...PASSAGE, ...Object.fromEntries(names.map((name) => [name, 1])) });
const text = (type) => (dom) => type.create(attrs(dom), inline(dom.childNodes));
const box = (type, ...names) => (dom) => type.create(attrs(dom, ...names), content(dom));
const heading = (level) => (dom) => types.heading.create({ ...attrs(dom), level }, inline(dom.childNodes));

function members(type, readers, ...names) {
  return (dom) => {
    const children = pieces(dom).map((child) => {
      const reader = readers[tagOf(child)];
      if (!reader) throw new Inexpressible();
      return reader(child);
    });
    return type.create(attrs(dom, ...names), children);
  };
}

const item = { li: box(types.list_item, "value") };

const READERS = {
  p: text(types.paragraph),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  pre: text(types.preformatted),
  blockquote: box(types.blockquote, "cite"),
  ul: members(types.bullet_list, item),
  ol: members(types.ordered_list, item, "start", "type", "reversed"),
  dl: members(types.definitions, { dt: text(types.term), dd: box(types.definition) }),
  table,
  figure: (dom) => types.figure.create(attrs(dom), content(dom)),
  figcaption: text(types.figcaption),
  hr: (dom) => types.rule.create(attrs(dom)),
};

function block(dom) {
  const reader = READERS[tagOf(dom)];
  if (!reader) throw new Inexpressible();
  return reader(dom);
}

function table(dom) {
  const rows = [];
  let caption = null;
  pieces(dom).forEach((child, part) => {
    const tag = tagOf(child);
    if (tag === "caption" && !rows.length && !caption) caption = text(types.caption)(child);
    else if (["thead", "tbody", "tfoot"].includes(tag)) rows.push(...section(child, tag, part));
    else throw new Inexpressible();
  });
  const inner = types.table.create(null, rows);
  return types.tablebox.create(attrs(dom), caption ? [caption, inner] : [inner]);
}

function section(dom, tag, part) {
  const outer = dom.attributes.length ? attrs(dom) : null;
  return pieces(dom).map((row) => {
    if (tagOf(row) !== "tr") throw new Inexpressible();
    return types.row.create({ ...attrs(row), section: tag, part, outer }, pieces(row).map(cell));
  });
}

function cell(dom) {
  const type = { td: types.cell, th: types.header }[tagOf(dom)];
  if (!type) throw new Inexpressible();
  const spans = {
    colspan: Number(dom.getAttribute("colspan") ?? 1),
    rowspan: Number(dom.getAttribute("rowspan") ?? 1),
  };
  return type.create({ ...attrs(dom, ...(type === types.header ? ["scope"] : [])), ...spans }, content(dom));
}

let lastKey = 0;

function markOf(dom) {
  const type = markTypes[MARK_OF_TAG[tagOf(dom)]];
  if (!type) return null;
  const names = Object.fromEntries(Object.keys(type.spec.attrs).map((name) => [name, 1]));
  const found = attributesOf(dom, names);
  if ("key" in type.spec.attrs) found.key = `${Date.now()}-${(lastKey += 1)}`;
  return type.create(found);
}

// Running text, each piece with the formatting around it, outermost first.
export function inline(nodes, marks = []) {
  const found = [];
  for (const dom of nodes) {
    if (dom.nodeType === 1) found.push(...inlineElement(dom, marks));
    else if (dom.data) found.push(schema.text(dom.data).mark(marks));
  }
  return joined(found);
}

function inlineElement(dom, marks) {
  switch (tagOf(dom)) {
    case "br":
      return [types.line_break.create(attrs(dom)).mark(marks)];
    case "img":
      return [types.image.create(attrs(dom, "src", "alt", "title")).mark(marks)];
    case "a":
      if (dom.classList.contains("noteref")) {
        const key = (dom.getAttribute("href") ?? "").replace(/^#/, "");
        return [types.noteref.create({ key }).mark(marks), ...inline(dom.childNodes, marks)];
      }
      break;
    case "span":
      if (dom.classList.contains("footnote")) return [footnote(dom).mark(marks)];
      if (!dom.attributes.length) return inline(dom.childNodes, marks);
  }
  const mark = markOf(dom);
  if (!mark) return [types.opaque_inline.create({ html: dom.outerHTML }).mark(marks)];
  return inline(dom.childNodes, mark.addToSet(marks));
}

export function footnote(dom) {
  const kind = dom.getAttribute("data-kind") ?? "author";
  return types.footnote.create({ ...attrs(dom, "id"), kind }, noteContent(dom));
}

function noteContent(dom) {
  const found = pieces(dom).map((piece) => {
    if (Array.isArray(piece)) return types.note_paragraph.create(null, inline(piece));
    const type = { paragraph: types.note_paragraph, quotation: types.note_quotation }[piece.className];
    if (type === types.note_paragraph) return type.create(attrs(piece), inline(piece.childNodes));
    if (!type) throw new Inexpressible();
    const paragraphs = pieces(piece).map((part) =>
      Array.isArray(part)
        ? types.note_paragraph.create(null, inline(part))
        : types.note_paragraph.create(attrs(part), inline(part.childNodes)),
    );
    return type.create(attrs(piece), paragraphs.length ? paragraphs : [types.note_paragraph.create()]);
  });
  return found.length ? found : [types.note_paragraph.create()];
}

function joined(nodes) {
  return nodes.reduce((found, node) => {
    const last = found.at(-1);
    if (last?.isText && node.isText && model.Mark.sameSet(last.marks, node.marks)) {
      found[found.length - 1] = last.withText(last.text + node.text);
    } else {
      found.push(node);
    }
    return found;
  }, []);
}
