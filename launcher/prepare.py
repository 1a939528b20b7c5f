"""Database, static files, and on the very first start a demo archive and an admin.

Runs inside the virtual environment: `.venv/bin/python -m launcher.prepare`. Safe to repeat.
"""

import hashlib
import os
import secrets
import sys
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import SystemCheckError
from django.db import OperationalError

from site_project import env


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
    try:
        django.setup()
        call_command("check", stdout=StringIO())  # only what is wrong is worth a line
        prepare()
    except env.SettingError as error:
        print(f"Broadside can't start: {error}", file=sys.stderr)
    except SystemCheckError as error:
        print(error, file=sys.stderr)
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        print(f"The database can't be used: {reason}", file=sys.stderr)
    else:
        return 0
    return 1


def prepare() -> None:
    """Bring database and static files up to date; fill an archive that nobody has used yet."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    if get_user_model().objects.exists():
        return
    # The admin comes last: if the demo archive fails, the next start tries both again.
    if env.flag("DEMO", default=True):
        load_demo()
    create_admin()


def collect_static() -> None:
    """Copy, compress and name static files by their content, when one of them changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _static_fingerprint()
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return
    # Nothing is cleared: pages that are still open ask for the files of the version before.
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted, "ascii")


def load_demo() -> None:
    if apps.get_model("articles", "Article")._base_manager.exists():  # noqa: SLF001  trash as well
        return
    if "load_demo" in get_commands():
        call_command("load_demo")


def create_admin() -> None:
    """One superuser, whose password is shown here and nowhere else."""
    password = secrets.token_urlsafe(12)
    get_user_model().objects.create_superuser("admin", "", password)
    print(f"The first editor is “admin” with the password {password} (shown only now).", flush=True)


def _static_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
