// What the scripts of an article's form share: the page's facts and words, the form, its banner.
//
// The page has them in a JSON block: user, article, addresses, words, maySave (the person may), isHeld
// (nothing is saved until they press Save), isBound (the form shows what was sent, not what is stored),
// isSaved (the last save was this person's, a moment ago).

import { h } from "../../editor/dom.js";

const block = document.getElementById("desk-form-page");

export const facts = block ? JSON.parse(block.textContent) : null;
export const form = document.getElementById("article_form");
export const bar = document.querySelector("[data-desk-bar]");

/** A sentence of the page, with its values filled in. */
export const say = (key, values = {}) =>
  facts.words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

export const clock = (moment) =>
  moment.toLocaleTimeString(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit" });

/** The token that proves to the site that this page sends the form. */
export const csrf = () => form.elements.namedItem("csrfmiddlewaretoken").value;

/** One banner a kind: said at once and loudly; gone when `text` is empty. */
export function banner(kind, text = "", actions = []) {
  const place = document.querySelector("[data-banners]");
  let shown = place.querySelector(`[data-banner="${kind}"]`);
  if (!text) { shown?.remove(); return null; }
  if (shown?.firstChild.textContent === text) return shown;
  shown?.remove();
  shown = h("div", { class: `desk-banner desk-banner-${kind}`, "data-banner": kind, role: "alert" },
    h("p", {}, text), ...actions.map(({ label, act, href }) => href
      ? h("a", { class: "button", href, target: "_blank", rel: "opener" }, label)
      : h("button", { type: "button", onclick: act }, label)));
  place.append(shown);
  return shown;
}
