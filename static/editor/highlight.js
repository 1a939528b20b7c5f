// Passages that somebody else wants marked in the text: remarks, findings. They move along with the
// text; a click on one says so.
import { state as states, view as views } from "./prosemirror.js";
import { schema } from "./schema.js";
import { rangeOf } from "./text.js";

const { Plugin, PluginKey } = states;
const { Decoration, DecorationSet } = views;
const key = new PluginKey("highlight");

// The note that a range lies in, {pos, node}, or null.
export function noteAround(doc, pos) {
  const $pos = doc.resolve(pos);
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    if ($pos.node(depth).type === schema.nodes.footnote) return { pos: $pos.before(depth), node: $pos.node(depth) };
  }
  return null;
}

function decorations(doc, group, items) {
  return items.flatMap(({ id, quote, className }) => {
    const range = rangeOf(doc, quote);
    if (!range) return [];
    const spec = { group, id, inclusiveEnd: false };
    const inline = Decoration.inline(range.from, range.to, { class: className }, spec);
    const note = noteAround(doc, range.from);
    if (!note) return [inline];
    return [inline, Decoration.node(note.pos, note.pos + note.node.nodeSize, { class: className }, spec)];
  });
}

export function highlights(desk) {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, old, _, { doc }) {
        const asked = tr.getMeta(key);
        const kept = tr.docChanged ? old.map(tr.mapping, doc) : old;
        if (!asked) return kept;
        const others = kept.remove(kept.find(0, doc.content.size, ({ group }) => group === asked.group));
        return others.add(doc, decorations(doc, asked.group, asked.items));
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleClick(view, pos) {
        const [found] = key.getState(view.state).find(pos, pos);
        if (found) desk.tell("editor:highlight", { group: found.spec.group, id: found.spec.id });
        return false;
      },
    },
  });
}

export const highlight = (tr, group, items) => tr.setMeta(key, { group, items });
export const highlightsIn = (state) => key.getState(state);
