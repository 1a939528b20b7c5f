// Under the tags of an article: known tags that occur in its text, each added by one press.
import { posted } from "./manuscript.js";

for (const box of document.querySelectorAll("[data-suggested-tags]")) {
  const select = document.getElementById(box.dataset.for);
  const form = select?.form;
  if (form?.elements.namedItem("body")) follow(box, select, form);
}

function follow(box, select, form) {
  const list = box.querySelector("ul");
  const said = box.querySelector("[role=status]");
  let asked = 0;

  const chosen = () => [...select.selectedOptions].map((option) => option.value.toLowerCase());

  const add = (name, item) => {
    const known = [...select.options].find((option) => option.value === name);
    if (known) known.selected = true;
    else select.add(new Option(name, name, true, true));
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    said.textContent = box.dataset.added.replace("{tag}", name);
    box.hidden = !list.children.length;
    (next?.querySelector("button") ?? select.nextElementSibling?.querySelector("input, [tabindex]"))?.focus();
    window.django.jQuery(select).trigger("change");
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const show = (names) => {
    const has = chosen();
    list.replaceChildren(...names.filter((name) => !has.includes(name.toLowerCase())).map((name) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "desk-suggested", textContent: name, dir: "auto" });
      button.setAttribute("aria-label", box.dataset.add.replace("{tag}", name));
      button.addEventListener("click", () => add(name, item));
      item.append(button);
      return item;
    }));
    box.hidden = !list.children.length;
  };

  const ask = async () => {
    const number = ++asked;
    const written = posted(form);
    const sent = new FormData();
    for (const name of ["csrfmiddlewaretoken", "title", "standfirst", "body"]) sent.set(name, written.get(name) ?? "");
    for (const name of written.getAll(select.name)) sent.append("tags", name);
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", body: sent });
      const names = answer.ok ? (await answer.json()).tags : [];
      if (number === asked && !box.contains(document.activeElement)) show(names);
    } catch { /* Without a connection there are no suggestions; saving says what matters. */ }
  };

  document.addEventListener("desk:saved", ask);
  document.addEventListener("editor:ready", ask);
  window.django.jQuery(select).on("change", () => {
    const has = chosen();
    for (const item of [...list.children]) {
      if (has.includes(item.textContent.toLowerCase())) item.remove();
    }
    box.hidden = !list.children.length;
  });
  ask();
}
