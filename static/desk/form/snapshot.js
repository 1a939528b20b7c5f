// The form as it stands: what would be sent, and whether that is something else than before.

import { posted } from "../manuscript.js";
import { facts, form } from "./page.js";

// What the page carries along, and what only a dialog asks: no part of the text.
const CARRIED = new Set(["csrfmiddlewaretoken", "opened_version", "opened_revision", "merges", "token"]);
const ASKED = /-(reason|waits_for)$/;

export function snapshot() {
  const data = posted(form);
  const fields = [...data].filter(([, value]) => typeof value === "string");
  return { data, fields, says: sayingOf(fields) };
}

/** A text that is equal for two forms that would store the same. */
export function sayingOf(fields) {
  const counted = fields
    .filter(([name, value]) => !CARRIED.has(name) && !ASKED.test(name) && !isEmptyRow(name, value))
    .map(([name, value]) => [name, value.replace(/\r\n/g, "\n").replace(/>\n\n</g, "><")])
    .sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
  return JSON.stringify(counted);
}

// Rows of the byline in which nothing is chosen come and go.
const isEmptyRow = (name, value) =>
  /^contributions-(__prefix__|(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$)/.test(name)
  || /-article$|-id$/.test(name) && name.startsWith("contributions-")
  || (name.startsWith("contributions-") && (value === "" || value === "author"));

export const carried = (name) => form.elements.namedItem(name)?.value ?? "";

export function carry(name, value) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}

/** Where the copies of this page's text are kept. */
export const keyOf = (token = carried("token")) => `${prefix()}${token}`;
export const prefix = () => `${facts.user}:${facts.article ?? "new"}:`;
