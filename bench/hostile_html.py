"""Hostile text takes the engine linear time, too: nesting without end, ends without a start."""

from collections.abc import Iterator

from articles.text.clean import clean
from articles.text.diff import compare
from articles.text.footnotes import read_footnotes
from articles.text.render import render
from bench.growth import Growth, growth
from bench.text import unread

SMALL, LARGE = 20_000, 200_000  # characters
ALLOWED = 15.0  # ten for the length, the rest for noise and memory

REPEATED = {
    "divisions in divisions": "<div>x",
    "lists in lists": "<ul><li>x",
    "items and definitions in turn": "<li><dd>x",
    "tables in tables": "<table><tr><td>x",
    "bold in bold": "<b>x",
    "bold left open": "<p><b>x</p>",
    "notes in notes": '<span class="footnote">x',
    "notes of one name": '<span class="footnote" id="k">x</span>',
    "marks": '<a class="noteref" href="#k"></a>',
    "links in links": '<a href="https://example.org/">x',
    "tags that never end": "<a b='",
    "comments that never end": "<!--",
    "references": "&amp",
    "spaces": " ",
    "signs": "<",
}


def measure() -> Iterator[Growth]:
    for name, piece in REPEATED.items():
        small, large = (piece * (size // len(piece)) for size in (SMALL, LARGE))
        yield growth(f"clean {name}", unread(clean), small, large, allowed=ALLOWED)
    small, large = ("<div>" * (size // 12) + "</span>" * (size // 12) for size in (SMALL, LARGE))
    yield growth("clean ends without a start", unread(clean), small, large, allowed=ALLOWED)
    small, large = ('a<span class="footnote">b</span> ' * (size // 32) for size in (SMALL, LARGE))
    yield growth("read many footnotes", unread(read_footnotes), small, large, allowed=ALLOWED)
    yield growth("render many footnotes", unread(render), small, large, allowed=ALLOWED)
    small, large = ("<p>a</p>" * (size // 8) for size in (SMALL, LARGE))
    yield growth("compare all alike", unread(_with_every_other), small, large, allowed=ALLOWED)


def _with_every_other(body: str) -> object:
    return compare(body, body.replace("<p>a</p><p>a</p>", "<p>a</p><p>b</p>"))
