"""What is suggested in a search box, told apart where two are called the same."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model

from articles.models import Author, Image


class Suggestions(AutocompleteJsonView):
    """Django's, with what tells namesakes apart behind the name."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        found = super().serialize_result(obj, to_field_name)
        about = told_apart(obj)
        return found | {"text": f"{found['text']} ({about})"} if about else found


def told_apart(row: Model) -> str:
    """Kind and dates of an author, what a picture shows; of other rows the name says enough."""
    match row:
        case Author():
            return ", ".join(part for part in (row.get_kind_display(), row.dates) if part)
        case Image():
            return row.alt[:80]
    return ""
