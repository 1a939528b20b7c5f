// Saves while somebody writes: a few seconds after a change, and at once when they turn elsewhere.
// What can't be saved is said loudly, kept on this device and tried again. Other scripts are told by
// `desk:saved` on the document.

import { afterPause } from "../manuscript.js";
import { mark } from "./errors.js";
import { forget, keep } from "./keep.js";
import { logIn, renewToken } from "./login.js";
import { banner, bar, facts, form, say } from "./page.js";
import { carried, carry, keyOf, snapshot } from "./snapshot.js";

const QUIET = 3_000; // without a change, and it is saved
const LONGEST = 10_000; // of typing without a save
const BACK_OFF = [5_000, 10_000, 20_000, 40_000, 60_000];
const AT_PARTING = 60_000; // bytes that a browser sends for a page that goes away
const JUST_OPENED = 20_000;
const PATIENCE = 60_000; // for an answer

if (facts?.maySave && form) start();

function start() {
  const shown = bar?.querySelector("[data-saved]");
  let saved = facts.isBound ? null : snapshot().says;
  let stopped = facts.isHeld ? "held" : "";
  let sending = false;
  let sendAgain = false;
  let leaving = false;
  let unsavedSince = 0;
  let failures = 0;
  let timer = 0;

  const isDirty = () => snapshot().says !== saved;

  // Noticing

  const look = afterPause(() => check(), 300);

  async function check() {
    const now = snapshot();
    if (now.says === saved) { rest(); return; }
    unsavedSince ||= Date.now();
    if (!sending) status("unsaved");
    schedule(Math.min(QUIET, Math.max(0, unsavedSince + LONGEST - Date.now())));
    const isKept = await keepHere(now, false);
    banner("unkept", !isKept && failures ? say("not_kept") : "");
  }

  function rest() {
    unsavedSince = 0;
    clearTimeout(timer);
  }

  const keepHere = (now, sent) => keep({
    key: keyOf(), token: carried("token"), at: Date.now(), version: Number(carried("opened_version")), sent,
    fields: now.fields.filter(([name]) => name !== "csrfmiddlewaretoken"),
  });

  function schedule(wait) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => save(), failures ? Math.max(wait, pause()) : wait);
  }

  const pause = () => BACK_OFF[Math.min(failures, BACK_OFF.length) - 1];

  // Saving

  async function save({ explicit = false, parting = false } = {}) {
    if (stopped) {
      if (explicit) pressSave();
      return;
    }
    if (sending) { sendAgain = true; return; }
    const now = snapshot();
    if (now.says === saved && !explicit) return;
    clearTimeout(timer);
    sending = true;
    if (!parting) status("saving");
    if (explicit) now.data.set("explicit", "1");
    keepHere(now, true);
    const size = now.fields.reduce((sum, [name, value]) => sum + name.length + 3 * value.length + 120, 0);
    try {
      const response = await fetch(facts.addresses.autosave, {
        method: "POST",
        body: now.data,
        headers: { Accept: "application/json" },
        keepalive: parting && size < AT_PARTING,
        signal: parting ? undefined : AbortSignal.timeout(PATIENCE),
      });
      sending = false;
      await answered(response, now);
    } catch {
      sending = false;
      if (!leaving) failed("offline");
    }
    if (sendAgain) { sendAgain = false; schedule(0); }
  }

  async function answered(response, now) {
    const answer = (response.headers.get("Content-Type") ?? "").startsWith("application/json")
      ? await response.json() : null;
    if (response.ok && answer) return stored(answer, now);
    if (response.status === 401) return loggedOut(answer);
    if (response.status === 409) return overtaken(answer.last);
    if (response.status === 422) return contradicted(answer.errors);
    if (response.status === 413 || response.status === 400) return failed("too_large");
    if (response.status === 403) return answer ? stop("refused", answer.reason) : newToken();
    return failed("failed");
  }

  async function stored(answer, now) {
    failures = 0;
    for (const kind of ["offline", "failed", "too_large", "unkept", "logged_out", "coming"]) banner(kind);
    const before = keyOf();
    if (facts.article === null) becomeDraft(answer);
    Object.assign(facts.addresses, answer.addresses);
    carry("opened_version", answer.version);
    carry("opened_revision", answer.revision);
    saved = now.says;
    forget(before);
    mark(answer.errors);
    const hasErrors = Object.keys(answer.errors).length > 0;
    if (isDirty()) check();
    else { rest(); status(hasErrors ? "wrong" : "saved", { time: answer.when }); }
    document.dispatchEvent(new CustomEvent("desk:saved", { detail: answer }));
  }

  /** The form of a new article is from now on the form of this draft. */
  function becomeDraft(answer) {
    facts.article = answer.article;
    const page = form.closest("[data-desk-form]");
    page.dataset.article = answer.article;
    page.dataset.presence = answer.addresses.presence;
    history.replaceState(history.state, "", answer.addresses.change);
    document.title = `${answer.title} | ${document.title.split(" | ").slice(-1)}`;
    document.dispatchEvent(new CustomEvent("desk:created", { detail: answer }));
  }

  // What stands in the way

  function failed(kind) {
    failures += 1;
    status("unsaved");
    banner("offline");
    banner("failed");
    banner(kind, say(kind), [{ label: say("retry"), act: () => { failures = 0; save(); } }]);
    if (kind !== "too_large") schedule(pause());
  }

  function stop(kind, sentence, actions = []) {
    stopped = kind;
    clearTimeout(timer);
    status("unsaved");
    banner(kind, sentence, actions);
    keepHere(snapshot(), false);
  }

  function overtaken({ who, when }) {
    banner("coming");
    stop("overtaken", say("overtaken", { who, time: when }), [{ label: say("merge"), act: pressSave }]);
  }

  function contradicted(errors) {
    status("unsaved");
    mark(errors, say("contradiction"));
  }

  function loggedOut(answer) {
    stop("logged_out", say("logged_out"), [{ label: say("log_in"), href: answer.login }]);
    logIn((sameUser) => {
      banner("logged_out");
      stopped = "";
      if (sameUser) save();
      else stop("somebody_else", say("somebody_else"));
    });
  }

  async function newToken() {
    const { known, sameUser } = await renewToken();
    if (!known || !sameUser || failures > 2) return failed("failed");
    failures += 1;
    return save();
  }

  /** As if the button were pressed: the page that comes shows both texts, or what is wrong. */
  function pressSave() {
    form.requestSubmit(document.querySelector("button[name=_continue][form=article_form]"));
  }

  function status(key, values) {
    if (!shown) return;
    const said = say(key, values);
    if (shown.textContent !== said) shown.textContent = said;
    shown.dataset.saved = key;
  }

  // What happens on the page

  const ofForm = (event) => event.target.form === form || event.target.closest?.("[data-editor]");
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => { if (ofForm(event)) look(); });
  }
  window.django?.jQuery(document).on("change", (event) => { if (ofForm(event)) look(); });
  document.addEventListener("formset:added", look);
  document.addEventListener("formset:removed", look);
  document.addEventListener("focusout", (event) => { if (ofForm(event) && isDirty()) schedule(200); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !leaving) save({ parting: true });
  });
  window.addEventListener("online", () => { failures = 0; if (isDirty()) save(); });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    save({ explicit: true });
  }, true);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    clearTimeout(timer);
    keepHere(snapshot(), true);
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isDirty()) event.preventDefault();
  });
  document.addEventListener("desk:presence", ({ detail: { version, last } }) => {
    if (sending || stopped || version === undefined || version <= Number(carried("opened_version"))) return;
    const values = { who: last.who, time: last.when };
    if (isDirty()) banner("coming", say("coming", values));
    // What this person sent from here at parting has arrived only now: the page shows what was before.
    else if (last.mine && performance.now() < JUST_OPENED) window.location.reload();
    else banner("coming", say("older", values), [{ label: say("reload"), act: () => window.location.reload() }]);
  });

  if (facts.isHeld) status("unsaved");
  if (facts.isBound) check();
}
