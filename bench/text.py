"""The text engine is linear: a text ten times as long takes about ten times as long."""

from collections.abc import Callable, Iterator

from articles.text.clean import clean, read
from articles.text.diff import compare
from articles.text.footnotes import read_footnotes
from articles.text.markdown import to_markdown
from articles.text.plain import to_text
from articles.text.render import render
from bench.growth import Growth, growth

SMALL, LARGE = 100_000, 1_000_000  # characters
ALLOWED = 15.0  # ten for the length, the rest for noise and memory

ENGINE: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "read the footnotes": read_footnotes,
    "render": lambda body: render(body, language="en"),
    "plain text": to_text,
    "Markdown": to_markdown,
    "compare": lambda body: compare(body, body.replace("wages", "pay", 10)),
}


def measure() -> Iterator[Growth]:
    for name, work in ENGINE.items():
        yield growth(name, unread(work), article(SMALL), article(LARGE), allowed=ALLOWED)


def unread(work: Callable[[str], object]) -> Callable[[str], object]:
    """The same work on a text that was never read before: a kept tree would cost nothing."""

    def first_time(text: str) -> object:
        read.cache_clear()
        return work(text)

    return first_time


def article(length: int) -> str:
    """A long article: headings, paragraphs, notes, links, lists, quotations from the right."""
    parts: list[str] = []
    size = number = 0
    while size < length:
        number += 1
        parts.append(
            f"<h2>Chapter {number}</h2>"
            f"<p>Prices doubled in year {number}<span class='footnote'>Annual report, p. {number}. "
            f"<a href='https://example.org/{number}'>example.org/{number}</a></span> and the wages "
            "did <em>not</em>: <strong>nobody</strong> could say why. "
            + "The story goes on. "
            * 20
            + "</p><ul><li>bread</li><li>coal</li></ul>"
            "<blockquote dir='rtl' lang='ar'><p>ارتفعت الأسعار ولم ترتفع الأجور</p></blockquote>"
        )
        size += len(parts[-1])
    return clean("".join(parts))
