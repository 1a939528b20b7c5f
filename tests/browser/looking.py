"""Looking at a screen of the desk: in both themes, wide and on a phone, by axe and by measure."""

from collections.abc import Callable

from playwright.sync_api import Page

from .test_layout import ALL, OF_COLOURS, axe_source, faults

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 860}

# What Django's own admin brings along, on lists and forms that are Django's: a search that only
# shows a lens, heads of columns without words, select2's list of what was chosen, the two lists of
# permissions with their tips, the box that takes a row off.
DJANGOS = (
    ("label-title-only", 'id="searchbar"'),
    ("empty-table-header", "<th"),
    ("list", "select2-selection__rendered"),
    ("aria-prohibited-attr", "help-tooltip"),
    ("label", "-DELETE"),
)

# What runs over the edge and can't be scrolled to, or makes the whole page scroll; what is to be
# pressed or filled in, and is cut off by a box around it.
OVER_THE_EDGE = """() => {
  const width = document.documentElement.clientWidth;
  const mayRun = (node) => {
    for (let each = node; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      const isCut = style.clipPath !== "none" || style.clip !== "auto";
      if (isCut || style.visibility === "hidden") return true;
      if (each !== node && /auto|scroll/.test(style.overflowX)) return true;
      if (each.matches(".desk-preview-stage")) return true;
    }
    return false;
  };
  const over = [...document.querySelectorAll("body *")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && box.height && (box.right > width + 1 || box.left < -1) && !mayRun(node);
  });
  for (const control of document.querySelectorAll("input, select, textarea, button, a")) {
    const box = control.getBoundingClientRect();
    if (!box.width || !box.height || mayRun(control)) continue;
    for (let each = control.parentElement; each !== document.body; each = each.parentElement) {
      const around = each.getBoundingClientRect();
      if (!/hidden|clip/.test(getComputedStyle(each).overflowX)) continue;
      if (box.right > around.right + 1 || box.left < around.left - 1) over.push(control);
    }
  }
  if (document.documentElement.scrollWidth > width) over.unshift(document.documentElement);
  return over.slice(0, 3).map((node) => node.outerHTML.slice(0, 120));
}"""

Screen = tuple[str, Callable[[Page], object]]


def look(page: Page, direction: str, screens: list[Screen]) -> None:
    """Open each screen once, wide and light; then make a phone of it, and dark.

    Axe tries all its rules wide from the left and narrow from the right: what it finds hardly
    depends on the side. In the dark it looks at colours.
    """
    axe, found = axe_source(), []
    for name, go in screens:
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
        go(page)
        assert page.get_attribute("html", "dir") == direction, name
        for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            page.wait_for_timeout(50)
            broken = [("over the edge", html) for html in over_the_edge(page)]
            if direction == "ltr" or size == PHONE:
                rules = OF_COLOURS if direction == "ltr" and size == PHONE else ALL
                broken += [fault for fault in faults(page, axe, rules) if is_ours(*fault)]
            found += [f"{name}, {scheme}, {size['width']} px: {rule}: {at}" for rule, at in broken]
    assert found == [], "\n".join(found)


def over_the_edge(page: Page) -> list[str]:
    found: list[str] = page.evaluate(OVER_THE_EDGE)
    return found


def is_ours(rule: str, html: str) -> bool:
    return not any(rule == known and words in html for known, words in DJANGOS)
