"""Debian packages that something needs: installed when we may, named when we may not."""

import os
import shutil
import subprocess

from launcher import Obstacle


def install(package: str, *, because: str) -> None:
    """Install one package with apt when root; otherwise raise an Obstacle that says what to do.

    `because` is the first half of that sentence: what is missing, and for what.
    """
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise Obstacle(f"{because}: install it, on Debian with `sudo apt install {package}`.")
    print(f"{because}: installing Debian's {package} …", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [apt, "-qq", "update"],
        [apt, "-qq", "-y", "--no-install-recommends", "install", package],
    ):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise Obstacle(f"{because}, and apt can't install {package}: {reason}")
