"""Two people change one text: what comes of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from articles.text.clean import clean, read
from articles.text.merge import Labels, merge
from articles.text.tree import Node, is_block, text_of, walk

from .soup import BODIES

LABELS = Labels("Mara", "you", "deleted by Mara, changed by you", "deleted by you, changed by Mara")


def merged(base: str, theirs: str, yours: str) -> str:
    return merge(clean(base), clean(theirs), clean(yours), LABELS).body


def conflicts(base: str, theirs: str, yours: str) -> int:
    return merge(clean(base), clean(theirs), clean(yours), LABELS).conflicts


def note(text: str, key: str = "") -> str:
    return f'<span class="footnote"{f" id={key}" if key else ""}>{text}</span>'


def test_changes_in_two_paragraphs_are_both_there() -> None:
    base = "<p>One.</p><p>Two.</p><p>Three.</p>"
    assert (
        merged(base, base.replace("One", "Eins"), base.replace("Three", "Drei"))
        == "<p>Eins.</p><p>Two.</p><p>Drei.</p>"
    )


def test_changes_in_one_paragraph_that_do_not_touch_are_both_there() -> None:
    base = "<p>Rents rose in the winter of that year and wages did not.</p>"
    theirs = base.replace("Rents", "All rents")
    yours = base.replace("wages", "the wages of weavers")
    assert merged(base, theirs, yours) == (
        "<p>All rents rose in the winter of that year and the wages of weavers did not.</p>"
    )
    assert conflicts(base, theirs, yours) == 0


def test_two_words_for_one_both_stand_there_marked() -> None:
    base = "<p>It was the spring of 1921 in the harbour.</p>"
    found = merged(base, base.replace("1921", "1922"), base.replace("1921", "1923"))
    assert found == (
        "<p>It was the spring of <mark>⚠ Mara: 1922</mark> <mark>⚠ you: 1923</mark>"
        " in the harbour.</p>"
    )


def test_a_paragraph_that_both_wrote_anew_stands_there_twice() -> None:
    base = "<p>One.</p><p>A paragraph about this and that and nothing at all.</p><p>End.</p>"
    old = "A paragraph about this and that and nothing at all."
    theirs = base.replace(old, "What we know of the lamplighters is little enough for one page.")
    yours = base.replace(old, "Nobody has ever asked where the coal of that winter came from.")
    assert merged(base, theirs, yours) == (
        "<p>One.</p>"
        "<p><mark>⚠ Mara:</mark> What we know of the lamplighters is little enough for one"
        " page.</p>"
        "<p><mark>⚠ you:</mark> Nobody has ever asked where the coal of that winter came from.</p>"
        "<p>End.</p>"
    )


def test_what_one_deleted_and_the_other_changed_stays_and_says_so() -> None:
    base = "<p>One.</p><p>Two.</p><p>Three.</p>"
    found = merged(base, "<p>One.</p><p>Three.</p>", base.replace("Two", "Two and more"))
    assert found == (
        "<p>One.</p><p><mark>⚠ deleted by Mara, changed by you:</mark> Two and more.</p>"
        "<p>Three.</p>"
    )


def test_a_paragraph_split_by_one_takes_the_words_of_the_other() -> None:
    base = "<p>The first sentence stands here. The second sentence stands there.</p>"
    theirs = "<p>The first sentence stands here.</p><p>The second sentence stands there.</p>"
    yours = base.replace("second", "2nd")
    assert merged(base, theirs, yours) == (
        "<p>The first sentence stands here.</p><p>The 2nd sentence stands there.</p>"
    )


def test_notes_of_both_sides_survive_in_one_paragraph() -> None:
    base = "<p>Rents rose in the winter and wages did not.</p>"
    theirs = base.replace("rose", f"rose{note('Report, p. 7.')}")
    yours = base.replace("wages", f"wages{note('Letter of 1921.')}")
    found = merged(base, theirs, yours)
    assert found == (
        f"<p>Rents rose{note('Report, p. 7.')} in the winter and"
        f" wages{note('Letter of 1921.')} did not.</p>"
    )


def test_a_note_that_both_changed_in_different_places_is_one_note() -> None:
    base = f"<p>Rents{note('Report of 1921, page 7, in the archive of the town.')} rose.</p>"
    theirs = base.replace("Report", "Annual report")
    yours = base.replace("the town", "the city")
    assert merged(base, theirs, yours) == (
        f"<p>Rents{note('Annual report of 1921, page 7, in the archive of the city.')} rose.</p>"
    )


def test_a_note_that_one_deleted_and_the_other_cites_again_is_kept() -> None:
    base = f"<p>One{note('Report.', 'a')}.</p><p>Two.</p>"
    theirs = "<p>One.</p><p>Two.</p>"
    yours = base.replace("Two", 'Two<a class="noteref" href="#a"></a>')
    found = read(merged(base, theirs, yours))
    notes = [node for node in walk(found) if node.tag == "footnote"]
    assert [text_of(node.children) for node in notes] == ["Report."]


def test_two_new_notes_with_the_same_id_stay_two() -> None:
    base = "<p>One.</p><p>Two.</p>"
    again = '<a class="noteref" href="#n"></a>'
    theirs = base.replace("One", f"One{note('Theirs.', 'n')} again{again}")
    yours = base.replace("Two", f"Two{note('Yours.', 'n')} again{again}")
    marks = [node for node in walk(read(merged(base, theirs, yours))) if node.tag in
             {"footnote", "noteref"}]  # fmt: skip
    keys = [node.attributes.get("id") or node.attributes["key"] for node in marks]
    assert keys == ["n", "n", "n-2", "n-2"]


def test_items_and_cells_are_merged_where_they_stand() -> None:
    items = "<ul><li>one</li><li>two</li><li>three</li></ul>"
    base = f"{items}<table><tr><td>a</td><td>b</td></tr></table>"
    theirs = base.replace("one", "eins").replace(">a<", ">A<")
    yours = base.replace("three", "drei").replace(">b<", ">B<")
    assert merged(base, theirs, yours) == clean(
        "<ul><li>eins</li><li>two</li><li>drei</li></ul>"
        "<table><tr><td>A</td><td>B</td></tr></table>"
    )


def test_rows_that_can_not_be_one_stand_there_twice() -> None:
    base = "<table><tr><td>a</td><td>b</td></tr></table>"
    theirs = base.replace("<td>b</td>", "<td>b</td><td>c</td>")
    yours = base.replace("<td>b</td>", "<td>d</td>")
    found = merged(base, theirs, yours)
    assert found.count("<tr>") == 2
    assert "⚠ Mara:" in found
    assert "⚠ you:" in found


def test_a_quotation_in_which_both_changed_a_word_stays_one() -> None:
    base = "<p>She said <q>come home before the winter is over</q> and left.</p>"
    found = merged(base, base.replace("come", "go"), base.replace("winter", "summer"))
    assert found == "<p>She said <q>go home before the summer is over</q> and left.</p>"


def test_both_added_at_the_same_place() -> None:
    base = "<p>One.</p>"
    found = merged(base, base + "<p>Theirs.</p>", base + "<p>Yours.</p>")
    assert found == (
        "<p>One.</p><p><mark>⚠ Mara:</mark> Theirs.</p><p><mark>⚠ you:</mark> Yours.</p>"
    )


def test_without_a_base_nothing_of_either_is_lost() -> None:
    found = merged("", "<p>Same.</p><p>Theirs.</p>", "<p>Same.</p><p>Yours.</p>")
    assert found == (
        "<p>Same.</p><p><mark>⚠ Mara:</mark> Theirs.</p><p><mark>⚠ you:</mark> Yours.</p>"
    )


# For any texts

CLEAN = BODIES.map(clean)


@given(CLEAN, CLEAN)
def test_one_side_unchanged_is_the_other_exactly(one: str, other: str) -> None:
    assert merge(one, one, other, LABELS).body == other
    assert merge(one, other, one, LABELS).body == other
    assert merge(one, other, other, LABELS).body == other


@given(CLEAN, CLEAN, CLEAN)
def test_no_word_that_a_side_added_is_lost(base: str, theirs: str, yours: str) -> None:
    found = merge(base, theirs, yours, LABELS).body
    assert clean(found) == found
    have, had = words(found), words(base)
    for side in (words(theirs), words(yours)):
        assert not (side - had) - have, found
    # A word that stood there twice may be gone when each has deleted another one of the two.
    for word in had.keys() & words(theirs).keys() & words(yours).keys():
        assert had[word] > 1 or word in have, found


@given(CLEAN, CLEAN, CLEAN)
def test_there_are_never_fewer_notes_than_a_side_added(base: str, theirs: str, yours: str) -> None:
    """Their words are words, which the test above looks after."""
    found = notes(merge(base, theirs, yours, LABELS).body)
    for side in (notes(theirs), notes(yours)):
        assert found.total() >= side.total() - notes(base).total()


EDITS = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["delete", "add", "note", "paragraph"])),
    max_size=4,
)
SENTENCES = [f"w{n}" for n in range(30)]


def edited(edits: list[tuple[int, str]], who: str) -> str:
    """The text of thirty words in three paragraphs, with one person's changes."""
    out = []
    marks = dict(edits)
    for place, word in enumerate(SENTENCES):
        match marks.get(place):
            case "delete":
                text = ""
            case "add":
                text = f"{word} {who}{place}"
            case "note":
                text = f"{word}{note(f'{who}note{place}')}"
            case "paragraph":
                text = f"{word}</p><p>"
            case _:
                text = word
        out.append(text + ("</p><p>" if place % 10 == 9 else " "))
    return clean(f"<p>{''.join(out)}</p>")


@given(EDITS, EDITS)
def test_edits_of_two_people_in_one_text_are_all_there(
    theirs: list[tuple[int, str]], yours: list[tuple[int, str]]
) -> None:
    base = edited([], "")
    t, y = edited(theirs, "t"), edited(yours, "y")
    found = merge(base, t, y, LABELS).body
    have = words(found)
    for side in (t, y):
        assert not (words(side) - words(base)) - have
    assert not (notes(t) | notes(y)) - notes(found)
    untouched = set(range(30)) - dict(theirs).keys() - dict(yours).keys()
    for place in untouched:
        assert have[f"w{place}"] >= 1


def test_a_long_text_is_merged_in_no_time() -> None:
    base = "".join(f"<p>Paragraph {n} of a long book about the harbour.</p>" for n in range(4000))
    theirs = base.replace("Paragraph 7 of", "Paragraph 7 in")
    yours = base.replace("Paragraph 3999 of", "Paragraph 3999 in")
    assert merge(base, theirs, yours, LABELS).conflicts == 0


def words(html: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", "".join(spaced(read(html)))))


def spaced(nodes: Iterable[Node | str]) -> Iterator[str]:
    """The words, with a space wherever a block or a note begins and ends."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            apart = is_block(node) or node.tag in {"footnote", "br"}
            yield " " if apart else ""
            yield from spaced(node.children)
            yield " " if apart else ""


def notes(html: str) -> Counter[str]:
    found = (node for node in walk(read(html)) if node.tag == "footnote")
    return Counter(" ".join("".join(spaced(node.children)).split()) for node in found)
