// The original beside its translation: the same paragraph of both is in sight, and marked. Paragraphs
// belong together by their order, as a translation begins as a copy of its original.
const panel = document.querySelector("[data-original]");
const text = panel?.querySelector(".desk-original-text");
if (text) {
  const theirs = [...text.querySelector("[data-blocks]").children];
  const sheet = () => document.querySelector("[data-editor] .editor-sheet > .editor-text");
  const ours = () => [...(sheet()?.children ?? [])];
  const isVisible = () => text.offsetParent !== null;
  let marked = -1;

  const mark = (at) => {
    if (at === marked) return;
    theirs[marked]?.classList.remove("is-beside");
    theirs[at]?.classList.add("is-beside");
    marked = at;
  };

  // Put a paragraph of the original at the height at which the translation has it.
  const align = (at, height) => {
    const block = theirs[Math.min(at, theirs.length - 1)];
    if (!block || !isVisible()) return;
    const room = text.getBoundingClientRect();
    lay(block, Math.max(0, Math.min(height - room.top, room.height / 2)));
  };

  // Only the panel is scrolled: scrollIntoView would move the page too, and the panel after it.
  const lay = (node, below) => {
    text.scrollTop += node.getBoundingClientRect().top - text.getBoundingClientRect().top - below;
  };

  const written = () => {
    const place = document.getSelection()?.anchorNode;
    if (!place || !sheet()?.contains(place)) return -1;
    return ours().findIndex((block) => block === place || block.contains(place));
  };

  const followCaret = () => {
    const at = written();
    if (at < 0 || at === marked) return;
    mark(at);
    align(at, ours()[at].getBoundingClientRect().top);
  };

  const followScroll = () => {
    const top = text.getBoundingClientRect().top;
    const blocks = ours();
    const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > top);
    if (at >= 0) align(at, blocks[at].getBoundingClientRect().top);
  };

  let frame = 0;
  document.addEventListener("selectionchange", () => { if (isVisible()) followCaret(); });
  window.addEventListener("scroll", () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => { if (isVisible()) followScroll(); });
  }, { passive: true });
  document.addEventListener("desk:shown", () => { marked = -1; followCaret(); });

  // A note is shown where the panel has it; a press on a paragraph goes to its translation.
  text.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      event.preventDefault();
      const to = text.querySelector(`[id="${CSS.escape(decodeURIComponent(link.hash.slice(1)))}"]`);
      if (to) lay(to, text.clientHeight / 3);
      return;
    }
    if (event.target.closest("a")) return;
    const at = theirs.findIndex((block) => block.contains(event.target));
    const block = ours()[at];
    if (!block || String(document.getSelection())) return;
    sheet().focus();
    document.getSelection().collapse(block, 0);
    block.scrollIntoView({ block: "center" });
  });
}
