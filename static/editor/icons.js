// Signs for buttons: strokes on a field of 20 by 20.
const STROKES = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  italic: "M8 4h6M6 16h6M11 4 9 16",
  superscript: "M4 7l7 9M11 7l-7 9M14 4.5c.3-1 2.5-1 2.5.4 0 1.1-2.5 1.6-2.5 3.1h2.6",
  quotation: "M4 12c0-4 1.500-6 4-7M4 12a2 2 0 1 0 4 0 2 2 0 0 0-4 0M11 12c0-4 1.500-6 4-7M11 12a2 2 0 1 0 4 0 2 2 0 0 0-4 0",
  bullets: "M8 5h9M8 10h9M8 15h9M3.500 5h.01M3.500 10h.01M3.500 15h.01",
  numbers: "M9 5h8M9 10h8M9 15h8M3 4l1.300-.7V7.500M3 12.600c.3-1.100 2.200-.9 2.200.3 0 1-2.200 1.600-2.200 3.100h2.300",
  indent: "M3 4h14M9 8h8M9 12h8M3 16h14M3 8l3 2-3 2z",
  outdent: "M3 4h14M9 8h8M9 12h8M3 16h14M6 8l-3 2 3 2z",
  link: "M8.500 11.500a3 3 0 0 0 4.300 0l2.800-2.800a3 3 0 0 0-4.300-4.300L10 5.700M11.500 8.500a3 3 0 0 0-4.300 0L4.400 11.300a3 3 0 0 0 4.300 4.300L10 14.300",
  note: "M3 15V5l8 10V5M14.500 4.600l1.500-.9V9M14.400 9h3.200",
  cite: "M3 15V5l8 10V5M14 4.500h3M14 7h3M14 9.500h3",
  image: "M3 4h14v12H3zM3 13.500l4-4 3.500 3.500 2.500-2.500 4 4M12.500 7.500h.01",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M12.700 4v12",
  rule: "M3 10h14",
  language: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M3 10h14M10 3c-4.500 4-4.500 10 0 14M10 3c4.500 4 4.500 10 0 14",
  clear: "M4 5V4h10v1M9 4 7 14M5 16h4M12 12l5 5M17 12l-5 5",
  undo: "M7 4 3.500 7.500 7 11M3.500 7.500H12a4.200 4.200 0 0 1 0 8.500H8",
  redo: "M13 4l3.500 3.500L13 11M16.500 7.500H8a4.200 4.200 0 0 0 0 8.500h4",
  find: "M8.500 3.500a5 5 0 1 0 0 10 5 5 0 0 0 0-10M12.200 12.200 17 17",
  full: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  more: "M5 10h.01M10 10h.01M15 10h.01",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `editor-icon editor-icon-${name}`);
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", STROKES[name]);
  svg.append(path);
  return svg;
}
