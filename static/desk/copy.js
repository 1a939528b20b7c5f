// A button that copies the address beside it, where the browser lets a page do that.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const input = button.parentElement.querySelector("input");
    const label = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(input.value); } catch { input.select(); return; }
      button.textContent = button.closest("[data-copied]").dataset.copied;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}
