"""The made-up archive is one that readers could have; each part of `make bench` is described."""

from importlib.util import find_spec

import pytest
from django.test import Client

from articles.models import Edition, Tally
from bench.__main__ import PARTS
from bench.archive import bodies, build
from bench.report import PAGE, with_table


@pytest.mark.django_db
def test_the_made_up_archive_can_be_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "DISTINCT", {"en": 2, "ar": 1})
    monkeypatch.setattr(build, "hurry", lambda: None)  # not inside a test's transaction
    build.build(20)
    editions = list(Edition.objects.public())
    assert len(editions) == 20 == Tally.objects.get(kind=Tally.Kind.ARCHIVE).count
    assert {edition.footnote_count for edition in editions} == {bodies.NOTES}
    assert all(900 < edition.word_count < 1500 for edition in editions)
    for edition in editions:
        page = client.get(edition.get_absolute_url())
        assert page.status_code == 200
        assert page.content.decode().count('role="doc-noteref"') == bodies.NOTES


def test_every_part_is_there_and_has_its_place_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    for part, module in PARTS.items():
        assert find_spec(module)
        assert "| one |" in (with_table(page, part, "| one |") or "")
