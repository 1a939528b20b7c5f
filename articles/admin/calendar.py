"""The calendar: what is coming, what was published, and until when something is under embargo."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.publishing import rights

from .pages import page

MONTH = re.compile(r"(19|20|21)([0-9]{2})-(0[1-9]|1[0-2])")
SHOWN = 6  # entries of a day and kind; an import may publish thousands in one
KINDS = {
    "scheduled": gettext_lazy("scheduled"),
    "published": gettext_lazy("published"),
    "corrected": gettext_lazy("new edition"),
    "embargo": gettext_lazy("embargo ends"),
}


class Entry(NamedTuple):
    at: datetime
    """In the site's time zone."""
    kind: str
    article: int
    title: str
    language: str
    label: str
    of_day: int
    """How many of the day there are, of which only some are shown."""


class Day(NamedTuple):
    date: date
    is_in_month: bool
    is_today: bool
    entries: list[Entry]
    more: int


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    if not rights.may_view_any(request.user):
        raise PermissionDenied
    first = month_of(request.GET.get("month", ""))
    after = next_month(first)
    weeks = weeks_of(first, list(entries(request.user, first, after)))
    return page(
        request,
        "admin/articles/article/calendar.html",
        title=_("Calendar"),
        first=first,
        month=date_format(first, "YEAR_MONTH_FORMAT"),
        before=next_month(first, -1),
        after=after,
        this_month=timezone.localdate().replace(day=1),
        weekdays=weekdays(),
        weeks=weeks,
        days=[day for week in weeks for day in week if day.is_in_month and day.entries],
        later=later(request.user, after),
        zone=timezone.get_current_timezone_name(),
    )


def month_of(asked: str) -> date:
    """The first day of the month that is asked for, else of this one."""
    if MONTH.fullmatch(asked):
        return date.fromisoformat(f"{asked}-01")
    return timezone.localdate().replace(day=1)


def next_month(first: date, step: int = 1) -> date:
    number = first.year * 12 + first.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)


def beginning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


# What happens in a month: two queries, whatever their number


def entries(user: User, first: date, after: date) -> Iterator[Entry]:
    """In the order of the days and minutes."""
    start, end = beginning(first), beginning(after)
    return iter(sorted(chain(editions(user, start, end), embargoes(user, start, end))))


def visible(user: User) -> QuerySet[Edition]:
    """The editions that readers get or got of the articles that this person may see."""
    # Asked of each edition in turn: a list of all their articles would grow with the archive.
    theirs = rights.visible_to(user).kept().filter(pk=OuterRef("article"))
    called_off = {"visible_until": F("visible_from")}
    return Edition.objects.filter(Exists(theirs), is_withheld=False).exclude(**called_off)


def editions(user: User, start: datetime, end: datetime) -> Iterator[Entry]:
    rows = visible(user).filter(visible_from__gte=start, visible_from__lt=end)
    now = timezone.now()
    for row in first_of_each_day(rows, "visible_from").values(
        "visible_from", "article_id", "title", "language", "number", "of_day"
    ):
        is_coming = row["visible_from"] > now
        kind = "scheduled" if is_coming else "corrected" if row["number"] > 1 else "published"
        yield entry(kind, row["visible_from"], row["article_id"], row)


def embargoes(user: User, start: datetime, end: datetime) -> Iterator[Entry]:
    rows = rights.visible_to(user).kept()
    rows = rows.filter(embargo_until__gte=start, embargo_until__lt=end)
    for row in first_of_each_day(rows, "embargo_until").values(
        "embargo_until", "pk", "title", "language", "of_day"
    ):
        yield entry("embargo", row["embargo_until"], row["pk"], row)


def first_of_each_day(rows: QuerySet, moment: str) -> QuerySet:
    day = {"partition_by": [TruncDate(moment, tzinfo=timezone.get_current_timezone())]}
    counted = rows.order_by().annotate(
        of_day=Window(Count("pk"), **day), place=Window(RowNumber(), order_by=[moment, "pk"], **day)
    )
    return counted.filter(place__lte=SHOWN)


def entry(kind: str, moment: datetime, article: int, row: dict[str, Any]) -> Entry:
    at = timezone.localtime(moment)
    label = str(KINDS[kind])
    return Entry(at, kind, article, row["title"], row["language"], label, row["of_day"])


def later(user: User, after: date) -> date | None:
    """The next month beyond this one in which something is scheduled."""
    first = coming(user, beginning(after)).values_list("visible_from", flat=True).first()
    return timezone.localtime(first).date().replace(day=1) if first else None


def coming(user: User, start: datetime | None = None) -> QuerySet[Edition]:
    """What readers will get, from now or from a later moment on, the next one first."""
    now = timezone.now()
    scheduled = visible(user).filter(visible_from__gt=now, visible_from__gte=start or now)
    return scheduled.order_by("visible_from", "pk")


# How a month is laid out


def weekdays() -> list[tuple[str, str]]:
    """Short and long names, in the order of the interface's language."""
    start = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    order = [(start + step) % 7 for step in range(7)]
    return [(str(WEEKDAYS_ABBR[day]), str(WEEKDAYS[day])) for day in order]


def weeks_of(first: date, found: list[Entry]) -> list[list[Day]]:
    today = timezone.localdate()
    by_day: dict[date, list[Entry]] = {}
    for each in found:
        by_day.setdefault(each.at.date(), []).append(each)
    layout = calendar.Calendar((get_format("FIRST_DAY_OF_WEEK") - 1) % 7)
    return [
        [day_of(day, first, today, by_day.get(day, [])) for day in week]
        for week in layout.monthdatescalendar(first.year, first.month)
    ]


def day_of(day: date, first: date, today: date, found: list[Entry]) -> Day:
    # Editions and embargoes are counted apart; of each kind of row the number is the same.
    numbers = {each.kind == "embargo": each.of_day for each in found}
    more = sum(numbers.values()) - len(found)
    return Day(day, day.month == first.month, day == today, found, more)
