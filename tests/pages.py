"""What tests ask of a page, in the words of the page."""

from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

Page = LexborHTMLParser


def open_page(client: Client, address: str, *, status: int = 200) -> Page:
    """The page at an address, parsed; the test fails when it answers otherwise than expected."""
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return Page(response.content.decode())


def texts(page: Page | LexborNode, selector: str) -> list[str]:
    """The words of every element that matches, with single spaces."""
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: Page | LexborNode, selector: str) -> list[str]:
    return [node.attributes["href"] for node in page.css(selector)]


def titles(page: Page) -> list[str]:
    """The titles in a list of articles."""
    return texts(page, ".item :is(h2, h3)")


def meta(page: Page, name: str) -> list[str]:
    found = page.css(f'meta[name="{name}"], meta[property="{name}"]')
    return [node.attributes["content"] for node in found]


def assert_footnotes_pair(page: Page) -> None:
    """Every mark has its note and every note leads back to its marks."""
    ids = {node.attributes["id"] for node in page.css("[id]")}
    marks = links(page, '[role~="doc-noteref"]')
    assert marks
    assert {"#" + node.attributes["id"] for node in page.css('[id^="note-"]')} == set(marks)
    assert all(link[1:] in ids for link in links(page, '[role~="doc-backlink"]'))
