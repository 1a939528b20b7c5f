"""Permissions in the words of the house, instead of “articles | article | Can add article”."""

from collections.abc import Iterable

from django.contrib.auth.models import Permission
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

ACTS = {
    "view": gettext_lazy("see"),
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
}
OWN: dict[str, str | Promise] = {
    "write_own_article": gettext_lazy("write, and change their own drafts"),
    "review_article": gettext_lazy("approve, and ask for changes"),
    "publish_article": gettext_lazy("publish, schedule and withdraw"),
    "import_article": gettext_lazy("import"),
    "delete_article": gettext_lazy("move to the trash and back"),
    "moderate_comment": gettext_lazy("approve and reject"),
    "change_source": gettext_lazy("give titles"),
}
"""Where the act has a name of its own."""

EVERYTHING = ("view", "add", "change", "delete")
SHOWN: dict[str, tuple[str, ...]] = {
    "article": EVERYTHING,
    "comment": ("view", "delete"),
    **dict.fromkeys(("author", "tag", "tagsynonym", "section", "series", "issue", "image",
                     "redirect", "user", "group"), EVERYTHING),
    "source": ("view", "change"),
    **dict.fromkeys(("edition", "revision", "footnote", "event", "original"), ("view",)),
}  # fmt: skip
"""What some page asks for. Django makes four permissions for every table; most mean nothing."""

IN_SHORT: dict[str, str | Promise] = {
    "write_own_article": gettext_lazy("writes articles"),
    "view_article": gettext_lazy("reads every manuscript"),
    "change_article": gettext_lazy("changes articles"),
    "review_article": gettext_lazy("reviews"),
    "publish_article": gettext_lazy("publishes and withdraws"),
    "delete_article": gettext_lazy("moves articles to the trash"),
    "import_article": gettext_lazy("imports"),
    "delete_author": gettext_lazy("merges authors, tags and sections"),
    "change_redirect": gettext_lazy("looks after redirects"),
    "moderate_comment": gettext_lazy("decides on comments"),
    "change_user": gettext_lazy("looks after people"),
}
"""What tells one role from another."""


def is_shown(permission: Permission) -> bool:
    if permission.content_type.app_label not in {"articles", "auth"}:
        return False
    verb, _rest = permission.codename.split("_", 1)
    about = permission.content_type.model
    return permission.codename in OWN or verb in SHOWN.get(about, ())


def act(permission: Permission) -> str:
    """What may be done: “see”, “publish, schedule and withdraw”."""
    name = permission.codename
    if name in OWN:
        return str(OWN[name])
    verb = name.split("_", 1)[0]
    return str(ACTS[verb]) if verb in ACTS else gettext(permission.name)


def noun(permission: Permission) -> str:
    """What it may be done to: “Articles”."""
    model = permission.content_type.model_class()
    return (
        capfirst(str(model._meta.verbose_name_plural)) if model else permission.content_type.model
    )


def words(permission: Permission) -> str:
    return f"{noun(permission)}: {act(permission)}"


def grouped(permissions: Iterable[Permission]) -> dict[str, list[Permission]]:
    """Those that mean something, by what they are about, the important first."""
    order = [*ACTS, *OWN]

    def weight(permission: Permission) -> tuple[bool, str, int]:
        verb = permission.codename.split("_", 1)[0]
        known = permission.codename if permission.codename in OWN else verb
        place = order.index(known) if known in order else len(order)
        is_about = permission.content_type.model
        return (is_about not in {"article", "comment"}, noun(permission), place)

    found: dict[str, list[Permission]] = {}
    for permission in sorted(filter(is_shown, permissions), key=weight):
        found.setdefault(noun(permission), []).append(permission)
    return found


def described(permissions: Iterable[Permission]) -> list[tuple[str, str]]:
    """What may be done to what: (“Articles”, “see, add, change”)."""
    return [
        (about, ", ".join(act(permission) for permission in held))
        for about, held in grouped(permissions).items()
    ]


def in_short(permissions: Iterable[Permission]) -> str:
    """One line that tells a role from others: “changes articles, reviews”."""
    codenames = {permission.codename for permission in permissions}
    said = [str(sentence) for name, sentence in IN_SHORT.items() if name in codenames]
    return ", ".join(said) or gettext("no rights at the desk")
