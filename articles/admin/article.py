"""Articles at the desk: the list, the form, and the way to every act on them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm, Fieldset
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition
from articles.publishing import rights, trash, workflow

from . import (
    acts,
    autosave,
    calendar,
    checklist,
    conflict,
    duplicating,
    history,
    importing,
    moving,
    paste,
    presence,
    preview,
    publication,
    remarks,
    sharing,
    side,
    transitions,
    translation,
)
from .byline import BylineInline, affiliations
from .form_words import page_for_script
from .limits import unseen
from .listing import ArticleListing
from .manuscript import CARRIED, ArticleForm
from .saving import CHANGE, Saving

# What stands on the sheet of paper; all other groups of fields are details beside it.
SHEET = {"desk-head": "head", "desk-text": "text"}


def sheet(form: AdminForm) -> dict[str, list[Fieldset]]:
    """The form's groups of fields by the place where they stand."""
    places: dict[str, list[Fieldset]] = {"head": [], "text": [], "details": []}
    for group in form:
        places[SHEET.get(group.classes, "details")].append(group)
    return places


@admin.register(Article)
class ArticleAdmin(Saving, ArticleListing):
    form = ArticleForm
    inlines = [BylineInline]
    # The revisions keep the values of these.
    names_only = frozenset({*history.CATALOGUE, "body", "social_image", "revision_note", *CARRIED})
    change_form_template = "admin/articles/article/change_form.html"
    delete_confirmation_template = "admin/articles/article/delete.html"

    autocomplete_fields = ["section", "series", "issue", "translation_of", "image",
                           "social_image"]  # fmt: skip
    fieldsets = [
        (None, {"classes": ["desk-head"], "fields": ["title", "standfirst"]}),
        (None, {"classes": ["desk-text"], "fields": ["body", "revision_note", *CARRIED]}),
        (_("Date and language"), {
            "fields": ["printed_date", "printed_label", "language", "translation_of"],
        }),
        (_("Where it belongs"), {
            "fields": ["tags", "section", ("series", "series_position"), "issue"],
        }),
        (_("Pictures"), {"fields": ["image", "social_image"]}),
        (_("Provenance, comments, address"), {
            "fields": ["provenance", "comments_open", "slug", "embargo_until"],
        }),
    ]  # fmt: skip

    # The form

    def view_on_site(self, article: Article) -> str | None:
        """The public page; a draft has none."""
        edition = Edition.objects.public().filter(article=article).first()
        return edition.get_absolute_url() if edition else None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # Most of what is written at the desk is of today; an old text has its own date.
        today = timezone.localdate().isoformat()
        from_site = {"language": settings.LANGUAGE_CODE, "printed_date": today}
        return from_site | super().get_changeform_initial_data(request)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        form = context["adminform"]
        context["sheet"] = sheet(form)
        context["panels"] = list(side.panels(request, article))
        context |= {"transitions": transitions.AT_FIRST, "acts": acts.at_first(request.user)}
        if article:
            context["transitions"] = workflow.possible(article, request.user)
            context["dialogs"] = transitions.asked(article, request.user)
            context["acts"] = acts.possible(article, request.user)
            context["conflict"] = getattr(request, "desk_conflict", None)
        context["is_held"] = is_held = conflict.HOLD in request.POST
        may_save = self.has_change_permission(request, article) if article else True
        context["for_script"] = page_for_script(
            request, article, maySave=may_save, isHeld=is_held, isBound=request.method == "POST"
        )
        return super().render_change_form(request, context, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[ArticleForm]:
        """For this person: what they may choose depends on it."""
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Article | None:
        """The original of a translation only by its number, where the person may not see it."""
        article = super().get_object(request, *args, **kwargs)
        original = article and article.translation_of
        if original and not rights.may(request.user, "view", original):
            Article.translation_of.field.set_cached_value(article, unseen(original))
        return article

    # Who may do what is decided in articles.publishing.rights.

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Only what the person may see: so for list, form, search and every autocomplete."""
        return rights.visible_to(request.user, super().get_queryset(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rights.may_view_any(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return rights.may_view_any(request.user)
        return rights.may(request.user, "view", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.may_add(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return rights.holds(request.user, "change") or rights.may_add(request.user)
        return rights.may(request.user, "change", obj)

    # Deleting means the trash; only what was never published can be deleted from there.

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return rights.holds(request.user, "trash") or rights.may_add(request.user)
        if obj.trashed_at and obj.editions.exists():
            return False
        return rights.may(request.user, "trash", obj)

    def get_deleted_objects(
        self, objs: list[Article], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Nothing hangs on an article that goes to the trash: it comes back whole."""
        return [str(article) for article in objs], {}, set(), []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask and delete; what stands in the way is said on the article's own page."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            return redirect(CHANGE, object_id)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        # What the page promised, not what the article has become since: a second press, or
        # somebody else's, finds it in the trash.
        if "for_good" in request.POST:
            trash.delete_for_good(obj, by=request.user)
        else:
            trash.trash(obj, by=request.user)

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponseRedirect:
        kept = Article.objects.filter(pk=obj_id).exists()
        said = _("“%(title)s” is in the trash.") if kept else _("“%(title)s” is deleted for good.")
        self.message_user(request, said % {"title": obj_display}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    # The pages of the acts

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history.revisions(request, object_id)

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("calendar/", "calendar", calendar.calendar_page),
            ("autosave/", "autosave_new", partial(autosave.autosave, self)),
            ("<int:article_id>/autosave/", "autosave", partial(autosave.autosave, self)),
            ("<int:article_id>/difference/", "difference", autosave.difference),
            ("token/", "token", autosave.fresh_token),
            ("affiliations/", "affiliations", affiliations),
            ("import/", "import", importing.paste),
            ("import/save/", "import_save", importing.correct),
            ("import/site/", "moving", moving.sites),
            ("import/site/<int:key>/", "moving_run", moving.run_page),
            ("import/site/<int:key>/<slug:name>/", "moving_act", moving.act),
            ("paste/", "paste", paste.paste),
            ("<int:article_id>/preview/", "preview", preview.preview),
            ("<int:article_id>/shared/", "shared", sharing.shared_page),
            ("<int:article_id>/shared/<int:link_id>/revoke/", "unshare", sharing.revoke_page),
            ("<int:article_id>/translate/", "translate", translation.translate_page),
            ("<int:article_id>/taken-over/", "take_over", translation.take_over_page),
            ("<int:article_id>/publish/", "publish", publication.publish_page),
            ("<int:article_id>/unschedule/", "unschedule", publication.unschedule_page),
            ("<int:article_id>/withdraw/", "withdraw", acts.withdraw_page),
            ("<int:article_id>/do/<slug:name>/", "move", transitions.move_page),
            ("<int:article_id>/restore/", "restore", acts.restore_page),
            ("<int:article_id>/duplicate/", "duplicate", duplicating.duplicate_page),
            ("<int:article_id>/presence/", "presence", presence.presence),
            ("<int:article_id>/remarks/", "remarks", remarks.remarks_page),
            (
                "<int:article_id>/remarks/<int:remark_id>/<slug:act>/",
                "remark_act",
                remarks.remark_act,
            ),
            ("<int:article_id>/checklist/", "checklist", checklist.checklist_page),
            ("<int:article_id>/compare/", "compare", history.comparison),
            ("<int:article_id>/revisions/<int:number>/", "revision", history.revision),
            (
                "<int:article_id>/revisions/<int:number>/restore/",
                "revision_restore",
                history.restore,
            ),
        ]
        own = [
            path(end, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for end, name, view in pages
        ]
        return own + super().get_urls()
