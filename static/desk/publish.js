// The page on which an article is published: choosing a moment chooses "at this moment", and the
// button says what it will do. One press is one.

const form = document.querySelector("[data-publish]");
if (form) {
  const at = form.elements.namedItem("at");
  const button = form.querySelector("[data-publish-button]");
  const now = button.textContent;
  const later = () => form.querySelector("[name=when]:checked")?.value === "later";
  const show = () => { button.textContent = later() ? button.dataset.later : now; };
  at.addEventListener("input", () => {
    if (at.value) form.querySelector("[name=when][value=later]").checked = true;
    show();
  });
  for (const choice of form.querySelectorAll("[name=when]")) {
    choice.addEventListener("change", () => {
      if (!later()) at.value = "";
      else at.focus();
      show();
    });
  }
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
  show();
}
