// Passages of a text by their own words: what is marked, where it is, a jump to it.
//
// `textOnPage()` resolves to the text of this page, or to null: the visual editor of an article's
// form, or a text as readers see it (`[data-passages]`). Both have
//   selection()                  {exact, prefix, suffix} of what is marked, or null
//   jump(quote)                  show and mark it; false when it is not there
//   highlight(group, passages)   underline [{id, quote, className}] instead of what the group had
// and fire `editor:highlight` with {id} when a highlighted passage is clicked.

const AROUND = 40;
const NOT_TEXT = ".note-mark, [role=doc-backlink], .note-number, .desk-reading-title, .desk-reading-standfirst, .notes > h2";
const BLOCK = "p, li, dt, dd, td, th, h2, h3, h4, blockquote, figcaption, caption, pre, figure, hr, br";

export function textOnPage() {
  const wrapper = document.querySelector("[data-editor]");
  if (wrapper) {
    if (wrapper.editor) return Promise.resolve(wrapper.editor);
    return new Promise((resolve) => {
      document.addEventListener("editor:ready", () => resolve(wrapper.editor), { once: true, capture: true });
    });
  }
  const page = document.querySelector("[data-passages]");
  return Promise.resolve(page ? new ReadOnly(page) : null);
}

/** The nodes of a text, and its words with single spaces, each character with its place. */
function characters(root) {
  let text = "";
  const places = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(NOT_TEXT)
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  });
  let gap = false;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches(BLOCK)) gap = true;
      continue;
    }
    for (let at = 0; at < node.data.length; at += 1) {
      const char = node.data[at];
      if (/\s/.test(char)) { gap = true; continue; }
      if (gap && text) { text += " "; places.push({ node, at }); }
      gap = false;
      text += char;
      places.push({ node, at });
    }
  }
  return { text, places };
}

const plain = (words) => (words ?? "").replace(/\s+/g, " ").trim();

/** How many characters two strings begin with alike. */
function alike(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

const reversed = (words) => [...words].reverse().join("");

/** Where the quotation stands: of several places the one in the same company. */
export function find(text, quote) {
  const exact = plain(quote.exact);
  const before = reversed(plain(quote.prefix));
  const after = plain(quote.suffix);
  let best = -1;
  let most = -1;
  for (let at = exact ? text.indexOf(exact) : -1; at >= 0; at = text.indexOf(exact, at + 1)) {
    const score = alike(reversed(text.slice(Math.max(0, at - 2 * AROUND), at).trim()), before)
      + alike(text.slice(at + exact.length, at + exact.length + 2 * AROUND).trim(), after);
    if (score > most) [best, most] = [at, score];
  }
  return best < 0 ? null : { start: best, end: best + exact.length };
}

class ReadOnly {
  constructor(root) {
    this.root = root;
    this.kept = null;
    document.addEventListener("selectionchange", () => this.keep());
    const tell = (event) => {
      const mark = event.target.closest("[data-passage-id]");
      if (!mark || (event.type === "keydown" && event.key !== "Enter")) return;
      root.dispatchEvent(new CustomEvent("editor:highlight", { bubbles: true, detail: { id: mark.dataset.passageId } }));
    };
    root.addEventListener("click", tell);
    root.addEventListener("keydown", tell);
  }

  /** What was marked last stays marked while one writes about it. */
  keep() {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) {
      if (chosen.anchorNode && this.root.contains(chosen.anchorNode)) this.kept = null;
      return;
    }
    const range = chosen.getRangeAt(0);
    if (!this.root.contains(range.commonAncestorContainer)) return;
    const { text, places } = characters(this.root);
    const inside = ({ node, at }) => range.isPointInRange(node, at)
      && !(node === range.endContainer && at >= range.endOffset);
    const start = places.findIndex(inside);
    if (start < 0) { this.kept = null; return; }
    let end = start;
    while (end < places.length && inside(places[end])) end += 1;
    const exact = text.slice(start, end);
    this.kept = exact.trim() ? {
      exact: exact.trim(),
      prefix: text.slice(Math.max(0, start - AROUND), start),
      suffix: text.slice(end, end + AROUND),
    } : null;
  }

  selection() { return this.kept; }

  range(quote) {
    const { text, places } = characters(this.root);
    const found = find(text, quote);
    if (!found) return null;
    const range = document.createRange();
    const [first, last] = [places[found.start], places[found.end - 1]];
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at + 1);
    return range;
  }

  jump(quote) {
    const range = this.range(quote);
    if (!range) return false;
    const chosen = document.getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    return true;
  }

  highlight(group, passages) {
    for (const mark of this.root.querySelectorAll(`mark[data-group="${group}"]`)) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    for (const { id, quote, className } of passages) {
      const range = this.range(quote);
      if (range) this.wrap(range, group, String(id), className);
    }
  }

  wrap(range, group, id, className) {
    const nodes = [];
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (range.intersectsNode(node) && !node.parentElement.closest(NOT_TEXT)) nodes.push(node);
    }
    let isFirst = true;
    for (const node of nodes) {
      const start = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : node.length;
      if (!node.data.slice(start, end).trim()) continue;
      const part = start ? node.splitText(start) : node;
      if (end - start < part.length) part.splitText(end - start);
      const mark = document.createElement("mark");
      Object.assign(mark, { className: className ?? "" });
      Object.assign(mark.dataset, { group, passageId: id });
      if (isFirst) { mark.tabIndex = 0; isFirst = false; }
      part.replaceWith(mark);
      mark.append(part);
    }
  }
}
