"""Make the roles that an archive starts with, and note what each manuscript reads like now."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import OuterRef, Subquery

from articles.publishing import roles


def make_roles(apps, schema_editor):
    """Permissions are made after all migrations otherwise, and the roles need them here."""
    for label in ("auth", "articles"):
        config = apps.get_app_config(label)
        config.models_module = True  # else nothing is made for the app as it was at this migration
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group = apps.get_model("auth", "Group").objects
    found = apps.get_model("auth", "Permission").objects
    ours = found.filter(content_type__app_label="articles")
    for name, codenames in roles.ROLES.items():
        role, is_new = group.get_or_create(name=name)
        if is_new:  # a group of that name which somebody made is theirs
            role.permissions.set(ours.filter(codename__in=codenames))
    role, is_new = group.get_or_create(name=roles.ADMINISTRATOR)
    if is_new:
        people = found.filter(content_type__app_label="auth", codename__in=roles.PEOPLE)
        role.permissions.set([*ours, *people])


def fill_checksums(apps, schema_editor):
    revisions = apps.get_model("articles", "Revision").objects.filter(article=OuterRef("pk"))
    newest = revisions.order_by("-number").values("checksum")[:1]
    articles = apps.get_model("articles", "Article").objects
    articles.filter(revisions__isnull=False).update(checksum=Subquery(newest))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_the_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(fill_checksums, migrations.RunPython.noop),
    ]
