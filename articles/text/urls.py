"""Addresses: which a text may link to, and where they stand in plain text."""

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LONGEST = 8000

# A browser ignores these at the ends, and tabs and line ends anywhere (URL standard, 4.4).
ENDS = "".join(map(chr, range(0x21)))
BREAKS = str.maketrans("", "", "\t\n\r")
UNWRITTEN = {
    ord(char): f"%{ord(char):02X}" for char in ' "<>\\^`{|}' + "".join(map(chr, range(32)))
}

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def safe_link(url: str) -> str | None:
    """The address as we write it in `href`, or None where it is none that a reader should follow.

    http, https, mailto, tel and paths of this site. `//host` and `www.host` are taken for https.
    A browser reads `\\` as `/` and repairs `http:host`; so both are repaired here first.
    """
    link = _link(_with_slashes(url.translate(BREAKS).strip(ENDS)))
    return link if link and len(link) <= LONGEST else None


def _with_slashes(url: str) -> str:
    """`\\` is `/` up to the query."""
    end = min((url.find(char) for char in "?#" if char in url), default=len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _link(url: str) -> str | None:
    if url.startswith("//") or url[:4].lower() == "www.":
        return _web("https", url)
    if url.startswith("/"):
        return url.translate(UNWRITTEN)
    match = SCHEME.match(url)
    scheme = match[1].lower() if match else ""
    if match is None or scheme not in SCHEMES:
        return None
    rest = url[match.end() :]
    if scheme in {"http", "https"}:
        return _web(scheme, rest)
    return f"{scheme}:{rest.translate(UNWRITTEN)}" if rest else None


def _web(scheme: str, rest: str) -> str | None:
    url = f"{scheme}://{rest.lstrip('/')}".translate(UNWRITTEN)
    return url if host(url) else None


def host(url: str) -> str:
    """The host in lower case, "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return ""


# Brackets and quotation marks end an address, as do the marks that only steer bidirectional text;
# round brackets may belong to it. "…html" and "https://…" printed without a space are two.
STOP = (
    r"\s<>\"“”„‟«»‹›\[\]{}|\\^`،؛؟\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x1f\x7f"
)
ADDRESS = re.compile(
    rf"(?:https?://|(?<![A-Za-z0-9@/._-])www\.(?=[^\W_]))"
    rf"(?:(?!(?<=[A-Za-z0-9])https?://)[^{STOP}])+",
    re.IGNORECASE,
)
TRAILING = frozenset(".,;:!?'’‘‚*_~…·۔。、，；：！？")
PAIRS = {")": "(", "）": "（"}


def find_urls(text: str) -> list[tuple[int, int, str]]:
    """Where addresses stand in plain text: (start, end, address to link to).

    Punctuation after an address is not part of it, nor is a bracket that opened before it.
    """
    found = []
    for match in ADDRESS.finditer(text):
        printed = _without_trailing(match[0])
        url = safe_link(printed)
        if url is not None and "." in host(url):
            found.append((match.start(), match.start() + len(printed), url))
    return found


def _without_trailing(printed: str) -> str:
    surplus = {close: printed.count(close) - printed.count(open_) for close, open_ in PAIRS.items()}
    end = len(printed)
    while end:
        last = printed[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in TRAILING:
            break
        end -= 1
    return printed[:end]
