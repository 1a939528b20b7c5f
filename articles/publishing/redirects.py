"""Where readers are sent from an address that worked once."""

from typing import TypeVar
from urllib.parse import unquote

from django.urls import reverse

from articles.models import Author, Redirect, Section, Series, Tag

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
