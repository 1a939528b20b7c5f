"""The folder that holds everything worth a back-up, and the key that signs cookies."""

import os
import secrets
from pathlib import Path

from launcher import Obstacle
from launcher.environment import ROOT
from site_project import env


def ensure_folder() -> Path:
    """DATA_DIR, made for this user alone if it was missing."""
    folder = env.path("DATA_DIR", ROOT / "data")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Obstacle(f"DATA_DIR, {folder}, can't be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Obstacle(f"DATA_DIR, {folder}, is read-only for this user: choose another folder.")
    return folder


def ensure_secret_key(folder: Path) -> None:
    """Make `secret_key`, readable by this user only, unless there is one or SECRET_KEY is set."""
    if env.text("SECRET_KEY"):
        return
    try:
        key = os.open(folder / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(key, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
