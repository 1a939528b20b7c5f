from pathlib import Path

import pytest

from articles.importing.base import Credit, Level, Options, Reading, read
from articles.importing.shelves import Folder
from articles.text.clean import clean
from articles.text.footnotes import problems
from tests.importing.reading import codes, paragraphs

TEXT = "The forty families of Harrow Row stopped paying their rent on a Saturday in March."


def read_markdown(text: str, *, name: str = "site/strike.md", **options: object) -> Reading:
    """Read it, and check what is true of every reading."""
    reading = read(text.encode(), name=name, options=Options(**options))  # type: ignore[arg-type]
    body = reading.document.body
    assert clean(body) == body
    assert not problems(body)
    assert "lost_words" not in codes(reading)
    return reading


def body_of(text: str) -> str:
    return read_markdown(f"# The strike\n\n{text}").document.body


def told(reading: Reading, code: str) -> list[str]:
    return [finding.text for finding in reading.findings if finding.code == code]


# Notes


def test_notes_come_to_their_marks_with_all_their_paragraphs() -> None:
    text = "Rents doubled[^1] and^[An *inline* note.] wages[^w] did not.\n\n"
    notes = "[^w]: On wages.\n[^1]: Report, p. 7.\n\n    Second paragraph.\n"
    assert paragraphs(body_of(text + notes)) == [
        (
            "Rents doubled{Report, p. 7.Second paragraph.} and{An inline note.} "
            "wages{On wages.} did not."
        )
    ]


def test_a_note_that_is_cited_again_is_one_note() -> None:
    assert paragraphs(body_of("One[^1]. Two[^1].\n\n[^1]: Report.\n")) == ["One{Report.}. Two{}."]


def test_notes_without_a_mark_and_marks_without_a_note_are_named() -> None:
    reading = read_markdown(
        f"# S\n\n{TEXT}[^9]\n\n[^1]: Nobody asks\n    for me.\n\n[^2]: Or me.\n"
    )
    assert [" ".join(text.split()) for text in told(reading, "uncited_note")] == [
        "Nobody asks for me.",
        "Or me.",
    ]
    assert "[^9]" in reading.document.body
    assert "unsure_marks" in codes(reading, Level.UNSURE)


def test_a_note_that_is_defined_twice_is_named() -> None:
    reading = read_markdown(f"# S\n\n{TEXT}[^1]\n\n[^1]: First.\n\n[^1]: Second.\n")
    kept = paragraphs(reading.document.body)[0]
    (lost,) = told(reading, "uncited_note")
    assert {"First.", "Second."} == {kept.partition("{")[2].strip("}"), lost}


# Above the text


FIELDS = {
    "yaml": """---
title: "The strike: a beginning"
subtitle: And they won
date: 1926-05-06T10:00:00+01:00
author: [Ada Brandt, {name: Berta Klein, affiliation: Tenants' Union}]
tags: [Strike, Rent]
categories: History
lang: no
aliases: [/old/x/, "https://old.example/y.html"]
---
""",
    "toml": """+++
title = "The strike: a beginning"
subtitle = "And they won"
date = 1926-05-06T10:00:00Z
authors = ["Ada Brandt", {name = "Berta Klein", affiliation = "Tenants' Union"}]
tags = ["Strike", "Rent"]
categories = ["History"]
language = "no"
aliases = ["/old/x/", "https://old.example/y.html"]
+++
""",
}


@pytest.mark.parametrize("kind", FIELDS)
def test_front_matter_fills_the_fields(kind: str) -> None:
    document = read_markdown(f"{FIELDS[kind]}\n{TEXT}\n").document
    assert (document.title, document.standfirst) == ("The strike: a beginning", "And they won")
    assert document.printed_date == "1926-05-06"
    assert document.credits == [
        Credit("Ada Brandt"),
        Credit("Berta Klein", affiliation="Tenants' Union"),
    ]
    assert document.tags == ["Strike", "Rent", "History"]
    assert document.language == "no"  # and not False, as YAML would have it
    assert document.old_addresses == ["/old/x/", "https://old.example/y.html"]
    assert document.body == f"<p>{TEXT}</p>"


def test_pandocs_lines_are_read() -> None:
    document = read_markdown(
        f"% The strike\n% Ada Brandt; Berta Klein\n% 6 May 1926\n\n{TEXT}\n"
    ).document
    assert document.title == "The strike"
    assert [credit.name for credit in document.credits] == ["Ada Brandt", "Berta Klein"]
    assert document.printed_date == "1926-05-06"


def test_a_title_that_stands_above_the_text_as_well_is_there_once() -> None:
    document = read_markdown(f"---\ntitle: The strike\n---\n# The strike\n\n{TEXT}\n").document
    assert document.body == f"<p>{TEXT}</p>"


def test_what_has_no_field_and_what_can_not_be_read_are_named_with_their_words() -> None:
    reading = read_markdown(f"---\ntitle: S\nmood: angry\ndate: someday\n---\n{TEXT}\n")
    assert told(reading, "field") == ["angry"]
    assert "date" in codes(reading, Level.UNSURE)
    reading = read_markdown(f"---\ntitle: [S\nmood: angry\n---\n# S\n\n{TEXT}\n")
    assert told(reading, "front_matter") == ["title: [S\nmood: angry"]


def test_aliases_within_yaml_are_not_followed() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    assert told(read_markdown(f"---\n{bomb}\n---\n# S\n\n{TEXT}\n"), "front_matter") == [bomb]


def test_a_draft_is_called_one() -> None:
    assert "draft" in codes(read_markdown(f"---\ntitle: S\ndraft: true\n---\n{TEXT}"), Level.UNSURE)


@pytest.mark.parametrize(
    ("name", "date", "addresses"),
    [
        ("blog/_posts/1926-05-06-strike.md", "1926-05-06", ["/1926/05/06/strike.html"]),
        ("blog/content/posts/strike.md", "", ["/posts/strike/"]),
        ("blog/content/posts/strike/index.de.md", "", ["/de/posts/strike/"]),
        ("blog/strike.md", "", []),
    ],
)
def test_the_name_of_a_file_says_date_and_address(
    name: str, date: str, addresses: list[str]
) -> None:
    document = read_markdown(f"---\ntitle: S\n---\n{TEXT}", name=name).document
    assert (document.printed_date, document.old_addresses) == (date, addresses)


@pytest.mark.parametrize(
    ("name", "language", "key"),
    [
        ("blog/strike.de.md", "de", "blog/strike"),
        ("blog/strike.pt-BR.md", "pt-BR", "blog/strike"),
        ("blog/strike.md", "en", "blog/strike"),
        ("blog/strike.old.md", "en", "blog/strike.old"),
    ],
)
def test_the_name_of_a_file_says_its_language(name: str, language: str, key: str) -> None:
    document = read_markdown(f"---\ntitle: S\n---\n{TEXT}", name=name).document
    assert (document.language, document.translation_key) == (language, key)


# Instructions of site generators


def test_figures_links_and_videos_are_made_of_shortcodes() -> None:
    text = (
        '{{< figure src="/img/x.png" alt="A poster" caption="Harrow Row" >}}\n\n'
        'See [there]({{< ref "posts/other.md" >}}) and {{< youtube abc123 >}}.\n\n'
        "{% include figure.html src='/img/y.png' alt='Another' %}\n"
    )
    body = body_of(text)
    assert (
        '<figure><img src="/media/import/img/x.png" alt="A poster"><figcaption>Harrow Row' in body
    )
    assert '<a href="/posts/other/">there</a>' in body
    assert '<a href="https://www.youtube.com/watch?v=abc123">' in body
    assert '<img src="/media/import/img/y.png" alt="Another">' in body


def test_unknown_ones_are_named_and_what_stands_between_them_stays() -> None:
    reading = read_markdown("# S\n\n{{% notice tip %}}Keep this.{{% /notice %}} {: .big}\n")
    assert paragraphs(reading.document.body) == ["Keep this."]
    assert told(reading, "shortcodes") == ["{{% notice tip %}} · {{% /notice %}} · {: .big}"]


def test_what_stands_in_code_stays_as_it_is() -> None:
    assert "{{&lt; figure &gt;}}" in body_of("Write `{{< figure >}}` for it.")
    assert "{% raw %}" in body_of("```\n{% raw %}\n```\n")


def test_comments_are_left_out_and_named() -> None:
    reading = read_markdown(f"# S\n\n{TEXT} <!-- is this true? -->\n")
    assert told(reading, "comments") == ["is this true?"]
    assert "true?" not in reading.document.body


def test_blocks_of_every_kind_are_kept() -> None:
    body = body_of(
        "> Quoted.\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "Term\n: Its meaning.\n\n## Below\n\n~~old~~ **new**\n"
    )
    for tag in ("blockquote", "ol", "table", "dl", "h2", "s", "strong"):
        assert f"<{tag}>" in body


def test_pictures_and_links_are_seen_from_the_file(tmp_path: Path) -> None:
    for name in ("content/posts/a.png", "static/img/b.png"):
        (tmp_path / "site" / name).parent.mkdir(parents=True)
        (tmp_path / "site" / name).write_bytes(name.encode())
    text = "# S\n\n![A](a.png) ![B](/img/b.png) [other](other.md#part)\n"
    shelf = Folder(tmp_path / "site")
    document = read_markdown(text, name="site/content/posts/strike.md", shelf=shelf).document
    assert document.pictures == {
        "/media/import/content/posts/a.png": b"content/posts/a.png",
        "/media/import/static/img/b.png": b"static/img/b.png",
    }
    assert '<a href="/posts/other/#part">other</a>' in document.body
