"""System checks: what only start-up can see of a misconfiguration, each with an id and a hint.

docs/reference/checks.md explains every id.
"""

import os
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

_Apps = Sequence[AppConfig] | None


@register(Tags.files)
def data_dir_is_writable(app_configs: _Apps, **kwargs: Any) -> list[CheckMessage]:
    folder = settings.DATA_DIR
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"DATA_DIR, {folder}, is not a folder that this user can write in.",
            hint="Create it and give it to the user who runs Broadside, or set DATA_DIR.",
            id="broadside.E001",
        )
    ]


@register(Tags.files)
def secret_key_is_private(app_configs: _Apps, **kwargs: Any) -> list[CheckMessage]:
    file = settings.DATA_DIR / "secret_key"
    if not file.exists() or not file.stat().st_mode & 0o077:
        return []
    return [
        Error(
            f"Other users of this machine can read {file}.",
            hint=f"Run `chmod 600 {file}`; if they may have read it, delete it and `make setup`.",
            id="broadside.E002",
        )
    ]


@register(Tags.urls)
def site_url_is_public(app_configs: _Apps, **kwargs: Any) -> list[CheckMessage]:
    if settings.HTTPS or _is_local(settings.ALLOWED_HOSTS[0]):
        return []
    return [
        Warning(
            f"SITE_URL is {settings.SITE_URL}: readers and editors would come without encryption.",
            hint="Put a proxy with a certificate in front and set SITE_URL=https://…",
            id="broadside.W001",
        )
    ]


@register(Tags.security)
def proxy_is_trusted(app_configs: _Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.HTTPS or settings.TRUST_PROXY:
        return []
    return [
        Warning(
            "SITE_URL is https, but no proxy is trusted to say whether a reader came by https.",
            hint="Let the proxy set X-Forwarded-Proto itself and set TRUST_PROXY=on.",
            id="broadside.W002",
        )
    ]


@register(Tags.caches)
def cache_is_shared(app_configs: _Apps, **kwargs: Any) -> list[CheckMessage]:
    local = "locmem" in settings.CACHES["default"]["BACKEND"]
    if not local or settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return []
    return [
        Warning(
            "The database serves several machines, but each process has a cache of its own.",
            hint="Set CACHE_URL=redis://…; with a single process you may ignore this.",
            id="broadside.W003",
        )
    ]


@register(Tags.security, deploy=True)
def mail_goes_out(app_configs: _Apps, **kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return []
    return [
        Warning(
            "No mail leaves this site: an editor who forgot the password gets no link.",
            hint="Set EMAIL_URL=smtp://USER:PASSWORD@HOST:587.",
            id="broadside.W004",
        )
    ]


def _is_local(host: str) -> bool:
    """True for a name or number that only this machine or its own network reaches."""
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".onion"))
