"""What a URL chooses: the database, the cache, the storage, the mail server.

Each function takes one address from the environment and returns a piece of settings.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url

from site_project.env import SettingError

# Readers go on while one writes (WAL); a transaction that will write says so at once (IMMEDIATE)
# and waits its turn instead of failing half-way; a crash of the machine may cost the last seconds
# but never the file (NORMAL).
_SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
}

_MAIL = "django.core.mail.backends"


def database(address: str, data_dir: Path) -> dict[str, Any]:
    """SQLite in the data folder, unless the address says where else, or names a PostgreSQL."""
    if address.startswith("sqlite:"):
        name = unquote(address.removeprefix("sqlite://").removeprefix("/"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / (name or "broadside.sqlite3"),
            "OPTIONS": _SQLITE_OPTIONS,
            # Opening the file and composing its statements anew would take longer than a page does.
            "CONN_MAX_AGE": 600,
        }
    if not urlsplit(address).path.strip("/"):
        raise SettingError("DATABASE_URL names no database: end it with /NAME.")
    return dict(dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True))


def cache(address: str) -> dict[str, Any]:
    if address.startswith("locmem:"):
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
        "KEY_PREFIX": "broadside",
    }


def storage(address: str, media: Path) -> dict[str, Any]:
    """Where uploaded files live: `media` on the local disk, or a bucket that speaks S3.

    s3://KEY:SECRET@HOST[:PORT]/BUCKET[?region=REGION]; s3+http:// is the same without TLS.
    """
    url = urlsplit(address)
    if url.scheme == "local":
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": media, "base_url": "/media/"},
        }
    if find_spec("storages") is None:
        raise SettingError(
            "STORAGE_URL names an S3 bucket, which needs one more package: "
            "run `.venv/bin/pip install -r requirements-s3.txt`."
        )
    bucket = url.path.strip("/")
    if not bucket or "/" in bucket:
        raise SettingError("STORAGE_URL must name one bucket: s3://KEY:SECRET@HOST/BUCKET.")
    host = url.netloc.rpartition("@")[2]
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"{'http' if url.scheme == 's3+http' else 'https'}://{host}",
            "access_key": _unquoted(url.username),
            "secret_key": _unquoted(url.password),
            "bucket_name": bucket,
            "region_name": parse_qs(url.query).get("region", [None])[0],
            # Presigned addresses of the older signature are refused by most servers but Amazon's.
            "signature_version": "s3v4",
            "addressing_style": "path",
            "file_overwrite": False,
        },
    }


def email(address: str) -> dict[str, Any]:
    """The EMAIL_* settings. smtp:// uses STARTTLS unless it ends in ?tls=off; smtps:// is TLS."""
    url = urlsplit(address)
    if url.scheme == "console":
        return {"EMAIL_BACKEND": f"{_MAIL}.console.EmailBackend"}
    if url.scheme == "dummy":
        return {"EMAIL_BACKEND": f"{_MAIL}.dummy.EmailBackend"}
    if not url.hostname:
        raise SettingError("EMAIL_URL names no mail server: smtp://USER:PASSWORD@HOST:587.")
    implicit = url.scheme == "smtps"
    return {
        "EMAIL_BACKEND": f"{_MAIL}.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if implicit else 587),
        "EMAIL_HOST_USER": _unquoted(url.username) or "",
        "EMAIL_HOST_PASSWORD": _unquoted(url.password) or "",
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and parse_qs(url.query).get("tls") != ["off"],
        "EMAIL_TIMEOUT": 20,
    }


def _unquoted(part: str | None) -> str | None:
    return None if part is None else unquote(part)
