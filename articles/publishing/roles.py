"""The roles that a new archive starts with: groups, which the administrator may change.

Made by a migration and never again touched by the program, so that what was changed stays changed.
"""

from collections.abc import Iterable

VIEWS = ("view",)
KEEPS = ("view", "add", "change")
OWNS = ("view", "add", "change", "delete")


def permissions(acts: Iterable[str], *nouns: str) -> set[str]:
    return {f"{act}_{noun}" for act in acts for noun in nouns}


CATALOGUE = ("author", "tag", "section", "series", "issue", "image")
RECORDS = ("edition", "revision", "footnote", "source", "event")

WRITER = (
    {"write_own_article", "add_author", "add_tag", "add_image"}
    | permissions(VIEWS, *CATALOGUE, "source")
)  # fmt: skip
EDITOR = (
    permissions(KEEPS, "article", "contribution", *CATALOGUE, "tagsynonym")
    | permissions(VIEWS, *RECORDS)
    | {"review_article", "change_source", "delete_contribution"}
)

ROLES: dict[str, set[str]] = {
    "Writer": WRITER,
    "Translator": WRITER | permissions(VIEWS, "article", "edition", "footnote"),
    "Editor": EDITOR,
    "Publisher": EDITOR | {"publish_article", "delete_article", "view_redirect"},
    "Moderator": {"view_comment", "change_comment", "moderate_comment"},
    "Archivist": permissions(KEEPS, "article", "contribution")
    | permissions(OWNS, *CATALOGUE, "tagsynonym", "redirect")
    | permissions(VIEWS, *RECORDS, "original")
    | {"import_article", "change_source", "delete_contribution", "delete_article"},
}
"""The name of each role and its permissions in this app, by codename. “Administrator” has all."""

ADMINISTRATOR = "Administrator"
PEOPLE = permissions(OWNS, "user") | permissions(VIEWS, "group")
"""What an administrator may do in ``django.contrib.auth``."""
