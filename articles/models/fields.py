"""Fields and abstract rows that several nouns share."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text.dates import interval
from articles.text.language import direction, is_language_tag, normalise_tag


def validate_language(value: str) -> None:
    """Raise ValidationError unless ``value`` is a well-formed language tag (BCP 47)."""
    if not is_language_tag(value):
        raise ValidationError(
            _("“%(value)s” is no language tag. Use a BCP 47 tag such as “en”, “pt-BR” or “ar”."),
            params={"value": value},
        )


def validate_edtf(value: str) -> None:
    """Raise ValidationError unless ``value`` is a date in EDTF (ISO 8601-2)."""
    try:
        interval(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class LanguageField(models.CharField):
    """A BCP 47 language tag, stored in its recommended letter case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 35)
        super().__init__(*args, **kwargs)

    default_validators = [validate_language]

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return normalise_tag(text) if text and is_language_tag(text) else text


class InLanguage(models.Model):
    """A row whose text is in one language; the direction follows from it."""

    language = LanguageField(_("language"), help_text=_("BCP 47 tag: en, de, es, ar, he, pt-BR …"))

    class Meta:
        abstract = True

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.language)


class PrintedDate(models.Model):
    """What is known of a date as it was printed: EDTF, a sort range, a label.

    The range is the first and the last day the date can mean; ``fill_range`` derives it.
    """

    printed_date = models.CharField(
        _("printed date"),
        max_length=60,
        blank=True,
        validators=[validate_edtf],
        help_text=_(
            "When it was first published, in EDTF: 2021-12-06, 2021-12, 1926, 1926-21 (spring), "
            "1926~ (circa), 1926/1928. Empty when unknown."
        ),
    )
    printed_label = models.CharField(
        _("date as printed"),
        max_length=100,
        blank=True,
        help_text=_("The words of the original where they say more, such as “Spring 1926”."),
    )
    printed_from = models.DateField(_("earliest day"), null=True, blank=True, editable=False)
    printed_to = models.DateField(_("latest day"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def fill_range(self) -> None:
        """Derive the sort range from the EDTF date. Raises ValueError for a date that is none."""
        first: date | None = None
        last: date | None = None
        if self.printed_date:
            first, last = interval(self.printed_date)
        self.printed_from, self.printed_to = first, last

    @property
    def year(self) -> int | None:
        """The year under which the archive files it; None when undated."""
        return self.printed_from.year if self.printed_from else None
