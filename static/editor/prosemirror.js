// ProseMirror, from the one prebuilt file that django-prose-editor carries: the only place that knows
// where it comes from and what it calls its parts.
import { Dropcursor, Gapcursor, commands as listed, pm } from "../django_prose_editor/editor.js";

export const { commands, history, keymap, model, state, tables, transform, view } = pm;
export const gapCursor = () => Gapcursor.config.addProseMirrorPlugins.call({ options: {} });
export const dropCursor = (options) => Dropcursor.config.addProseMirrorPlugins.call({ options });

// Its commands for lists are wrapped for another caller; here they take (state, dispatch) as all do.
const plain = (make) => (...given) => (state, dispatch) => make(...given)({ state, dispatch });
export const liftListItem = plain(listed.liftListItem);
export const sinkListItem = plain(listed.sinkListItem);
export const wrapInList = plain(listed.wrapInList);
