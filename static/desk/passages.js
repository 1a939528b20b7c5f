// Passages of a text by their own words: what is marked, where it is, a jump to it.
//
// `textOnPage()` resolves to the text of this page, or to null: the visual editor of an article's
// form, or a text as readers see it (`[data-passages]`). Both have
//   selection()                  {exact, prefix, suffix} of what is marked, or null
//   jump(quote)                  show and mark it; false when it is not there
//   highlight(group, passages)   underline [{id, quote, className}] instead of what the group had
// and fire `editor:highlight` with {id} when a highlighted passage is clicked.

const AROUND = 40;
const NOT_TEXT = ".note-mark, [role=doc-endnotes], [role=doc-backlink], .note-number, .desk-reading-title, .desk-reading-standfirst";
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

/** The words of a text with single spaces, each character with its place. A note is read at its
    mark, as the editor and the archive read it, though it is shown at the end. */
function characters(root) {
  const all = { text: "", places: [], gap: false };
  read(root, all, root);
  return all;
}

function read(from, all, root) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) take(node, all);
    else if (node.nodeType !== Node.ELEMENT_NODE) continue;
    else if (node.matches(".note-mark")) {
      const note = noteOf(node, root);
      all.gap ||= note !== null;
      if (note) read(note, all, root);
      all.gap ||= note !== null;
    } else if (!node.matches(NOT_TEXT)) {
      const isBlock = node.matches(BLOCK);
      all.gap ||= isBlock;
      read(node, all, root);
      all.gap ||= isBlock;
    }
  }
}

/** The note of a mark that is the first for it. */
function noteOf(mark, root) {
  const link = mark.querySelector("[role=doc-noteref]");
  const name = link?.id.match(/^noteref-([a-z]?\d+)$/)?.[1];
  return name ? root.querySelector(`#note-${name}`) : null;
}

function take(node, all) {
  for (let at = 0; at < node.data.length; at += 1) {
    const char = node.data[at];
    if (/\s/.test(char)) { all.gap = true; continue; }
    if (all.gap && all.text) { all.text += " "; all.places.push({ node, at }); }
    all.gap = false;
    all.text += char;
    all.places.push({ node, at });
  }
}

const packed = (words) => (words ?? "").replace(/\s+/g, "");

/** How many characters two strings begin with alike. */
function alike(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

const reversed = (words) => [...words].reverse().join("");

/** Where the quotation stands, {start, end}; of several places the one in the same company. Space
    counts for nothing. */
function find(text, quote) {
  const letters = [];
  for (let at = 0; at < text.length; at += 1) if (text[at] !== " ") letters.push(at);
  const all = packed(text);
  const exact = packed(quote.exact);
  const [before, after] = [reversed(packed(quote.prefix)), packed(quote.suffix)];
  let best = -1;
  let most = -1;
  for (let at = exact ? all.indexOf(exact) : -1; at >= 0; at = all.indexOf(exact, at + 1)) {
    const end = at + exact.length;
    const score = alike(reversed(all.slice(Math.max(0, at - before.length), at)), before)
      + alike(all.slice(end, end + after.length), after);
    if (score > most) [best, most] = [at, score];
  }
  return best < 0 ? null : { start: letters[best], end: letters[best + exact.length - 1] + 1 };
}

class ReadOnly {
  constructor(root) {
    this.root = root;
    this.kept = null;
    document.addEventListener("selectionchange", () => this.keep());
    const tell = (event) => {
      const mark = event.target.closest("[data-passage-id]");
      if (!mark || (event.type === "keydown" && event.key !== "Enter")) return;
      root.dispatchEvent(new CustomEvent("editor:highlight", { bubbles: true, detail: { group: mark.dataset.group, id: mark.dataset.passageId } }));
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
    // A note that stands in between belongs to the passage, though it is shown elsewhere.
    const end = places.findLastIndex(inside) + 1;
    const exact = text.slice(start, end);
    this.kept = exact.trim() ? {
      exact: exact.trim(),
      prefix: text.slice(Math.max(0, start - AROUND), start),
      suffix: text.slice(end, end + AROUND),
    } : null;
  }

  selection() { return this.kept; }

  /** The places of a passage; of one in the text those in its notes are left out. */
  placesOf(quote) {
    const { text, places } = characters(this.root);
    const found = find(text, quote);
    if (!found) return [];
    const all = places.slice(found.start, found.end);
    const own = all.filter(({ node }) => !node.parentElement.closest("[role=doc-endnotes]"));
    return own.length ? own : all;
  }

  jump(quote) {
    const places = this.placesOf(quote);
    if (!places.length) return false;
    const [first, last] = [places[0], places.at(-1)];
    const range = document.createRange();
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at + 1);
    const chosen = document.getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
    first.node.parentElement.scrollIntoView({ block: "center" });
    return true;
  }

  highlight(group, passages) {
    for (const mark of this.root.querySelectorAll(`mark[data-group="${group}"]`)) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    for (const { id, quote, className } of passages) this.wrap(this.placesOf(quote), group, String(id), className);
  }

  wrap(places, group, id, className) {
    const stretches = new Map();
    for (const { node, at } of places) {
      const [first] = stretches.get(node) ?? [at];
      stretches.set(node, [first, at + 1]);
    }
    let isFirst = true;
    for (const [node, [start, end]] of stretches) {
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
