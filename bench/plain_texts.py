"""A plain text ten times as long takes about ten times as long to read, even a hostile one."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from articles.importing.base import Options, Unreadable, read
from bench.growth import Growth, growth

SMALL, LARGE = 200, 2_000  # paragraphs, or repetitions
ALLOWED = 20.0  # ten for the length, the rest for noise: some take but milliseconds
FRONT = "A title\n\nBy Adam Smith, 6 May 1926\n\nZz zz.\n\n"
REPEATED = (
    *("[", "[1]", "((1 ", "a1)", "a*", "¹", "“", "§ 1 (1) ", "[1,2] ", "a1 ", " \t", "\n"),
    *("https://a.example/(1) ", "a\n", "- a\n", "[1] a\n", "Notes\n[1] a\n", "Share\n", "# a\n"),
    *("Related posts\nX\n", "---\n", "Tags: a\n", "6 May 1926\n", "a[1]\n\nNotes\n[1] b\n\n"),
    *("word-\n", "a" * 80 + "\n", "* a\n", "a" * 500),
)


def an_article(count: int) -> str:
    """With two marks in every paragraph."""
    words = "and something is said about bread and peace " * 5
    paragraphs = [f"This is paragraph {n}[{n}], {words}[{n // 2 + 1}]." for n in range(1, count)]
    notes = [f"[{n}] See https://example.org/{n}." for n in range(1, count)]
    return "\n\n".join([*paragraphs, "Notes", *notes])


def a_long_list(count: int) -> str:
    return "\n".join(f"{number}. a" for number in range(count))


def repeated(unit: str) -> Callable[[int], str]:
    return lambda count: unit * count


HOSTILE: dict[str, Callable[[int], str]] = {
    "a long list": a_long_list,
    **{ascii(unit[:24]): repeated(unit) for unit in REPEATED},
}


def measure() -> Iterator[Growth]:
    work(FRONT + an_article(SMALL))  # what is loaded once
    for name, make in {"an article with notes": an_article, **HOSTILE}.items():
        small, large = FRONT + make(SMALL), FRONT + make(LARGE)
        yield growth(f"read {name}", work, small, large, allowed=ALLOWED)
    hebrew = "עליית שכר הדירה בעיר נמשכה כל השנה, והוועד החליט לצאת למאבק. "
    yield growth("decode cp1255", decode, hebrew * SMALL, hebrew * LARGE, allowed=ALLOWED)


def work(text: str) -> None:
    with suppress(Unreadable):
        read(text.encode(), name="text.txt", options=Options(language="en"))


def decode(text: str) -> None:
    read(f"כותרת\n\n{text}".encode("cp1255"), name="text.txt", options=Options(language="he"))
