"""What programs really put on a clipboard, and the body that is made of it.

Beside every sample stands its body, a block to a line.
"""

import re
from pathlib import Path

import pytest

from articles.importing.clipboard import Pasted, read_clipboard
from articles.importing.markup.sentences import sentence
from articles.text.clean import clean
from articles.text.footnotes import problems, read_footnotes
from articles.text.render import render

FOLDER = Path(__file__).parent.parent / "samples" / "clipboard"
BLOCK_END = re.compile(r"(</(?:p|h[2-4]|[uod]l|table|blockquote|figure|pre)>)(?=<)")

SAMPLES: dict[str, tuple[str, list[str]]] = {
    "word-twelve-notes.html": (
        "en",
        ["12 notes", "1 quotation", "3 headings", "2 lists", "1 table", "2 links kept",
         "1 title, now a heading"],
    ),
    "word-german.html": (
        "de",
        ["1 note", "1 quotation", "3 headings", "2 lists", "1 title, now a heading",
         "1 picture left out", "1 link that leads nowhere left out, its words kept",
         "1 comment left out", "1 deleted passage left out", "1 hidden passage left out",
         "1 line of a table of contents left out"],
    ),
    "word-arabic.html": ("ar", ["2 notes", "1 heading", "1 title, now a heading"]),
    "word-mac-safari.html": ("en", ["1 note", "1 heading", "1 list"]),
    "word-online.html": ("en", ["1 heading", "2 lists", "1 mark unsure"]),
    "outlook.html": ("en", ["2 links kept"]),
    "google-docs.html": (
        "en", ["1 quotation", "1 heading", "2 lists", "1 link kept", "2 marks unsure"],
    ),
    "google-docs-web-page.html": (
        "en",
        ["2 notes", "1 heading", "2 lists", "1 link kept", "1 title, now a heading",
         "1 comment left out"],
    ),
    "libreoffice-french.html": (
        "fr", ["3 notes", "2 quotations", "1 heading", "1 list", "1 link kept"],
    ),
    "apple-cocoa.html": ("en", ["1 list", "1 mark unsure"]),
    "chrome-web-page.html": (
        "en",
        ["2 notes", "1 quotation", "1 heading", "2 links kept", "1 picture left out",
         "1 hidden passage left out", "2 buttons of a web page left out"],
    ),
    "firefox-old-page-spanish.html": ("es", ["3 notes", "1 heading", "1 link kept"]),
    "wikipedia.html": (
        "en",
        ["2 notes", "1 note cited again", "1 heading", "2 links kept", "1 mark unsure",
         "1 button of a web page left out"],
    ),
    "wordpress.html": ("en", ["2 notes", "1 quotation", "1 picture left out"]),
    "wordpress-easy-footnotes.html": ("en", ["1 note"]),
    "sidenotes.html": ("en", ["2 notes", "1 heading", "1 title, now a heading"]),
    "pdf-viewer.txt": (
        "en",
        ["1 heading", "1 mark unsure", "3 words joined at the ends of lines",
         "3 page numbers or running heads left out"],
    ),
    "pdfjs-firefox.html": ("en", []),
    "plain-hebrew.txt": ("he", ["2 notes", "1 note cited again", "1 link kept"]),
}  # fmt: skip


def paste(name: str) -> Pasted:
    content = (FOLDER / name).read_text(encoding="utf-8")
    language, _said = SAMPLES[name]
    if name.endswith(".txt"):
        return read_clipboard("", content, language)
    return read_clipboard(content, "", language)


def expected_body(name: str) -> Path:
    return FOLDER / f"{name.partition('.')[0]}.body.html"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_becomes_its_body(name: str) -> None:
    body = paste(name).body
    assert BLOCK_END.sub(r"\1\n", body) + "\n" == expected_body(name).read_text(encoding="utf-8")
    assert clean(body) == body
    assert problems(body) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_what_came_is_said(name: str) -> None:
    said = [sentence(found.kind, found.count) for found in paste(name).found]
    assert said == SAMPLES[name][1]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_quote_is_in_the_text(name: str) -> None:
    pasted = paste(name)
    shown = render(pasted.body).body
    text = re.sub(r"<sup class=\"note-mark\">.*?</sup>|<[^>]*>", "", shown).replace("&amp;", "&")
    for found in pasted.found:
        for quote in found.quotes:
            assert quote.exact
            assert quote.prefix + quote.exact + quote.suffix in text


@pytest.mark.parametrize("name", SAMPLES)
def test_pasting_a_body_again_changes_nothing(name: str) -> None:
    body = paste(name).body
    assert read_clipboard(body, "", "en").body == body


def test_the_folder_holds_these_samples_and_no_others() -> None:
    files = {path.name for path in FOLDER.iterdir() if ".body." not in path.name}
    assert files == SAMPLES.keys()


def test_the_text_for_the_life_of_an_article_has_twelve_notes() -> None:
    notes = read_footnotes(paste("word-twelve-notes.html").body)
    assert [note.number for note in notes] == list(range(1, 13))
    assert notes[0].text.startswith("Minutes of the Harrow Row")
    assert notes[11].text == "Two hundred and forty of them, by the clerk’s count."


def test_google_docs_leaves_notes_out_and_that_is_said() -> None:
    assert "Google Docs" in paste("google-docs.html").warnings[0]
    assert paste("google-docs-web-page.html").warnings == ()


def test_a_whole_article_is_offered_to_the_importer() -> None:
    assert paste("plain-hebrew.txt").offer_import
    assert not paste("pdf-viewer.txt").offer_import
