"""What templates of the desk show in many places."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.admin.badges import Badge
from articles.admin.badges import badges as badges_of
from articles.models import Article
from articles.publishing import schedule

register = template.Library()


@register.simple_tag
def badges(article: Article) -> SafeString:
    """Where the article stands, by what its row says: for lists."""
    return as_html(badges_of(article))


@register.simple_tag
def standing(article: Article) -> SafeString:
    """The same for a page about one article, with what is scheduled on top of what readers have."""
    coming = schedule.coming(article)
    return as_html(badges_of(article, coming.visible_from if coming else None))


@register.filter
def moment(value: datetime) -> str:
    """The time of what was today, and else the day."""
    local = timezone.localtime(value)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATE_FORMAT")


def as_html(found: list[Badge]) -> SafeString:
    return format_html_join(" ", '<span class="desk-state desk-{}">{}</span>', found)
