"""Now that every row knows its place, the indexes that lists are read from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_fill_kept_for_reading")]

    operations = [
        *(
            operation
            for name in ("editiontag", "editioncontribution")
            for operation in (
                migrations.AlterField(
                    model_name=name,
                    name="article",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                migrations.AlterField(
                    model_name=name,
                    name="sort_date",
                    field=models.DateField(verbose_name="sort date"),
                ),
            )
        ),
        migrations.AddIndex(
            model_name="editiontag",
            index=models.Index(
                fields=["tag", "-sort_date", "-article", "edition"], name="edition_tag_filed"
            ),
        ),
        migrations.AddIndex(
            model_name="editioncontribution",
            index=models.Index(
                fields=["author", "-sort_date", "-article"], name="edition_contribution_filed"
            ),
        ),
    ]
