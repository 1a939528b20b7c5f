// Says who else has the article open, and tells the others that somebody is here.

const BEAT = 15_000; // articles.models.desk.HERE is three of them

const form = document.querySelector("[data-desk-form]");
const shown = form?.querySelector("[data-present]");
if (shown && form.dataset.presence) attend(form, shown);
else if (shown) document.addEventListener("desk:created", () => attend(form, shown), { once: true });

function attend(form, shown) {
  const address = form.dataset.presence;
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value; // may be renewed

  async function beat() {
    if (document.hidden) return;
    try {
      const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token(), Accept: "application/json" } });
      if (!answer.ok) return;
      const signs = await answer.json();
      say(signs.here);
      document.dispatchEvent(new CustomEvent("desk:presence", { detail: signs }));
    } catch {
      // The form's own saving says loudly enough when the site can't be reached.
    }
  }

  function say(sentences) {
    const said = sentences.join(" · ");
    // A screen reader should hear of a change, not of every beat.
    if (shown.textContent !== said) shown.textContent = said;
  }

  function leave() {
    const parting = new FormData();
    parting.append("csrfmiddlewaretoken", token());
    parting.append("left", "1");
    navigator.sendBeacon(address, parting);
  }

  beat();
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && beat());
}
