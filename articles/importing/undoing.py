"""Taking an import back: what it made, and nobody has worked on since, goes into the trash.

What readers never had is deleted for good there; what they had stays in the trash, so that its
address can say that it is gone.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ImportLine, ImportRun, Original
from articles.publishing import trash
from articles.publishing.content import checksum, content

State = ImportRun.State


def work(run: ImportRun) -> None:
    """Take back one article after the other, translations first, each in its own transaction."""
    while run.state == State.UNDOING and (line := next_line(run)):
        with transaction.atomic():
            now = ImportRun.objects.select_for_update().get(pk=run.pk)
            if now.state != State.UNDOING:
                return
            why = take_back(line, run)
            line.status = "kept" if why else "undone"
            if why:
                line.report["kept"] = why
                line.attention = 900
            line.save(update_fields=["status", "report", "attention"])
            now.touched_at = timezone.now()
            now.save(update_fields=["touched_at"])
    ImportRun.objects.filter(pk=run.pk, state=State.UNDOING).update(state=State.UNDONE)


def next_line(run: ImportRun) -> ImportLine | None:
    """The newest first: a translation comes after its original."""
    return run.lines.made().select_related("article").order_by("-id").first()


def take_back(line: ImportLine, run: ImportRun) -> str:
    """Why the article stays; "" when it was taken back."""
    article = line.article
    if article is None:
        return ""
    if why := reason_to_keep(article):
        return why
    try:
        with transaction.atomic():
            trash.trash(article, by=run.by, note=_("import undone: %s") % run.source)
            if not article.editions.exists():
                Original.objects.filter(article=article).delete()
                article.comments.update(parent=None)  # which would keep each other from going
                article.refresh_from_db()
                trash.delete_for_good(article, by=run.by)
    except (PermissionDenied, ValidationError) as error:
        return " ".join(getattr(error, "messages", [str(error)]))
    return ""


def reason_to_keep(article: Article) -> str:
    original = Original.objects.filter(article=article).defer("data").first()
    if original and checksum(content(article)) != original.manuscript_checksum:
        return _("Somebody has edited it since.")
    if article.editions.count() > 1:
        return _("It was published again since.")
    if article.remarks.exists():
        return _("Somebody has left remarks on it.")
    here = article.comments.exclude(pk__in=list((original.replies if original else {}).values()))
    if here.exists():
        return _("Readers have commented on it here.")
    return ""
