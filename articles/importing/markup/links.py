"""Links: the addresses behind those of mail programs and search engines; which can't be kept."""

import re
from urllib.parse import parse_qs, urlsplit

from articles.importing.markup.remarks import Kind, Remarks
from articles.importing.markup.tree import Element, Piece
from articles.text.attributes import web_address
from articles.text.urls import safe_link

# Host and path of an address that only leads to another, and the parameter that names it.
DETOURS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,7}"), "/url", ("q", "url")),
    (re.compile(r"[\w.-]*safelinks\.protection\.outlook\.com"), "", ("url",)),
    (re.compile(r"(?:l|lm)\.(?:facebook|instagram)\.com"), "", ("u",)),
    (re.compile(r"(?:www\.)?youtube\.com"), "/redirect", ("q",)),
    (re.compile(r"slack-redir\.net"), "/link", ("url",)),
    (re.compile(r"(?:www\.)?linkedin\.com"), "/redir/redirect", ("url",)),
    (re.compile(r"out\.reddit\.com"), "", ("url",)),
    (re.compile(r"deref-[\w.-]+"), "/mail/client", ("redirectUrl",)),
)
URL_DEFENSE = re.compile(r"/v3/__(https?:/{1,2}[^*]+?)__;", re.IGNORECASE)
MOST_DETOURS = 3


def straight(url: str) -> str:
    """The address that `url` leads to in the end, as far as it says so itself."""
    for _ in range(MOST_DETOURS):
        behind = _behind(url)
        if not behind:
            break
        url = behind
    return url


def _behind(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if host == "urldefense.com" and (match := URL_DEFENSE.search(url)):
        return web_address(re.sub(r"^(https?):/+", r"\1://", match[1]))
    for pattern, path, names in DETOURS:
        if pattern.fullmatch(host) and (not path or parts.path == path):
            found = parse_qs(parts.query, max_num_fields=100) if parts.query.count("&") < 90 else {}
            return next(
                filter(None, (web_address(v) for n in names for v in found.get(n, []))), None
            )
    return None


def settle_links(root: Element, remarks: Remarks, *, origin: str = "") -> None:
    """Straight addresses; links that lead nowhere for a reader become text."""
    children: list[Piece] = []
    for child in root.children:
        if isinstance(child, Element):
            settle_links(child, remarks, origin=origin)
            if child.tag == "a":
                children += _settled(child, remarks, origin)
                continue
        children.append(child)
    root.children = children


def _settled(anchor: Element, remarks: Remarks, origin: str) -> list[Piece]:
    href = anchor.get("href").strip()
    if not href:
        return [anchor]
    if origin and href.startswith(f"{origin}/"):
        href = href.removeprefix(origin)
    anchor.attributes["href"] = href = straight(href)
    if anchor.get("title").strip() == anchor.text().strip():
        anchor.attributes.pop("title", None)
    if safe_link(href) is None:
        del anchor.attributes["href"]
        words = anchor.beginning(200).strip()
        is_told = bool(words) and href != "#"
        return [remarks.add(Kind.LOST_LINKS, words), anchor] if is_told else [anchor]
    return [anchor]
