"""Words of the archive for templates: dates, languages, pictures, comments, metadata."""

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language

from articles.comments.display import as_html
from articles.models import Edition, Image, Section
from articles.models.fields import PrintedDate
from articles.publishing import images
from articles.text import dates, language

from .metadata import schema_org

register = template.Library()
register.filter("comment_html", as_html)


@register.simple_tag
def site_name() -> str:
    return settings.SITE_NAME


@register.simple_tag
def sections() -> QuerySet[Section]:
    """The site's divisions in which readers find something."""
    return Section.objects.filter(editions__in=Edition.objects.public()).distinct()


@register.filter
def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return settings.SITE_URL + path


@register.filter
def own_language_name(tag: str) -> str:
    """The language's own name for itself."""
    return language.language_name(tag, tag)


@register.filter
def direction(tag: str) -> str:
    return language.direction(tag)


@register.filter
def month_name(month: int) -> date:
    """A day in that month, for the ``date`` filter."""
    return date(2000, month, 1)


@register.simple_tag
def day(moment: datetime) -> SafeString:
    """The day of a moment, in words of the interface."""
    moment = localtime(moment)
    words = dates.label(moment.date().isoformat(), get_language() or settings.LANGUAGE_CODE)
    return format_html('<time datetime="{}">{}</time>', iso(moment), words)


@register.filter
def iso(moment: datetime) -> str:
    """A moment for machines, to the second."""
    return localtime(moment).isoformat(timespec="seconds")


@register.simple_tag
def printed_date(row: PrintedDate, tag: str) -> SafeString | str:
    """When it was printed, as it was printed or in words of the language."""
    if not row.printed_date:
        return row.printed_label
    words = row.printed_label or dates.label(row.printed_date, tag)
    machine = machine_date(row)
    if machine is None:
        return format_html("<span>{}</span>", words)
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def machine_date(row: PrintedDate) -> str | None:
    """The day, month or year in ISO 8601, as exact as it is known; None for a longer time."""
    first, last = row.printed_from, row.printed_to
    if not (first and last) or first.year != last.year:
        return None
    if first == last:
        return first.isoformat()
    return first.isoformat()[: 7 if first.month == last.month else 4]


@register.simple_tag
def citation_date(edition: Edition) -> str:
    """The printed date as catalogues want it, ``2021/12/06``; else the day it was put online."""
    return (machine_date(edition) or edition.online_at.date().isoformat()).replace("-", "/")


@register.simple_tag
def picture(image: Image) -> str | None:
    """The picture in all its sizes."""
    return images.picture({image.src: image}, image.src, image.alt)


@register.simple_tag
def json_ld(edition: Edition) -> SafeString:
    """The article in the words of schema.org; nothing in it can end the script element."""
    data: dict[str, Any] = schema_org(edition, machine_date(edition))
    text = json.dumps(data, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
