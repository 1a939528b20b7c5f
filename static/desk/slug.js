// Says where an address that readers have will lead, as soon as a part of it is changed.
for (const notice of document.querySelectorAll("[data-slug-notice]")) {
  const slug = document.getElementById(notice.dataset.for);
  const date = slug.form?.elements.namedItem("printed_date");
  const said = notice.querySelector(".desk-slug-said");
  const { old, pattern, undated, say } = notice.dataset;

  // The year of the first day that the date can mean: 1926~ is 1926, 192X is 1920.
  const year = () => (date?.value.match(/\d{3}[\dX]|\d{2}XX/)?.[0] ?? "").replaceAll("X", "0") || undated;

  const show = () => {
    if (!slug.value.trim()) { said.textContent = ""; return; }
    const now = pattern.replace("{year}", year()).replace("{slug}", encodeURIComponent(slug.value.trim()));
    const moves = decodeURI(now) !== decodeURI(old);
    said.textContent = moves ? say.replace("{old}", decodeURI(old)).replace("{new}", decodeURI(now)) : "";
  };
  slug.addEventListener("input", show);
  date?.addEventListener("input", show);
  show();
}
