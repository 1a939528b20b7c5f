"""What stands behind `make`: from a bare Python to a running, tested or linted Broadside.

Standard library only, except for `prepare` and `camera`, which run inside the virtual environment.
"""


class Obstacle(Exception):
    """Something the person at the keyboard has to change; the message is one sentence about it."""
