"""Cut, copy and paste: within an article, between two, and from elsewhere."""

import json

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import Page, Route, expect

from tests.browser.editor import Desk, open_desk, show
from tests.factories import make_draft, make_picture, note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TWO = note("Two.", key="two")
CITED = '<a class="noteref" href="#two"></a>'
BODY = (
    f"<p>Rents rose{note('One.')} again.</p>"
    f"<p>The tenants{TWO} met on Sunday.</p>"
    f"<p>They won{CITED} in the end.</p>"
)


def test_a_passage_that_is_moved_takes_its_notes_along(desk: Desk) -> None:
    desk.set(BODY)
    desk.select("tenants Two. met on")
    desk.press("Control+x")
    assert "The Sunday." in desk.html.replace("  ", " ")
    desk.put_cursor(before="in the end")
    desk.press("Control+v")
    assert f"The  Sunday.</p><p>They won{TWO} in the endtenants{CITED} met on.</p>" in desk.html
    assert desk.marks() == ["1", "2", "2"]
    desk.press("Control+z", "Control+z")
    assert desk.html == BODY


def test_a_paragraph_is_moved_with_a_note_that_is_cited_nowhere_else(desk: Desk) -> None:
    desk.set(BODY)
    desk.select("Rents rose One. again.")
    desk.press("Control+x")
    desk.put_cursor(before="in the end.")
    desk.press("Enter", "Control+v")
    assert desk.html.endswith(f"in the end.</p><p>Rents rose{note('One.')} again.</p>")
    assert desk.marks() == ["1", "1", "2"]


def test_a_copy_within_an_article_has_a_note_of_its_own(desk: Desk) -> None:
    desk.set(BODY)
    desk.select("tenants Two. met on")
    desk.press("Control+c")
    desk.put_cursor(before="in the end")
    desk.press("Control+v")
    assert desk.marks() == ["1", "2", "2", "3"]
    assert desk.html.count('id="two"') == 1
    assert desk.html.count(">Two.</span>") == 2
    desk.save()
    assert desk.article.footnotes.count() == 3


def test_a_passage_takes_its_notes_to_another_article(desk: Desk, live_server: object) -> None:
    desk.set(BODY)
    desk.select("met on Sunday. They won")
    desk.press("Shift+ArrowRight", "Control+c")  # the mark behind “won”, whose note stays here
    other = show(desk.page, str(live_server), make_draft("Other", body="<p>Before after</p>"))
    other.put_cursor(before="Before")
    other.press("Control+v")
    assert other.html == f"<p>Beforemet on Sunday.</p><p>They won{TWO} after</p>"
    assert other.marks() == ["1"]
    other.set(f"<p>Mine{note('Mine.', key='two')}</p>")
    other.put_cursor(after="Mine")
    other.press("Control+v")
    assert other.marks() == ["1", "2"]
    keys = {found["text"]: found["html"] for found in other.editor("notes()")}
    assert keys == {"Two.": "Two.", "Mine.": "Mine."}
    assert other.html.count('id="two"') == 1


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
<p class=MsoNormal>Bread was dear<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'>
<![if !supportFootnotes]>[1]<![endif]></span></span></a> that winter, as
<a href="https://example.org/a">reported</a>.</p>
<p class=MsoNormal>The <b>bakers</b> stopped work.</p>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1">
<span class=MsoFootnoteReference>[1]</span></a> Annual report, p. 7.</p></div></div></body>"""


def test_what_word_puts_on_a_clipboard_is_read_by_the_archive(desk: Desk) -> None:
    desk.set("<p>Before after</p>")
    desk.put_cursor(before="Before")
    desk.paste(WORD, "Bread was dear[1] that winter")
    desk.strip.get_by_text("1 note").first.wait_for()
    assert desk.html == (
        f"<p>BeforeBread was dear{note('Annual report, p. 7.')} that winter, as "
        '<a href="https://example.org/a">reported</a>.</p>'
        "<p>The <strong>bakers</strong> stopped work. after</p>"
    )
    desk.strip.locator(".editor-found [data-kind=notes] button").first.click()
    assert desk.page.evaluate("getSelection().toString()").strip()
    desk.press("Escape")
    desk.strip.get_by_role("button", name="Undo").click()
    assert desk.html == "<p>Before after</p>"


def test_the_place_of_a_paste_is_kept_while_one_types_on(desk: Desk) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.page.route("**/paste/", hold)
    desk.set("<p>One three</p>")
    desk.put_cursor(before="One")
    desk.paste("<p> two</p>", "two\n")
    desk.page.locator(".editor-waiting").wait_for()
    desk.put_cursor(before="three")
    desk.type(" four")
    answer = {"body": "<p>, two,</p>", "inline": True, "found": [], "warnings": ["Look."]}
    held[0].fulfill(status=200, content_type="application/json", body=json.dumps(answer))
    desk.strip.get_by_text("Look.").wait_for()
    desk.type(" five")
    assert desk.html == "<p>One, two, three four five</p>"
    assert desk.page.locator(".editor-waiting").count() == 0


def test_without_an_answer_the_words_are_kept_and_it_is_said_loudly(desk: Desk) -> None:
    desk.page.route("**/paste/", lambda route: route.fulfill(status=404, body="gone"))
    desk.set("<p>One</p>")
    desk.put_cursor(before="One")
    desk.paste("<p><b>two</b></p><p>three</p>", "two\n\nthree")
    expect(desk.strip).to_have_attribute("data-tone", "bad")
    assert "Only the words were put in" in desk.strip.inner_text()
    assert desk.html == "<p>Onetwo</p><p>three</p>"
    desk.page.unroute("**/paste/")
    desk.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.paste("<p><b>four</b></p><p>five</p>", "four\n\nfive")
    expect(desk.strip).to_contain_text("You are no longer logged in.")
    assert desk.html == "<p>Onetwo</p><p>threefour</p><p>five</p>"


def test_plain_words_and_addresses_need_no_archive(desk: Desk) -> None:
    desk.page.route("**/paste/", lambda route: route.abort())
    desk.set("<p>One two</p>")
    desk.select("two")
    desk.paste(text="https://example.org/two")
    assert desk.html == '<p>One <a href="https://example.org/two">two</a></p>'
    desk.put_cursor(before="One")
    desk.paste(text=" and a half")
    assert desk.html.startswith("<p>One and a half ")
    keys = "{ key: 'V', ctrlKey: true, shiftKey: true, bubbles: true }"
    desk.page.evaluate(
        f"document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {keys}))"
    )
    desk.paste("<p><b>bold</b></p>", "\n\nA\n\nB")
    assert "<strong>" not in desk.html
    assert "halfA</p><p>B" in desk.html


def test_five_megabytes_of_a_word_processor_are_pasted_or_refused_with_a_reason(
    desk: Desk,
) -> None:
    noise = "mso-x:y;" * 400
    paragraph = f"<p class=MsoNormal style='{noise}'>The rent rose once more.</p>"
    desk.set("<p>Before</p>")
    desk.put_cursor(before="Before")
    desk.paste(paragraph * 1500, "The rent rose once more.")
    expect(desk.page.locator(".editor-waiting")).to_have_count(0, timeout=60_000)
    assert desk.editor("words()") == 1500 * 5  # the first is “BeforeThe”
    desk.press("Control+z")
    assert desk.html == "<p>Before</p>"
    desk.paste("<p>" + "The rent rose once more. " * 450_000 + "</p>", "The rent")
    expect(desk.strip).to_have_attribute("data-tone", "bad")
    assert "more than can be pasted at once" in desk.strip.inner_text()
    assert desk.html == "<p>Before</p>"


def test_a_note_takes_paragraphs_from_elsewhere(desk: Desk) -> None:
    desk.set("<p>One</p>")
    desk.put_cursor(before="One")
    desk.press("Control+Alt+f")
    desk.type("See ")
    desk.paste("<h2>Head</h2><ul><li>a</li><li><i>b</i></li></ul>", "Head\na\nb")
    expect(desk.note.locator("em")).to_have_text("b")
    assert [words.strip() for words in desk.note.locator("p").all_inner_texts()] == [
        "See Head",
        "a",
        "b",
    ]


def test_a_picture_on_the_clipboard_is_uploaded(
    page: Page, live_server: object, superuser: AbstractUser
) -> None:
    desk = open_desk(page, str(live_server), superuser, make_draft("The strike"))
    desk.set("<p>Before</p>")
    desk.put_cursor(before="Before")
    desk.page.evaluate(
        """async (bytes) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(
            new File([new Uint8Array(bytes)], "poster.png", { type: "image/png" }),
          );
          const event = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        list(make_picture(64, 48)),
    )
    dialog = desk.page.locator("dialog.editor-dialog")
    dialog.locator("[name=alt]").fill("A poster")
    dialog.get_by_role("button", name="Insert").click()
    expect(desk.text.get_by_role("img", name="A poster")).to_be_visible()
    assert '<figure><img src="/media/images/' in desk.html
