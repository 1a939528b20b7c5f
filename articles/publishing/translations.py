"""Translating: a draft from an original, and what became of the original since."""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Author, Contribution, Event, Revision, Role
from articles.models.fields import validate_language
from articles.text.diff import Comparison, compare
from articles.text.language import normalise_tag
from articles.text.proofread import Proof, proofread

from . import following, manuscript, rights, workflow
from .slugs import free_slug

CARRIED = ("title", "standfirst", "body", "section", "series", "series_position", "image",
           "social_image", "comments_open")  # fmt: skip


class Exists(ValidationError):
    """There is a translation into that language already; whoever wants another one says so."""


@transaction.atomic
def translate(
    article: Article, language: str, *, by: User | None = None, another: bool = False
) -> Article:
    """Make a draft in ``language`` with the words of the original, its notes, byline and tags.

    Of a translation its original is taken. Raises PermissionDenied; ``Exists`` unless ``another``
    is wanted; ValidationError for a language that is none, the original's, or not the person's.
    """
    original = article.translation_of or article
    rights.demand(by, "view", original)
    if by is not None and not rights.may_add(by):
        raise PermissionDenied(_("You may not add articles."))
    # Locked, so that of two presses the second finds what the first has made.
    original = Article.objects.select_for_update(no_key=True).get(pk=original.pk)
    validate_language(language)
    language = normalise_tag(language)
    if language == original.language:
        raise ValidationError(_("The original is in that language. Choose another one."))
    if not another and original.translations.kept().filter(language=language).exists():
        raise Exists(_("There is a translation into that language already."))
    copy = Article(
        language=language,
        translation_of=original,
        printed_date=timezone.localdate().isoformat(),
        created_by=by,
        **{name: getattr(original, name) for name in CARRIED},
    )
    copy.clean_fields(exclude=["slug"])
    rights.check_place(by, copy)
    copy.slug = f"{original.slug[:180]}-{language.lower()}"
    copy.fill_derived()
    copy.slug = free_slug(copy)
    manuscript.save(copy)
    carry_byline(original, copy, by)
    copy.tags.set(original.tags.all())
    said = _("begun as a translation of “%(title)s”") % {"title": original.title[:120]}
    manuscript.record(copy, by=by, note=said)
    workflow.leave_event(copy, Event.Kind.DUPLICATED, by, f"{original.title} ({original.pk})")
    return copy


def carry_byline(original: Article, copy: Article, by: User | None) -> None:
    """Those of the original, and who translates, if there is an author of the person's name."""
    rows = [
        Contribution(author=row.author, role=row.role, affiliation=row.affiliation)
        for row in original.contributions.select_related("author").order_by("position")
    ]
    translator = author_of(by) if by else None
    if translator and not any(
        row.author == translator and row.role == Role.TRANSLATOR for row in rows
    ):
        rows.append(Contribution(author=translator, role=Role.TRANSLATOR))
    for position, row in enumerate(rows, start=1):
        row.article, row.position = copy, position
    Contribution.objects.bulk_create(rows)


def author_of(person: User) -> Author | None:
    """The author who is called like the person; of two namesakes neither."""
    name = person.get_full_name().strip()
    found = list(Author.objects.filter(name__iexact=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


# What became of the original


class Behind(NamedTuple):
    """How the original read when the translation followed it last, and how it reads now."""

    then: Revision
    now: Revision
    words: list[tuple[str, str, str]]
    """Title and standfirst where they differ: label, before, after."""
    text: Comparison


LABELS = {"title": gettext_lazy("title"), "standfirst": gettext_lazy("standfirst")}


def behind(article: Article) -> Behind | None:
    """What has changed in the original since; None when nothing has, or nothing is known of it."""
    original, followed = article.translation_of, article.original_revision
    now = following.newest(original) if original else None
    if original is None or followed is None or now is None or now.number <= followed:
        return None
    then = original.revisions.filter(number=followed).first()
    if then is None or following.same_words(then, now):
        return None
    words = [
        (str(label), then.content[name], now.content[name])
        for name, label in LABELS.items()
        if then.content[name] != now.content[name]
    ]
    text = compare(then.content["body"], now.content["body"], language=now.content["language"])
    return Behind(then, now, words, text)


@transaction.atomic
def take_over(article: Article, number: int, checksum: str, *, by: User | None = None) -> None:
    """Say that the translation has what state ``number`` of its original has.

    A later state that came meanwhile still counts as not taken over. Raises PermissionDenied;
    ValidationError when there is no such state, or an autosave has gone into it since.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rights.demand(by, "change", article)
    original = article.translation_of
    states = Revision.objects.select_for_update().filter(article=original, number=number)
    seen = states.first() if original else None
    if seen is None or seen.checksum != checksum:
        raise ValidationError(_("The original has changed again. Look at it once more."))
    if number > (article.original_revision or 0):
        if seen.kind == Revision.Kind.AUTOSAVED:
            seen.kind = Revision.Kind.SAVED  # the next autosave goes into another one
            seen.save(update_fields=["kind"])
        Article.objects.filter(pk=article.pk).update(original_revision=number)


# What a translation may lack


class Difference(NamedTuple):
    """Something of which a translation has more or less than its original."""

    part: str
    sentence: str


SENTENCES = {
    "notes": gettext_lazy("Notes in this translation: %(here)s, in the original: %(there)s."),
    "quotations": gettext_lazy(
        "Quotations in this translation: %(here)s, in the original: %(there)s."
    ),
    "links": gettext_lazy("Links in this translation: %(here)s, in the original: %(there)s."),
    "pictures": gettext_lazy("Pictures in this translation: %(here)s, in the original: %(there)s."),
}


def differences(article: Article, proof: Proof | None = None) -> list[Difference]:
    """Where a translation may lack a part of its original, as both are saved now.

    ``proof`` is that of the translation, for who has it already.
    """
    original = article.translation_of
    if original is None:
        return []
    here = numbers(proof or proofread(article.body, article.language))
    there = numbers(proofread(original.body, original.language))
    return [
        Difference(part, sentence % {"here": here[part], "there": there[part]})
        for part, sentence in SENTENCES.items()
        if here[part] != there[part]
    ]


def numbers(proof: Proof) -> dict[str, int]:
    return {
        "notes": proof.notes,
        "quotations": proof.quotations,
        "links": proof.links,
        "pictures": len(proof.of("picture")),
    }
