"""Where readers are sent from an address that worked once."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from articles.models import Article, Author, Edition, Redirect, Section, Series, Tag

Named = TypeVar("Named", Author, Section, Series, Tag)


def keep_old_address(old: str, new: str) -> None:
    """Let the old address redirect, and those that led to it, and never one that works."""
    if old == new:
        return
    encoded, old, new = old, unquote(old), unquote(new)
    Redirect.objects.filter(path__in=[new, new.rstrip("/")]).delete()
    Redirect.objects.filter(target__in=[old, encoded]).update(target=new)
    Redirect.objects.update_or_create(path=old, defaults={"article": None, "target": new})


def moved_from(model: type[Named], slug: str) -> Named | None:
    """The author, tag, section or series to whom readers are sent from an old slug."""
    old = unquote(reverse(str(model._meta.model_name), args=[slug]))
    redirect = Redirect.objects.filter(path=old, article=None).first()
    if redirect is None:
        return None
    found: Named | None = model._default_manager.filter(
        slug=redirect.target.strip("/").rpartition("/")[2]
    ).first()
    return found


LONGEST_PATH = 500


def lead_to_article(old: str, article: Article) -> str:
    """Let the address (a path or a URL) that a text had elsewhere lead to its article for ever.

    Returns "", or the sentence that says why it can't: an address that leads elsewhere already is
    never taken over.
    """
    path = path_of(old)
    if path in {"", "/"}:
        return ""
    if len(path) > LONGEST_PATH:
        return _("The old address “%(path)s…” is too long to be kept.") % {"path": path[:80]}
    known = Redirect.objects.filter(path=path).select_related("article").first()
    if known and known.article_id != article.pk:
        return _("The old address “%(path)s” leads to “%(target)s” already.") % {
            "path": path,
            "target": known.article.title if known.article else known.target,
        }
    if known or is_address_of(path, article):
        return ""
    if is_in_use(path):
        return _("The old address “%(path)s” is that of another page of this site.") % {
            "path": path
        }
    Redirect.objects.create(path=path, article=article)
    return ""


def path_of(address: str) -> str:
    """Path and query of an address, not encoded; “” where it has no path."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets that are no IPv6 address
        return ""
    if parts.scheme not in {"", "http", "https"}:
        return ""
    query = f"?{unquote(parts.query)}" if parts.query else ""
    path = unquote(parts.path).replace("\0", "")
    if not path and not query:
        return ""
    return f"/{path.lstrip('/')}{query}"


def is_address_of(path: str, article: Article) -> bool:
    now = reverse("article", args=[article.filed_year or "undated", article.slug])
    return path.rstrip("/") == unquote(now).rstrip("/")


def is_in_use(path: str) -> bool:
    """Whether a page of ours answers there, so that nobody would ever be led on."""
    if "?" in path:
        return False
    try:
        match = resolve(f"{path.rstrip('/')}/")
    except Resolver404:
        return False
    if match.url_name != "article":
        return True
    filed = {"filed_year": match.kwargs["year"], "slug": match.kwargs["slug"]}
    taken = (rows.filter(**filed) for rows in (Article.objects, Edition.objects))
    return any(rows.exists() for rows in taken)


def lead_to_articles(olds: Sequence[tuple[str, Article]]) -> dict[str, str]:
    """The same for many at once, of new articles: by old address what stands in its way."""
    said = {}
    wanted: dict[str, tuple[str, Article]] = {}
    for old, article in olds:
        path = path_of(old)
        if path in {"", "/"} or is_address_of(path, article):
            continue
        if path in wanted or len(path) > LONGEST_PATH or is_in_use(path):
            said[old] = "" if path in wanted else lead_to_article(old, article)
            continue
        wanted[path] = (old, article)
    known = set(Redirect.objects.filter(path__in=list(wanted)).values_list("path", flat=True))
    for path in known:
        said[wanted[path][0]] = lead_to_article(*wanted[path])
    Redirect.objects.bulk_create(
        [Redirect(path=path, article=new) for path, (_, new) in wanted.items() if path not in known]
    )
    return {old: why for old, why in said.items() if why}


def lead_to_path(old: str, target: str) -> None:
    """Let an old address lead to a page of ours, unless it leads somewhere already."""
    path, target = path_of(old), unquote(target)
    if path in {"", "/"} or path.rstrip("/") == target.rstrip("/") or len(path) > LONGEST_PATH:
        return
    spellings = [path, path.rstrip("/"), f"{path.rstrip('/')}/"]
    if not is_in_use(path) and not Redirect.objects.filter(path__in=spellings).exists():
        Redirect.objects.create(path=path, target=target)
