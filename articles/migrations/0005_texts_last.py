"""Put the long texts at the end of their rows, for SQLite, which reads a row from its beginning: all
that stood behind fifty kilobytes of text took a dozen pages of the file to reach, in every list."""

from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation

TEXTS = {
    "edition": ["standfirst", "correction", "outline", "excerpt", "cited_urls", "html", "notes",
                "body", "content", "text"],
    "article": ["standfirst", "provenance", "withdrawal_reason", "body"],
}  # fmt: skip


class TextsLast(Operation):
    """Order the columns of a table anew; PostgreSQL keeps long texts elsewhere and needs nothing."""

    reversible = True

    def __init__(self, model, names):
        self.model, self.names = model, names

    def state_forwards(self, app_label: str, state: Any) -> None:
        fields = state.models[app_label, self.model].fields
        for name in self.names:
            fields[name] = fields.pop(name)
        state.reload_model(app_label, self.model, delay=False)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(to_state.apps.get_model(app_label, self.model))

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        pass

    def describe(self) -> str:
        return f"Put the long texts of {self.model} last"


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_order_beside_authors_and_tags")]

    operations = [TextsLast(model, names) for model, names in TEXTS.items()]
