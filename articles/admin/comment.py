"""The queue of comments: read, approve, reject. What was written is never edited."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.comments import moderation
from articles.models import Comment, Edition
from articles.publishing import rights

from .base import DeskAdmin
from .filters import DecisionFilter

DECISIONS = {"approve": moderation.approve, "reject": moderation.reject}
LINE = 400  # characters of a comment in the list


@admin.register(Comment)
class CommentAdmin(DeskAdmin):
    change_form_template = "admin/articles/comment/change_form.html"
    list_display = ["said", "decide", "state_shown", "about", "written"]
    list_display_links = ["written"]
    list_filter = [DecisionFilter]
    search_fields = ["name", "text", "title_shown"]
    date_hierarchy = "created_at"
    list_per_page = 50
    actions = ["approve_selected", "reject_selected"]
    fields = ["about", "parent", "name", "email", "text", "state", "created_at", "decided_at",
              "decided_by"]  # fmt: skip
    readonly_fields = ["about"]
    # Those that wait come first, the newest of them on top.
    ordering = [Case(When(state=Comment.State.HELD, then=Value(0)), default=Value(1)), "-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """On articles within the person's remit, each with the title under which it was read.

        The title of the manuscript may be another one by now, and concerns no moderator.
        """
        read = Edition.objects.ever_visible().filter(article=OuterRef("article"))
        title = read.order_by("-number").values("title")[:1]
        within = rights.moderated_by(request.user)
        mine = super().get_queryset(request) & within
        return mine.annotate(title_shown=Subquery(title))

    @admin.display(description=gettext_lazy("article"))
    def about(self, comment: Comment) -> SafeString | str:
        if not comment.title_shown:
            return ""
        url = reverse("short", args=[comment.article_id])
        return format_html('<a href="{}" dir="auto">{}</a>', url, comment.title_shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Asked by the actions of the list."""
        return rights.holds(request.user, "moderate")

    @admin.display(description=gettext_lazy("comment"))
    def said(self, comment: Comment) -> SafeString:
        text = comment.text if len(comment.text) <= LINE else comment.text[:LINE] + "…"
        return format_html(
            '<b dir="auto">{}</b><span class="desk-said" dir="auto">{}</span>', comment.name, text
        )

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, comment: Comment) -> SafeString:
        return format_html(
            '<span class="desk-state desk-{}">{}</span>',
            comment.state,
            comment.get_state_display(),
        )

    @admin.display(description=gettext_lazy("written"), ordering="created_at")
    def written(self, comment: Comment) -> str:
        return date_format(timezone.localtime(comment.created_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("decide"))
    def decide(self, comment: Comment) -> SafeString:
        """Buttons of the list's own form, so that they work without script."""
        buttons = [
            format_html(
                '<button class="desk-button" formaction="{}" aria-label="{}">{}</button>',
                reverse(f"admin:articles_comment_{act}", args=[comment.pk]),
                f"{label}: {comment.name}",
                label,
            )
            for act, label in labels(comment)
        ]
        return format_html("{}" * len(buttons), *buttons)

    @admin.action(description=gettext_lazy("Approve"), permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        for comment in comments:
            moderation.approve(comment, by=request.user)
        self.tell(request, len(comments))

    @admin.action(description=gettext_lazy("Reject"), permissions=["moderate"])
    def reject_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        for comment in comments:
            moderation.reject(comment, by=request.user)
        self.tell(request, len(comments))

    def tell(self, request: HttpRequest, number: int) -> None:
        said = ngettext("%(number)s comment decided.", "%(number)s comments decided.", number)
        self.message_user(request, said % {"number": number}, messages.SUCCESS)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        shown = list(self.list_display)
        if not self.has_moderate_permission(request):
            shown.remove("decide")
        return shown

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        comment = kwargs.get("obj")
        if comment and self.has_moderate_permission(request):
            context["decisions"] = labels(comment)
        return super().render_change_form(request, context, **kwargs)

    def view_on_site(self, comment: Comment) -> str | None:
        """Where readers see it; nothing for one that they don't see."""
        edition = Edition.objects.public().filter(article=comment.article_id).first()
        if comment.state != Comment.State.APPROVED or edition is None:
            return None
        return f"{edition.get_absolute_url()}#comment-{comment.pk}"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                f"<int:comment_id>/{act}/",
                view(require_POST(self.decided)),
                {"act": act},
                name=f"articles_comment_{act}",
            )
            for act in DECISIONS
        ]
        return own + super().get_urls()

    def decided(self, request: HttpRequest, comment_id: int, act: str) -> HttpResponse:
        """Decide on one comment, and go back to where the button was."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        comment = get_object_or_404(rights.moderated_by(request.user), pk=comment_id)
        comment = DECISIONS[act](comment, by=request.user)
        said = {"name": comment.name, "state": comment.get_state_display()}
        messages.success(request, _("%(name)s: %(state)s.") % said)
        url = reverse("admin:articles_comment_changelist")
        filters = request.GET.get("_changelist_filters", "")
        return redirect(f"{url}?{filters}" if filters else url)


def labels(comment: Comment) -> list[tuple[str, str]]:
    """The decisions that would change something."""
    offered = {"approve": _("Approve"), "reject": _("Reject")}
    settled: dict[str, str] = {
        Comment.State.APPROVED: "approve",
        Comment.State.REJECTED: "reject",
    }
    return [(act, label) for act, label in offered.items() if act != settled.get(comment.state)]
