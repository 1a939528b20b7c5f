"""Footnotes in the editor, as Word has them, and none of them ever lost."""

import pytest

from tests.browser.editor import Desk
from tests.factories import note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THREE = (
    f"<p>Rents rose{note('One.')} again.</p>"
    f"<p>The tenants{note('Two.', key='two')} met on Sunday.</p>"
    f"<p>They won{note('Three.')} in the end.</p>"
)


def test_a_note_is_put_in_written_and_left_by_the_keyboard_alone(desk: Desk) -> None:
    desk.set("<p>Rents rose again.</p>")
    desk.put_cursor(before="Rents rose")
    desk.press("Control+Alt+f")
    desk.type("Annual report,")
    desk.press("Control+i")
    desk.type(" 1924")
    desk.press("Control+i", "Enter")
    desk.type("Page 7.")
    desk.press("Escape")
    desk.type(" by a third")
    assert desk.html == (
        '<p>Rents rose<span class="footnote"><span class="paragraph">Annual report,<em> 1924</em>'
        '</span><span class="paragraph">Page 7.</span></span> by a third again.</p>'
    )
    whole = desk.html
    while desk.marks():
        desk.press("Control+z")
    assert desk.html == "<p>Rents rose again.</p>"
    while desk.tool("Redo").get_attribute("aria-disabled") == "false":
        desk.press("Control+y")
        desk.page.wait_for_timeout(50)
    assert desk.html == whole


def test_marks_are_numbered_by_kind_while_one_types(desk: Desk) -> None:
    desk.set(THREE)
    assert desk.marks() == ["1", "2", "3"]
    desk.put_cursor(after="Rents")
    desk.press("Control+Alt+f")
    desk.type("A new first one.")
    assert desk.marks() == ["1", "2", "3", "4"]
    desk.page.locator(".editor-slip select").select_option("editor")
    assert desk.marks() == ["E1", "1", "2", "3"]
    desk.page.fill("[name=language]", "de")
    desk.page.keyboard.press("Tab")
    assert desk.marks() == ["H1", "1", "2", "3"]
    notes = desk.editor("notes()")
    assert [(found["mark"], found["kind"], found["text"]) for found in notes[:2]] == [
        ("H1", "editor", "A new first one."),
        ("1", "author", "One."),
    ]


def test_a_click_opens_a_note_and_the_panel_leads_to_each(desk: Desk) -> None:
    desk.set(THREE)
    desk.text.locator(".note-mark").nth(1).click()
    assert desk.note.inner_text() == "Two."
    desk.press("Control+Enter")
    assert desk.note.count() == 0
    desk.type("!")
    assert "The tenants" + note("Two.", key="two") + "! met" in desk.html
    desk.page.get_by_role("tab", name="Notes").click()
    panel = desk.page.locator("[data-notes-panel]")
    panel.locator(".notes-list > li").nth(2).wait_for()
    assert panel.locator(".notes-list > li > div > p:first-child").all_inner_texts() == [
        "One.",
        "Two.",
        "Three.",
    ]
    panel.get_by_role("button", name="Edit").nth(2).click()
    assert desk.note.inner_text() == "Three."
    desk.type(" See https://example.org/x.")
    panel.get_by_role("link", name="example.org/x").wait_for()
    assert "not checked yet" in panel.inner_text()


def test_deleting_a_mark_asks_and_undo_brings_both_back(desk: Desk) -> None:
    desk.set(THREE)
    before = desk.html
    desk.put_cursor(after="met on")
    desk.press("ArrowLeft", "Backspace")
    question = desk.page.get_by_role("alertdialog")
    assert "Delete the mark with its note?" in question.inner_text()
    desk.press("Escape")
    assert desk.html == before
    desk.press("Backspace", "Enter")
    assert desk.marks() == ["1", "2"]
    assert "Two." not in desk.html
    desk.strip.get_by_role("button", name="Undo").click()
    assert desk.html == before
    assert desk.marks() == ["1", "2", "3"]


def test_deleting_a_passage_says_which_notes_went(desk: Desk) -> None:
    desk.set(THREE)
    before = desk.html
    desk.select("The tenants Two. met on Sunday.")
    desk.press("Delete")
    assert desk.strip.locator("p").inner_text().startswith("Note 2 is deleted.")
    assert desk.marks() == ["1", "2"]
    desk.press("Control+z")
    assert desk.html == before
    desk.put_cursor(after="Rents rose")
    desk.press("Control+a", "Delete")
    assert desk.strip.locator("p").inner_text().startswith("Notes 1, 2, 3 are deleted.")
    desk.press("Control+z")
    assert desk.html == before


CITED_AGAIN = THREE.replace("They won", 'They<a class="noteref" href="#two"></a> won')


def test_a_note_that_is_cited_again_moves_to_its_next_mark(desk: Desk) -> None:
    desk.set(CITED_AGAIN)
    before = desk.html
    assert desk.marks() == ["1", "2", "2", "3"]
    desk.put_cursor(after="met on")
    desk.press("ArrowLeft", "Backspace")
    question = desk.page.get_by_role("alertdialog")
    assert "Note 2 is cited again elsewhere." in question.inner_text()
    question.get_by_role("button", name="Keep it there").click()
    assert desk.marks() == ["1", "2", "3"]
    assert "They" + note("Two.", key="two") + " won" in desk.html
    desk.press("Control+z")
    assert desk.html == before
    desk.press("Backspace")
    question.get_by_role("button", name="Delete it with all its marks").click()
    assert desk.marks() == ["1", "2"]
    assert "noteref" not in desk.html
    desk.press("Control+z")
    assert desk.html == before
    desk.select("tenants Two. met")
    desk.type("x")  # writing over it asks nothing, and loses nothing
    assert "They" + note("Two.", key="two") + " won" in desk.html
    assert desk.strip.locator("p").inner_text().startswith("Note 2 stays at its next mark.")


def test_a_note_is_cited_again_from_the_panel(desk: Desk) -> None:
    desk.set(THREE)
    desk.put_cursor(before="in the end")
    desk.page.get_by_role("tab", name="Notes").click()
    panel = desk.page.locator("[data-notes-panel]")
    panel.get_by_role("button", name="Cite again here").nth(0).click()
    assert desk.marks() == ["1", "2", "3", "1"]
    assert 'in the end<a class="noteref" href="#n-' in desk.html
    panel.get_by_text("cited 2 times").wait_for()
    desk.press("Control+z", "Control+z")
    assert desk.marks() == ["1", "2", "3"]


def test_an_empty_note_leaves_no_mark(desk: Desk) -> None:
    desk.set("<p>Rents rose again.</p>")
    desk.put_cursor(before="Rents rose")
    desk.press("Control+Alt+f", "Escape")
    desk.text.locator(".note-mark").wait_for(state="detached")
    assert desk.html == "<p>Rents rose again.</p>"
    assert desk.strip.inner_text() == ""


def test_a_cut_at_once_after_selecting_takes_the_notes_along(desk: Desk) -> None:
    """As fast as keys can follow each other: the browser has not told of the selection yet."""
    desk.set(THREE)
    desk.put_cursor(before="met on")
    taken = desk.page.evaluate(
        """() => {
          const text = document.querySelectorAll(".editor-sheet > .editor-text > p")[1];
          getSelection().setBaseAndExtent(text, 0, text, text.childNodes.length);
          const clipboardData = new DataTransfer();
          const event = { clipboardData, bubbles: true, cancelable: true };
          text.dispatchEvent(new ClipboardEvent("cut", event));
          return clipboardData.getData("text/html");
        }"""
    )
    assert desk.marks() == ["1", "2"]
    desk.put_cursor(before="in the end.")
    desk.paste(html=taken)
    assert desk.marks() == ["1", "2", "3"]
    assert note("Two.", key="two") in desk.html


def test_a_key_at_once_after_selecting_acts_on_what_is_selected(desk: Desk) -> None:
    desk.set("<p>Rents rose again.</p>")
    desk.put_cursor(before="Rents")
    desk.page.evaluate(
        """() => {
          const text = document.querySelector(".editor-sheet > .editor-text > p");
          getSelection().selectAllChildren(text);
          const how = { bubbles: true, cancelable: true };
          const key = { key: "b", code: "KeyB", keyCode: 66, ctrlKey: true };
          text.dispatchEvent(new KeyboardEvent("keydown", { ...key, ...how }));
        }"""
    )
    assert desk.html == "<p><strong>Rents rose again.</strong></p>"
