"""Who may do what to which article: the one place that knows.

A right comes from a permission, which roles give. It reaches as far as the person's remit (sections
and languages), and with ``write_own_article`` alone, as far as their own drafts. Whoever stands for
nobody (``None``: a command) may do everything.
"""

from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from articles.models import Article, Comment, Remit, Section
from articles.models.comment import CommentQuerySet
from articles.models.manuscripts import ArticleQuerySet

PERMISSIONS = {
    "view": (
        "view_article",
        "change_article",
        "review_article",
        "publish_article",
        "delete_article",
    ),
    "change": ("change_article",),
    "submit": ("change_article",),
    "remark": ("change_article", "review_article"),
    "share": ("change_article",),
    "review": ("review_article",),
    "publish": ("publish_article",),
    "trash": ("delete_article",),
    "import": ("import_article",),
    "moderate": ("moderate_comment",),
}
"""Each act, and the permissions of which one suffices."""

OWN_ALWAYS = frozenset({"view", "remark", "share"})
OWN_UNPUBLISHED = frozenset({"submit"})
OWN_DRAFT = frozenset({"change", "trash"})
"""What ``write_own_article`` adds: to own articles always; while readers neither had nor are to get
them; while besides nobody is reviewing them."""

BEING_WRITTEN = frozenset({Article.Stage.DRAFT, Article.Stage.CHANGES})


def may(user: User | None, act: str, article: Article) -> bool:
    """Whether the person has the right; whether the article allows the act is another question."""
    if user is None or user.is_superuser:
        return user is None or user.is_active
    if holds(user, act) and covers(user, article.section_id, article.language):
        return True
    return is_own(user, article) and owns_right(act, article)


def who_may(act: str, article: Article) -> QuerySet[User]:
    """Those at the desk of whom ``may`` is true; only who holds a permission is asked further."""
    granted = Permission.objects.filter(
        content_type__app_label="articles",
        codename__in=[*PERMISSIONS[act], "write_own_article"],
    )
    at_desk = User.objects.filter(is_active=True, is_staff=True)
    holding = at_desk.filter(
        Q(is_superuser=True) | Q(user_permissions__in=granted) | Q(groups__permissions__in=granted)
    ).distinct()
    able = [user.pk for user in holding.select_related("remit") if may(user, act, article)]
    return at_desk.filter(pk__in=able)


def demand(user: User | None, act: str, article: Article) -> None:
    """Raise PermissionDenied unless the person has the right."""
    if not may(user, act, article):
        raise PermissionDenied(_("You may not do that to this article."))


def may_add(user: User) -> bool:
    return user.has_perm("articles.add_article") or user.has_perm("articles.write_own_article")


def may_view_any(user: User) -> bool:
    """Whether there can be an article at all that this person sees."""
    return holds(user, "view") or user.has_perm("articles.write_own_article")


def holds(user: User, act: str) -> bool:
    """Whether the act is among the person's rights for some article."""
    return any(user.has_perm(f"articles.{permission}") for permission in PERMISSIONS[act])


def is_own(user: User, article: Article) -> bool:
    return article.created_by_id == user.pk and user.has_perm("articles.write_own_article")


def owns_right(act: str, article: Article) -> bool:
    if act in OWN_ALWAYS:
        return True
    if act not in OWN_UNPUBLISHED | OWN_DRAFT:
        return False
    # One that was called off before its minute is as good as none.
    if article.editions.exclude(visible_until=F("visible_from")).exists():
        return False
    return act in OWN_UNPUBLISHED or article.stage in BEING_WRITTEN


def visible_to(user: User | AnonymousUser, among: ArticleQuerySet | None = None) -> ArticleQuerySet:
    """The manuscripts that the person may see, of all or of some."""
    articles = Article.objects.all() if among is None else among
    if user.is_anonymous:
        return articles.none()
    if user.is_active and user.is_superuser:
        return articles
    # An empty condition means all, but joined to another by “or” it would mean nothing.
    conditions = []
    if holds(user, "view"):
        conditions.append(within(remit_of(user)))
    if user.has_perm("articles.write_own_article"):
        conditions.append(Q(created_by=user))
    if not conditions:
        return articles.none()
    if not all(conditions):
        return articles
    return articles.filter(reduce(or_, conditions))


def sees_all(user: User) -> bool:
    """Whether this person may see every manuscript; then nothing need be filtered."""
    if user.is_superuser:
        return user.is_active
    return holds(user, "view") and not is_narrowed(user)


def moderated_by(user: User) -> CommentQuerySet:
    """The comments on articles within the person's remit."""
    comments = Comment.objects.all()
    if user.is_superuser:
        return comments
    condition = within(remit_of(user))
    return comments.filter(article__in=Article.objects.filter(condition)) if condition else comments


def remit_of(user: User) -> Remit | None:
    """Django keeps the answer on the user, so a request asks once."""
    return getattr(user, "remit", None)


def is_narrowed(user: User) -> bool:
    """Whether the person's rights end at some section or language."""
    return within(remit_of(user)) != Q()


def covers(user: User, section: int | None, language: str) -> bool:
    """Whether the section and the language are within the person's remit."""
    return covers_section(user, section) and covers_language(user, language)


def covers_section(user: User, section: int | None) -> bool:
    remit = remit_of(user)
    return remit is None or not remit.section_ids or section in remit.section_ids


def covers_language(user: User, language: str) -> bool:
    """“de” covers “de-AT”, and not the other way round."""
    tags = languages_of(user)
    return not tags or any(language == tag or language.startswith(f"{tag}-") for tag in tags)


def languages_of(user: User) -> list[str]:
    """The languages to which the person's rights are narrowed; none: all."""
    remit = remit_of(user)
    return remit.language_tags if remit else []


def within(remit: Remit | None) -> Q:
    """The same as a condition on articles."""
    condition = Q()
    if remit and remit.section_ids:
        condition &= Q(section__in=remit.section_ids)
    if remit and remit.language_tags:
        languages = Q()
        for tag in remit.language_tags:
            languages |= Q(language=tag) | Q(language__startswith=f"{tag}-")
        condition &= languages
    return condition


# Where an article may be put


def sections_for(user: User) -> QuerySet[Section]:
    """The sections that the person may choose."""
    remit = None if user.is_superuser else remit_of(user)
    sections = Section.objects.all()
    return sections.filter(pk__in=remit.section_ids) if remit and remit.section_ids else sections


Place = tuple[int | None, str]
"""A section and a language."""


def place(article: Article) -> Place:
    return article.section_id, article.language


def check_place(user: User | None, article: Article, *, was: Place | None = None) -> None:
    """Raise ValidationError, by field, when an article would lie outside of the person's remit.

    ``was`` is where it lies in the archive: whoever may change one that lies elsewhere, because it
    is their own, may leave it there.
    """
    if user is None or user.is_superuser or place(article) == was:
        return
    errors = {}
    if not covers_section(user, article.section_id):
        names = ", ".join(section.name for section in sections_for(user))
        errors["section"] = _("You work in these sections: %(names)s. Choose one of them.") % {
            "names": names
        }
    if not covers_language(user, article.language):
        errors["language"] = _("You work in these languages: %(tags)s.") % {
            "tags": ", ".join(languages_of(user))
        }
    if errors:
        raise ValidationError(errors)
