// The checklist beside a text: brought up to date after each save, with jumps to what it is about.
// Links from elsewhere end in #passage?exact=…: they jump too, once the text is there.

import { textOnPage } from "./passages.js";

const list = () => document.querySelector("[data-checklist]");
const text = textOnPage();

document.addEventListener("desk:saved", refresh);
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-checklist] a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if ("exact" in link.dataset) jump(event, link.dataset);
  else if (link.dataset.field && focus(link.dataset.field)) event.preventDefault();
});

async function refresh() {
  if (!list()) return;
  try {
    const response = await fetch(list().dataset.address, { headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) return;
    const { html, count } = await response.json();
    const fresh = document.createRange().createContextualFragment(html).querySelector("[data-checklist]");
    const at = [...list().querySelectorAll("a")].indexOf(document.activeElement);
    // The same list in place of itself would be read out again.
    if (fresh.textContent !== list().textContent) list().replaceChildren(...fresh.childNodes);
    if (at >= 0) list().querySelectorAll("a")[at]?.focus();
    document.dispatchEvent(new CustomEvent("desk:count", { detail: { panel: "checklist", count } }));
  } catch { /* The next save asks again. */ }
}

function jump(event, { exact, prefix, suffix }) {
  if (!document.querySelector("[data-editor], [data-passages]")) return;
  event.preventDefault();
  text.then((there) => there?.jump({ exact, prefix, suffix }));
}

function focus(name) {
  const field = document.getElementById(`id_${name}`)
    ?? document.querySelector(`#${CSS.escape(name)}-group input:not([type=hidden]), #${CSS.escape(name)}-group select`);
  if (!field) return false;
  const panel = field.closest("[data-panel]");
  if (panel) document.dispatchEvent(new CustomEvent("desk:panel", { detail: panel.dataset.panel }));
  const box = field.matches(".select2-hidden-accessible") ? field.nextElementSibling?.querySelector("[role=combobox], input") : field;
  (box ?? field).focus();
  (box ?? field).scrollIntoView({ block: "center" });
  return true;
}

const { hash } = window.location;
if (hash.startsWith("#passage?")) {
  const asked = new URLSearchParams(hash.slice("#passage?".length));
  text.then((there) => there?.jump(Object.fromEntries(["exact", "prefix", "suffix"].map((part) => [part, asked.get(part) ?? ""]))));
} else if (hash.startsWith("#id_")) {
  window.addEventListener("load", () => focus(hash.slice("#id_".length)));
}
