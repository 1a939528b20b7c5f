"""Every door of the desk that leads to no one article, and who gets in.

What the house has agreed on, written by hand; nothing of it is asked of the program.
"""

import json
from dataclasses import dataclass
from typing import Any

from articles.publishing import roles

LETTERS = {
    "W": "Writer", "T": "Translator", "E": "Editor", "P": "Publisher", "M": "Moderator",
    "A": "Archivist", "D": roles.ADMINISTRATOR, "S": "a stranger at the desk",
    "X": "a superuser", "-": "nobody, logged out",
}  # fmt: skip
ANYBODY = "".join(LETTERS)
THE_DESK = "WTEPMADSX"
TEXTS = "WTEPADX"
"""Who has to do with articles at all: everybody but moderators, and strangers."""
EDITORS = "EPADX"
KEEPERS = "ADX"
ACCOUNTS = "DX"
SUPER = "X"
NOBODY = ""


@dataclass(frozen=True)
class Way:
    """Who gets in, and what it takes to try: the row, and what is sent."""

    who: str
    row: str = ""
    sent: Any = None
    """None: it is looked at; anything else is posted."""
    asked: Any = None


def posted(who: str, row: str = "", **sent: Any) -> Way:
    return Way(who, row, sent)


def rows_of(model: str, see: str, add: str, delete: str) -> dict[str, Way]:
    """The five pages that Django makes for every model."""
    name = model.rpartition("_")[2]
    return {
        f"{model}_changelist": Way(see),
        f"{model}_change": Way(see, name),
        f"{model}_history": Way(see, name),
        f"{model}_add": Way(add),
        f"{model}_delete": Way(delete, name),
    }


ELSEWHERE: dict[str, Way] = {
    # The desk itself
    "index": Way(THE_DESK),
    "my_mail": Way(THE_DESK),
    "app_list": Way("WTEPMADX", "app"),  # there is none for whom it would be empty
    "jsi18n": Way(THE_DESK),
    "view_on_site": Way("TEPADX", "page"),  # of an edition
    "autocomplete": Way(
        TEXTS,
        asked={"app_label": "articles", "model_name": "contribution", "field_name": "author"},
    ),
    "login": Way("-"),  # the others are in
    "logout": posted(THE_DESK),
    "password_change": Way(THE_DESK),
    "password_change_done": Way(THE_DESK),
    "admin_password_reset": Way(ANYBODY),
    "password_reset_done": Way(ANYBODY),
    "password_reset_confirm": Way(ANYBODY, "reset"),  # it says that the link is none
    "password_reset_complete": Way(ANYBODY),
    # Articles, none in particular
    "articles_article_add": Way(TEXTS),
    "articles_article_affiliations": Way(THE_DESK, asked={"author": "1"}),  # see below
    "articles_article_autosave_new": posted(TEXTS, title="A thought"),
    "articles_article_token": Way(THE_DESK),
    "articles_article_calendar": Way(TEXTS),
    "articles_article_import": Way(KEEPERS),
    "articles_article_import_save": posted(KEEPERS),
    "articles_article_moving": Way(KEEPERS),
    "articles_article_moving_run": Way(KEEPERS, "moving"),
    "articles_article_moving_act": posted(KEEPERS, "moving pause"),
    "articles_article_paste": Way(TEXTS, sent=json.dumps({"text": "A thought"})),
    "articles_article_filter_save": posted(TEXTS, name="Mine", query=""),
    "articles_article_filter_delete": posted(TEXTS, "filter"),
    "articles_article_bulk": Way(TEXTS, "run"),
    "articles_article_bulk_stop": posted(TEXTS, "run"),
    "articles_article_bulk_go_on": posted(TEXTS, "run"),
    # The catalogue
    **rows_of("articles_author", TEXTS, TEXTS, KEEPERS),
    **rows_of("articles_tag", TEXTS, TEXTS, KEEPERS),
    **rows_of("articles_section", TEXTS, EDITORS, KEEPERS),
    **rows_of("articles_series", TEXTS, EDITORS, KEEPERS),
    **rows_of("articles_issue", TEXTS, EDITORS, KEEPERS),
    **rows_of("articles_image", TEXTS, TEXTS, KEEPERS),
    **rows_of("articles_redirect", "PADX", KEEPERS, KEEPERS),
    "articles_author_merge": Way(KEEPERS),
    "articles_tag_merge": Way(KEEPERS),
    "articles_section_merge": Way(KEEPERS),
    "articles_series_merge": Way(KEEPERS),
    "articles_tag_names": Way(TEXTS),
    "articles_tag_suggested": posted(TEXTS, body="A strike"),
    "articles_image_library": Way(TEXTS),
    "articles_image_store": posted(TEXTS),
    "articles_image_several": Way(TEXTS),
    "articles_image_replace": Way(EDITORS, "image"),
    # What the program writes: nobody adds to it or takes from it
    **rows_of("articles_edition", "TEPADX", NOBODY, NOBODY),
    **rows_of("articles_revision", EDITORS, NOBODY, NOBODY),
    **rows_of("articles_event", EDITORS, NOBODY, NOBODY),
    **rows_of("articles_footnote", TEXTS, NOBODY, NOBODY),
    **rows_of("articles_original", KEEPERS, NOBODY, NOBODY),
    **rows_of("articles_source", TEXTS, NOBODY, NOBODY),
    # Readers
    **rows_of("articles_comment", "MDX", NOBODY, ACCOUNTS),
    "articles_comment_approve": posted("MDX", "comment"),
    "articles_comment_reject": posted("MDX", "comment"),
    # People
    **rows_of("auth_user", ACCOUNTS, ACCOUNTS, ACCOUNTS),
    "auth_user_password_change": Way(ACCOUNTS, "user"),
    **rows_of("auth_group", ACCOUNTS, SUPER, SUPER),
    **rows_of("admin_logentry", SUPER, NOBODY, NOBODY),
    **rows_of("django_tasks_database_dbtaskresult", SUPER, NOBODY, NOBODY),
}
