"""An archive of an earlier release arrives in this one whole."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps.registry import Apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import Article, Edition, Generation, Tally
from articles.pagecache import watch
from articles.publishing import roles
from articles.publishing.content import checksum, content

pytestmark = pytest.mark.django_db(transaction=True)

Migrate = Callable[[str], Apps]
MOMENT = datetime(2024, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def migrate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrate]:
    """Bring the archive's tables to a migration; afterwards they are those of today again."""
    # Releases of then noticed no writes for the page cache, whose table they had not.
    monkeypatch.setattr(watch, "concerns_readers", lambda _written: False)
    yield migrate_to
    migrate_to(newest())


def migrate_to(name: str) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate([("articles", name)])
    return executor.loader.project_state([("articles", name)]).apps


def newest() -> str:
    return MigrationExecutor(connection).loader.graph.leaf_nodes("articles")[0][1]


def article_of_then(apps: Apps) -> Any:
    """A published article with a revision, made as the release before made them."""
    state = {
        "title": "Bread and wages", "standfirst": "", "language": "en",
        "body": "<p>Bread was dear.</p>", "slug": "bread-and-wages", "printed_date": "1921",
        "printed_label": "", "byline": [], "tags": [], "section": None, "series": None,
        "series_position": None, "issue": None, "translation_of": None, "image": None,
        "provenance": "",
    }  # fmt: skip
    article = apps.get_model("articles", "Article").objects.create(
        title=state["title"], slug=state["slug"], body=state["body"], language="en",
        printed_date="1921", printed_from=date(1921, 1, 1), printed_to=date(1921, 12, 31),
        filed_year=1921, version=3,
    )  # fmt: skip
    apps.get_model("articles", "Revision").objects.create(
        article=article, number=1, content=state, checksum=checksum(state)
    )
    apps.get_model("articles", "Edition").objects.create(
        article=article, number=1, title=article.title, slug=article.slug, filed_year=1921,
        body=article.body, html=article.body, text="Bread was dear.", content=state,
        checksum=checksum(state), language="en", original=article, online_at=MOMENT,
        visible_from=MOMENT, sort_date=date(1921, 1, 1),
    )  # fmt: skip
    return article


def test_an_archive_from_before_the_counts_is_counted(migrate: Migrate) -> None:
    article_of_then(migrate("0001_initial"))
    migrate(newest())
    edition = Edition.objects.public().get()
    assert edition.is_counted
    assert edition.text == "Bread was dear."
    assert Tally.objects.filter(count=1).exists()
    assert Generation.objects.count() == 1


def test_an_archive_from_before_the_workflow_gets_roles_and_stages(migrate: Migrate) -> None:
    article_of_then(migrate("0005_texts_last"))
    Group.objects.exclude(name="Editor").delete()
    Group.objects.get_or_create(name="Editor")[0].permissions.clear()
    migrate(newest())
    article = Article.objects.get()
    assert (article.stage, article.version) == (Article.Stage.DRAFT, 3)
    assert article.checksum == checksum(content(article)) == article.editions.get().checksum
    assert (article.state, article.public_from) == (Article.State.PUBLISHED, MOMENT)
    assert not article.has_unpublished_changes
    for name, codenames in roles.ROLES.items():
        role = Group.objects.get(name=name)
        granted = set() if name == "Editor" else codenames  # theirs was there already
        assert set(role.permissions.values_list("codename", flat=True)) == granted, name
    administrator = Group.objects.get(name=roles.ADMINISTRATOR)
    assert administrator.permissions.filter(codename="change_user").exists()
