"""Before/after checks for the text engine. Each runs the result again: twice is once."""

from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.text.characters import without_controls
from articles.text.clean import clean


def check_transformed(before: str, after: str) -> None:
    assert clean(before) == after
    assert clean(after) == after


def check_unchanged(html: str) -> None:
    check_transformed(html, html)


def browser_tree(html: str) -> LexborNode:
    """The <body> that an HTML5 parser makes of it."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None
    return body


def browser_html(html: str) -> str:
    return (browser_tree(html).inner_html or "").replace("&nbsp;", "\u00a0")


def shown_words(html: str) -> list[str]:
    """The words that a browser shows, those of different blocks apart."""
    tree = browser_tree(html)
    for dropped in tree.css("script, style, template, title, iframe"):
        dropped.decompose()
    return tree.text(separator=" ").split()


def shown_letters(html: str) -> Counter[str]:
    """The characters that a browser shows, without white space and what is no character."""
    shown = without_controls(browser_tree(html).text() or "")
    return Counter(char for char in shown if not char.isspace() and char != "\ufffd")
