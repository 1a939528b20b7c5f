// A search box stands in for a select: it is called as that is, and says what is chosen in it.
const name = (select) => {
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  const label = select.labels[0];
  const called = select.getAttribute("aria-label");
  if (!box || !(label || called)) return;
  const field = box.querySelector(".select2-search__field"); // where several may be chosen
  if (field) return field.setAttribute("aria-label", label?.textContent.replace(/:\s*$/, "") ?? called);
  const shown = box.querySelector("[role=textbox]");
  if (label) label.id ||= `${select.id}_label`;
  else box.setAttribute("aria-label", called);
  if (!label) box.id ||= `${shown?.id}-box`;
  const words = [label?.id ?? box.id, shown?.id].filter(Boolean).join(" ");
  for (const part of [box, shown]) part?.setAttribute("aria-labelledby", words);
};
const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete, select[data-tags]").forEach(name);

// In jQuery's order: after Django has made the boxes, and again for each row that is added.
window.django?.jQuery?.(() => nameAll(document));
document.addEventListener("formset:added", ({ target }) => setTimeout(nameAll, 0, target));
