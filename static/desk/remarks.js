// Remarks beside a text: left on what is marked (Ctrl-Alt-M), shown in the text, kept up to date.
// Without this script the same forms work, one page at a time.

import { textOnPage } from "./passages.js";

const GROUP = "remarks";
let text = null;

const list = () => document.querySelector("[data-remarks]");
const word = (name) => list().querySelector("template").content.querySelector(`[data-${name}]`).textContent;
const say = (sentence, isError = false) => {
  const place = list().querySelector("[data-said]");
  place.textContent = sentence;
  place.classList.toggle("desk-error", isError);
};

if (list()) start();
else document.addEventListener("desk:panels", () => { if (list()) start(); }, { once: true });

async function start() {
  prepare();
  document.addEventListener("submit", send);
  document.addEventListener("click", click);
  document.addEventListener("keydown", key, { capture: true });
  document.addEventListener("editor:highlight", ({ detail }) => { if (detail.group === GROUP) show(detail.id); });
  document.addEventListener("focusin", ({ target }) => { if (target.closest("[data-new]")) about(text?.selection()); });
  document.addEventListener("desk:saved", refresh);
  text = await textOnPage();
  prepare();
  offer();
  highlight();
}

/** What only a script can do, and what nobody needs who has one. */
function prepare() {
  const form = list().querySelector("[data-new]");
  const byHand = form.querySelector("[data-by-hand]");
  byHand.hidden = text !== null && !byHand.querySelector(".errorlist");
  form.querySelector("[data-how]").hidden = text === null;
}

// What a new remark is about

function about(quote) {
  const form = list().querySelector("[data-new]");
  if (!quote || form.dataset.forgot) return;
  for (const part of ["exact", "prefix", "suffix"]) form.elements[part].value = quote[part] ?? "";
  form.querySelector("[data-quoted]").textContent = shorten(quote.exact);
  form.querySelector("[data-about]").hidden = false;
  form.querySelector("[data-how]").hidden = true;
}

function forget(form) {
  for (const part of ["exact", "prefix", "suffix"]) form.elements[part].value = "";
  form.querySelector("[data-about]").hidden = true;
  form.querySelector("[data-how]").hidden = false;
}

const shorten = (words) => words.length > 160 ? `${words.slice(0, 80)} … ${words.slice(-60)}` : words;

function key(event) {
  if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM") return;
  event.preventDefault();
  write();
}

/** Go to the form of a new remark, which is about what is marked. */
function write() {
  const quote = text?.selection();
  document.dispatchEvent(new CustomEvent("desk:panel", { detail: GROUP }));
  const form = list().querySelector("[data-new]");
  delete form.dataset.forgot;
  about(quote);
  form.elements.text.focus();
  form.scrollIntoView({ block: "nearest" });
}

/** A button for those without a keyboard, while something is marked. */
function offer() {
  const button = document.querySelector("[data-float]");
  if (!button || !text) return;
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps what is marked
  button.addEventListener("click", () => { button.hidden = true; write(); });
  document.addEventListener("selectionchange", () => {
    button.hidden = !text.selection() || list().contains(document.activeElement);
  });
}

// Between the list and the text

function highlight() {
  const open = [...list().querySelectorAll("[data-id][data-open]")];
  text?.highlight(GROUP, open.map((item) => ({
    id: item.dataset.id, quote: quoteOf(item), className: "desk-remarked",
  })));
}

const quoteOf = ({ dataset }) => ({ exact: dataset.exact, prefix: dataset.prefix, suffix: dataset.suffix });

function click(event) {
  const { target } = event;
  if (target.closest("[data-forget]")) {
    const form = target.closest("form");
    form.dataset.forgot = "yes";
    forget(form);
    form.elements.text.focus();
    return;
  }
  const passage = target.closest("[data-passage]");
  const item = passage?.closest("[data-id]");
  if (item && text && text.jump(quoteOf(item)) === false) say(word("nowhere"), true);
}

/** A passage in the text was clicked: show what is said about it. */
function show(id) {
  const item = document.getElementById(`remark-${id}`);
  if (!item) return;
  document.dispatchEvent(new CustomEvent("desk:panel", { detail: GROUP }));
  const fold = item.closest("details");
  if (fold) fold.open = true;
  item.focus();
  item.scrollIntoView({ block: "nearest" });
}

// To the site and back

async function send(event) {
  const form = event.target;
  if (!list().contains(form) || form.method !== "post") return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    const answer = await ask(form.action, { method: "POST", body: new FormData(form) });
    if (answer.error) return say(answer.error, true);
    form.dataset.done = "yes";
    // Whoever has gone on writing in the text meanwhile stays there.
    const isHere = list().contains(document.activeElement) || document.activeElement === document.body;
    replace(answer);
    say(word("done"));
    if (isHere) document.getElementById(answer.focus)?.focus();
  } catch (error) {
    say(word(error.message === "out" ? "out" : "lost"), true);
  } finally {
    delete form.dataset.sending;
  }
}

/** JSON, or an error that says whether the site was lost or we are logged out. */
async function ask(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { Accept: "application/json" } });
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) {
    throw new Error(response.redirected || response.status === 403 ? "out" : "lost");
  }
  return response.json();
}

async function refresh() {
  try {
    replace(await ask(list().dataset.address));
  } catch { /* The next save asks again. */ }
}

/** The new list in place of the old one. What somebody is just writing stays where it is. */
function replace({ html, count }) {
  const old = list();
  const fresh = document.createRange().createContextualFragment(html).querySelector("[data-remarks]");
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const fold = old.querySelector("[data-resolved]");
  const kept = [...old.querySelectorAll("form")].filter((form) => !form.dataset.done && isWritten(form));
  for (const form of kept) {
    const place = [...fresh.querySelectorAll("form")].find((each) => each.getAttribute("action") === form.getAttribute("action"));
    place?.replaceWith(form);
  }
  if (fold?.open) fresh.querySelector("[data-resolved]")?.setAttribute("open", "");
  old.replaceWith(fresh);
  prepare();
  const form = fresh.querySelector("[data-new]");
  if (form.elements.exact.value) about({ exact: form.elements.exact.value, prefix: form.elements.prefix.value, suffix: form.elements.suffix.value });
  if (focused) document.getElementById(focused)?.focus();
  document.dispatchEvent(new CustomEvent("desk:count", { detail: { panel: GROUP, count } }));
  highlight();
}

const isWritten = (form) => [...form.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
