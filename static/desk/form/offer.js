// At return: a text that was written on this device and never reached the site is offered.

import { h } from "../../editor/dom.js";
import { copies, forget } from "./keep.js";
import { banner, clock, csrf, facts, form, say } from "./page.js";
import { carried, prefix, sayingOf, snapshot } from "./snapshot.js";

if (facts?.maySave && form && !facts.isBound) offer();

async function offer() {
  const here = snapshot().says;
  for (const copy of await copies(prefix())) {
    if (copy.token === carried("token")) continue;
    if (arrived(copy) || sayingOf(copy.fields) === here) forget(copy.key);
    else return show(copy);
  }
  return null;
}

/** Whether the site has stored exactly this: it was sent, and its form has saved since. */
const arrived = (copy) => copy.sent && (facts.saves[copy.token] ?? -1) > (copy.version || -1);

function show(copy) {
  const actions = [
    { label: say("take"), act: () => take(copy) },
    { label: say("throw_away"), act: () => throwAway(copy) },
  ];
  if (facts.addresses.difference) actions.unshift({ label: say("show"), act: () => difference(copy) });
  banner("kept", say("kept", { time: moment(copy.at) }), actions);
}

function moment(at) {
  const then = new Date(at);
  const isToday = then.toDateString() === new Date().toDateString();
  return isToday ? clock(then) : then.toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** The site shows the form with it, put together with what was saved since; nothing is stored yet. */
function take(copy) {
  const fields = [...copy.fields, ["csrfmiddlewaretoken", csrf()], ["_hold", "1"]];
  const carrier = h("form", { method: "post", action: window.location.pathname, hidden: true },
    ...fields.map(([name, value]) => Object.assign(h("textarea", { name }), { value })));
  document.body.append(carrier);
  carrier.submit();
}

function throwAway(copy) {
  if (!window.confirm(say("sure"))) return;
  forget(copy.key);
  banner("kept");
}

async function difference(copy) {
  const shown = document.querySelector("[data-banner=kept]");
  shown.querySelector("[data-difference]")?.remove();
  const place = h("div", { class: "desk-difference", "data-difference": true, tabindex: "-1" });
  const data = new FormData();
  data.set("csrfmiddlewaretoken", csrf());
  data.set("body", copy.fields.find(([name]) => name === "body")?.[1] ?? "");
  try {
    const response = await fetch(facts.addresses.difference, { method: "POST", body: data });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    place.append(document.createRange().createContextualFragment(await response.text()));
  } catch {
    place.textContent = say("no_difference");
  }
  shown.append(place);
  place.focus();
}
