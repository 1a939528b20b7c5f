// The text area behind the editor: what the form sends. It is written a moment after each change, and
// at once before anything could be lost. A text that nobody touched stays as it came, byte for byte.
import { settled } from "./dom.js";
import { write } from "./write.js";

const WAIT = 250; // milliseconds

export class Sync {
  constructor(desk, opened) {
    this.desk = desk;
    this.opened = opened; // the document as it was read
    this.asItCame = desk.textarea.value;
    this.later = settled(() => this.now(), WAIT);
    const flush = () => this.later.flush();
    desk.textarea.form?.addEventListener("submit", flush, true);
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    desk.wrapper.addEventListener("focusout", flush);
    // A script that asks for the form's data gets the newest too.
    desk.textarea.form?.addEventListener("formdata", (event) => {
      flush();
      event.formData.set(desk.textarea.name, desk.textarea.value);
    });
  }

  html() {
    const { doc } = this.desk.view.state;
    return doc.eq(this.opened) ? this.asItCame : write(doc);
  }

  now() {
    const html = this.html();
    const { textarea } = this.desk;
    if (textarea.value === html) return;
    textarea.value = html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
