"""Shortcodes: `[caption]…[/caption]` and the like become figures and links without third parties.

A word in brackets is a shortcode only if it looks like one: with attributes, with an end, or by a
name that a known plug-in uses. `[sic]` and `[1]` are words of the text.
"""

import html as entities
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from articles.importing.base import Finding, Level

from .notes import SHORTCODES as NOTES
from .notes import outside_code

NAME = r"[a-zA-Z][\w-]{1,60}"
TAG = re.compile(
    rf"\[(?P<escaped>\[)?(?P<end>/)?(?P<name>{NAME})(?P<given>(?:\s[^\[\]]*|=[^\[\]]*)?)/?\]"
)
GIVEN = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]*)"|([^\s"'=\]]+)"""
)
WEB = re.compile(r"https?://[^\s\"'<>\[\]]+")
PLUGIN = re.compile(
    r"(?:vc|su|et_pb|fusion|av|x|cs|elementor|ninja|wpforms?|contact|gravity|mc4wp|rev|ultimate"
    r"|tabs?|accordions?|toggle|column|row|one|two|button|dropcap|spoiler|divider|spacer|toc"
    r"|sidebar|subscribe|jetpack|wp|wpdm|ds|ngg|nggallery|smartslider|layerslider|metaslider|form"
    r"|ads?|share|social|table|tablepress|pdf|iframe|map|google|soundcloud|twitter|tweet|facebook"
    r"|instagram|youtube|vimeo|flickr|podcast|powerpress|polls?|donate|paypal|login|register"
    r"|latest|recent|related|author|archive|sitemap)(?:[_-].*)?",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"(?:contact-form-7|gallery|audio|video|playlist|toc|wpforms|tablepress|embed)", re.IGNORECASE
)
PLAYED = ("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "wmv", "flv",
          "url", "link", "file", "href")  # fmt: skip
LINKED = frozenset(
    {"embed", "audio", "video", "youtube", "vimeo", "soundcloud", "iframe", "pdf", "twitter",
     "tweet", "dailymotion", "googlemaps", "pdf-embedder", "pdfviewer", "instagram", "facebook"}
)  # fmt: skip
MOST_NAMED = 20


@dataclass
class Shortcodes:
    """What they became in one text."""

    gallery: Callable[[list[int]], str]
    """The figures of the attachments with these ids; of all that belong to the post for none."""
    findings: list[Finding] = field(default_factory=list)
    _named: Counter[str] = field(default_factory=Counter)

    def resolve(self, html: str) -> str:
        return outside_code(html, self._resolve) if "[" in html else html

    def _resolve(self, text: str) -> str:
        closed = {match["name"] for match in TAG.finditer(text) if match["end"]}
        opened = {match["name"] for match in TAG.finditer(text) if not match["end"]}
        parts: list[str] = []
        last = 0
        while match := TAG.search(text, last):
            parts.append(text[last : match.start()])
            last = match.end()
            name, given = match["name"], match["given"]
            if match["escaped"]:  # [[name]] shows [name]
                parts.append(match[0][1:])
                last += text[last : last + 1] == "]"
            elif name.lower() in NOTES or not is_shortcode(name, given, closed & opened):
                parts.append(match[0])
            elif match["end"]:
                continue
            else:
                end = text.find(f"[/{name}]", last) if name in closed else -1
                inner = text[last:end] if end >= 0 else None
                made, takes_inner = self.made(name.lower(), attributes(given), inner, match[0])
                parts.append(made)
                if takes_inner and end >= 0:
                    last = end + len(name) + 3
        return "".join([*parts, text[last:]])

    def made(
        self, name: str, given: dict[str, str], inner: str | None, tag: str
    ) -> tuple[str, bool]:
        """What stands for it, and whether what stood in it went in there."""
        if name in {"caption", "wp_caption"}:
            return caption(inner or "", given), True
        if name in {"gallery", "playlist"}:
            ids = [int(key) for key in re.findall(r"\d{1,15}", given.get("ids", ""))]
            return self.gallery(ids), False
        if name in LINKED and (found := links(given, inner)):
            return found, True
        self.left(name, tag)
        return "", False

    def left(self, name: str, tag: str) -> None:
        self._named[name] += 1
        if self._named[name] <= MOST_NAMED:
            message = f"The shortcode “{name}” is not known: it was taken off, its text kept."
            self.findings.append(Finding(Level.LEFT_OUT, "shortcode", message, text=tag))


def is_shortcode(name: str, given: str, paired: set[str]) -> bool:
    if name in paired or ALONE.fullmatch(name):
        return True
    if "=" in given and GIVEN.search(given):
        return True
    if name.lower() in LINKED and WEB.search(given):
        return True
    return bool(PLUGIN.fullmatch(name)) and ("_" in name or "-" in name)


def attributes(given: str) -> dict[str, str]:
    """By name, in lower case; those without a name by their place."""
    found: dict[str, str] = {}
    text = entities.unescape(given.lstrip("=")).translate(CURLED)
    for place, match in enumerate(GIVEN.finditer(text)):
        name, double, single, bare, quoted, word = match.groups()
        value = double or single or bare or quoted or word or ""
        found[(name or str(place)).lower()] = value
    return found


CURLED = str.maketrans("“”„″‘’′", '""""\'\'\'')


def caption(inner: str, given: dict[str, str]) -> str:
    """The picture, and behind it its words."""
    match = re.match(
        r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", inner, re.DOTALL | re.IGNORECASE
    )
    if not match:
        return inner
    words = given.get("caption", "").strip() or match[2].strip()
    below = f"<figcaption>{words}</figcaption>" if words else ""
    return f"\n\n<figure>{match[1]}{below}</figure>\n\n"


def links(given: dict[str, str], inner: str | None) -> str:
    """What would have been played or shown, as links in paragraphs of their own."""
    addresses = WEB.findall(inner or "")
    addresses += [given[name] for name in PLAYED if WEB.fullmatch(given.get(name, ""))]
    addresses += [value for value in given.values() if WEB.fullmatch(value)]
    made = [linked(address) for address in dict.fromkeys(addresses)]
    return f"\n\n<p>{'<br>'.join(made)}</p>\n\n" if made else ""


def linked(address: str) -> str:
    plain = entities.unescape(address)
    return f'<a href="{entities.escape(plain)}">{entities.escape(plain, quote=False)}</a>'
