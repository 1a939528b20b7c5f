// The toolbar: one stop for the Tab key, arrows within it; a second row for what the selection is in.
import { STYLES, insertRule, isInQuotation, liftItem, listAround, sink, styleOf, toggleList, toggleQuotation } from "./blocks.js";
import { ask } from "./dialog.js";
import { ariaKey, h, keyName } from "./dom.js";
import { clear, isActive, toggle } from "./formats.js";
import { icon } from "./icons.js";
import { selectedImage } from "./images.js";
import { insertNote } from "./notes/slip.js";
import { history } from "./prosemirror.js";
import { schema } from "./schema.js";
import { TABLE, caption, headerRowIsOn, insertTable, isInTable } from "./table.js";

const { marks, nodes } = schema;
const MORE_FORMATS = ["sub", "struck", "small", "highlight", "code", "cite", "quote"];

export function makeButton(say, { name, letter, binding, act }) {
  const words = say(name);
  return h(
    "button",
    {
      type: "button",
      class: `editor-button editor-button-${name}`,
      "aria-label": words,
      title: binding ? `${words} (${keyName(binding)})` : words,
      "aria-keyshortcuts": binding ? ariaKey(binding) : null,
      onmousedown: (event) => event.preventDefault(), // the text keeps the focus
      onclick: act,
    },
    letter ?? icon(name),
  );
}

export class Toolbar {
  constructor(desk) {
    this.desk = desk;
    this.controls = [];
    this.main = h("div", { class: "editor-tools" }, ...this.groups());
    this.contexts = this.makeContexts();
    this.dom = h(
      "div",
      { class: "editor-bar", role: "toolbar", "aria-label": desk.say("toolbar"), "aria-controls": desk.id },
      this.main,
      ...this.contexts.map(({ dom }) => dom),
    );
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("focusin", (event) => this.rove(event.target));
    this.rove(this.main.querySelector("select, button"));
  }

  groups() {
    const { desk } = this;
    const { undo, redo } = history;
    const onText = (command) => (_, __, view) => command(desk.view.state, desk.view.dispatch, view);
    return [
      this.group(this.styles()),
      this.group(
        this.tool("bold", toggle(marks.strong), { binding: "Mod-b", on: (s) => isActive(s, marks.strong) }),
        this.tool("italic", toggle(marks.em), { binding: "Mod-i", on: (s) => isActive(s, marks.em) }),
        this.tool("superscript", toggle(marks.sup), { binding: "Mod-.", on: (s) => isActive(s, marks.sup) }),
        this.moreFormats(),
      ),
      this.group(
        this.tool("quotation", toggleQuotation, { binding: "Mod-Shift-q", on: isInQuotation }),
        this.tool("bullets", toggleList(nodes.bullet_list), { binding: "Mod-Shift-8", on: (s) => listAround(s)?.node.type === nodes.bullet_list }),
        this.tool("numbers", toggleList(nodes.ordered_list), { binding: "Mod-Shift-7", on: (s) => listAround(s)?.node.type === nodes.ordered_list }),
      ),
      this.group(
        this.tool("note", insertNote, { binding: "Mod-Alt-f", words: true }),
        this.tool("cite", null, { act: () => desk.chooseNote() }),
        this.tool("link", null, { binding: "Mod-k", act: () => desk.link(), on: (s) => isActive(s, marks.link) }),
        desk.images.isOffered ? this.tool("image", null, { act: () => desk.images.choose() }) : null,
        this.tool("table", null, { act: () => this.askForTable() }),
        this.tool("rule", insertRule, { binding: "Mod-Alt-r" }),
        this.tool("language", null, { act: () => desk.setLanguage() }),
      ),
      this.group(this.tool("clear", clear)),
      this.group(
        this.tool("undo", onText(undo), { binding: "Mod-z", can: () => undo(desk.view.state) }),
        this.tool("redo", onText(redo), { binding: "Mod-Shift-z", can: () => redo(desk.view.state) }),
      ),
      this.group(
        this.tool("find", null, { binding: "Mod-f", act: () => desk.find.open() }),
        this.tool("full", null, { act: () => desk.toggleFull(), on: () => desk.isFull }),
      ),
    ];
  }

  group(...tools) {
    return h("div", { class: "editor-group" }, ...tools.filter(Boolean));
  }

  // A button for a command (state, dispatch), or for anything else that `act` does.
  tool(name, command, { binding, act, on, can, words } = {}) {
    const { desk } = this;
    const dom = makeButton(desk.say, { name, binding, act: act ?? (() => desk.run(command)) });
    if (words) dom.append(h("span", {}, desk.say(`${name}_short`)));
    this.controls.push({ dom, on, can: can ?? (command && ((s) => command(s))) });
    return dom;
  }

  styles() {
    const { desk } = this;
    const dom = h(
      "select",
      { class: "editor-styles", "aria-label": desk.say("style"), onchange: () => desk.run(STYLES[dom.value]) },
      h("option", { value: "", hidden: true }, "–"),
      ...Object.keys(STYLES).map((style) => h("option", { value: style }, desk.say(`style_${style}`))),
    );
    this.controls.push({ dom, show: (state) => {
      dom.value = styleOf(state);
      dom.disabled = state !== desk.view.state;
    } });
    return dom;
  }

  moreFormats() {
    const { desk } = this;
    const dom = h(
      "select",
      { class: "editor-more", "aria-label": desk.say("more_formats"), title: desk.say("more_formats"), onchange: () => {
        const { value } = dom;
        dom.value = "";
        desk.run(toggle(marks[value]));
      } },
      h("option", { value: "" }, "…"),
      ...MORE_FORMATS.map((name) => h("option", { value: name }, desk.say(`format_${name}`))),
    );
    this.controls.push({ dom, show: (state) => {
      [...dom.options].forEach((option, index) => {
        if (!index) return;
        const active = isActive(state, marks[option.value]);
        option.textContent = `${active ? "✓ " : ""}${desk.say(`format_${option.value}`)}`;
      });
    } });
    return dom;
  }

  // What can be done with the list, table, picture or link that the selection is in.
  makeContexts() {
    const { desk } = this;
    const words = (name, command, given = {}) => {
      const dom = h(
        "button",
        { type: "button", class: "editor-word", onmousedown: (event) => event.preventDefault(), onclick: given.act ?? (() => desk.run(command)) },
        desk.say(name),
      );
      this.controls.push({ dom, on: given.on, can: command && ((s) => command(s)) });
      return dom;
    };
    const row = (name, shows, ...tools) => ({
      shows,
      dom: h("div", { class: "editor-context", role: "group", "aria-label": desk.say(name), hidden: true }, ...tools),
    });
    const table = ["rowBefore", "rowAfter", "columnBefore", "columnAfter", "deleteRow", "deleteColumn", "merge", "split"];
    return [
      row("list", (s) => Boolean(listAround(s)) && !isInTable(s),
        this.tool("indent", sink, { binding: "Tab" }),
        this.tool("outdent", liftItem, { binding: "Shift-Tab" }),
        words("list_options", null, { act: () => this.askForList() })),
      row("table", isInTable,
        ...table.map((name) => words(`table_${name}`, TABLE[name])),
        words("table_headerRow", TABLE.headerRow, { on: headerRowIsOn }),
        words("table_headerColumn", TABLE.headerColumn),
        words("caption", caption),
        words("table_deleteTable", TABLE.deleteTable)),
      row("picture", (s) => Boolean(selectedImage(s)),
        words("image_alt", null, { act: () => desk.images.change() }),
        words("caption", caption),
        words("replace_picture", null, { act: () => desk.images.choose({ replaces: true }) })),
      row("link", (s) => isActive(s, marks.link),
        words("edit_link", null, { act: () => desk.link() })),
    ];
  }

  async askForTable() {
    const { say } = this.desk;
    const number = (name, value) => ({ name, label: say(name), value, type: "number", min: 1, max: name === "rows" ? 200 : 30 });
    const isRight = ({ rows, columns }) => [[rows, 200], [columns, 30]].every(([n, most]) => Number.isInteger(Number(n)) && n >= 1 && n <= most);
    const given = await ask({
      title: say("table"),
      fields: [number("rows", 3), number("columns", 3), { name: "hasHead", label: say("table_has_head"), type: "checkbox", value: true }],
      buttons: [{ name: "save", label: say("insert") }],
      cancel: say("cancel"),
      check: (values) => (isRight(values) ? "" : say("table_wrong")),
    });
    const { view } = this.desk;
    view.focus();
    if (!given) return;
    insertTable(view.state, view.dispatch.bind(view), { ...given, rows: Number(given.rows), columns: Number(given.columns) });
  }

  // How an ordered list counts.
  async askForList() {
    const { say, view } = this.desk;
    const list = listAround(view.state);
    if (list.node.type !== nodes.ordered_list) return this.desk.run(toggleList(nodes.ordered_list));
    const { start, type, reversed } = list.node.attrs;
    const types = ["", "a", "A", "i", "I"].map((key) => [key, say(`list_type_${key || "1"}`)]);
    const given = await ask({
      title: say("list_options"),
      fields: [
        { name: "start", label: say("list_start"), type: "number", value: start ?? "" },
        { name: "type", label: say("list_type"), value: type ?? "", options: types },
        { name: "reversed", label: say("list_reversed"), type: "checkbox", value: reversed !== null },
      ],
      buttons: [{ name: "save", label: say("save") }],
      cancel: say("cancel"),
    });
    view.focus();
    if (!given) return undefined;
    const attrs = { ...list.node.attrs, start: given.start || null, type: given.type || null, reversed: given.reversed ? "" : null };
    return view.dispatch(view.state.tr.setNodeMarkup(list.pos, null, attrs));
  }

  // Show what is on, and what can be done, where the cursor is.
  update() {
    const { state } = this.desk.active;
    for (const { dom, on, can, show } of this.controls) {
      if (on) dom.setAttribute("aria-pressed", String(on(state)));
      if (can) dom.setAttribute("aria-disabled", String(!can(state)));
      show?.(state);
    }
    for (const { dom, shows } of this.contexts) dom.hidden = !shows(state);
  }

  stops() {
    return [...this.dom.querySelectorAll("button, select")].filter((stop) => stop.offsetParent);
  }

  rove(target) {
    for (const stop of this.dom.querySelectorAll("button, select")) stop.tabIndex = stop === target ? 0 : -1;
  }

  key(event) {
    const stops = this.stops();
    const isSelect = event.target.localName === "select";
    const forward = getComputedStyle(this.dom).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const at = stops.indexOf(event.target);
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (event.key === "Escape") this.desk.active.focus();
    else if (to === undefined || (isSelect && ["Home", "End"].includes(event.key))) return;
    else stops[(to + stops.length) % stops.length].focus();
    event.preventDefault();
  }
}
