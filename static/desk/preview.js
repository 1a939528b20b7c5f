// The page as readers will see it, made anew while one writes. The new page is laid in a frame behind
// the old one, scrolled to the same place, and then shown: nothing flickers. No script runs in it.
import { afterPause, articleForm, posted } from "./manuscript.js";

const panel = document.querySelector("[data-live-preview]");
const form = articleForm();
if (panel && form) {
  const stage = panel.querySelector(".desk-preview-stage");
  const said = panel.querySelector(".desk-preview-said");
  const buttons = [...panel.querySelectorAll("[data-width]")];
  const KEPT = "desk-preview-width";
  const remembered = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
  let width = Number(remembered()) || 390;
  let frame = null;
  let shown = "";
  let running = null;
  stage.hidden = false;
  buttons[0].parentElement.hidden = false;

  const isVisible = () => stage.offsetParent !== null;
  const top = (one) => one?.contentWindow?.scrollY ?? 0;

  // As wide as a phone or a screen, and drawn smaller where the column is narrower than that.
  const fit = (one = frame) => {
    if (!one || !stage.clientWidth) return;
    const scale = Math.min(1, stage.clientWidth / width);
    one.style.width = `${width}px`;
    one.style.height = `${stage.clientHeight / scale}px`;
    one.style.transform = `scale(${scale})`;
    one.style.insetInlineStart = `${Math.max(0, (stage.clientWidth - width * scale) / 2)}px`;
  };

  const leadNowhere = (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    event.preventDefault();
    const href = link.getAttribute("href");
    if (href.startsWith("#")) link.ownerDocument.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView();
  };

  const lay = (html) => {
    const next = document.createElement("iframe");
    next.title = panel.dataset.title;
    next.setAttribute("sandbox", "allow-same-origin");
    next.className = "desk-preview-frame";
    next.srcdoc = html;
    next.addEventListener("load", () => {
      const before = frame;
      next.contentDocument.addEventListener("click", leadNowhere);
      fit(next);
      next.contentWindow.scrollTo(0, top(before));
      next.classList.add("is-shown");
      frame = next;
      before?.remove();
      said.textContent = "";
    }, { once: true });
    stage.append(next);
  };

  const update = async () => {
    if (!isVisible()) return;
    const data = posted(form);
    const now = new URLSearchParams(data).toString();
    if (now === shown) return;
    running?.abort();
    const mine = running = new AbortController();
    if (!frame) said.textContent = panel.dataset.making;
    try {
      const answer = await fetch(panel.dataset.url, { method: "POST", body: data, signal: mine.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      // Only the preview may be framed: what comes without that is the page that asks to log in.
      if (answer.headers.get("X-Frame-Options") !== "SAMEORIGIN") {
        said.textContent = panel.dataset.loggedOut;
        return;
      }
      lay(await answer.text());
      shown = now;
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = panel.dataset.broken;
    }
  };

  const choose = (wide) => {
    width = wide;
    try { localStorage.setItem(KEPT, wide); } catch { /* Not on this device, then. */ }
    for (const button of buttons) button.setAttribute("aria-pressed", String(Number(button.dataset.width) === wide));
    fit();
  };
  for (const button of buttons) button.addEventListener("click", () => choose(Number(button.dataset.width)));
  choose(width);

  // Whatever is done anywhere in the form may have changed it; only what is different is sent.
  const soon = afterPause(update, 1000);
  for (const kind of ["input", "change", "keyup", "click", "desk:saved", "editor:ready"]) document.addEventListener(kind, soon);
  window.django?.jQuery(document).on("change", soon);
  document.addEventListener("desk:shown", update);
  new ResizeObserver(() => { fit(); update(); }).observe(stage);
  update();
}
