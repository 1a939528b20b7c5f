from django.db import migrations

from articles.search.base import EDITIONS, MANUSCRIPTS, index


def create(apps, schema_editor):
    """The tables of the search index; `rebuild_search --missing` or the next tick fills them."""
    for table in (MANUSCRIPTS, EDITIONS):
        for statement in index().create(table):
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    for table in (MANUSCRIPTS, EDITIONS):
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_remit_sections")]

    operations = [migrations.RunPython(create, drop)]
