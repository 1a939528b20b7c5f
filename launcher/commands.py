"""The commands that the Makefile calls, each an exit code."""

import signal
import sys
from collections.abc import Callable, Sequence

from launcher import Obstacle, lint, messages, pictures, serve, suite
from site_project.env import SettingError

COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": serve.setup,
    "run": serve.run,
    "test": suite.on_this_machine,
    "test-services": suite.on_services,
    "lint": lint.run,
    "bench": suite.bench,
    "pictures": pictures.run,
    "messages": messages.run,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; an obstacle becomes one sentence on stderr and exit code 1."""
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: python3 -m launcher {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    # Told to end, we end what we started: an exit unwinds, the signal's own way of dying does not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except (Obstacle, SettingError) as obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
