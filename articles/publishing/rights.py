"""Who may do what to which article: the one place that knows.

A right comes from a permission, which roles give. It reaches as far as the person's remit (sections
and languages), and with ``write_own_article`` alone, as far as their own drafts. Whoever stands for
nobody (``None``: a command) may do everything.
"""

from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Remit
from articles.models.article import ArticleQuerySet

PERMISSIONS = {
    "view": ("view_article", "change_article"),
    "change": ("change_article",),
    "submit": ("change_article",),
    "remark": ("change_article", "review_article"),
    "share": ("change_article",),
    "review": ("review_article",),
    "publish": ("publish_article",),
    "trash": ("delete_article",),
    "import": ("import_article",),
}
"""Each act, and the permissions of which one suffices."""

OWN_ALWAYS = frozenset({"view", "remark", "share"})
OWN_UNPUBLISHED = frozenset({"submit"})
OWN_DRAFT = frozenset({"change", "trash"})
"""What ``write_own_article`` adds: to own articles always, while readers never had them, while
nobody is reviewing them."""

BEING_WRITTEN = frozenset({Article.Stage.DRAFT, Article.Stage.CHANGES})


def may(user: User | None, act: str, article: Article) -> bool:
    """Whether the person has the right; whether the article allows the act is another question."""
    if user is None or user.is_superuser:
        return user is None or user.is_active
    if holds(user, act) and covers(user, article.section_id, article.language):
        return True
    return is_own(user, article) and owns_right(act, article)


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
    if act not in OWN_UNPUBLISHED | OWN_DRAFT or article.editions.exists():
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


def remit_of(user: User) -> Remit | None:
    """Django keeps the answer on the user, so a request asks once."""
    return getattr(user, "remit", None)


def covers(user: User, section: int | None, language: str) -> bool:
    """Whether the section and the language are within the person's remit."""
    remit = remit_of(user)
    if remit is None:
        return True
    if remit.section_ids and section not in remit.section_ids:
        return False
    tags = remit.language_tags
    return not tags or any(language == tag or language.startswith(f"{tag}-") for tag in tags)


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
