"""The last few texts are remembered by their length."""

from hypothesis import given

from articles.text.clean import clean, read
from articles.text.kept import Kept
from articles.text.tree import Nodes
from tests.text.soup import SOUP


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    asked: list[str] = []
    kept = Kept(lambda text: asked.append(text) or text.upper(), most=4)
    assert [kept(text) for text in ("aa", "bb", "aa", "cc", "aa", "bb")][-1] == "BB"
    assert asked == ["aa", "bb", "cc", "bb"]


def test_the_last_text_is_remembered_however_long_it_is() -> None:
    asked: list[str] = []
    kept = Kept(lambda text: asked.append(text) or text, most=4)
    kept("a" * 100)
    kept("a" * 100)
    assert len(asked) == 1


@given(SOUP)
def test_the_tree_of_a_cleaned_text_is_that_of_its_body(html: str) -> None:
    body = clean(html)
    kept = shape(read(body))
    read.cache_clear()
    assert shape(read(body)) == kept


def shape(nodes: Nodes) -> list[object]:
    return [
        node if isinstance(node, str) else (node.tag, node.attributes, shape(node.children))
        for node in nodes
    ]
