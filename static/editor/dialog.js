// Questions that need more than a press: a dialog with fields over the page.
import { h } from "./dom.js";

let count = 0;

// fields: [{name, label, value, type, help, options, required, list}]. Resolves with {name: value …}
// and `answer`, the name of the button that was pressed; with null if none was. `check` may return a
// sentence that says what is wrong. `before` are elements above the fields.
export function ask({ title, fields = [], buttons, cancel, check = () => "", before = [], className = "" }) {
  return new Promise((resolve) => {
    const id = `editor-dialog-${(count += 1)}`;
    const inputs = new Map();
    const fault = h("p", { class: "errornote", role: "alert", hidden: true });
    const press = (name) =>
      h("button", { type: "submit", value: name, class: name === buttons[0].name ? "default" : null }, buttons.find((b) => b.name === name).label);
    const form = h(
      "form",
      { method: "dialog", novalidate: true },
      h("h2", { id }, title),
      fault,
      ...before,
      ...fields.map((field) => row(id, field, inputs)),
      h(
        "p",
        { class: "editor-dialog-buttons" },
        ...buttons.map(({ name }) => press(name)),
        h("button", { type: "button", onclick: () => dialog.close("") }, cancel),
      ),
    );
    const dialog = h("dialog", { class: `editor-dialog ${className}`, "aria-labelledby": id }, form);
    const values = () => Object.fromEntries([...inputs].map(([name, input]) => [name, valueOf(input)]));
    form.addEventListener("submit", (event) => {
      const answer = event.submitter?.value ?? buttons[0].name;
      const wrong = check({ ...values(), answer });
      if (!wrong) return;
      event.preventDefault();
      fault.textContent = wrong;
      fault.hidden = false;
    });
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue ? { ...values(), answer: dialog.returnValue } : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const valueOf = (input) => (input.type === "checkbox" ? input.checked : input.value.trim());

function row(id, { name, label, value = "", type = "text", help, options, list, ...rest }, inputs) {
  const key = `${id}-${name}`;
  const given = { id: key, name, "aria-describedby": help && `${key}-help`, ...rest };
  const input = options
    ? h("select", given, ...options.map(([key_, words]) => h("option", { value: key_ }, words)))
    : type === "textarea"
      ? h("textarea", { rows: 3, dir: "auto", ...given })
      : h("input", { type, list: list && `${key}-list`, ...given });
  if (type === "checkbox") input.checked = Boolean(value);
  else input.value = value;
  inputs.set(name, input);
  const words = h("label", { for: key }, label);
  const offered = list && h("datalist", { id: `${key}-list` }, ...list.map(([key_, shown]) => h("option", { value: key_ }, shown)));
  const hint = help && h("span", { class: "help", id: `${key}-help` }, help);
  return type === "checkbox"
    ? h("p", { class: "editor-dialog-check" }, input, words, hint)
    : h("p", {}, words, input, offered, hint);
}
