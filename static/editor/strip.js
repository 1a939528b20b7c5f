// The strip under the toolbar: what just happened, and what can be done about it.
import { h } from "./dom.js";

const STAYS = 12_000; // milliseconds; what is bad, or has a list, stays until it is closed

export class Strip {
  constructor(desk) {
    this.desk = desk;
    this.dom = h("div", { class: "editor-strip", role: "status", "aria-live": "polite" });
    this.timer = 0;
  }

  // `actions` are [{label, act}]; `body` is an element below the sentence.
  say(sentence, { tone = "plain", actions = [], body = null } = {}) {
    this.clear();
    const button = ({ label, act }) =>
      h("button", { type: "button", onclick: () => (this.clear(), act()) }, label);
    const close = h(
      "button",
      { type: "button", class: "editor-strip-close", "aria-label": this.desk.say("close"), onclick: () => this.clear() },
      "×",
    );
    this.dom.dataset.tone = tone;
    this.dom.append(h("p", {}, sentence, ...actions.flatMap((action) => [" ", button(action)])), close);
    if (body) this.dom.append(body);
    if (tone === "plain" && !body) this.timer = setTimeout(() => this.clear(), STAYS);
  }

  clear() {
    clearTimeout(this.timer);
    this.dom.replaceChildren();
  }
}
