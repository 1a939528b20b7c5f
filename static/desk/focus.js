// The focus of a picture: a press on it writes the numbers, the numbers move the mark.
const box = document.querySelector("[data-focus]");
const fields = ["focus_x", "focus_y"].map((name) => document.getElementById(`id_${name}`));
if (box && fields.every(Boolean)) {
  const picture = box.querySelector("img");
  const mark = document.createElement("span");
  mark.className = "desk-focus-mark";
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.append(mark, said);
  const percent = (value) => Math.max(0, Math.min(100, Math.round(Number(value) || 0)));

  const show = () => {
    const [x, y] = fields.map((field) => percent(field.value));
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    return [x, y];
  };
  box.addEventListener("click", (event) => {
    const edge = picture.getBoundingClientRect();
    fields[0].value = percent(((event.clientX - edge.left) / edge.width) * 100);
    fields[1].value = percent(((event.clientY - edge.top) / edge.height) * 100);
    const [x, y] = show();
    said.textContent = box.dataset.say.replace("{x}", x).replace("{y}", y);
  });
  for (const field of fields) field.addEventListener("input", show);
  box.classList.add("desk-focus-live");
  show();
}
