// The browser tells of a selection made by a key a moment after it made it. A key pressed within that
// moment, or a cut, would find the selection of before: the cut would be left to the browser, which
// takes the words of a passage along and leaves its notes.
import { state } from "./prosemirror.js";

// Take over what the browser has selected by now. ProseMirror has no public call for it.
export function readSelection(view) {
  if (!view.composing) view.domObserver.flush();
}

export const freshSelection = () =>
  new state.Plugin({ props: { handleDOMEvents: { keydown: (view) => void readSelection(view) } } });
