// A filter that is searched for takes effect as soon as something is chosen.
// Without script its button does the same.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const jQuery = window.django.jQuery;
  for (const form of document.querySelectorAll("form.desk-filter")) {
    jQuery(form.querySelector("select")).on("select2:select select2:clear", () => form.submit());
    form.querySelector("button").hidden = true;
  }
});
