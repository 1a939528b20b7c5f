from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .generation import Generation


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> "CommentQuerySet":
        """What readers may see, in the order it was written."""
        return self.filter(state=Comment.State.APPROVED).order_by("created_at", "id")

    def held(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.HELD)


class Comment(models.Model):
    """A reader's reply. Held until a moderator approves it.

    No address of a machine is kept. An e-mail address is kept until the decision, no longer.
    """

    class State(models.TextChoices):
        HELD = "held", _("held")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="comments",
        verbose_name=_("article"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    name = models.CharField(_("name or pseudonym"), max_length=80)
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Erased when the comment is decided.")
    )
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.HELD)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", "Can approve and reject comments")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")), name="comment_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(state="held") | Q(email=""), name="comment_email_only_while_held"
            ),
        ]
        indexes = [
            models.Index(fields=["article", "state", "created_at"], name="comment_thread"),
            models.Index(fields=["state", "-id"], name="comment_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    def save(self, **kwargs: Any) -> None:
        """A new comment is held and concerns no reader, unless it comes approved."""
        with transaction.atomic():
            if self._state.adding and self.state == self.State.APPROVED:
                Generation.advance()
            super().save(**kwargs)
