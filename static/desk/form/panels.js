// A new article has become a draft: what an article has beside its text and in its menu is fetched
// from the draft's own page, and the form in which somebody is writing stays as it is. The other
// scripts are told by `desk:panels` on the document.

document.addEventListener("desk:created", ({ detail }) => adopt(detail.addresses.change), { once: true });

async function adopt(address) {
  let page;
  try {
    const response = await fetch(address);
    if (!response.ok || response.redirected) return;
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch { return; /* They are there when the page is opened again. */ }
  const side = document.querySelector("[data-side]");
  const scripts = [];
  for (const panel of page.querySelectorAll("[data-side] [data-panel]")) {
    if (document.getElementById(panel.id)) continue;
    // A script of a parsed page does not run.
    for (const script of panel.querySelectorAll("script")) { scripts.push(script.src); script.remove(); }
    side.append(document.adoptNode(panel));
  }
  replace(page, "[data-menu] ul");
  const standing = page.querySelector("[data-standing]");
  if (standing) document.querySelector("[data-saved]").before(document.adoptNode(standing), " ");
  document.dispatchEvent(new CustomEvent("desk:panels"));
  for (const script of scripts) import(script);
}

function replace(page, selector) {
  const fresh = page.querySelector(selector);
  if (fresh) document.querySelector(selector)?.replaceWith(document.adoptNode(fresh));
}
