// A filter that is searched for takes effect as soon as something is chosen.
// Without script its button does the same.
"use strict";
{
  const jQuery = window.django?.jQuery;
  for (const form of document.querySelectorAll("form.desk-filter")) {
    const choose = () => form.submit();
    const box = form.querySelector("select");
    if (jQuery) {
      jQuery(box).on("select2:select select2:clear", choose);
    } else {
      box.addEventListener("change", choose);
    }
    form.querySelector("button").hidden = true;
  }
}
