// The byline: rows change places by dragging or by two buttons, which number them anew, and an author
// who has signed before comes with the affiliations of then. Without this script the numbers do it.

import { h } from "../../editor/dom.js";

const byline = document.querySelector("[data-byline]");
if (byline) start();

function start() {
  const words = byline.dataset;
  const list = byline.querySelector("tbody");
  const rows = () => [...list.querySelectorAll("tr.form-row:not(.empty-form)")];
  const place = (row) => row.querySelector(".field-place input");
  let dragged = null;

  const number = () => {
    rows().forEach((row, index) => {
      const field = place(row);
      const isUsed = row.querySelector(".field-author select")?.value;
      const value = isUsed ? String(index + 1) : "";
      if (field && field.value !== value) {
        field.value = value;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  };

  const move = (row, by) => {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    number();
  };

  const button = (label, sign, act) =>
    h("button", { type: "button", class: "desk-move", "aria-label": label, title: label, onclick: act }, sign);

  const equip = (row) => {
    if (!place(row) || row.querySelector(".desk-moves")) return;
    const handle = h("span", { class: "desk-handle", title: words.drag, draggable: "true", "aria-hidden": "true" }, "⠿");
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    handle.addEventListener("dragend", () => { dragged = null; number(); });
    place(row).hidden = true;
    place(row).closest("td").append(h("span", { class: "desk-moves" }, handle,
      button(words.up, "↑", (event) => { move(row, -1); event.currentTarget.focus(); }),
      button(words.down, "↓", (event) => { move(row, 1); event.currentTarget.focus(); })));
  };

  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr.form-row:not(.empty-form)");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });

  const offerAffiliations = async (select) => {
    const field = select.closest("tr").querySelector(".field-affiliation input");
    if (!field || !select.value) return;
    try {
      const address = `${words.affiliations}?${new URLSearchParams({ author: select.value })}`;
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const { affiliations } = await response.json();
      const id = `${field.id}-known`;
      document.getElementById(id)?.remove();
      field.after(h("datalist", { id }, ...affiliations.map((value) => h("option", { value }))));
      field.setAttribute("list", id);
    } catch { /* It can be typed. */ }
  };

  window.django?.jQuery(list).on("change", ".field-author select", (event) => {
    number();
    offerAffiliations(event.target);
  });
  document.addEventListener("formset:added", (event) => {
    const row = event.target.closest?.("tr.form-row");
    if (row && list.contains(row)) equip(row);
  });
  rows().forEach(equip);
}
