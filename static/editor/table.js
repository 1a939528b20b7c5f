// Tables: ProseMirror's commands, within the sections that HTML has. A table that was printed ragged
// stays so until somebody changes its rows or columns.
import { around, ofType } from "./blocks.js";
import { state as states, tables } from "./prosemirror.js";
import { schema } from "./schema.js";
import { placeBlocks } from "./place.js";

const { nodes } = schema;
const { Plugin, Selection, TextSelection } = states;

// Selecting cells, moving among them. Mending, which this plug-in would do at every key press to every
// table it finds amiss, is left to the commands below.
export function tableEditing() {
  const { spec } = tables.tableEditing();
  const appendTransaction = (trs, _, now) => spec.appendTransaction(trs, now, now);
  return new Plugin({ ...spec, appendTransaction });
}

export const tableAround = ({ selection: { $from } }) => around($from, ofType(nodes.table));
export const isInTable = (state) => tables.isInTable(state);

function mended(state) {
  const table = tableAround(state);
  const other = state.tr.setNodeAttribute(table.pos + 1, "part", -1).doc;
  return tables.fixTables(state, { doc: other }) ?? state.tr;
}

// A command that finds the table whole; what mends it is undone with it.
function onWhole(command) {
  return (state, dispatch) => {
    if (!isInTable(state) || !dispatch) return isInTable(state) && command(state);
    const tr = mended(state);
    return command(state.apply(tr), (change) => {
      for (const step of change.steps) tr.step(step);
      tr.setSelection(Selection.fromJSON(tr.doc, change.selection.toJSON()));
      dispatch(tr.scrollIntoView());
    });
  };
}

const OF_SECTION = ({ attrs: { section, part, outer } }) => ({ section, part, outer });

// The section of a row that is put in at `index`.
function sectionAt(table, index) {
  const [before, after] = [table.maybeChild(index - 1), table.maybeChild(index)];
  if (!before) return OF_SECTION(after);
  if (before.attrs.section !== "thead") return OF_SECTION(before);
  if (after) return OF_SECTION(after);
  return { section: "tbody", part: before.attrs.part + 1, outer: null };
}

function addRow(side) {
  return onWhole((state, dispatch) => {
    if (!dispatch) return true;
    const rect = tables.selectedRect(state);
    const index = rect[side];
    const tr = tables.addRow(state.tr, rect, index);
    let pos = rect.tableStart;
    const table = tr.doc.nodeAt(rect.tableStart - 1);
    for (let i = 0; i < index; i += 1) pos += table.child(i).nodeSize;
    const section = sectionAt(rect.table, index);
    tr.setNodeMarkup(pos, null, { ...tr.doc.nodeAt(pos).attrs, ...section });
    dispatch(tr);
    return true;
  });
}

function toggleHeaderRow(state, dispatch) {
  return onWhole((whole, send) =>
    tables.toggleHeader("row")(whole, send && ((tr) => {
      const { pos } = tableAround(whole);
      const table = tr.doc.nodeAt(pos);
      const [first, second] = [table.child(0), table.maybeChild(1)];
      const isHead = first.content.content.every((cell) => cell.type === nodes.header);
      const body = second && second.attrs.section !== "thead" ? OF_SECTION(second) : { section: "tbody", part: 0, outer: null };
      const head = { section: "thead", part: -1, outer: null };
      tr.setNodeMarkup(pos + 1, null, { ...first.attrs, ...(isHead ? head : body) });
      send(tr);
    })),
  )(state, dispatch);
}

function deleteTable(state, dispatch) {
  const box = around(state.selection.$from, ofType(nodes.tablebox));
  if (!box) return false;
  const tr = state.tr.delete(box.pos, box.pos + box.node.nodeSize);
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(box.pos))).scrollIntoView());
  return true;
}

// The last row or column goes with the whole table.
const orTable = (command, isLast) => (state, dispatch) => {
  if (!isInTable(state)) return false;
  const whole = isLast(tables.selectedRect(state));
  return whole ? deleteTable(state, dispatch) : onWhole(command)(state, dispatch);
};

export const TABLE = {
  rowBefore: addRow("top"),
  rowAfter: addRow("bottom"),
  columnBefore: onWhole(tables.addColumnBefore),
  columnAfter: onWhole(tables.addColumnAfter),
  deleteRow: orTable(tables.deleteRow, ({ top, bottom, map }) => top === 0 && bottom === map.height),
  deleteColumn: orTable(tables.deleteColumn, ({ left, right, map }) => left === 0 && right === map.width),
  headerRow: toggleHeaderRow,
  headerColumn: onWhole(tables.toggleHeader("column")),
  merge: onWhole(tables.mergeCells),
  split: onWhole(tables.splitCell),
  deleteTable,
};

export const headerRowIsOn = (state) =>
  tableAround(state)?.node.firstChild.attrs.section === "thead";

// Give the table, or figure, around the selection a caption, or go to the one that it has.
export function caption(state, dispatch) {
  const box = around(state.selection.$from, ({ type }) => type === nodes.tablebox || type === nodes.figure);
  if (!box) return false;
  const isTable = box.node.type === nodes.tablebox;
  const type = isTable ? nodes.caption : nodes.figcaption;
  const { tr } = state;
  let pos = -1;
  box.node.forEach((child, offset) => {
    if (child.type === type) pos = box.pos + 1 + offset;
  });
  if (pos < 0) {
    pos = isTable ? box.pos + 1 : box.pos + box.node.nodeSize - 1;
    tr.insert(pos, type.create());
  }
  const end = pos + tr.doc.nodeAt(pos).nodeSize - 1;
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
  return true;
}

export function makeTable(rows, columns, hasHead) {
  const row = (index) => {
    const isHead = hasHead && index === 0;
    const type = isHead ? nodes.header : nodes.cell;
    const cells = Array.from({ length: columns }, () => type.createAndFill());
    return nodes.row.create(isHead ? { section: "thead", part: -1 } : null, cells);
  };
  const table = nodes.table.create(null, Array.from({ length: rows }, (_, index) => row(index)));
  return nodes.tablebox.create(null, table);
}

export function insertTable(state, dispatch, { rows, columns, hasHead }) {
  const tr = placeBlocks(state.tr, state.selection, [makeTable(rows, columns, hasHead)]);
  const end = tr.selection.from;
  const box = around(tr.doc.resolve(end), ofType(nodes.tablebox));
  if (box) tr.setSelection(Selection.near(tr.doc.resolve(box.pos + 1)));
  dispatch(tr.scrollIntoView());
}

// Tab goes from cell to cell, and makes a row behind the last one.
export function nextCell(state, dispatch) {
  if (!isInTable(state)) return false;
  if (tables.goToNextCell(1)(state, dispatch)) return true;
  return TABLE.rowAfter(state, dispatch && ((tr) => {
    const { pos, node } = around(tr.selection.$from, ofType(nodes.table));
    const last = pos + node.nodeSize - 1 - node.lastChild.nodeSize;
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(last + 1))));
  }));
}

export const previousCell = (state, dispatch) => isInTable(state) && (tables.goToNextCell(-1)(state, dispatch) || true);
