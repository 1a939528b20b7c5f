// What the site refused of a save, at the fields that it is about, and once above all of them.

import { h } from "../../editor/dom.js";
import { banner, form } from "./page.js";

/** `errors` are sentences by the names of fields; "" is what concerns the whole form. */
export function mark(errors, heading = "") {
  for (const old of document.querySelectorAll("[data-refused]")) old.remove();
  for (const field of document.querySelectorAll("[data-was-refused]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("data-was-refused");
  }
  const told = Object.entries(errors).map(([name, sentences]) => tell(name, sentences));
  banner("wrong", told.length ? [heading, ...told].filter(Boolean).join(" ") : "");
}

function tell(name, sentences) {
  const field = form.elements.namedItem(name) ?? document.querySelector(`#${CSS.escape(name)}-group`);
  const element = field instanceof RadioNodeList ? field[0] : field;
  const said = sentences.join(" ");
  if (!name || !element) return said;
  const place = element.closest(".form-row, td, .inline-group") ?? element.parentElement;
  place.prepend(h("ul", { class: "errorlist", "data-refused": true }, ...sentences.map((each) => h("li", {}, each))));
  element.setAttribute("aria-invalid", "true");
  element.setAttribute("data-was-refused", "");
  const label = document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent.replace(/:\s*$/, "");
  return label ? `${label}: ${said}` : said;
}
