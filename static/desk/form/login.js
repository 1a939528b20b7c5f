// Logged out while writing: once somebody has logged in in another tab, this page goes on.

import { facts } from "./page.js";

const EVERY = 5_000;

/** Ask the site for this page's new token. */
export async function renewToken() {
  try {
    const response = await fetch(facts.addresses.token, { headers: { Accept: "application/json" } });
    if (!response.ok) return { known: false };
    const { token, user } = await response.json();
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    return { known: true, sameUser: user === facts.user };
  } catch {
    return { known: false };
  }
}

/** Call `go(sameUser)` once, as soon as somebody is logged in again. */
export function logIn(go) {
  const look = async () => {
    const { known, sameUser } = await renewToken();
    if (!known || done) return;
    done = true;
    clearInterval(timer);
    window.removeEventListener("focus", look);
    go(sameUser);
  };
  let done = false;
  const timer = setInterval(look, EVERY);
  window.addEventListener("focus", look);
}
