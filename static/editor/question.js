// A question about a place in the text, asked right there: not in the way, and Escape says no.
import { h } from "./dom.js";

export class Question {
  constructor(desk) {
    this.desk = desk;
    this.words = h("p", { id: `${desk.id}-question` });
    this.answers = h("div", { class: "editor-question-answers" });
    this.dom = h(
      "div",
      { class: "editor-question", role: "alertdialog", "aria-labelledby": this.words.id, hidden: true },
      this.words,
      this.answers,
    );
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("focusout", (event) => {
      if (!this.dom.contains(event.relatedTarget)) this.dom.hidden = true;
    });
    desk.sheet.append(this.dom);
  }

  // `answers` are [{label, act}]; the first has the focus, and Backspace or Delete mean it too.
  ask(words, answers, place) {
    const all = [...answers, { label: this.desk.say("cancel"), act: () => {} }];
    this.words.textContent = words;
    this.answers.replaceChildren(
      ...all.map(({ label, act }) => h("button", { type: "button", onclick: () => this.answer(act) }, label)),
    );
    this.dom.hidden = false;
    this.desk.placeBelow(this.dom, place);
    this.answers.firstChild.focus();
  }

  answer(act) {
    this.dom.hidden = true;
    this.desk.view.focus();
    act();
  }

  key(event) {
    const { key } = event;
    if (key === "Escape") this.answer(() => {});
    else if (key === "Backspace" || key === "Delete") this.answers.firstChild.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
