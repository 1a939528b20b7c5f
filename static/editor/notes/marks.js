// The marks of notes in the text: drawn with their numbers, opened by a click, shown at a touch.
import { h } from "../dom.js";
import { state } from "../prosemirror.js";
import { isMark } from "../schema.js";
import { numberingOf } from "./numbering.js";

const PEEK_AFTER = 250; // milliseconds

// The mark stands as it does on the page; PEEK and slip show what it leads to.
class MarkView {
  constructor(node, decorations) {
    this.number = h("span", { role: "link" });
    this.dom = h("sup", { class: "note-mark" }, this.number);
    this.type = node.type;
    this.show(decorations);
  }

  show(decorations) {
    const { mark = "", label = "" } = decorations.find(({ spec }) => spec.mark)?.spec ?? {};
    if (this.number.textContent !== mark) this.number.textContent = mark;
    this.number.setAttribute("aria-label", label);
    this.dom.classList.toggle("lost", mark === "?");
  }

  update(node, decorations) {
    if (node.type !== this.type) return false;
    this.show(decorations);
    return true;
  }

  ignoreMutation() {
    return true;
  }
}

export const markViews = {
  footnote: (node, _, __, decorations) => new MarkView(node, decorations),
  noteref: (node, _, __, decorations) => new MarkView(node, decorations),
};

// Where the mark under an element stands; -1 where there is none.
export function markAt(view, element) {
  const dom = element.closest?.(".note-mark");
  if (!dom || !view.dom.contains(dom)) return -1;
  const pos = view.posAtDOM(dom, 0);
  return [pos, pos - 1].find((at) => at >= 0 && isMarkAt(view.state.doc, at)) ?? -1;
}

const isMarkAt = (doc, pos) => {
  const node = doc.nodeAt(pos);
  return Boolean(node && isMark(node));
};

// Clicks open notes, a pointer that rests shows them.
export function marksPlugin(desk) {
  const peek = h("div", { class: "editor-peek", hidden: true, dir: "auto" });
  desk.sheet.append(peek);
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    peek.hidden = true;
  };

  const show = (view, pos) => {
    const note = numberingOf(desk.view.state).noteAt.get(pos);
    if (!note || desk.slip.pos === note.pos) return;
    peek.textContent = `${note.mark}  ${note.node.textBetween(0, note.node.content.size, "\n") || desk.say("note_empty")}`;
    peek.hidden = false;
    desk.placeBelow(peek, view.nodeDOM(pos));
  };

  const rest = (view, event) => {
    const pos = view === desk.view ? markAt(view, event.target) : -1;
    hide();
    if (pos >= 0) timer = setTimeout(() => show(view, pos), PEEK_AFTER);
  };

  return new state.Plugin({
    props: {
      handleClickOn(view, _, node, pos, event, direct) {
        if (!direct || !isMark(node) || event.button !== 0) return false;
        hide();
        desk.slip.openAt(pos);
        return true;
      },
      handleDOMEvents: {
        mouseover: (view, event) => void rest(view, event),
        mouseleave: hide,
        keydown: hide,
        mousedown: hide,
      },
    },
    view: () => ({
      update(view, before) {
        const { selection } = view.state;
        if (selection.eq(before.selection)) return;
        hide();
        if (selection.node && isMark(selection.node) && view.hasFocus()) show(view, selection.from);
      },
      destroy: () => peek.remove(),
    }),
  });
}
