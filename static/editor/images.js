// Pictures: chosen from the archive's library, or uploaded there and then.
import { around } from "./blocks.js";
import { ask } from "./dialog.js";
import { h, settled } from "./dom.js";
import { placeBlocks } from "./place.js";
import { state as states } from "./prosemirror.js";
import { schema } from "./schema.js";

const { nodes } = schema;
const { NodeSelection, TextSelection } = states;
const DETAILS = ["alt", "caption", "credit", "licence"];

export const selectedImage = ({ selection }) =>
  selection instanceof NodeSelection && selection.node.type === nodes.image ? selection.node : null;

function figure({ src, alt, caption }) {
  const shown = [nodes.paragraph.create(null, nodes.image.create({ src, alt }))];
  const line = caption.replace(/\s+/g, " ").trim();
  if (line) shown.push(nodes.figcaption.create(null, schema.text(line)));
  return nodes.figure.create(null, shown);
}

export class Images {
  constructor(desk) {
    this.desk = desk;
  }

  get isOffered() {
    return Boolean(this.desk.config.libraryUrl);
  }

  // Pictures that were pasted or dropped: stored, put in, and to be described at once.
  async upload(files) {
    const { desk } = this;
    if (!desk.config.uploadUrl) return desk.strip.say(desk.say("upload_not_allowed"), { tone: "bad" });
    for (const file of files) {
      desk.strip.say(desk.say("uploading", { name: file.name || desk.say("picture") }));
      try {
        const image = await this.store(file, {});
        desk.strip.clear();
        await this.describe(image);
      } catch (error) {
        desk.strip.say(error.said ?? desk.say("upload_failed"), { tone: "bad" });
        return undefined;
      }
    }
    return undefined;
  }

  async store(file, details) {
    const { desk } = this;
    // Said before anything is sent: a large file would take its time, for nothing.
    if (file.size > desk.config.largestImage) throw Object.assign(new Error(), { said: desk.say("picture_too_large") });
    const data = new FormData();
    data.set("upload", file, file.name || "picture");
    for (const name of DETAILS) data.set(name, details[name] ?? "");
    return (await desk.post(desk.config.uploadUrl, data)).image;
  }

  async describe(image) {
    const { say } = this.desk;
    const given = await ask({
      title: say("picture"),
      fields: this.fields(image, ["alt", "caption"]),
      buttons: [{ name: "save", label: say("insert") }],
      cancel: say("cancel"),
      before: [h("img", { src: image.thumbnail, alt: "", class: "editor-dialog-picture" })],
    });
    if (given) this.insert({ ...image, ...given });
    this.desk.view.focus();
  }

  fields(values, names = DETAILS) {
    const { say } = this.desk;
    return names.map((name) => ({
      name,
      label: say(`image_${name}`),
      value: values[name] ?? "",
      help: name === "alt" ? say("image_alt_help") : undefined,
      type: name === "caption" ? "textarea" : "text",
      dir: "auto",
    }));
  }

  insert(image) {
    const { view } = this.desk;
    const { state } = view;
    const box = around(state.selection.$from, ({ type }) => type === nodes.figure);
    const isBeside = box && state.selection.$from.parent.type !== nodes.figcaption;
    const tr = isBeside
      ? state.tr.replaceSelectionWith(nodes.image.create({ src: image.src, alt: image.alt }))
      : placeBlocks(state.tr, box ? { from: box.pos + box.node.nodeSize, to: box.pos + box.node.nodeSize } : state.selection, [figure(image)]);
    this.goOn(tr);
    view.dispatch(tr.scrollIntoView());
  }

  // The text goes on behind the figure, in a paragraph that is made if there is none.
  goOn(tr) {
    const box = around(tr.selection.$from, ({ type }) => type === nodes.figure);
    if (!box) return;
    const after = box.pos + box.node.nodeSize;
    if (!tr.doc.resolve(after).nodeAfter) tr.insert(after, nodes.paragraph.create());
    tr.setSelection(TextSelection.near(tr.doc.resolve(after)));
  }

  // The alternative text of the picture that is selected.
  async change() {
    const { say, view } = this.desk;
    const image = selectedImage(view.state);
    const { from } = view.state.selection;
    const given = await ask({
      title: say("picture"),
      fields: this.fields(image.attrs, ["alt"]),
      buttons: [{ name: "save", label: say("save") }],
      cancel: say("cancel"),
    });
    view.focus();
    if (given) view.dispatch(view.state.tr.setNodeAttribute(from, "alt", given.alt));
  }

  // Choose from the library, or a file; `replaces` puts it in the place of the selected one.
  async choose({ replaces = false } = {}) {
    const { say, config, view } = this.desk;
    const shelf = new Shelf(this.desk);
    const file = h("input", { type: "file", accept: "image/*", "aria-label": say("upload_picture"), disabled: !config.uploadUrl });
    const asked = ask({
      title: say(replaces ? "replace_picture" : "insert_picture"),
      className: "editor-dialog-wide",
      fields: this.fields({}),
      buttons: [{ name: "save", label: say(replaces ? "replace" : "insert") }],
      cancel: say("cancel"),
      check: () => this.fault(file, shelf),
      before: [h("div", { class: "editor-choose" }, h("p", {}, h("label", {}, say("upload_picture"), " ", file), h("span", { class: "help" }, say("upload_help"))), shelf.dom)],
    });
    const dialog = shelf.dom.closest("dialog");
    shelf.query.focus();
    shelf.onchoose = (image) => {
      file.value = "";
      this.fill(dialog, image);
    };
    file.addEventListener("change", () => (shelf.clear(), this.fill(dialog, {}, false)));
    shelf.load();
    const given = await asked;
    view.focus();
    if (!given) return;
    try {
      const stored = file.files[0] ? await this.store(file.files[0], given) : shelf.chosen;
      const image = { ...stored, alt: given.alt || stored.alt, caption: given.caption };
      if (replaces) this.replace(image);
      else this.insert(image);
    } catch (error) {
      this.desk.strip.say(error.said ?? say("upload_failed"), { tone: "bad" });
    }
  }

  fault(file, shelf) {
    const { say, config } = this.desk;
    if (file.files[0]?.size > config.largestImage) return say("picture_too_large");
    return file.files[0] || shelf.chosen ? "" : say("choose_a_picture");
  }

  // Credit and licence belong to the picture: of one that the archive has, they are shown only.
  fill(dialog, image, isKept = true) {
    for (const name of DETAILS) {
      const input = dialog.querySelector(`[name=${name}]`);
      input.value = image[name] ?? "";
      input.readOnly = isKept && (name === "credit" || name === "licence");
    }
  }

  replace({ src, alt }) {
    const { view } = this.desk;
    const { from } = view.state.selection;
    const tr = view.state.tr.setNodeMarkup(from, null, { ...view.state.doc.nodeAt(from).attrs, src, alt });
    view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, from)));
  }
}

// The pictures of the archive, newest first, to search and choose among.
class Shelf {
  constructor(desk) {
    this.desk = desk;
    this.chosen = null;
    this.onchoose = () => {};
    this.grid = h("div", { class: "editor-shelf", role: "radiogroup", "aria-label": desk.say("library") });
    this.query = h("input", { type: "search", placeholder: desk.say("search_library"), "aria-label": desk.say("search_library"), dir: "auto" });
    this.more = h("button", { type: "button", hidden: true, onclick: () => this.load(this.next) }, desk.say("more"));
    this.query.addEventListener("input", settled(() => this.load(), 250));
    this.query.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.dom = h("div", {}, this.query, this.grid, this.more);
  }

  async load(page = 1) {
    const url = new URL(this.desk.config.libraryUrl, location.href);
    url.searchParams.set("q", this.query.value);
    url.searchParams.set("page", page);
    const asked = (this.asked = Symbol("the newest question"));
    try {
      const { images, next } = await this.desk.get(url);
      if (asked !== this.asked) return;
      if (page === 1) this.grid.replaceChildren();
      this.grid.append(...images.map((image) => this.card(image)));
      if (!this.grid.children.length) this.grid.append(h("p", { class: "quiet" }, this.desk.say("none_found")));
      this.next = next;
      this.more.hidden = !next;
    } catch {
      this.grid.replaceChildren(h("p", { class: "quiet" }, this.desk.say("library_failed")));
    }
  }

  card(image) {
    const radio = h("input", { type: "radio", name: "shelf", "aria-label": image.alt || image.name });
    radio.addEventListener("change", () => {
      this.chosen = image;
      this.onchoose(image);
    });
    const picture = h("img", { src: image.thumbnail, alt: "", loading: "lazy" });
    return h("label", { class: "editor-card", title: image.alt || image.name }, radio, picture, h("span", {}, image.alt || image.name));
  }

  clear() {
    this.chosen = null;
    for (const radio of this.grid.querySelectorAll("input:checked")) radio.checked = false;
  }
}
