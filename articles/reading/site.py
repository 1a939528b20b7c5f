"""What stands around every page: the organisation's name and mark, and its divisions."""

from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from articles import addresses
from articles.models import Section, Tally
from articles.text.language import direction

from .counted import counted, is_due
from .prepared import Prepared
from .rows import Link


class Site:
    """From settings, so the same for as long as the program runs."""

    @cached_property
    def name(self) -> str:
        return settings.SITE_NAME

    @cached_property
    def url(self) -> str:
        return settings.SITE_URL

    @cached_property
    def language(self) -> str:
        return settings.LANGUAGE_CODE

    @cached_property
    def direction(self) -> str:
        return direction(settings.LANGUAGE_CODE)

    @cached_property
    def mark(self) -> str:
        """The address of the organisation's mark, "" without one."""
        return reverse("mark") if settings.SITE_MARK else ""

    @cached_property
    def search(self) -> str:
        """Where readers search, "" as long as there is nothing to search with."""
        return ""

    @cached_property
    def theme(self) -> str:
        """The address of a style sheet with the organisation's colours, "" for ours."""
        return reverse("theme") if settings.SITE_COLOURS else ""


def _with_articles() -> QuerySet:
    filled = Tally.objects.filter(kind=Tally.Kind.SECTION, count__gt=0).values("ref")
    rows = Section.objects.filter(pk__in=filled).order_by("position", "name")
    return rows.values_list("name", "slug", "pk", is_due())


_sections = Prepared(_with_articles)


def sections() -> list[Link]:
    """The divisions in which readers find something."""
    return [Link(name, addresses.section(slug)) for name, slug, _key in section_rows()]


def section_rows() -> list[tuple[str, str, int]]:
    """Name, slug and id of the same."""
    return [(name, slug, key) for name, slug, key, _is_due in counted(_sections)]
