// The text of a document without its markup: to count it, to quote it, to find a quotation again.
//
// A quotation is a W3C TextQuoteSelector: {exact, prefix, suffix}. Notes are part of the text where
// they stand. Space counts for nothing when one is looked for, so it doesn't matter how whoever made
// it wrote the ends of paragraphs.
const AROUND = 40; // characters before and after, to tell two like passages apart
const SPACE = /\s/;
const indexes = new WeakMap();
const counts = new WeakMap();

class Index {
  constructor(doc) {
    this.text = "";
    this.runs = []; // {pos, offset, length} of each piece of text, by position
    let isStart = true;
    doc.descendants((node, pos) => {
      if (node.isTextblock) isStart = true;
      const words = node.isText ? node.text : node.type.name === "line_break" ? "\n" : "";
      if (!words) return;
      if (isStart && this.text) this.text += "\n";
      isStart = false;
      this.runs.push({ pos, offset: this.text.length, length: words.length });
      this.text += words;
    }, 0);
  }

  // How many characters of the text stand before a position.
  offsetAt(pos) {
    let [low, high] = [0, this.runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.runs[middle].pos <= pos) low = middle + 1;
      else high = middle;
    }
    const run = this.runs[low - 1];
    return run ? run.offset + Math.min(pos - run.pos, run.length) : 0;
  }

  // All but the space, and where in the document each character of that stands.
  get packed() {
    if (this.made) return this.made;
    const characters = [];
    const positions = [];
    for (const { pos, offset, length } of this.runs) {
      for (let i = 0; i < length; i += 1) {
        const character = this.text[offset + i];
        if (SPACE.test(character)) continue;
        characters.push(character);
        positions.push(pos + i);
      }
    }
    this.made = { text: characters.join(""), positions };
    return this.made;
  }
}

function indexOf(doc) {
  if (!indexes.has(doc)) indexes.set(doc, new Index(doc));
  return indexes.get(doc);
}

export const textOf = (doc) => indexOf(doc).text;

export function quoteOf(doc, from, to) {
  const index = indexOf(doc);
  const [start, end] = [index.offsetAt(from), index.offsetAt(to)];
  const exact = index.text.slice(start, end);
  if (!exact.trim()) return null;
  return {
    exact,
    prefix: index.text.slice(Math.max(0, start - AROUND), start),
    suffix: index.text.slice(end, end + AROUND),
  };
}

const pack = (text) => (text ?? "").replace(/\s+/g, "");

// {from, to} of the passage that fits best, or null.
export function rangeOf(doc, { exact, prefix, suffix }) {
  const wanted = pack(exact);
  const { text, positions } = indexOf(doc).packed;
  const [before, after] = [pack(prefix), pack(suffix)];
  let best = null;
  for (let at = wanted ? text.indexOf(wanted) : -1; at >= 0; at = text.indexOf(wanted, at + 1)) {
    const fit = alikeBefore(text, at, before) + alikeAfter(text, at + wanted.length, after);
    if (!best || fit > best.fit) best = { at, fit };
  }
  if (!best) return null;
  return { from: positions[best.at], to: positions[best.at + wanted.length - 1] + 1 };
}

function alikeBefore(text, at, before) {
  let count = 0;
  while (count < before.length && text[at - 1 - count] === before.at(-1 - count)) count += 1;
  return count;
}

function alikeAfter(text, at, after) {
  let count = 0;
  while (count < after.length && text[at + count] === after[count]) count += 1;
  return count;
}

// Words without those of notes, as articles/text/plain.py counts them.
export function countWords(node) {
  if (node.type.name === "footnote") return 0;
  if (!counts.has(node)) counts.set(node, node.isTextblock ? wordsOfLine(node) : wordsOfBlocks(node));
  return counts.get(node);
}

function wordsOfBlocks(node) {
  let sum = 0;
  node.forEach((child) => (sum += countWords(child)));
  return sum;
}

export function shownText(line) {
  let text = "";
  line.forEach((node) => {
    if (node.isText) text += node.text;
    else if (node.type.name === "line_break") text += " ";
  });
  return text;
}

const wordsOfLine = (line) => wordsIn(shownText(line));

export const wordsIn = (text) => text.trim().split(/\s+/).filter(Boolean).length;
