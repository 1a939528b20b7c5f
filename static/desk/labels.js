// A search box stands in for a select: it is called as that is, and says what is chosen in it.
const name = (select) => {
  const label = select.labels[0];
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id ||= `${select.id}_label`;
  for (const part of [box, ...box.querySelectorAll("[role=textbox]")]) {
    const own = part.querySelector("[role=textbox]")?.id ?? "";
    part.setAttribute("aria-labelledby", `${label.id} ${own}`.trim());
  }
};
// In jQuery's order: after Django has made the boxes.
window.django.jQuery(() => document.querySelectorAll("select.admin-autocomplete").forEach(name));
