"""Leave to read a manuscript without an account: given for a time, and taken back at any moment."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, Event, PreviewLink

from . import rights, workflow

SHORTEST, USUAL, LONGEST = timedelta(hours=1), timedelta(days=7), timedelta(days=30)
_signer = Signer(salt="articles.publishing.preview_links")


@transaction.atomic
def share(
    article: Article, *, by: User | None = None, label: str = "", lasts: timedelta = USUAL
) -> PreviewLink:
    """Let whoever has the link read the manuscript, as it is at each moment, for so long.

    Raises PermissionDenied; ValidationError for an article in the trash or a wrong time.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rights.demand(by, "share", article)
    if article.trashed_at:
        raise ValidationError(_("The article is in the trash. Restore it first."))
    if not SHORTEST <= lasts <= LONGEST:
        raise ValidationError(_("A link works for an hour at least and for 30 days at most."))
    link = PreviewLink(
        article=article, label=label.strip(), created_by=by, expires_at=timezone.now() + lasts
    )
    link.clean_fields(exclude=["created_by"])  # a command has nobody to name
    link.save()
    until = date_format(timezone.localtime(link.expires_at), "SHORT_DATETIME_FORMAT")
    said = _("%(label)s, until %(moment)s") % {"label": link.label or "–", "moment": until}
    workflow.leave_event(article, Event.Kind.SHARED, by, said)
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: User | None = None) -> None:
    """Take the leave back at once. Of a link that works no more nothing changes."""
    link = PreviewLink.objects.select_for_update().select_related("article").get(pk=link.pk)
    rights.demand(by, "share", link.article)
    if not link.works:
        return
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    workflow.leave_event(link.article, Event.Kind.UNSHARED, by, link.label)


def token(link: PreviewLink) -> str:
    """What stands in the address: the link's number, signed with the secret key of the site."""
    return _signer.sign_object(link.pk)


def link_of(signed: str) -> PreviewLink | None:
    """The link of an address, whether it still works or not; None for what we never signed."""
    try:
        number = _signer.unsign_object(signed)
    except (BadSignature, ValueError):
        return None
    return PreviewLink.objects.select_related("article").filter(pk=number).first()
