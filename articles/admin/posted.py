"""What a form of an article was sent with: bound as the admin binds it, and as much of it as holds.

Nothing here writes.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, QueryDict

from articles.models import Article, Contribution
from articles.publishing.content import Content, content
from articles.text.clean import clean

from .byline import Byline

if TYPE_CHECKING:
    from .manuscript import ArticleForm

ROWS = "contributions"
WORDS = frozenset({"title", "standfirst", "body", "provenance"})
Errors = dict[str, list[str]]


class Binding(admin.ModelAdmin):
    """An admin that binds its form outside of the page that shows it."""

    def bound(
        self, request: HttpRequest, data: QueryDict, article: Article
    ) -> tuple["ArticleForm", Byline]:
        """The form and the rows of its byline with what was sent, as the page would have them."""
        known = article if article.pk else None
        form = self.form_class(request, known)(data, instance=article)
        form.is_valid()  # fills in the article that the rows belong to
        # For an article that is out of their hands the rows are those that they could write.
        theirs = known if known and self.has_change_permission(request, known) else None
        (rows, inline), *_others = self.get_formsets_with_inlines(request, theirs)
        byline = rows(
            data,
            instance=form.instance,
            prefix=rows.get_default_prefix(),
            queryset=inline.get_queryset(request),
        )
        return form, byline

    def unbound(self, request: HttpRequest, article: Article) -> "ArticleForm":
        """The form as a page would open with it."""
        if article.pk:
            return self.form_class(request, article)(instance=article)
        initial = self.get_changeform_initial_data(request)
        return self.form_class(request, None)(initial=initial)

    def form_class(self, request: HttpRequest, article: Article | None) -> type["ArticleForm"]:
        fields = flatten_fieldsets(self.get_fieldsets(request, article))
        return self.get_form(request, article, fields=fields)


@dataclass(frozen=True)
class Posted:
    form: "ArticleForm"
    byline: Byline
    errors: Errors
    """Sentences by the name of the field that they stand at; "" for what concerns all of it."""

    @property
    def article(self) -> Article:
        """The article as it would be saved, once the form is valid."""
        return self.form.instance

    def content(self) -> Content:
        """The same as plain values."""
        article = self.article
        article.body = clean(article.body)
        return content(article, byline=self.rows(), tags=self.form.cleaned_data["tags"])

    def rows(self) -> list[Contribution]:
        return self.byline.in_order()


def bind(desk: Binding, request: HttpRequest, data: QueryDict, article: Article) -> Posted:
    """The form with this data, on a copy of the article, checked."""
    copied = copy.copy(article)
    form, byline = desk.bound(request, data, copied)
    return Posted(form, byline, errors_of(form, byline))


def settle(desk: Binding, request: HttpRequest, data: QueryDict, article: Article) -> Posted:
    """The same with every field that is wrong as it stands in the archive, and what was wrong.

    Its form is valid unless the fields contradict one another.
    """
    posted = bind(desk, request, data, article)
    if not posted.errors:
        return posted
    wrong = posted.form.errors.keys() & posted.form.fields.keys()
    # A year and an address may contradict each other: then only the words are taken.
    for names in (wrong, posted.form.fields.keys() - WORDS):
        mended = mend(desk, request, data, article, names)
        if not posted.byline.is_valid():
            write_rows(mended, article.contributions.order_by("position") if article.pk else ())
        settled = bind(desk, request, mended, article)
        if settled.form.is_valid():
            break
    return Posted(settled.form, settled.byline, posted.errors)


def mend(
    desk: Binding, request: HttpRequest, data: QueryDict, article: Article, names: Iterable[str]
) -> QueryDict:
    """What was sent, with these fields as they stand in the archive."""
    stored = desk.unbound(request, article)
    mended = data.copy()
    for name in names:
        mended.setlist(name, values(stored, name))
    return mended


def errors_of(form: "ArticleForm", byline: Byline) -> Errors:
    """The sentences of form and rows by the fields' names, as the page has them."""
    errors: Errors = {}
    for name, said in form.errors.items():
        errors["" if name == "__all__" else name] = [str(sentence) for sentence in said]
    if not byline.is_valid():
        for sentence in byline.non_form_errors():
            errors.setdefault(ROWS, []).append(str(sentence))
        for row in byline.forms:
            for name, said in row.errors.items():
                field = row.add_prefix("author" if name == "__all__" else name)
                errors.setdefault(field, []).extend(str(sentence) for sentence in said)
    return errors


def values(form: "ArticleForm", name: str) -> list[str]:
    """What a page with this form would send for the field if nobody touched it."""
    field = form.fields[name]
    value: Any = form[name].value()
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    if isinstance(value, list | tuple | set):
        return [str(item) for item in value]
    shown = field.widget.format_value(value)
    return [str(shown[0] if isinstance(shown, list) and shown else shown or "")]


def write_rows(data: QueryDict, rows: Iterable[Contribution]) -> None:
    """Replace the byline in what was sent; one empty row is added to write in."""
    for key in [key for key in data if key.startswith(f"{ROWS}-")]:
        del data[key]
    number = 0
    for number, row in enumerate(rows, start=1):
        prefix = f"{ROWS}-{number - 1}"
        data[f"{prefix}-place"] = str(number)
        data[f"{prefix}-author"] = str(row.author_id)
        data[f"{prefix}-role"] = row.role
        data[f"{prefix}-affiliation"] = row.affiliation
    data[f"{ROWS}-TOTAL_FORMS"] = str(number + 1)
    data[f"{ROWS}-INITIAL_FORMS"] = "0"
    data[f"{ROWS}-{number}-role"] = "author"
