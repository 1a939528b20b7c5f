"""A WordPress site moves in at the desk: dry run, mapping, import, report, and the way back."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.importing import runs
from articles.models import Article, ImportRun
from tests.admin.forms import text_of
from tests.importing.wxr import Item, article, category, export
from tests.people import desk_of, make_member

pytestmark = pytest.mark.django_db
SITES = reverse("admin:articles_article_moving")


@pytest.fixture
def archivist(tmp_path: Path, settings: object) -> Client:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return desk_of(make_member("who", "Archivist"))


def upload(client: Client, text: str, **data: str) -> str:
    """Send an export; the page that follows."""
    file = SimpleUploadedFile("site.xml", text.encode())
    answer = client.post(SITES, {"file": file, **data}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.redirect_chain[-1][0]


def work() -> None:
    """What the task in the background does."""
    for run in ImportRun.objects.filter(state__in=ImportRun.AT_WORK):
        runs.go_on.func(run.pk)


def test_a_site_moves_in_step_by_step(archivist: Client) -> None:
    page = upload(archivist, export(*map(article, range(3)), parts=category("housing", "Housing")))
    work()
    assert not Article.objects.exists()
    shown = archivist.get(page).content.decode()
    assert "Housing (3)" in shown
    assert "The rents of the year, part 1" in shown
    answers = {"section-housing": "Homes", "publishes": "on"}
    page = archivist.post(page, answers, follow=True).redirect_chain[-1][0]
    work()
    assert {made.section.name for made in Article.objects.all() if made.section} == {"Homes"}
    run = ImportRun.objects.get(is_rehearsal=False)
    assert (run.state, run.created) == ("done", 3)
    for made in Article.objects.all():
        assert (
            reverse("admin:articles_article_change", args=[made.pk])
            in archivist.get(page).content.decode()
        )
    archivist.post(reverse("admin:articles_article_moving_act", args=[run.pk, "undo"]))
    work()
    run.refresh_from_db()
    assert run.state == "undone"
    assert "undone" in text_of(archivist.get(page))
    assert {made.state for made in Article.objects.all()} <= {"trashed"}


def test_the_report_counts_what_is_missing_and_the_start_page_leads_to_it(
    archivist: Client,
) -> None:
    page = upload(archivist, export(Item(text="<p>Bread[ref]and an open note.</p>")))
    work()
    shown = text_of(archivist.get(page))
    assert "Dry run: nothing is written. Done: 1 of 1 articles." in shown
    assert "Missing: 1 notes" in shown
    start = archivist.get(reverse("admin:index"))
    assert [entry.address for entry in start.context["runs"]] == [page]
    other = desk_of(make_member("other", "Archivist"))
    assert other.get(reverse("admin:index")).context["runs"] == []


def test_what_is_no_export_is_refused_and_not_kept(archivist: Client, tmp_path: Path) -> None:
    file = SimpleUploadedFile("site.xml", b"<rss></rss>")
    answer = archivist.post(SITES, {"file": file})
    assert answer.status_code == 422
    assert "no export" in answer.content.decode()
    assert not [*tmp_path.rglob("*.xml")]


@pytest.mark.parametrize("name", ["../secret_key", "/etc/passwd", ".", ""])
def test_nothing_beside_the_folder_of_imports_is_read(archivist: Client, name: str) -> None:
    assert archivist.post(SITES, {"name": name}).status_code == 422
    assert not ImportRun.objects.exists()


def test_a_file_in_the_folder_of_imports_is_taken_by_its_name(archivist: Client) -> None:
    runs.folder().mkdir(parents=True)
    (runs.folder() / "old.xml").write_text(export(Item()), "utf-8")
    archivist.post(SITES, {"name": "old.xml"})
    work()
    assert ImportRun.objects.get().state == "done"


def test_two_presses_start_one_import(archivist: Client) -> None:
    page = upload(archivist, export(Item()))
    work()
    key = ImportRun.objects.get().pk
    for name in ("start", "start", "pause", "undo"):
        archivist.post(reverse("admin:articles_article_moving_act", args=[key, name]))
    assert ImportRun.objects.get().state == "done"
    assert archivist.get(page).status_code == 200
