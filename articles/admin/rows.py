"""What the lines of the list show beside the article itself, for all of them at once."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.utils import timezone

from articles.models import Article, Contribution, Edition, Remark, Revision


def dressed(articles: Iterable[Article]) -> list[Article]:
    """The articles with byline, public address, coming edition and last writer.

    Also whether the original of a translation has changed, and how many remarks are open. Seven
    queries, whatever their number.
    """
    rows = list(articles)
    keys = [article.pk for article in rows]
    authors = Contribution.objects.select_related("author").order_by("position")
    prefetch_related_objects(rows, Prefetch("contributions", authors))
    public, coming = addresses(keys), coming_editions(keys)
    writers, remarks = last_writers(keys), numbers_of_open_remarks(keys)
    behind = set(
        Article.objects.filter(pk__in=keys).behind_their_original().values_list("pk", flat=True)
    )
    for article in rows:
        article.public_address = public.get(article.pk, "")
        article.coming_at = coming.get(article.pk)
        article.is_behind = article.pk in behind
        article.open_remarks = remarks.get(article.pk, 0)
        article.saved_by = writers.get(article.pk, "")
    return rows


def addresses(keys: list[int]) -> dict[int, str]:
    """Where readers find those that they have."""
    editions = Edition.objects.public().filter(article__in=keys)
    found = editions.only("article_id", "filed_year", "slug")
    return {edition.article_id: edition.get_absolute_url() for edition in found}


def coming_editions(keys: list[int]) -> dict[int, object]:
    """When readers get the next edition of those that are on the schedule."""
    editions = Edition.objects.filter(
        article__in=keys,
        visible_from__gt=timezone.now(),
        visible_until__isnull=True,
        is_withheld=False,
    )
    return dict(editions.values_list("article_id", "visible_from"))


def numbers_of_open_remarks(keys: list[int]) -> dict[int, int]:
    remarks = Remark.objects.unresolved().filter(article__in=keys).order_by().values("article")
    return dict(remarks.annotate(number=Count("pk")).values_list("article", "number"))


def last_writers(keys: list[int]) -> dict[int, str]:
    """The names of those who made the last revision."""
    states = Revision.objects.exclude(kind=Revision.Kind.ASIDE).filter(article=OuterRef("pk"))
    last = Subquery(states.order_by("-number").values("created_by")[:1])
    articles = Article.objects.filter(pk__in=keys).order_by()
    by = dict(articles.annotate(writer=last).values_list("pk", "writer"))
    people = get_user_model().objects.in_bulk({key for key in by.values() if key})
    names = {key: user.get_short_name() or user.get_username() for key, user in people.items()}
    return {article: names[writer] for article, writer in by.items() if writer in names}
