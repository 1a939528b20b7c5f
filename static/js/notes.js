// Notes where they are wanted: beside their line where the page has a margin, else on a slip laid over
// the page. The list at the end stays what it is: what stands here is copied from it, and whoever has
// no script follows the links.
const text = document.querySelector(".text");
const marks = text ? [...text.querySelectorAll("a[role~=doc-noteref]")] : [];
const slip = document.querySelector("#slip")?.content.firstElementChild;
const rest = document.querySelector("#slip-rest")?.content.firstElementChild;
const sidenotes = new Map(); // the first mark of each note -> the note in the margin

const noteOf = (mark) => document.getElementById(mark.hash.slice(1));
const light = (node, on) => node?.classList.toggle("lit", on);

// Addresses that are written out already: paper need not show them twice.
for (const link of document.querySelectorAll(".article a.external")) {
  link.classList.toggle("bare", link.href.includes(link.textContent.trim()));
}

// A note with its mark in front, without its links back and without ids, in its own language.
function copyOf(mark) {
  const note = noteOf(mark);
  const copy = document.createElement("div");
  copy.append(...note.cloneNode(true).childNodes);
  for (const node of copy.querySelectorAll("[role~=doc-backlink], .note-number")) node.remove();
  for (const node of copy.querySelectorAll("p")) if (!node.textContent.trim()) node.remove();
  for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
  copy.lang = note.closest("[lang]").lang;
  copy.dir = note.closest("[dir]").dir;
  const number = document.createElement("a");
  number.className = "note-number";
  number.href = mark.hash;
  number.textContent = mark.textContent;
  const first = copy.firstChild;
  (first?.nodeName === "P" ? first : copy).prepend(number);
  return copy;
}

// In the margin

const GAP = 10; // pixels between two notes

// Readers with a screen reader have the list at the end, so these are hidden from them; and nothing
// in them takes the keyboard's focus, which would go to the same link twice.
function makeMargin() {
  const margin = document.createElement("div");
  margin.className = "sidenotes";
  margin.setAttribute("aria-hidden", "true");
  margin.addEventListener("mousedown", (event) => {
    if (event.target.closest("a")) event.preventDefault(); // a link that is pressed would be focused
  });
  return margin;
}

function fill(margin) {
  const done = new Set();
  for (const mark of marks) {
    if (done.has(mark.hash)) continue;
    done.add(mark.hash);
    const copy = copyOf(mark);
    copy.className = "sidenote";
    copy.addEventListener("pointerenter", () => light(mark, true));
    copy.addEventListener("pointerleave", () => light(mark, false));
    for (const link of copy.querySelectorAll("a")) link.tabIndex = -1;
    sidenotes.set(mark, copy);
  }
  margin.append(...sidenotes.values());
}

// Each note stands at the line of its mark, or below the note before it; all end with the article.
function arrange(margin) {
  if (!margin.offsetParent) return; // there is no margin at this width
  if (!sidenotes.size) fill(margin);
  const copies = [...sidenotes.values()];
  for (const copy of copies) shorten(copy);
  const top = margin.getBoundingClientRect().top;
  const lines = [...sidenotes.keys()].map((mark) => mark.getBoundingClientRect().top - top);
  const heights = copies.map((copy) => copy.offsetHeight);
  const places = [];
  let free = -Infinity;
  for (const [i, line] of lines.entries()) {
    places[i] = Math.max(line, free);
    free = places[i] + heights[i] + GAP;
  }
  let end = text.closest(".article").getBoundingClientRect().bottom - top;
  for (let i = places.length - 1; i >= 0 && places[i] + heights[i] > end; i -= 1) {
    places[i] = Math.max(0, end - heights[i]);
    end = places[i] - GAP;
  }
  // Moved so, and not by `top`, no browser takes it for a page that jumps.
  for (const [i, copy] of copies.entries()) copy.style.translate = `0 ${places[i]}px`;
}

// What is too long for the margin ends with a link to all of it.
function shorten(copy) {
  const long = copy.scrollHeight > copy.clientHeight + 4;
  const link = copy.querySelector(".rest");
  if (long && !link && rest) {
    const more = rest.cloneNode(true);
    more.href = copy.querySelector(".note-number").href;
    more.tabIndex = -1;
    copy.append(more);
  } else if (!long) {
    link?.remove();
  }
}

const isBeside = (mark) => Boolean(sidenotes.get(mark)?.offsetParent);

// On a slip

let shown; // the mark whose note lies over the page

function show(mark) {
  shown = mark;
  if (!slip.isConnected) text.closest(".article").append(slip);
  const note = noteOf(mark);
  const source = note.querySelector("a.external");
  const [from, link] = [slip.querySelector(".slip-source"), slip.querySelector(".slip-source a")];
  from.hidden = !source;
  if (source) {
    link.href = source.href;
    link.rel = source.rel;
    link.textContent = source.hostname.replace(/^www\./, "");
  }
  slip.querySelector(".slip-go").href = mark.hash;
  slip.querySelector(".slip-note").replaceChildren(copyOf(mark));
  slip.setAttribute("aria-label", mark.getAttribute("aria-label"));
  slip.showPopover();
  place(mark);
  slip.focus({ preventScroll: true });
}

// Below the line, or above it where there is more room; nothing else on the page moves.
function place(mark) {
  const line = mark.getBoundingClientRect();
  const page = document.documentElement;
  const above = line.top;
  const below = page.clientHeight - line.bottom;
  const room = page.clientWidth - slip.offsetWidth - GAP;
  const left = Math.max(GAP, Math.min(line.left + line.width / 2 - slip.offsetWidth / 2, room));
  const fits = below > slip.offsetHeight + 2 * GAP || below > above;
  const top = fits ? line.bottom + GAP : above - slip.offsetHeight - GAP;
  slip.style.left = `${left + scrollX}px`;
  slip.style.top = `${top + scrollY}px`;
}

// The first link back of a note leads to the mark that one came from, if it was not the first.
function remember(mark) {
  noteOf(mark).querySelector("[role~=doc-backlink]").hash = mark.id;
}

function makeSlip() {
  slip.addEventListener("beforetoggle", (event) => {
    const leaving = event.newState === "closed" && slip.contains(document.activeElement);
    if (leaving) shown.focus({ preventScroll: true });
  });
  slip.querySelector(".slip-go").addEventListener("click", () => {
    remember(shown);
    slip.hidePopover();
  });
  slip.addEventListener("click", (event) => {
    if (event.target.closest(".note-number")) slip.querySelector(".slip-go").click();
  });
  addEventListener("resize", () => slip.matches(":popover-open") && place(shown));
}

// At the marks

function follow(event, mark, wasOpen) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const byPointer = event.detail > 0;
  if (isBeside(mark) && byPointer) {
    event.preventDefault();
    light(sidenotes.get(mark), true);
  } else if (slip?.showPopover) {
    event.preventDefault();
    if (!wasOpen) show(mark);
  } else {
    remember(mark);
  }
}

for (const mark of marks) {
  let wasOpen = false; // the press that closes the slip is the same that would open it again
  mark.addEventListener("pointerdown", () => {
    wasOpen = shown === mark && slip?.matches(":popover-open");
  });
  mark.addEventListener("click", (event) => {
    follow(event, mark, wasOpen);
    wasOpen = false;
  });
  mark.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault(); // else the page would scroll
    mark.click();
  });
  mark.addEventListener("pointerenter", () => light(sidenotes.get(mark), true));
  mark.addEventListener("pointerleave", () => light(sidenotes.get(mark), false));
}

if (marks.length) {
  const margin = makeMargin();
  text.after(margin);
  arrange(margin); // before it is seen for the first time
  if (slip?.showPopover) makeSlip();
  // Whatever moves a line changes the size of the text: a window, a font, a picture, a zoom.
  new ResizeObserver(() => arrange(margin)).observe(text);
}
