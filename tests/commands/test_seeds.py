"""The main job on real input: a text file as a site printed it becomes a published article."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import html

from articles.models import Edition

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "seeds"
SEEDS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="the seed texts are not beside this repository")
def test_a_seed_becomes_an_article_with_every_mark_and_note(tmp_path: Path, client: Client) -> None:
    report = tmp_path / "report.jsonl"
    for expected in ("created", "unchanged"):
        call_command("import_articles", SEEDS[0], publish=True, report=report, stdout=io.StringIO())
        line = json.loads(report.read_text("utf-8"))
        assert (line["status"], line["footnotes"]) == (expected, 9)
    answer = client.get(line["path"])
    assert answer.status_code == 200
    page = html.fromstring(answer.content.decode())
    marks = page.xpath("//*[@role='doc-noteref']")
    notes = page.xpath("//*[@role='doc-endnotes']//li[starts-with(@id, 'note-')]")
    assert [mark.get("href") for mark in marks] == [f"#note-{n}" for n in range(1, 10)]
    assert [note.get("id") for note in notes] == [f"note-{n}" for n in range(1, 10)]
    assert all(note.xpath(".//a[@role='doc-backlink']") for note in notes)
    assert Edition.objects.public().get().html.count("<p ") == 36
