"""The settings of the site, on a data folder that the run throws away.

DATABASE_URL and CACHE_URL are honoured, so the same suite runs on PostgreSQL and Redis.
"""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

_data = tempfile.mkdtemp(prefix="broadside-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ |= {
    "DATA_DIR": _data,
    "SECRET_KEY": "only-for-tests-" * 4,
    "SITE_URL": "http://testserver",
    "EMAIL_URL": "dummy://",
    "STORAGE_URL": "",
}

from site_project.settings import *  # noqa: E402, F403
from site_project.settings import CACHES, DATABASES, STATIC_ROOT, STORAGES, TASKS  # noqa: E402

STATIC_ROOT.mkdir()  # WhiteNoise warns where there is none, and warnings are errors here
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS["default"] = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}

# A page of the desk asks several things at once, which SQLite can't answer from memory: there, who
# writes locks out who reads.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;",
    }

# Tests that run side by side must not share a cache; a Redis has sixteen of them.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
if "LOCATION" in CACHES["default"]:
    _redis = urlsplit(CACHES["default"]["LOCATION"])
    CACHES["default"]["LOCATION"] = _redis._replace(path=f"/{_worker % 16}").geturl()

# The slow hash is Django's to test; here a log-in happens in most tests of the desk.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
