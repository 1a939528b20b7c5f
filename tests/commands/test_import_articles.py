import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.importing import base
from articles.importing.base import MEGABYTE
from articles.models import Article, Author, Edition, Event, Original, Revision, Source, Tag
from tests.factories import make_published

pytestmark = pytest.mark.django_db

TEXT = """The rent strike of Harrow Row

By Ada Brandt, Tenants’ Union, 6 December 2021

Forty families stopped paying on a Saturday in March.[1] They were never asked why.

In May the landlord gave in.[2] Nobody had been put out.

Notes

[1] Minute book, vol. I, https://example.org/minutes.
[2] Report of 1922, p. 7.
"""
FIELDS = [
    "source", "status", "path", "title", "authors", "published_on", "language", "footnotes",
    "comments", "images", "warnings", "before", "after",
]  # fmt: skip


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two texts, one of them in a folder of its own, and a hidden file."""
    folder = tmp_path / "inbox"
    (folder / "1975").mkdir(parents=True)
    (folder / "strike.txt").write_text(TEXT, "utf-8")
    second = TEXT.replace("The rent strike", "The bread march").replace("Forty", "Fifty")
    (folder / "1975" / "bread.txt").write_text(second, "utf-8")
    (folder / ".DS_Store").write_bytes(b"\0\0")
    return folder


def run(*paths: Path, **options: Any) -> tuple[str, list[dict[str, Any]], bool]:
    """Call the command; what it printed, its report, and whether it failed."""
    out, report = io.StringIO(), paths[0].parent / "report.jsonl"
    failed = False
    try:
        call_command("import_articles", *paths, report=report, stdout=out, **options)
    except CommandError:
        failed = True
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    return out.getvalue(), lines, failed


def rows() -> list[int]:
    models = (Article, Author, Edition, Event, Original, Revision, Source, Tag)
    return [model.objects.count() for model in models]


def test_a_text_file_becomes_a_published_article_that_answers(inbox: Path, client: Client) -> None:
    _out, (line,), failed = run(inbox / "strike.txt", publish=True)
    assert not failed
    assert line == {
        "source": "inbox/strike.txt",
        "status": "created",
        "path": "/articles/2021/the-rent-strike-of-harrow-row/",
        "title": "The rent strike of Harrow Row",
        "authors": ["Ada Brandt"],
        "published_on": "2021-12-06",
        "language": "en",
        "footnotes": 2,
        "comments": 0,
        "images": 0,
        "warnings": line["warnings"],
        "before": {},
        "after": {},
    }
    page = client.get(line["path"])
    assert page.status_code == 200
    assert "Forty families" in page.content.decode()


def test_the_report_has_one_object_a_line_with_the_same_fields(inbox: Path) -> None:
    (inbox / "empty.txt").write_bytes(b"")
    _out, lines, _failed = run(inbox)
    assert all(list(line) == FIELDS for line in lines)


def test_folders_are_read_whole_in_order_without_hidden_files(inbox: Path) -> None:
    _out, lines, failed = run(inbox)
    assert [line["source"] for line in lines] == ["inbox/1975/bread.txt", "inbox/strike.txt"]
    assert not failed


def test_without_publish_readers_see_nothing(inbox: Path) -> None:
    run(inbox)
    assert Article.objects.count() == 2
    assert not Edition.objects.exists()


def test_what_was_a_draft_where_it_comes_from_is_not_published(tmp_path: Path) -> None:
    text = "---\ntitle: Not yet\n{}\n---\nForty families stopped paying on a Saturday in March.\n"
    for name, field in (("one", "draft: true"), ("two", "published: false"), ("three", "tags: a")):
        (tmp_path / f"{name}.md").write_text(text.format(field).replace("Not", name), "utf-8")
    _out, lines, failed = run(tmp_path, publish=True)
    assert not failed
    assert [edition.title for edition in Edition.objects.all()] == ["three yet"]
    told = [line["title"] for line in lines if "is one here" in " ".join(line["warnings"])]
    assert sorted(told) == ["one yet", "two yet"]


def test_a_line_for_each_article_and_totals_at_the_end(inbox: Path) -> None:
    (inbox / "strike.txt").write_text(TEXT + "\nLeave a Comment\n\nScroll to Top\n", "utf-8")
    out, lines, _failed = run(inbox)
    assert lines[1]["warnings"]
    printed = out.splitlines()
    assert [line.split()[:2] for line in printed[:-1]] == [
        ["created", "/articles/2021/the-bread-march-of-harrow-row/"],
        ["created", "/articles/2021/the-rent-strike-of-harrow-row/"],
    ]
    assert printed[-1] == "2 in all: 2 created, 0 updated, 0 proposed, 0 unchanged, 0 failed."


def test_the_same_again_changes_nothing(inbox: Path) -> None:
    run(inbox, publish=True)
    before = rows()
    _out, lines, failed = run(inbox, publish=True)
    assert [line["status"] for line in lines] == ["unchanged", "unchanged"]
    assert rows() == before
    assert not failed


def test_what_is_unchanged_is_still_described(inbox: Path) -> None:
    _out, first, _failed = run(inbox / "strike.txt", publish=True)
    _out, second, _failed = run(inbox / "strike.txt", publish=True)
    assert {**second[0], "status": "created", "warnings": first[0]["warnings"]} == first[0]


def test_a_changed_file_updates_its_article(inbox: Path) -> None:
    run(inbox)
    (inbox / "strike.txt").write_text(TEXT.replace("Nobody", "Not one"), "utf-8")
    _out, lines, _failed = run(inbox)
    assert [line["status"] for line in lines] == ["unchanged", "updated"]


def test_a_rehearsal_says_the_same_and_writes_nothing(inbox: Path) -> None:
    (inbox / "copy.txt").write_text(TEXT, "utf-8")
    (inbox / "other.txt").write_text(TEXT.replace("Forty", "Sixty"), "utf-8")
    (inbox / "broken.txt").write_bytes(b"")
    before = rows()
    _out, rehearsed, failed = run(inbox, dry_run=True, publish=True)
    assert rows() == before
    _out, done, failed_too = run(inbox, publish=True)
    assert rehearsed == done
    assert failed
    assert failed_too
    slugs = [line["path"] for line in done if line["status"] == "created"]
    assert len(slugs) == len(set(slugs)) == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n "),
        ("binary.txt", bytes(range(256)) * 40),
        ("paper.pdf", b"%PDF-1.7"),
        ("huge.txt", b"word " * (11 * MEGABYTE // 5)),
    ],
)
def test_a_file_that_cannot_be_read_fails_alone_and_says_why(
    inbox: Path, name: str, data: bytes
) -> None:
    (inbox / name).write_bytes(data)
    out, lines, failed = run(inbox, publish=True)
    assert failed
    (line,) = [line for line in lines if line["status"] == "failed"]
    assert line["source"] == f"inbox/{name}"
    assert line["warnings"]
    assert f"inbox/{name}: {line['warnings'][0]}" in out
    assert Edition.objects.count() == 2
    assert "1 failed" in out


def test_a_path_that_leads_nowhere_is_a_failed_line(inbox: Path) -> None:
    _out, lines, failed = run(inbox / "strike.txt", inbox / "gone.txt")
    assert [line["status"] for line in lines] == ["created", "failed"]
    assert "can't be read" in lines[1]["warnings"][0]
    assert failed


def test_a_failure_is_told_after_all_the_rest(inbox: Path) -> None:
    (inbox / "empty.txt").write_bytes(b"")
    with pytest.raises(CommandError, match="1 of 3 could not be imported"):
        call_command("import_articles", inbox, stdout=io.StringIO())


def test_a_taken_address_is_a_warning(inbox: Path) -> None:
    make_published("The rent strike of Harrow Row", printed_date="2021")
    _out, (line,), failed = run(inbox / "strike.txt")
    assert line["path"].endswith("/the-rent-strike-of-harrow-row-2/")
    assert any("is taken" in warning for warning in line["warnings"])
    assert not failed


def test_a_fault_of_the_program_fails_one_file_and_is_logged(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read = base.read

    def faulty(data: bytes, **how: Any) -> base.Reading:
        return read(data, **how) if b"Forty" in data else 1 / 0

    monkeypatch.setattr("articles.importing.files.read", faulty)
    _out, lines, failed = run(inbox)
    assert [line["status"] for line in lines] == ["failed", "created"]
    assert "fault" in lines[0]["warnings"][0]
    assert "ZeroDivisionError" in caplog.text
    assert failed


@pytest.mark.parametrize(
    ("order", "printed"), [({}, "2021-12-06"), ({"day_first": False}, "2021-06-12")]
)
def test_whether_the_day_comes_first_can_be_said(
    inbox: Path, order: dict[str, bool], printed: str
) -> None:
    file = inbox / "strike.txt"
    file.write_text(TEXT.replace("6 December 2021", "6/12/2021"), "utf-8")
    _out, (line,), _failed = run(file, **order)
    assert line["published_on"] == printed


def test_the_language_can_be_said(inbox: Path) -> None:
    _out, (line,), _failed = run(inbox / "strike.txt", language="en-GB")
    assert line["language"] == "en-GB"


def test_a_language_that_is_none_stops_before_anything_is_imported(inbox: Path) -> None:
    with pytest.raises(CommandError, match="no language tag"):
        call_command("import_articles", str(inbox), "--language", "not one")
    assert not Article.objects.exists()


def test_a_report_that_cannot_be_written_stops_before_anything_is_imported(inbox: Path) -> None:
    with pytest.raises(CommandError, match="report"):
        call_command("import_articles", inbox, report=inbox / "no" / "report.jsonl")
    assert not Article.objects.exists()


def test_the_report_is_complete_up_to_where_an_import_was_stopped(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = base.read

    def stopped(data: bytes, **how: Any) -> base.Reading:
        if b"Forty" in data:
            raise KeyboardInterrupt
        return read(data, **how)

    monkeypatch.setattr("articles.importing.files.read", stopped)
    report = inbox.parent / "report.jsonl"
    with pytest.raises(KeyboardInterrupt):
        call_command("import_articles", inbox, report=report, stdout=io.StringIO())
    (line,) = report.read_text("utf-8").splitlines()
    assert json.loads(line)["source"] == "inbox/1975/bread.txt"
