"""python3 -m launcher COMMAND: see launcher.commands.

Old Pythons must be able to read this file, so that they can say that they are too old.
"""

import sys

OLDEST = (3, 11)


def too_old(version):
    return (
        "Broadside needs Python %d.%d or newer, and this is Python %d.%d: "
        "install a newer one and name it, as in `make run PYTHON=python3.11`."
    ) % (OLDEST + tuple(version[:2]))


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit(too_old(sys.version_info))

    from launcher.commands import main

    sys.exit(main(sys.argv[1:]))
