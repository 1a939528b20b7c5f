// The column beside the text: tabs where there is room for a column, an accordion below the text
// where there is none. Without this script all panels stand one below the other.
// A new article's panels come later (panels.js). A script may open a panel: document.dispatchEvent(new CustomEvent("desk:panel", {detail: "notes"})).

const side = document.querySelector("[data-side]");
const form = document.querySelector("[data-desk-form]");
if (side) {
  const wide = window.matchMedia("(min-width: 1100px)");
  const kept = `desk-panel-${form.dataset.user}`;
  const list = document.createElement("div");
  list.className = "desk-tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", side.getAttribute("aria-label"));

  const parts = [];
  const add = (panel) => {
    const heading = panel.querySelector("h2");
    const body = panel.querySelector(".desk-panel-body");
    const name = panel.dataset.panel;
    body.id ||= `${panel.id}-body`;
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", id: `${panel.id}-tab` });
    tab.append(...heading.cloneNode(true).childNodes);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    list.append(tab);
    const fold = document.createElement("button");
    Object.assign(fold, { type: "button" });
    fold.append(...heading.childNodes);
    fold.setAttribute("aria-controls", body.id);
    heading.replaceChildren(fold);
    const part = { panel, heading, body, tab, fold, name };
    tab.addEventListener("click", () => choose(part));
    fold.addEventListener("click", () => choose(chosen === part ? null : part));
    parts.push(part);
  };
  const addAll = () => {
    const known = parts.map(({ panel }) => panel);
    for (const panel of side.querySelectorAll("[data-panel]")) if (!known.includes(panel)) add(panel);
  };
  addAll();
  side.prepend(list);

  const remembered = () => {
    try { return localStorage.getItem(kept); } catch { return null; }
  };
  const remember = (name) => {
    try { localStorage.setItem(kept, name); } catch { /* Not on this device, then. */ }
  };
  let chosen = parts.find((part) => part.name === remembered()) ?? parts[0];

  const show = () => {
    const tabs = wide.matches;
    list.hidden = !tabs;
    for (const part of parts) {
      const isOpen = part === chosen;
      part.heading.hidden = tabs;
      part.panel.hidden = tabs && !isOpen;
      part.body.hidden = !tabs && !isOpen;
      part.tab.setAttribute("aria-selected", String(isOpen));
      part.tab.tabIndex = isOpen ? 0 : -1;
      part.fold.setAttribute("aria-expanded", String(isOpen));
      if (tabs) {
        part.panel.setAttribute("role", "tabpanel");
        part.panel.setAttribute("aria-labelledby", part.tab.id);
        part.panel.tabIndex = 0;
      } else {
        for (const name of ["role", "aria-labelledby", "tabindex"]) part.panel.removeAttribute(name);
      }
    }
    form.classList.toggle("desk-wide", tabs && "wide" in (chosen?.panel.dataset ?? {}));
  };
  const choose = (part) => {
    chosen = part;
    if (part) remember(part.name);
    show();
    part?.panel.dispatchEvent(new CustomEvent("desk:shown", { bubbles: true }));
  };

  list.addEventListener("keydown", (event) => {
    const at = parts.indexOf(chosen);
    const next = document.dir === "rtl" || document.documentElement.dir === "rtl" ? -1 : 1;
    const steps = { ArrowRight: at + next, ArrowLeft: at - next, Home: 0, End: parts.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    choose(parts[(steps[event.key] + parts.length) % parts.length]);
    chosen.tab.focus();
  });
  document.addEventListener("desk:panels", () => { addAll(); show(); });
  document.addEventListener("desk:panel", (event) => {
    const part = parts.find((each) => each.name === event.detail);
    if (part) choose(part);
  });
  document.addEventListener("desk:count", ({ detail }) => {
    for (const place of side.querySelectorAll(`[data-count-of="${detail.panel}"]`)) {
      place.textContent = detail.count;
      place.hidden = !detail.count;
    }
  });
  wide.addEventListener("change", () => { chosen ??= parts[0]; show(); });

  // A field that is wrong must be seen: its panel is open, whatever was open last.
  const wrong = parts.find((part) => part.panel.querySelector(".errors, .errorlist"));
  if (wrong) chosen = wrong;
  show();
}
