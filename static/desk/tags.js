// Enter takes the tag that was written, also before the suggestions for it have come: until then
// those for an earlier word are on the screen, and Enter would take one of them.
"use strict";
{
  const HIGHLIGHTED = "select2-results__option--highlighted";
  const tagsOf = (field) => {
    const box = field.closest(".select2-container")?.previousElementSibling;
    return box?.dataset.tags ? box : null;
  };

  document.addEventListener("input", ({ target }) => {
    if (!target.matches(".select2-search__field") || !tagsOf(target)) return;
    for (const option of document.querySelectorAll(`.${HIGHLIGHTED}`)) {
      option.classList.remove(HIGHLIGHTED);
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches(".select2-search__field")) return;
    const box = tagsOf(field);
    const name = field.value.trim();
    if (!box || !name || document.querySelector(`.${HIGHLIGHTED}`)) return;
    event.preventDefault();
    event.stopPropagation();
    const known = [...box.options].find((option) => option.value === name);
    if (known) known.selected = true;
    else box.add(new Option(name, name, true, true));
    field.value = "";
    window.django.jQuery(box).trigger("change").select2("close");
  }, true);
}
