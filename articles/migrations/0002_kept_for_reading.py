"""What public pages read instead of counting, sorting and joining: tallies, the order of the
archive beside authors and tags, dates in words, and the number of the archive's state."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0, verbose_name="number")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
            ],
            options={"verbose_name": "generation", "verbose_name_plural": "generations"},
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("archive", "archive"),
                            ("year", "year"),
                            ("month", "month"),
                            ("section", "section"),
                            ("series", "series"),
                            ("tag", "tag"),
                            ("author", "author"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("ref", models.PositiveBigIntegerField(default=0, verbose_name="of")),
                ("count", models.IntegerField(default=0, verbose_name="articles")),
            ],
            options={
                "verbose_name": "tally",
                "verbose_name_plural": "tallies",
                "ordering": ["kind", "ref"],
                "constraints": [models.UniqueConstraint(fields=("kind", "ref"), name="tally_unique")],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="cited_urls",
            field=models.JSONField(blank=True, default=list, verbose_name="cited addresses"),
        ),
        migrations.AddField(
            model_name="edition",
            name="is_counted",
            field=models.BooleanField(
                default=False,
                help_text="Whether the tallies count the article by it.",
                verbose_name="counted",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="printed_words",
            field=models.CharField(
                blank=True,
                help_text="As printed, or in the language of the article.",
                max_length=200,
                verbose_name="printed date in words",
            ),
        ),
        # Django made the table of tags by itself; now it is a model with fields of its own.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="EditionTag",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tagged",
                                to="articles.edition",
                            ),
                        ),
                        (
                            "tag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="articles.tag",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "articles_edition_tags",
                        "unique_together": {("edition", "tag")},
                    },
                ),
                migrations.AlterField(
                    model_name="edition",
                    name="tags",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="editions",
                        through="articles.EditionTag",
                        to="articles.tag",
                    ),
                ),
            ],
        ),
        migrations.AlterModelTable(name="editiontag", table=None),
        *(
            operation
            for name in ("editiontag", "editioncontribution")
            for operation in (
                migrations.AddField(
                    model_name=name,
                    name="article",
                    field=models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                migrations.AddField(
                    model_name=name,
                    name="sort_date",
                    field=models.DateField(null=True, verbose_name="sort date"),
                ),
            )
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["visible_from"], name="edition_visible_from"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("correction", ""), _negated=True),
                fields=["-visible_from", "-id"],
                name="edition_corrections",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(
                    ("is_counted", False), ("is_withheld", False), ("visible_until__isnull", True)
                ),
                fields=["visible_from"],
                name="edition_due",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=[
                    "article",
                    "is_withheld",
                    "visible_from",
                    "visible_until",
                    "original",
                    "filed_year",
                    "slug",
                    "language",
                ],
                name="edition_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["filed_year", "slug"], name="article_address"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["filed_year", "-sort_date", "-article_id"], name="edition_year"
            ),
        ),
    ]
