"""A WordPress site moves in: `import_articles site.xml`, once, twice, changed, killed, undone."""

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.importing import runs, undoing
from articles.models import (
    Article,
    Comment,
    Edition,
    Event,
    Footnote,
    ImportLine,
    ImportRun,
    Original,
    Redirect,
    Revision,
    Section,
    Tag,
    Tally,
)
from articles.publishing import counts, manuscript, standing
from articles.publishing.content import checksum, content
from articles.publishing.freeze import catalogued, written
from articles.search import index
from tests.factories import make_picture
from tests.importing.wxr import (
    SITE,
    Item,
    Said,
    article,
    author,
    category,
    export,
    write,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


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


def site(folder: Path, number: int = 5) -> Path:
    return write(folder, *map(article, range(number)))


def rows() -> dict[str, int]:
    models = (
        Article,
        Comment,
        Edition,
        Event,
        Footnote,
        Original,
        Redirect,
        Revision,
        Section,
        Tag,
    )
    return {model.__name__: model._default_manager.count() for model in models}


def test_a_site_becomes_published_articles_that_answer(tmp_path: Path, client: Client) -> None:
    out, lines, failed = run(site(tmp_path), publish=True)
    assert not failed
    assert {line["status"] for line in lines} == {"created"}
    assert lines[0]["footnotes"] == 9
    assert lines[0]["before"] == lines[0]["after"] | {"words": lines[0]["before"]["words"]}
    assert "5 created" in out
    for line in lines:
        response = client.get(line["path"])
        assert response.status_code == 200
        assert response.content.decode().count("doc-noteref") == 9
    assert rows()["Footnote"] == 45
    assert Comment.objects.approved().count() == 30
    assert Tally.objects.get(kind=Tally.Kind.ARCHIVE).count == 5


def test_articles_made_in_bulk_are_like_those_made_one_by_one(tmp_path: Path) -> None:
    """Publishing once more finds nothing to change: content, rendering, tallies, index agree."""
    run(site(tmp_path, 3), publish=True)
    for made in Article.objects.all():
        edition = made.editions.get()
        assert edition.checksum == made.checksum == checksum(content(made))
        assert made.revisions.get().checksum == made.checksum
        for name, value in (written(made) | catalogued(made)).items():
            assert getattr(edition, name) == value, name
        assert edition.original_id == made.pk
        assert (made.state, made.has_unpublished_changes) == ("published", False)
        before = (made.public_from, made.published_checksum)
        standing.keep(made)
        assert (made.public_from, made.published_checksum) == before
        assert [event.kind for event in made.events.order_by("id")] == ["imported", "published"]
    tallies = set(Tally.objects.values_list("kind", "ref", "count"))
    counts.recount()
    assert set(Tally.objects.values_list("kind", "ref", "count")) == tallies
    assert index.catch_up() == 0


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = site(tmp_path)
    run(path, publish=True)
    before = rows()
    _out, lines, _failed = run(path, publish=True)
    assert {line["status"] for line in lines} == {"unchanged"}
    assert rows() == before


def test_the_report_counts_what_the_archive_has_and_not_what_the_source_had(tmp_path: Path) -> None:
    path = site(tmp_path)
    run(path)
    made = Article.objects.filter(footnotes__isnull=False).first()
    made.body = "<p>Somebody has taken the notes out.</p>"
    manuscript.save(made)
    _out, lines, _failed = run(path)
    (line,) = (line for line in lines if line["title"] == made.title)
    assert line["before"]["notes"] > line["after"]["notes"] == 0


def test_a_rehearsal_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    path = site(tmp_path)
    _out, foretold, _failed = run(path, publish=True, dry_run=True)
    assert set(rows().values()) == {0}
    assert not ImportRun.objects.exists()
    _out, lines, _failed = run(path, publish=True)
    assert foretold == lines


def test_without_publish_all_are_drafts(tmp_path: Path) -> None:
    run(site(tmp_path))
    assert {made.state for made in Article.objects.all()} == {"draft"}
    assert rows()["Edition"] == 0


def test_what_was_not_public_stays_a_draft(tmp_path: Path, client: Client) -> None:
    items = [
        Item(1, slug="a", status="private"),
        Item(2, slug="b", password="x"),
        Item(3, slug="c"),
    ]
    _out, lines, _failed = run(write(tmp_path, *items), publish=True)
    assert [client.get(line["path"]).status_code for line in lines] == [404, 404, 200]


def test_a_changed_post_changes_its_article_and_keeps_its_address(
    tmp_path: Path, client: Client
) -> None:
    run(write(tmp_path, Item(1, "First")), publish=True)
    _out, (line,), _failed = run(write(tmp_path, Item(1, "Second", slug="other")), publish=True)
    assert line["status"] == "updated"
    made = Article.objects.get()
    assert (made.title, made.slug, made.editions.count()) == ("Second", "rent-strike", 2)
    assert "Second" in client.get(line["path"]).content.decode()


def test_a_changed_post_is_proposed_where_somebody_has_edited_the_article(tmp_path: Path) -> None:
    run(write(tmp_path, Item(1, "First")))
    made = Article.objects.get()
    made.title = "Mine"
    manuscript.save(made)
    manuscript.record(made)
    path = write(tmp_path, Item(1, "Second"))
    _out, (line,), failed = run(path)
    assert (line["status"], failed) == ("proposed", False)
    assert Article.objects.get().title == "Mine"
    aside = Revision.objects.get(kind=Revision.Kind.ASIDE)
    assert aside.content["title"] == "Second"
    _out, (line,), _failed = run(path)
    assert line["status"] == "unchanged"
    assert Revision.objects.filter(kind=Revision.Kind.ASIDE).count() == 1


def test_a_new_comment_comes_along_the_second_time_and_the_others_do_not_double(
    tmp_path: Path,
) -> None:
    run(write(tmp_path, Item(comments=[Said(1)])), publish=True)
    said = [Said(1), Said(2, "Later.", parent=1)]
    _out, (line,), _failed = run(write(tmp_path, Item(comments=said)), publish=True)
    assert line["status"] == "updated"
    first, second = Comment.objects.order_by("id")
    assert (second.text, second.parent) == ("Later.", first)
    assert Edition.objects.count() == 1


def test_comments_keep_their_threads_states_and_dates(tmp_path: Path) -> None:
    said = [
        Said(3, "Third", parent=2), Said(2, "Second", parent=1), Said(1, "First", approved="0"),
        Said(5, "Ring a", parent=6), Said(6, "Ring b", parent=5), Said(7, "Self", parent=7),
        Said(8, "Orphan", parent=99), Said(9, approved="spam"),
    ]  # fmt: skip
    run(write(tmp_path, Item(comments=said)), publish=True)
    found = {comment.text: comment for comment in Comment.objects.all()}
    assert set(found) == {"First", "Second", "Third", "Ring a", "Ring b", "Self", "Orphan"}
    assert found["Third"].parent == found["Second"]
    assert found["Second"].parent == found["First"]
    assert found["Orphan"].parent is None
    assert found["Self"].parent is None
    assert (found["Ring a"].parent is None) != (found["Ring b"].parent is None)
    assert found["First"].state == Comment.State.HELD
    assert found["Third"].created_at.isoformat() == "2021-12-07T08:30:00+00:00"
    assert not any(comment.email for comment in found.values())


def test_categories_become_sections_by_the_mapping(tmp_path: Path, client: Client) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"sections": {"news": "Reports"}}), "utf-8")
    parts = (
        author("ada", "Ada Brandt")
        + category("news", "News", key=3)
        + category("local", "Local", "news")
    )
    item = Item(terms=[("category", "news", "News"), ("category", "local", "Local")])
    run(write(tmp_path, item, parts=parts), publish=True, mapping=mapping)
    made = Article.objects.get()
    assert made.section
    assert made.section.name == "Reports"
    assert [tag.name for tag in made.tags.all()] == ["Local"]
    for old, new in {
        "/category/news/": "/sections/reports/",
        "/category/news/feed/": "/sections/reports/feed.xml",
        "/category/news/local/": "/tags/local/",
        "/?cat=7": "/tags/local/",
    }.items():
        assert client.get(old, follow=False).headers["Location"] == new


def test_old_addresses_lead_on(tmp_path: Path, client: Client) -> None:
    file = Item(7, kind="attachment", status="inherit", parent=1, slug="poster",
                file=f"{SITE}/wp-content/uploads/a.jpg",
                link=f"{SITE}/2021/12/06/rent-strike/poster/")  # fmt: skip
    page = Item(2, "About us", kind="page", slug="about")
    run(write(tmp_path, Item(1), page, file), publish=True)
    strike, about = "/articles/2021/rent-strike/", "/articles/2021/about/"
    for old, new in {
        "/2021/12/06/rent-strike/": strike,
        "/2021/12/06/rent-strike": strike,
        "/?p=1": strike,
        "/?p=1&preview=true": strike,
        "/?utm_source=x&p=1": strike,
        "/2021/12/06/rent-strike/poster/": strike,
        "/?attachment_id=7": strike,
        "/about/": about,
        "/?page_id=2": about,
        "/author/ada/": "/authors/ada-brandt/",
        "/?author=1": None,
        "/2021/12/": "/articles/2021/12/",
        "/2021/": "/articles/2021/",
        "/feed/": "/feed.xml",
        "/?feed=rss2": "/feed.xml",
    }.items():
        response = client.get(old)
        assert response.status_code == 301, old
        if new:
            assert response.headers["Location"] == new
    assert client.get("/").status_code == 200
    assert client.get("/?p=999").status_code == 200
    assert client.get("/?p=%00").status_code == 200


def test_a_site_in_a_folder_keeps_its_addresses(tmp_path: Path, client: Client) -> None:
    item = Item(link="https://old.example.org/blog/2021/12/06/rent-strike/")
    run(write(tmp_path, item, site="https://old.example.org/blog"), publish=True)
    for old in ("/blog/2021/12/06/rent-strike/", "/blog/?p=1"):
        assert client.get(old).headers["Location"] == "/articles/2021/rent-strike/"
    assert client.get("/blog/").headers["Location"] == "/"


def test_pictures_are_kept_once_and_shown(tmp_path: Path, client: Client) -> None:

    folder = tmp_path / "uploads"
    folder.mkdir()
    (folder / "a.png").write_bytes(make_picture())
    img = f'<img src="{SITE}/wp-content/uploads/a-300x200.png" alt="A poster">'
    items = [
        Item(1, text=f"<p>{img}</p><p>Words.</p>", slug="a", meta={"_thumbnail_id": "7"}),
        Item(2, text=f"<p>{img}</p><p>Words.</p>", slug="b"),
        Item(7, kind="attachment", status="inherit", file=f"{SITE}/wp-content/uploads/a.png"),
    ]
    _out, lines, _failed = run(write(tmp_path, *items), publish=True, uploads=folder)
    first, second = Article.objects.order_by("id")
    assert first.image
    assert first.image.src in first.body
    assert first.image.src in second.body
    assert "<picture>" in client.get(lines[0]["path"]).content.decode()
    assert lines[0]["images"] == 1


def test_an_address_that_something_else_has_stays_with_it(tmp_path: Path) -> None:
    run(write(tmp_path, Item(1), name="one.xml"))
    other = write(tmp_path, Item(1, "Another"), name="two.xml", site="https://other.example.org")
    _out, (line,), _failed = run(other)
    assert line["path"] == "/articles/2021/rent-strike-2/"


def test_of_a_file_that_breaks_off_the_rest_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    text = export(Item(1, slug="a"), Item(2, "The lost one", slug="b"))
    path.write_text(text[: text.rindex("Forty")], "utf-8")
    _out, lines, failed = run(path)
    assert failed
    assert [line["status"] for line in lines] == ["created", "failed"]
    assert "The lost one" in lines[1]["warnings"][0]


def test_one_post_that_can_not_be_kept_does_not_stop_the_others(tmp_path: Path) -> None:
    items = [Item(1, slug="a"), Item(2, slug="b", creator="   "), Item(3, "x", slug="c", text="")]
    _out, lines, _failed = run(write(tmp_path, *items), publish=True)
    assert lines[0]["status"] == "created"
    assert lines[2]["status"] == "created"
    assert "has no text" in " ".join(lines[2]["warnings"])
    assert Article.objects.get(slug="c").state == "draft"


def test_translations_stand_beside_their_originals(tmp_path: Path) -> None:
    def of(tag: str) -> list[tuple[str, str, str]]:
        return [("language", tag, tag), ("post_translations", "pll_1", "pll_1")]

    items = [
        Item(1, "Der Streik", slug="streik", terms=of("de")),
        Item(2, slug="strike", terms=of("en")),
    ]
    run(write(tmp_path, *items), publish=True)
    german = Article.objects.get(language="de")
    assert german.translation_of == Article.objects.get(language="en")
    assert german.editions.get().original == german.translation_of


def test_links_between_old_articles_lead_to_the_new(tmp_path: Path, client: Client) -> None:
    text = f'<p>See <a href="{SITE}/?p=2">there</a>.</p>'
    items = [Item(1, text=text, slug="a"), Item(2, slug="b", date="2020-01-01 00:00:00")]
    run(write(tmp_path, *items), publish=True)
    body = Article.objects.get(slug="a").body
    path = body.partition('href="')[2].partition('"')[0]
    assert client.get(path).status_code == 200


def test_an_import_can_be_taken_back(tmp_path: Path) -> None:
    run(site(tmp_path, 3))
    kept = Article.objects.first()
    assert kept
    kept.title = "Edited"
    manuscript.save(kept)
    manuscript.record(kept)
    done = ImportRun.objects.get()
    ImportRun.objects.update(state=ImportRun.State.UNDOING)
    done.refresh_from_db()
    undoing.work(done)
    done.refresh_from_db()
    assert done.state == ImportRun.State.UNDONE
    assert Article.objects.get() == kept
    assert "edited" in ImportLine.objects.get(status="kept").report["kept"]


def test_what_readers_had_goes_into_the_trash(tmp_path: Path, client: Client) -> None:
    _out, lines, _failed = run(site(tmp_path, 2), publish=True)
    done = ImportRun.objects.get()
    runs.undo(done)
    done.refresh_from_db()
    undoing.work(done)
    assert {made.state for made in Article.objects.all()} == {"trashed"}
    assert client.get(lines[0]["path"]).status_code == 410


def test_a_paused_run_goes_on_where_it_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "SIZE", 2)
    path = site(tmp_path, 7)
    run_ = ImportRun.objects.create(source="x", path=str(path), state="running")
    runs.work(run_, lambda run, _outcomes: runs.pause(run) if run.position == 4 else None)
    run_.refresh_from_db()
    assert (run_.state, run_.position, Article.objects.count()) == ("paused", 4, 4)
    ImportRun.objects.update(state="running")
    run_.refresh_from_db()
    runs.work(run_)
    run_.refresh_from_db()
    assert (run_.state, run_.position, run_.created) == ("done", 7, 7)
    assert [line.number for line in run_.lines.all()] == list(range(1, 8))


KILLED = """
import os, signal, sys
import django
django.setup()
from articles.importing import runs
from django.core.management import call_command
runs.SIZE = 3
def tell(run, outcomes, told=[]):
    told.append(1)
    if len(told) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
take = runs.take
def killed(*args):
    outcomes = take(*args)
    tell(None, outcomes)
    return outcomes
if sys.argv[1] == "kill":
    runs.take = killed
call_command("import_articles", sys.argv[2], publish=True)
"""


def in_archive(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on an archive of its own, on SQLite in ``folder``."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "SECRET_KEY": "x" * 60,
        "DJANGO_SETTINGS_MODULE": "site_project.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_import_that_is_killed_ends_as_one_that_was_not(tmp_path: Path) -> None:
    path = site(tmp_path, 11)
    told = {}
    for name, ways in {"killed": ["kill", "go on"], "whole": ["go on"]}.items():
        folder = tmp_path / name
        folder.mkdir()
        assert in_archive(folder, "manage.py", "migrate", "-v0").returncode == 0
        results = [in_archive(folder, "-c", KILLED, way, str(path)) for way in ways]
        assert [result.returncode for result in results] == (
            [-signal.SIGKILL, 0] if name == "killed" else [0]
        ), results[-1].stderr
        told[name] = in_archive(folder, "-c", COUNTED).stdout
    assert told["killed"] == told["whole"]
    assert "('Article', 11)" in told["whole"]


COUNTED = """
import django
django.setup()
from articles import models
for name in ("Article", "Edition", "Revision", "Footnote", "Comment", "Original", "Event",
             "Redirect",
             "Source", "Tag", "EditionTag", "EditionContribution"):
    print((name, getattr(models, name)._default_manager.count()))
print(sorted(models.Tally.objects.values_list("kind", "ref", "count")))
print(sorted(models.Article.objects.values_list("slug", "checksum", "published_checksum")))
"""


@pytest.mark.parametrize(
    ("address", "fate"),
    [
        ("/articles/2021/rent-strike/", "ok"),
        (f"{SITE}/?p=1", "redirect"),
        ("/?utm_source=letter", "ok"),
        ("/nowhere/", "missing"),
        ("/?p=999", "missing"),  # though the front page answers
    ],
)
def test_check_addresses_says_what_becomes_of_each(tmp_path: Path, address: str, fate: str) -> None:
    run(write(tmp_path, Item(1)), publish=True)
    listed, out = tmp_path / "old.txt", io.StringIO()
    listed.write_text(f"{address}\n\n", "utf-8")
    lost = pytest.raises(CommandError) if fate == "missing" else nullcontext()
    with lost:
        call_command("check_addresses", listed, stdout=out)
    assert out.getvalue().split()[:2] == [fate, address]
