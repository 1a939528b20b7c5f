// Shows how far an act on many articles is, without the page being loaded anew.
// Without script the link beside does the same.
const PAUSE = 2000;
const LONGEST = 30000; // between two looks when the site doesn't answer

let shown = document.getElementById("desk-progress");
let pause = PAUSE;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "progress" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.adoptNode(page.getElementById("desk-progress"));
    // A button that somebody is about to press must not vanish under the finger.
    if (!shown.contains(document.activeElement) || !now.hasAttribute("data-running")) {
      shown.replaceWith(now);
      shown = now;
    }
    pause = PAUSE;
    if (!now.hasAttribute("data-running")) return;
  } catch {
    pause = Math.min(pause * 2, LONGEST);
  }
  setTimeout(look, pause);
}

setTimeout(look, pause);
