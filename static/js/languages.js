// Another language of the article opens at the paragraph that one was reading.
const links = document.querySelectorAll(".languages a");

function paragraph() {
  const all = [...document.querySelectorAll(".text > p[id]")];
  const read = all.findLast((node) => node.getBoundingClientRect().top < innerHeight / 3);
  return read && read !== all[0] ? `#${read.id}` : "";
}

for (const link of links) {
  link.addEventListener("click", () => {
    link.hash = paragraph();
  });
}
