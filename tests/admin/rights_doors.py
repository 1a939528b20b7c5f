"""Every door to an article: what right it asks for, and in which states it does something."""

from articles.models import Event

from .rights_states import ALL, NOT_TRASHED, STATES
from .rights_ways import (
    Door,
    autocomplete,
    autosave,
    bulk,
    difference,
    has_event,
    in_trash,
    is_public,
    listed,
    look,
    move,
    of_its_rows,
    one_more,
    out_of_trash,
    press,
    publishing,
    save,
    scheduling,
    url,
)

BEFORE = "draft review changes approved"  # nobody but the desk has had it
PUBLISHABLE = NOT_TRASHED
SCHEDULABLE = " ".join(state for state in STATES if state not in {"withdrawn", "trashed"})
PUBLIC = "scheduled published edited withdrawn"  # publishing starts the stages anew: a draft

DOORS: dict[str, Door] = {
    # Looking
    "the list": Door("changelist", "see", listed),
    "suggestions": Door("autocomplete", "see", autocomplete),
    "the form": look("change"),
    "the form as a popup": Door(
        "change", "see",
        lambda client, article: client.get(
            url("change", article.pk), {"_popup": "1", "_to_field": "id"}
        ),
    ),
    "the preview": look("preview"),
    "the checklist": look("checklist"),
    "the history": look("history"),
    "the comparison": look("compare"),
    "a revision": Door("revision", "see", of_its_rows("revision", "revisions", method="get")),
    "the remarks": look("remarks", "remark"),
    "the shared previews": look("shared", "share"),
    "the page that translates": look("translate", "see"),
    "the page that publishes": look("publish", "publish"),
    "the page that withdraws": look("withdraw", "publish"),
    "the page that deletes": look("delete", "delete"),
    "the page that submits": look("move", "submit", "submit"),
    "the page that approves": look("move", "review", "approve"),
    # Writing
    "a save": Door(
        "change", "change", save, ALL, lambda article, _state: article.title == "Overwritten"
    ),
    "an autosave": Door(
        "autosave", "change", autosave, ALL, lambda article, _state: article.title == "Overwritten"
    ),
    "the difference to a kept text": Door("difference", "see", difference),
    "a restored revision": Door(
        "revision_restore", "change", of_its_rows("revision_restore", "revisions"), ALL,
        lambda article, _state: "A second thought" not in article.body,
    ),
    "taking over": press("take_over", "change", "", number="1", checksum="x"),
    "a sign of life": press("presence", "see", ALL),
    "a remark": press("remarks", "remark", NOT_TRASHED, text="And warmer?"),
    "a remark resolved": Door(
        "remark_act", "remark", of_its_rows("remark_act", "remarks", "resolve"), ALL,
    ),
    "a preview shared": press(
        "shared", "share", NOT_TRASHED, has_event(Event.Kind.SHARED), label="for Eva", hours="24"
    ),
    "a preview revoked": Door(
        "unshare", "share", of_its_rows("unshare", "preview_links"), ALL,
        has_event(Event.Kind.UNSHARED),
    ),
    "a copy": press("duplicate", "see + add", ALL, one_more),
    "a translation": press("translate", "see + add", ALL, one_more, language="en-GB"),
    # Moving on
    **{
        f"{name}{way}": door
        for name, right, works, kind in (
            ("submit", "submit", f"draft changes {PUBLIC}", Event.Kind.SUBMITTED),
            ("ask_changes", "review", "review approved", Event.Kind.CHANGES_ASKED),
            ("approve", "review", "review", Event.Kind.APPROVED),
            ("take_back", "submit", "review changes approved", Event.Kind.TAKEN_BACK),
        )
        for way, door in zip(("", ", saving"), move(name, right, works, kind), strict=True)
    },
    "publishing": Door("publish", "publish", publishing, PUBLISHABLE, is_public),
    "scheduling": Door("publish", "publish", scheduling, SCHEDULABLE),
    "taking off the schedule": press(
        "unschedule", "publish", "scheduled", has_event(Event.Kind.UNSCHEDULED)
    ),
    "withdrawing": press(
        "withdraw", "publish", "scheduled published edited", has_event(Event.Kind.WITHDRAWN),
        reason="It was wrong.",
    ),
    "the trash": press("delete", "delete", NOT_TRASHED, in_trash, post="yes"),
    "deleting for good": press(
        "delete", "delete", "trashed", lambda _article, _state: False, post="yes", for_good="yes"
    ),
    "out of the trash": press(
        "restore", "trash", "trashed", out_of_trash
    ),
    "publishing many": bulk("publish_selected", "publish", "draft review changes approved edited "
                            "withdrawn", is_public, silent="on", anyway="on"),
    "withdrawing many": bulk("withdraw_selected", "publish", "scheduled published edited",
                             has_event(Event.Kind.WITHDRAWN), reason="It was wrong."),
    "tags for many": bulk("tags_selected", "change", NOT_TRASHED,
                          lambda article, _state: "Strike" in article.tags.names(), add="Strike"),
    "review of many": bulk("submit_selected", "submit", f"draft changes {PUBLIC}",
                           has_event(Event.Kind.SUBMITTED)),
    "the trash for many": bulk("trash_selected", "trash", NOT_TRASHED, in_trash),
    "many out of the trash": bulk(
        "restore_selected", "trash", "trashed", out_of_trash
    ),
}  # fmt: skip
