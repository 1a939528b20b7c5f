"""What the desk keeps about the people at it, and nothing about anybody else."""

from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.text.language import normalise_tag

from .fields import validate_language

HERE = timedelta(seconds=45)  # three heartbeats of the form
OPEN = timedelta(days=30)  # for so long somebody may leave a form open, and save


class Remit(models.Model):
    """The sections and languages to which somebody's rights are narrowed. None named: all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="remit",
        verbose_name=_("user"),
    )
    sections = models.ManyToManyField(
        "articles.Section",
        through="RemitSection",
        blank=True,
        related_name="+",
        verbose_name=_("sections"),
        help_text=_("None: all of them."),
    )
    languages = models.CharField(
        _("languages"),
        max_length=200,
        blank=True,
        help_text=_("Language tags with spaces between them, such as “de fr”. None: all."),
    )

    class Meta:
        verbose_name = _("remit")
        verbose_name_plural = _("remits")

    def __str__(self) -> str:
        return str(self.user)

    @cached_property
    def section_ids(self) -> frozenset[int]:
        return frozenset(self.sections.values_list("pk", flat=True))

    @property
    def language_tags(self) -> list[str]:
        return self.languages.split()

    def clean(self) -> None:
        """Language tags as they stand on articles; with commas between them is fine too."""
        tags = self.languages.replace(",", " ").replace("،", " ").split()
        for tag in tags:
            try:
                validate_language(tag)
            except ValidationError as error:
                raise ValidationError({"languages": error.messages}) from error
        self.languages = " ".join(dict.fromkeys(normalise_tag(tag) for tag in tags))


class RemitSection(models.Model):
    """A section of a remit. It can't be deleted: without one the rights would reach everywhere."""

    remit = models.ForeignKey(Remit, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey("articles.Section", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("section of a remit")
        verbose_name_plural = _("sections of remits")
        constraints = [
            models.UniqueConstraint(fields=["remit", "section"], name="remit_section_once"),
        ]

    def __str__(self) -> str:
        return f"{Remit._meta.verbose_name}: {self.remit}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self) -> "PresenceQuerySet":
        """Those whose form has given a sign of life just now."""
        return self.filter(seen_at__gt=timezone.now() - HERE)


class Presence(models.Model):
    """Somebody has an article open at the desk."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.article}"


class SavedFilter(models.Model):
    """A view of the list of articles that somebody comes back to."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(
        _("query"), max_length=1000, help_text=_("What follows “?” in the address of the list.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_filter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class MailChoice(models.Model):
    """Whether somebody wants mail of one kind; without a row the kind's own default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices"
    )
    kind = models.CharField(_("kind"), max_length=20)
    is_wanted = models.BooleanField(_("wanted"))

    class Meta:
        ordering = ["user", "kind"]
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


class FormSave(models.Model):
    """What one opening of an article's form has saved last.

    So that a save whose answer got lost, or that is pressed twice, neither makes a second draft nor
    comes into conflict with itself.
    """

    token = models.UUIDField(_("token"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(_("version"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("save of a form")
        verbose_name_plural = _("saves of forms")
        constraints = [
            models.UniqueConstraint(fields=["token", "user"], name="form_save_once"),
        ]

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def expire(cls) -> None:
        """Forget those whose page nobody can still have open."""
        cls.objects.filter(saved_at__lt=timezone.now() - OPEN).delete()
