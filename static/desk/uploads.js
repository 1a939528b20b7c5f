// A file that is too large is refused before it is sent; several files are sent one after the other.

const tooLarge = (input) => {
  const most = Number(input.dataset.mostBytes);
  return [...input.files].filter((file) => file.size > most);
};

for (const input of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  const said = document.createElement("p");
  said.className = "errornote desk-too-large";
  said.setAttribute("role", "alert");
  said.hidden = true;
  input.after(said);
  input.addEventListener("change", () => {
    const refused = tooLarge(input);
    said.textContent = refused.map((file) => input.dataset.tooLarge.replace("{name}", file.name)).join(" ");
    said.hidden = !refused.length;
    if (!refused.length) return;
    const kept = new DataTransfer();
    for (const file of input.files) if (!refused.includes(file)) kept.items.add(file);
    input.files = kept.files;
  });
}

const form = document.querySelector("[data-uploads]");
if (form) {
  const input = form.querySelector("input[type=file]");
  const section = document.querySelector(".desk-taken");
  const list = section.querySelector("ul");

  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const state = document.createElement("span");
    name.textContent = file.name;
    state.className = "quiet";
    state.textContent = form.dataset.waits;
    item.append(name, " ", state);
    list.append(item);
    return { file, item, name, state };
  };

  const refuse = ({ state }, words) => {
    state.className = "desk-refused";
    state.textContent = words;
  };

  const show = (shown, one) => {
    if (one.error) { refuse(shown, one.error); return; }
    const link = document.createElement("a");
    const picture = document.createElement("img");
    Object.assign(link, { href: one.address, textContent: one.name });
    Object.assign(picture, { src: one.src, alt: "", width: 64, height: 64 });
    shown.name.replaceWith(link);
    link.before(picture);
    shown.state.textContent = one.is_new ? form.dataset.done : form.dataset.known;
  };

  const send = async (shown) => {
    shown.state.textContent = form.dataset.sends;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("files", shown.file);
    try {
      const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const { taken } = await answer.json();
      show(shown, taken[0]);
    } catch { refuse(shown, form.dataset.failed); }
  };

  const start = async () => {
    const lines = [...input.files].map(line);
    if (!lines.length) return;
    section.hidden = false;
    form.reset();
    for (const shown of lines) await send(shown);
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); start(); });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
}
