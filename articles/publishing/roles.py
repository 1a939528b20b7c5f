"""The roles that a new archive starts with: groups, which the administrator may change.

Made by a migration and never again touched by the program, so that what was changed stays changed.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_noop

VIEWS = ("view",)
KEEPS = ("view", "add", "change")
OWNS = ("view", "add", "change", "delete")


def permissions(acts: Iterable[str], *nouns: str) -> set[str]:
    return {f"{act}_{noun}" for act in acts for noun in nouns}


CATALOGUE = ("author", "tag", "section", "series", "issue", "image")
RECORDS = ("edition", "revision", "footnote", "source", "event")

WRITER = (
    {"write_own_article", "add_author", "add_tag", "add_image"}
    | permissions(VIEWS, *CATALOGUE, "source", "footnote")
)  # fmt: skip
EDITOR = (
    permissions(KEEPS, "article", *CATALOGUE, "tagsynonym")
    | permissions(VIEWS, *RECORDS)
    | {"review_article", "change_source", "delete_tagsynonym"}
)

ROLES: dict[str, set[str]] = {
    gettext_noop("Writer"): WRITER,
    gettext_noop("Translator"): WRITER | permissions(VIEWS, "article", "edition"),
    gettext_noop("Editor"): EDITOR,
    gettext_noop("Publisher"): EDITOR | {"publish_article", "delete_article", "view_redirect"},
    gettext_noop("Moderator"): {"view_comment", "moderate_comment"},
    gettext_noop("Archivist"): permissions(KEEPS, "article")
    | permissions(OWNS, *CATALOGUE, "tagsynonym", "redirect")
    | permissions(VIEWS, *RECORDS, "original")
    | {"import_article", "change_source", "delete_article"},
}
"""The name of each role and its permissions in this app, by codename. “Administrator” has all."""

ADMINISTRATOR = gettext_noop("Administrator")
PEOPLE = permissions(OWNS, "user") | permissions(VIEWS, "group")
"""What an administrator may do in ``django.contrib.auth``."""
