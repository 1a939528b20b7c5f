"""Protect the sections of remits: one that is deleted would leave rights without bounds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_crops")]

    operations = [
        migrations.RemoveField("remit", "sections"),
        migrations.CreateModel(
            name="RemitSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "remit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.remit",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "section of a remit",
                "verbose_name_plural": "sections of remits",
            },
        ),
        migrations.AddField(
            "remit",
            "sections",
            models.ManyToManyField(
                blank=True,
                help_text="None: all of them.",
                related_name="+",
                through="articles.RemitSection",
                to="articles.section",
                verbose_name="sections",
            ),
        ),
        migrations.AddConstraint(
            "remitsection",
            models.UniqueConstraint(fields=("remit", "section"), name="remit_section_once"),
        ),
    ]
