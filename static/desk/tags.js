// Enter takes the tag that was written, whatever suggestions have come by then: those for an earlier
// word may still be on the screen. One that was gone to with the arrow keys is taken instead.
"use strict";
{
  let wentToSuggestion = false;
  const tagsOf = (field) => {
    const box = field.closest(".select2-container")?.previousElementSibling;
    return box?.dataset.tags ? box : null;
  };

  document.addEventListener("input", () => { wentToSuggestion = false; }, true);

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") wentToSuggestion = true;
    if (event.key !== "Enter" || !field.matches(".select2-search__field")) return;
    const box = tagsOf(field);
    const name = field.value.trim();
    if (!box || !name || wentToSuggestion) return;
    event.preventDefault();
    event.stopPropagation();
    const known = [...box.options].find((option) => option.value === name);
    if (known) known.selected = true;
    else box.add(new Option(name, name, true, true));
    field.value = "";
    window.django.jQuery(box).trigger("change").select2("close");
  }, true);
}
