// A table that is wider than the page can be moved sideways: by the keyboard too.
function reach(table) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  else table.removeAttribute("tabindex");
}

for (const table of document.querySelectorAll(".text table")) {
  reach(table);
  new ResizeObserver(() => reach(table)).observe(table);
}
