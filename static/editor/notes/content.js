// What stands in a note.
import { noteHTML } from "../write.js";

export const hasText = (note) => {
  let found = false;
  note.descendants((node) => {
    found ||= node.isText ? /\S/.test(node.text) : node.isLeaf && node.type.name !== "line_break";
  });
  return found;
};

export const textOf = (note) =>
  note.textBetween(0, note.content.size, " ", " ").replace(/\s+/g, " ").trim();

const WRITTEN = /https?:\/\/[^\s<>"“”„«»[\]{}|\\^`]+/gi;

// The web addresses of a note, linked or merely printed, each once.
export function urlsOf(note) {
  const found = new Set();
  note.descendants((node) => {
    if (!node.isText) return;
    const link = node.marks.find((mark) => mark.type.name === "link");
    if (link) {
      if (/^https?:/.test(link.attrs.href)) found.add(link.attrs.href);
    } else {
      for (const [url] of node.text.matchAll(WRITTEN)) found.add(url.replace(/[.,;:!?'’)]+$/, ""));
    }
  });
  return [...found];
}

export const described = ({ number, mark, kind, node }) => ({
  number,
  mark,
  kind,
  html: noteHTML(node),
  text: textOf(node),
  urls: urlsOf(node),
});
