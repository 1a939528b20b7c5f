"""The language of the public templates: what they may call beside what their page is given.

Jinja2 and not Django's own, as a page that nobody has asked for yet is made in a millisecond.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from jinja2 import Environment
from markupsafe import Markup

from articles.folding import FoldingEnvironment
from articles.reading.rows import Line
from articles.reading.site import Site, sections
from articles.text import dates, language


def environment(**options: Any) -> Environment:
    """Called by Django's backend."""
    jinja = FoldingEnvironment(
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    jinja.constants = {"site": Site()}
    jinja.pure = {"_": translated, "gettext": translated, "static": static}
    jinja.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        translation.gettext, translation.ngettext, newstyle=True
    )
    jinja.globals |= {
        "_": translated,
        "masthead": masthead_of(jinja),
        "items": items,
        "thread": macro(jinja, "comments/_thread.html", "thread"),
        "day": day,
        "moment": moment,
    }
    jinja.filters |= {
        "paragraphs": paragraphs,
        "number": number,
        "absolute": absolute,
        "direction": language.direction,
        "own_name": own_name,
    }
    return jinja


def macro(jinja: Environment, template: str, name: str) -> Callable[..., Markup]:
    """A macro for all pages. What one writes is joined at once, and not passed on bit by bit."""

    def call(*values: Any, **named: Any) -> Markup:
        written: Markup = getattr(jinja.get_template(template).module, name)(*values, **named)
        return written

    return call


def masthead_of(jinja: Environment) -> Callable[[str], Markup]:
    """What stands above every page, remembered for the divisions that there are."""
    written = lru_cache(maxsize=256)(macro(jinja, "_masthead.html", "masthead"))

    def masthead(path: str) -> Markup:
        divisions = tuple(sections())
        here = any(division.address == path for division in divisions)
        return written(divisions, path if here else "")

    return masthead


def items(lines: Iterable[Line], level: int = 2, *, brief: bool = False) -> Markup:
    """Lines of a list, put together of what ``articles/_line.html`` has made of each."""
    written = [
        f'<article class="item" {language_of}>\n<h{level}>{link}</h{level}>\n{facts}\n'
        f"{'' if brief else excerpt}\n</article>\n"
        for language_of, link, facts, excerpt in (line.parts for line in lines)
    ]
    return Markup("".join(written))  # noqa: S704  the parts were made by a template


def translated(message: str) -> Markup:
    """A sentence in the site's language, which is that of every page for readers."""
    with translation.override(settings.LANGUAGE_CODE):
        return Markup(translation.gettext(message))  # noqa: S704  from our own catalogue


@lru_cache(maxsize=4096)
def day(value: datetime) -> SafeString:
    """The day of a moment, in words of the interface."""
    local = localtime(value)
    return format_html('<time datetime="{}">{}</time>', iso(local), in_words(local))


@lru_cache(maxsize=4096)
def moment(value: datetime) -> SafeString:
    """Day and hour."""
    local = localtime(value)
    words = f"{in_words(local)} {local:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', iso(local), words)


def in_words(local: datetime) -> str:
    return dates.label(local.date().isoformat(), settings.LANGUAGE_CODE)


def iso(local: datetime) -> str:
    return local.isoformat(timespec="seconds")


def paragraphs(text: str) -> SafeString:
    """Plain text as paragraphs, escaped."""
    return SafeString(linebreaks(text, autoescape=True))


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    """As people write it in the language of the interface."""
    try:
        locale = Locale.parse(settings.LANGUAGE_CODE, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_decimal(value, locale=locale)


def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def own_name(tag: str) -> str:
    """A language's own name for itself."""
    return language.language_name(tag, tag)
