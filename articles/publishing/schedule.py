"""Taking a coming edition off the schedule. Putting one on it is publishing with a moment."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Event

from . import counts, rights, standing, workflow
from .publish import call_off
from .signals import edition_withdrawn


def coming(article: Article) -> Edition | None:
    """The edition that readers will get at its minute, if there is one."""
    return article.editions.filter(
        visible_from__gt=timezone.now(), visible_until__isnull=True, is_withheld=False
    ).first()


@transaction.atomic
def unschedule(article: Article, *, by: User | None = None, note: str = "") -> None:
    """Call off the coming edition: readers keep what they have. The text is approved again.

    Raises PermissionDenied, or ValidationError when nothing is scheduled any more.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rights.demand(by, "publish", article)
    if coming(article) is None:
        raise ValidationError(_("Nothing is scheduled any more: its minute may have come."))
    call_off(article)
    counts.settle(article)
    standing.keep(article)
    workflow.set_stage(article, Article.Stage.APPROVED)
    workflow.leave_event(article, Event.Kind.UNSCHEDULED, by, note)
    transaction.on_commit(lambda: edition_withdrawn.send_robust(Edition, article=article))
