// What a text consists of, for ProseMirror: articles/text/elements.py and shape.py in its words.
//
// - Where the canonical HTML holds "running text or blocks" (items, cells, notes), there are always
//   blocks here; write.js leaves a lone plain paragraph's tags out again.
// - A table is a `tablebox` (caption and rows); its rows know which section they stand in.
// - Formatting is kept in the order in which it was nested: all marks have one rank.
// - What has no place here is carried along unseen in an `opaque` node.
import { model } from "./prosemirror.js";

const RTL = /^(ar|arc|ckb|dv|fa|he|ks|ku-arab|nqo|pnb|ps|sd|syr|ug|ur|yi)(-|$)/i;
export const directionOf = (language) => (RTL.test(language) ? "rtl" : "ltr");

const nothing = { default: null };
const passage = { lang: nothing, dir: nothing };

// On the screen a passage runs the way of its language; the text stores only what was written.
function shown(attrs, more = {}) {
  const dir = attrs.dir ?? (attrs.lang ? directionOf(attrs.lang) : null);
  return { lang: attrs.lang, dir, ...more };
}

const block = (tag, spec) => ({
  attrs: { ...passage, ...spec.attrs },
  parseDOM: [{ tag, getAttrs: (dom) => attributesOf(dom, { ...passage, ...spec.attrs }) }],
  toDOM: (node) => [tag, shown(node.attrs, spec.shown?.(node.attrs)), 0],
  ...spec.node,
});

export function attributesOf(dom, names) {
  const found = {};
  for (const name of Object.keys(names)) {
    if (dom.hasAttribute(name)) found[name] = dom.getAttribute(name);
  }
  return found;
}

const spanned = {
  getAttrs: (dom) => ({
    ...attributesOf(dom, { ...passage, scope: null }),
    colspan: Number(dom.getAttribute("colspan") ?? 1),
    rowspan: Number(dom.getAttribute("rowspan") ?? 1),
  }),
  shown: ({ colspan, rowspan, scope }) => ({
    colspan: colspan === 1 ? null : colspan,
    rowspan: rowspan === 1 ? null : rowspan,
    scope,
  }),
};
const spans = { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: nothing };

const safe = (href) => (/^(https?:|mailto:|tel:|\/)/i.test(href) ? href : null);

const nodes = {
  doc: { content: "block+" },
  paragraph: block("p", { node: { group: "block flow", content: "inline*" } }),
  heading: {
    group: "block",
    content: "inline*",
    defining: true,
    attrs: { ...passage, level: { default: 2 } },
    parseDOM: [2, 3, 4].map((level) => ({
      tag: `h${level}`,
      getAttrs: (dom) => ({ ...attributesOf(dom, passage), level }),
    })),
    toDOM: (node) => [`h${node.attrs.level}`, shown(node.attrs), 0],
  },
  preformatted: block("pre", {
    node: { group: "block flow", content: "inline*", code: true, whitespace: "pre", defining: true },
  }),
  blockquote: block("blockquote", {
    attrs: { cite: nothing },
    shown: ({ cite }) => ({ cite }),
    node: { group: "block flow", content: "block+", defining: true },
  }),
  bullet_list: block("ul", { node: { group: "block flow", content: "list_item+" } }),
  ordered_list: block("ol", {
    attrs: { start: nothing, type: nothing, reversed: nothing },
    shown: ({ start, type, reversed }) => ({ start, type, reversed }),
    node: { group: "block flow", content: "list_item+" },
  }),
  list_item: block("li", {
    attrs: { value: nothing },
    shown: ({ value }) => ({ value }),
    node: { content: "block+", defining: true },
  }),
  definitions: block("dl", { node: { group: "block flow", content: "(term | definition)+" } }),
  term: block("dt", { node: { content: "inline*", defining: true } }),
  definition: block("dd", { node: { content: "block+", defining: true } }),
  tablebox: {
    group: "block flow",
    content: "caption? table",
    attrs: passage,
    isolating: true,
    parseDOM: [{ tag: "div.tablebox" }],
    toDOM: (node) => ["div", shown(node.attrs, { class: "tablebox" }), 0],
  },
  caption: {
    content: "inline*",
    attrs: passage,
    isolating: true,
    parseDOM: [{ tag: "div.caption" }],
    toDOM: (node) => ["div", shown(node.attrs, { class: "caption" }), 0],
  },
  table: {
    content: "row+",
    tableRole: "table",
    isolating: true,
    parseDOM: [{ tag: "table" }],
    toDOM: () => ["table", ["tbody", 0]],
  },
  row: {
    content: "(cell | header)*",
    tableRole: "row",
    // `part` tells one body of a table from the next; `outer` are the attributes of its section.
    attrs: { ...passage, section: { default: "tbody" }, part: { default: 0 }, outer: nothing },
    parseDOM: [{ tag: "tr" }],
    toDOM: (node) => ["tr", shown(node.attrs, { class: node.attrs.section }), 0],
  },
  cell: {
    content: "block+",
    tableRole: "cell",
    isolating: true,
    attrs: { ...passage, ...spans },
    parseDOM: [{ tag: "td", getAttrs: spanned.getAttrs }],
    toDOM: (node) => ["td", shown(node.attrs, spanned.shown(node.attrs)), 0],
  },
  header: {
    content: "flow+",
    tableRole: "header_cell",
    isolating: true,
    attrs: { ...passage, ...spans, scope: nothing },
    parseDOM: [{ tag: "th", getAttrs: spanned.getAttrs }],
    toDOM: (node) => ["th", shown(node.attrs, spanned.shown(node.attrs)), 0],
  },
  figure: block("figure", {
    node: {
      group: "block flow",
      content: "(figcaption block+) | (block+ figcaption?)",
      isolating: true,
    },
  }),
  figcaption: block("figcaption", { node: { content: "inline*", isolating: true } }),
  rule: {
    group: "block flow",
    attrs: passage,
    parseDOM: [{ tag: "hr" }],
    toDOM: (node) => ["hr", shown(node.attrs)],
  },
  opaque_block: {
    group: "block flow",
    atom: true,
    attrs: { html: { default: "" } },
    toDOM: (node) => ["div", { class: "opaque" }, node.attrs.html],
  },

  text: { group: "inline note_inline" },
  line_break: {
    inline: true,
    group: "inline note_inline",
    selectable: false,
    linebreakReplacement: true,
    attrs: passage,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
    leafText: () => "\n",
  },
  image: {
    inline: true,
    group: "inline note_inline",
    draggable: true,
    attrs: { ...passage, src: {}, alt: { default: "" }, title: nothing },
    parseDOM: [
      {
        tag: "img[src]",
        getAttrs: (dom) => attributesOf(dom, { ...passage, src: null, alt: "", title: null }),
      },
    ],
    toDOM: ({ attrs }) => [
      "img",
      shown(attrs, {
        src: attrs.src.startsWith("/media/") ? attrs.src : null,
        alt: attrs.alt,
        title: attrs.title,
      }),
    ],
  },
  footnote: {
    inline: true,
    group: "inline",
    content: "(note_paragraph | note_quotation)+",
    atom: true,
    isolating: true,
    draggable: false,
    attrs: { ...passage, id: nothing, kind: { default: "author" } },
    toDOM: () => ["sup", { class: "note-mark" }],
  },
  note_paragraph: {
    content: "note_inline*",
    attrs: passage,
    parseDOM: [{ tag: "p", context: "footnote/|note_quotation/" }],
    toDOM: (node) => ["p", shown(node.attrs), 0],
  },
  note_quotation: {
    content: "note_paragraph+",
    attrs: passage,
    defining: true,
    parseDOM: [{ tag: "blockquote", context: "footnote/" }],
    toDOM: (node) => ["blockquote", shown(node.attrs), 0],
  },
  noteref: {
    inline: true,
    group: "inline note_inline",
    atom: true,
    draggable: false,
    // `note` is the note itself, as JSON, while the mark is on a clipboard.
    attrs: { key: {}, note: nothing },
    toDOM: () => ["sup", { class: "note-mark" }],
  },
  opaque_inline: {
    inline: true,
    group: "inline note_inline",
    atom: true,
    attrs: { html: { default: "" } },
    toDOM: (node) => ["span", { class: "opaque" }, node.attrs.html],
  },
};

const mark = (tag, { names = {}, ...spec } = {}) => ({
  attrs: { ...passage, ...names },
  excludes: "",
  parseDOM: [{ tag, getAttrs: (dom) => attributesOf(dom, { ...passage, ...names }) }],
  toDOM: ({ attrs }) => {
    const { key, ...own } = attrs;
    return [tag, { ...own, ...shown(attrs) }, 0];
  },
  ...spec,
});

const marks = {
  strong: mark("strong", { parseDOM: [{ tag: "strong" }, { tag: "b" }] }),
  em: mark("em", { parseDOM: [{ tag: "em" }, { tag: "i" }] }),
  sup: mark("sup"),
  sub: mark("sub"),
  struck: mark("s"),
  code: mark("code"),
  cite: mark("cite"),
  // Two neighbours of these are two; the key, which is not written, tells them apart.
  quote: mark("q", { names: { cite: nothing, key: nothing } }),
  abbr: mark("abbr", { names: { title: nothing, key: nothing } }),
  small: mark("small"),
  highlight: mark("mark"),
  link: mark("a", {
    names: { href: { default: "" }, title: nothing },
    excludes: "link",
    inclusive: false,
    toDOM: ({ attrs }) => ["a", { ...shown(attrs), href: safe(attrs.href), title: attrs.title }, 0],
  }),
  passage: mark("span"),
};

export const MARK_OF_TAG = {
  strong: "strong", em: "em", sup: "sup", sub: "sub", s: "struck", code: "code", cite: "cite", q: "quote",
  abbr: "abbr", small: "small", mark: "highlight", a: "link", span: "passage",
};
export const TAG_OF_MARK = Object.fromEntries(
  Object.entries(MARK_OF_TAG).map(([tag, name]) => [name, tag]),
);

export const schema = new model.Schema({ nodes, marks });
// A set of marks is sorted by rank; of one rank, it stays in the order of nesting.
for (const type of Object.values(schema.marks)) type.rank = 0;

export const KINDS = ["author", "editor", "translator"];
export const isMark = (node) => node.type.name === "footnote" || node.type.name === "noteref";
