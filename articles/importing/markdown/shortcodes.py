"""What site generators write into Markdown: Hugo's shortcodes, Jekyll's tags, Kramdown's lists.

Known ones become figures and links that ask nothing of a third party; of unknown ones the text
between them stays, and they are named.
"""

import re
from collections.abc import Callable
from html import escape

from articles.importing.base import Finding, Level

FENCED = re.compile(
    r"^(?P<fence>[ \t]{0,3}(?P<sign>`{3,}|~{3,}))[^\n]*\n.*?(?:^[ \t]{0,3}(?P=sign)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
CODE = re.compile(
    r"\{\{[<%]\s*(?P<hugo>/?[^>%{]*?)\s*/?[>%]\}\}|\{%-?\s*(?P<liquid>[^%{]*?)\s*-?%\}"
    r"|\{\{-?\s*(?P<value>[^{}<>%]*?)\s*-?\}\}|\{:(?P<kramdown>[^{}\n]*)\}"
)
ARGUMENT = re.compile(
    r"""(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'=]+))"""
)
BASE = re.compile(r"site\.(?:base)?url|\.Site\.BaseURL", re.IGNORECASE)
FILTERED = re.compile(r"""["']([^"']+)["']\s*\|\s*(?:relative_url|absolute_url|prepend.*)""")
VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "peertube": "{}",
}
SILENT = {"raw", "endraw", "endhighlight", "toc", "more"}


class Shortcodes:
    def __init__(self) -> None:
        self.unknown: list[str] = []

    def replace(self, text: str) -> str:
        """The text with what is known replaced; what stands in code stays as it is."""
        parts, position = [], 0
        for fenced in FENCED.finditer(text):
            parts += [CODE.sub(self._one, text[position : fenced.start()]), fenced[0]]
            position = fenced.end()
        return "".join([*parts, CODE.sub(self._one, text[position:])])

    def findings(self) -> list[Finding]:
        if not self.unknown:
            return []
        message = (
            f"Instructions for a program that mean nothing here were left out: {len(self.unknown)}."
        )
        return [Finding(Level.LEFT_OUT, "shortcodes", message, text=" · ".join(self.unknown))]

    def _one(self, match: re.Match[str]) -> str:
        if match["hugo"] is not None:
            return self._known(match["hugo"], match[0])
        if match["liquid"] is not None:
            return self._known(match["liquid"], match[0])
        if match["value"] is not None:
            return self._value(match["value"], match[0])
        self.unknown.append(match[0])
        return ""

    def _value(self, value: str, whole: str) -> str:
        if BASE.fullmatch(value.partition("|")[0].strip()):
            return ""
        if filtered := FILTERED.fullmatch(value):
            return filtered[1]
        return self._left_out(whole)

    def _left_out(self, whole: str) -> str:
        self.unknown.append(" ".join(whole.split()))
        return ""

    def _known(self, code: str, whole: str) -> str:
        name, _, rest = code.partition(" ")
        name = name.strip().lower()
        if name == "include":  # Jekyll: {% include figure.html src="…" %}
            name, _, rest = rest.strip().partition(" ")
            name = name.removesuffix(".html").removesuffix(".liquid").lower()
        named, others = arguments(rest)
        if make := KNOWN.get(name):
            found = make(named, others)
            return found if found is not None else self._left_out(whole)
        if name in VIDEOS and (named.get("id") or others):
            return f"<{VIDEOS[name].format(named.get('id') or others[0])}>"
        return "" if name in SILENT else self._left_out(whole)


def arguments(text: str) -> tuple[dict[str, str], list[str]]:
    """Those with a name, and the others in their order."""
    named: dict[str, str] = {}
    others: list[str] = []
    for match in ARGUMENT.finditer(text):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        value = value.replace('\\"', '"')
        if match[1]:
            named[match[1].lower()] = value
        else:
            others.append(value)
    return named, others


def figure(named: dict[str, str], others: list[str]) -> str | None:
    """With its caption and credit; as HTML, which Markdown has no word for."""
    source = (
        named.get("src") or named.get("image_path") or named.get("url") or next(iter(others), "")
    )
    if not source:
        return None
    caption = " ".join(filter(None, (named.get(n, "") for n in ("title", "caption", "attr"))))
    image = f'<img src="{escape(source)}" alt="{escape(named.get("alt", ""))}">'
    if link := named.get("link", ""):
        caption = f'{escape(caption)} <a href="{escape(link)}">{escape(link)}</a>'.strip()
    else:
        caption = escape(caption)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{image}{below}</figure>\n\n"


def place(_named: dict[str, str], others: list[str]) -> str | None:
    """The path of another page of the same site."""
    if not others:
        return None
    path, _, anchor = others[0].partition("#")
    bare = re.sub(r"(?:/_?index)?(?:\.[a-z]{2})?\.(?:md|markdown|html)$", "", path)
    return f"/{bare.strip('/')}/" + (f"#{anchor}" if anchor else "") if bare else f"#{anchor}"


def post(_named: dict[str, str], others: list[str]) -> str | None:
    match = re.match(r"(?:.*/)?(\d{4})-(\d\d)-(\d\d)-(.+)", others[0]) if others else None
    return f"/{match[1]}/{match[2]}/{match[3]}/{match[4]}.html" if match else None


def gist(_named: dict[str, str], others: list[str]) -> str | None:
    return f"<https://gist.github.com/{'/'.join(others[:2])}>" if others else None


def tweet(named: dict[str, str], others: list[str]) -> str | None:
    key = named.get("id") or (others[-1] if others else "")
    return f"<https://twitter.com/{named.get('user', 'i/web')}/status/{key}>" if key else None


def highlight(_named: dict[str, str], _others: list[str]) -> str | None:
    return ""


KNOWN: dict[str, Callable[[dict[str, str], list[str]], str | None]] = {
    "figure": figure,
    "image": figure,
    "img": figure,
    "ref": place,
    "relref": place,
    "link": place,
    "post_url": post,
    "gist": gist,
    "tweet": tweet,
    "x": tweet,
    "highlight": highlight,
    "/highlight": highlight,
}
