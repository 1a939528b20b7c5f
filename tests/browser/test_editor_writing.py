"""Writing: paragraphs, formatting, lists, tables, links, languages, find and replace."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Desk
from tests.factories import make_image, note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def dialog_fill(desk: Desk, button: str = "Insert", **values: str) -> None:
    dialog = desk.page.locator("dialog.editor-dialog")
    for name, value in values.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.get_by_role("button", name=button, exact=True).click()
    dialog.wait_for(state="detached")


def test_formatting_goes_around_notes_and_stays_out_of_them(desk: Desk) -> None:
    desk.set(f"<p>Rents rose{note('One.')} again.</p>")
    desk.select("rose One. again")
    desk.press("Control+b")
    assert desk.html == f"<p>Rents <strong>rose{note('One.')} again</strong>.</p>"
    expect(desk.tool("Bold")).to_have_attribute("aria-pressed", "true")
    desk.select("again")
    desk.press("Control+i")
    desk.press("Control+k")
    dialog_fill(desk, href="example.org/a", title="A page")
    assert desk.html == (
        f"<p>Rents <strong>rose{note('One.')}</strong> "
        '<a href="https://example.org/a" title="A page"><strong><em>again</em></strong></a>.</p>'
    ).replace("</strong> <a", " </strong><a")
    desk.tool("Clear formatting").click()
    assert desk.html.endswith('<a href="https://example.org/a" title="A page">again</a>.</p>')
    desk.page.get_by_role("button", name="Change the link…").click()
    dialog_fill(desk, "Remove the link")
    assert "<a" not in desk.html


def test_a_link_that_leads_nowhere_is_refused_with_a_reason(desk: Desk) -> None:
    desk.set("<p>Rents rose.</p>")
    desk.put_cursor(before="Rents rose")
    desk.press("Control+k")
    dialog = desk.page.locator("dialog.editor-dialog")
    dialog.locator("[name=href]").fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Insert").click()
    assert "no address a reader could follow" in dialog.get_by_role("alert").inner_text()
    dialog_fill(desk, href="union@example.org", words=" to the union")
    assert desk.html == ('<p>Rents rose<a href="mailto:union@example.org">to the union</a>.</p>')


def test_headings_quotations_and_lists_are_made_as_in_word(desk: Desk) -> None:
    desk.set("<p>One</p>")
    desk.put_cursor(before="One")
    desk.press("Control+Alt+1", "Enter")
    desk.type("Two")
    desk.press("Control+Shift+8", "Enter")
    desk.type("Three")
    desk.press("Enter", "Tab")
    desk.type("Four")
    desk.press("Enter", "Enter", "Enter")
    desk.type("Five")
    desk.press("Control+Shift+q", "Enter")
    desk.type("Six")
    assert desk.html == (
        "<h2>One</h2><ul><li>Two</li><li><p>Three</p><ul><li>Four</li></ul></li></ul>"
        "<blockquote><p>Five</p><p>Six</p></blockquote>"
    )
    expect(desk.page.get_by_role("combobox", name="Kind of paragraph")).to_have_value("p")
    desk.press("Enter", "Enter")
    desk.type("Seven")
    desk.tool("Numbered list").click()
    desk.page.get_by_role("button", name="Numbering…").click()
    dialog_fill(desk, "Save", start="7")
    assert desk.html.endswith('</blockquote><ol start="7"><li>Seven</li></ol>')


def test_a_table_is_made_filled_and_changed(desk: Desk) -> None:
    desk.set("<p>Before</p>")
    desk.put_cursor(before="Before")
    desk.tool("Table").click()
    dialog_fill(desk, rows="2", columns="2")
    for words in ("Year", "Rent", "1921", "8s"):
        desk.type(words)
        desk.press("Tab")
    desk.type("1924")
    desk.page.get_by_role("button", name="Column after").click()
    desk.page.get_by_role("button", name="Caption").click()
    desk.type("Rents")
    table = (
        "<table><caption>Rents</caption>"
        "<thead><tr><th>Year</th><th></th><th>Rent</th></tr></thead>"
        "<tbody><tr><td>1921</td><td></td><td>8s</td></tr>"
        "<tr><td>1924</td><td></td><td></td></tr></tbody></table>"
    )
    assert desk.html == f"<p>Before</p>{table}"
    desk.save()
    assert desk.article.body == f"<p>Before</p>{table}"
    desk.text.locator("td").nth(0).click()
    desk.page.get_by_role("button", name="Delete column").click()
    desk.page.get_by_role("button", name="Heading row").click()
    assert "<tbody><tr><td></td><td>Rent</td></tr>" in desk.html
    assert "thead" not in desk.html
    desk.page.get_by_role("button", name="Delete table").click()
    assert desk.html == "<p>Before</p>"


def test_a_ragged_table_stays_so_until_its_rows_are_changed(desk: Desk) -> None:
    ragged = (
        '<table><tbody><tr><td rowspan="5">1</td><td>2</td></tr><tr><td>3</td><td>4</td>'
        "<td>5</td></tr></tbody></table>"
    )
    desk.set(ragged)
    desk.text.locator("td").nth(2).click()
    desk.press("End")
    desk.type("!")
    assert desk.html == ragged.replace("3", "3!")
    desk.page.get_by_role("button", name="Row below").click()
    assert desk.html != ragged.replace("3", "3!")
    desk.press("Control+z")
    assert desk.html == ragged.replace("3", "3!")


def test_a_passage_and_a_paragraph_get_a_language(desk: Desk) -> None:
    desk.set("<p>He said salam alaikum to us.</p><p>Wa alaikum.</p>")
    desk.select("salam alaikum")
    desk.tool("Language").click()
    dialog_fill(desk, "Save", lang="ar")
    passage = desk.text.locator("span[lang=ar]")
    assert passage.get_attribute("dir") == "rtl"
    desk.put_cursor(before="Wa")
    desk.tool("Language").click()
    dialog = desk.page.locator("dialog.editor-dialog")
    dialog.locator("[name=dir]").select_option("rtl")
    dialog_fill(desk, "Save", lang="ar")
    assert desk.html == (
        '<p>He said <span lang="ar">salam alaikum</span> to us.</p>'
        '<p lang="ar" dir="rtl">Wa alaikum.</p>'
    )


def test_find_and_replace_reach_the_notes_and_are_undone_at_once(desk: Desk) -> None:
    body = (
        f"<p>The rent rose{note('Rent book, 1921.')} and the <em>Rent</em> Act fell.</p>"
        f"<h2>Rent{note('A note between.')}s</h2>"
    )
    desk.set(body)
    desk.put_cursor(after="The")
    desk.press("Control+f")
    find = desk.page.get_by_role("search")
    find.get_by_label("Find").fill("rent")
    expect(find.get_by_role("status")).to_have_text("1 of 4")
    find.get_by_label("Match case").check()
    expect(find.get_by_role("status")).to_have_text("1 of 1")
    find.get_by_label("Match case").uncheck()
    find.get_by_label("Find").press("Enter")
    expect(desk.note.locator(".editor-hit.current")).to_have_text("Rent")
    find.get_by_label("Find").fill("rents")
    expect(find.get_by_role("status")).to_have_text("1 of 1")
    find.get_by_label("Find").fill("rent")
    find.get_by_label("Replace with").fill("dues")
    find.get_by_role("button", name="Replace all").click()
    expect(find.get_by_role("status")).to_have_text("4 replaced")
    assert desk.html == body.replace("Rent", "dues").replace("rent", "dues")
    find.get_by_role("button", name="Close").click()
    desk.press("Escape")
    desk.press("Control+z")
    assert desk.html == body


def test_a_picture_of_the_archive_is_put_in_with_its_caption(desk: Desk) -> None:
    image = make_image(alt="A red poster", caption="Poster, 1921", credit="Union archive")
    desk.set("<p>Before</p><p>After</p>")
    desk.put_cursor(before="Before")
    desk.tool("Picture").click()
    dialog = desk.page.locator("dialog.editor-dialog")
    dialog.get_by_role("button", name="Insert").click()
    assert "Choose a picture first" in dialog.get_by_role("alert").inner_text()
    dialog.locator(".editor-card").click()
    assert dialog.locator("[name=credit]").input_value() == "Union archive"
    dialog_fill(desk, alt="A poster")
    desk.type("Behind")
    assert desk.html == (
        f'<p>Before</p><figure><img src="{image.src}" alt="A poster">'
        "<figcaption>Poster, 1921</figcaption></figure><p>BehindAfter</p>"
    )
    desk.text.get_by_role("img", name="A poster").click()
    desk.page.get_by_role("button", name="Alternative text").click()
    dialog_fill(desk, "Save", alt="A red poster with a fist")
    assert 'alt="A red poster with a fist"' in desk.html
    desk.put_cursor(before="Poster, 1921")
    desk.type(", Vienna")
    desk.press("Enter")
    desk.type("A new paragraph")
    assert "1921, Vienna</figcaption></figure><p>A new paragraph</p><p>Behind" in desk.html
