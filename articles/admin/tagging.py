"""Tags at the desk: the words that stand for them, and what is suggested to who writes one."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Field
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Tag, TaggedArticle, TagSynonym
from articles.publishing.tagging import suggest
from articles.text.fold import fold

from .merging import MergeableAdmin
from .taxonomy import CountedAdmin

SUGGESTIONS = 20  # a page of them


class Synonyms(BaseInlineFormSet):
    def clean(self) -> None:
        """Each word once, and none that is the tag's own name."""
        super().clean()
        seen = {self.instance.name.casefold()}
        for form in self.forms:
            name = (form.cleaned_data.get("name") or "").casefold()
            if not name or form.cleaned_data.get("DELETE"):
                continue
            if name in seen:
                raise ValidationError(
                    _("“%(name)s” stands here twice, or is the tag itself."),
                    params={"name": form.cleaned_data["name"]},
                )
            seen.add(name)


class SynonymInline(admin.TabularInline):
    model = TagSynonym
    formset = Synonyms
    extra = 1

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **named: Any) -> Any:
        """The head of a column names no box in it; each says itself what it is for."""
        field = super().formfield_for_dbfield(db_field, request, **named)
        if field is not None:
            field.widget.attrs["aria-label"] = capfirst(str(field.label))
        return field


@admin.register(Tag)
class TagAdmin(MergeableAdmin, CountedAdmin):
    searched_as = TaggedArticle._meta.get_field("tag")
    counted, counted_by, query = TaggedArticle, "tag", "tag"
    counted_article = "content_object"
    published_by = "tags"
    list_display = ["name", "words", "slug", "article_count"]
    search_fields = ["name", "slug", "synonyms__name"]
    ordering = ["name"]
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [SynonymInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("synonyms")

    @admin.display(description=_("synonyms"))
    def words(self, tag: Tag) -> str:
        return ", ".join(synonym.name for synonym in tag.synonyms.all())

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("names/", view(self.names), name="articles_tag_names"),
            path("suggested/", view(require_POST(self.suggested)), name="articles_tag_suggested"),
            *super().get_urls(),
        ]

    def names(self, request: HttpRequest) -> JsonResponse:
        """Suggestions for the tags of an article: names, as new tags have no number yet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        term = request.GET.get("term", "")
        tags = Tag.objects.prefetch_related("synonyms").order_by("name")
        found, _duplicates = self.get_search_results(request, tags, term)
        shown = Paginator(found.distinct(), SUGGESTIONS).get_page(request.GET.get("page"))
        return JsonResponse(
            {
                "results": [{"id": tag.name, "text": shown_for(tag, term)} for tag in shown],
                "pagination": {"more": shown.has_next()},
            }
        )

    def suggested(self, request: HttpRequest) -> JsonResponse:
        """Tags that occur in the text that was sent: a POST because texts are long."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        sent = request.POST
        written = [sent.get(name, "") for name in ("title", "standfirst", "body")]
        return JsonResponse({"tags": suggest(*written, chosen=sent.getlist("tags"))})


def shown_for(tag: Tag, term: str) -> str:
    """The tag as it is offered: with the synonym that was written, if it was one."""
    if fold(term) in fold(tag.name):
        return tag.name
    meant = (one.name for one in tag.synonyms.all() if fold(term) in fold(one.name))
    synonym = next(meant, None)
    return f"{synonym} → {tag.name}" if synonym else tag.name
