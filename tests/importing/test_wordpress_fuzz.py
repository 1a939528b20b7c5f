"""Whatever stands in an export: no crash, and every word is in the article or in its report."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing.entries import Entry

from .reading_wxr import entries_in, told
from .wxr import Item, export

PIECES = st.sampled_from(
    ["<p>", "</p>", "\n\n", "\n", "<em>", "</em>", "<ul><li>", "</li></ul>", "<blockquote>",
     "</blockquote>", "<!-- wp:paragraph -->", "<!-- /wp:paragraph -->", "<!-- wp:x /-->", "<!--",
     "-->", "((", "))", "(", ")", "[ref]", "[/ref]", "[note]", "[/note]", "[efn_note]",
     "[/efn_note]", "[1]", "[2]", "<sup>1</sup>", "<sup>2</sup>", "<br>", "<p>[1] ", "<p>[2] ",
     "<h3>Notes</h3>", "<ol><li>", "</li></ol>", "[caption]", "[/caption]", '[box a="1"]',
     "[/box]", '<a href="#_ftn1">[1]</a>', '<a name="_ftn1" href="#_ftnref1">[1]</a> ', "]]>",
     "<![CDATA[", "</item>", "<item>", "\x0b", "&nbsp;", "&", "<", ">", "\udce9", "<table><tr><td>",
     '<sup data-fn="k-1" class="fn"><a href="#k-1">1</a></sup>']
)  # fmt: skip
WORDS = st.integers(0, 99).map(lambda number: f" wort{number}x ")
TEXTS = st.lists(PIECES | WORDS, max_size=40).map("".join)
SEVERELY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)


def words_of(found: list[Entry]) -> set[str]:
    said = " ".join(f"{one.document.body} {one.document.title} {told(one)}" for one in found)
    return set(re.findall(r"wort\d+x", said))


@SEVERELY
@given(TEXTS)
def test_no_word_of_a_text_is_lost_in_silence(text: str) -> None:
    found, about = entries_in(export(Item(text=text.replace("]]>", ""))).encode("utf-8", "replace"))
    assert set(re.findall(r"wort\d+x", text)) <= words_of(found) or about.cut


@SEVERELY
@given(st.lists(TEXTS, max_size=3), st.data())
def test_no_damage_to_a_file_stops_its_reading(texts: list[str], data: st.DataObject) -> None:
    items = [Item(key, text=text, slug=f"s{key}") for key, text in enumerate(texts)]
    whole = export(*items).encode("utf-8", "surrogateescape")
    start = data.draw(st.integers(1500, max(1500, len(whole))))
    length = data.draw(st.integers(0, 200))
    put = data.draw(TEXTS).encode("utf-8", "surrogateescape")
    entries_in(whole[:start] + put + whole[start + length :])
