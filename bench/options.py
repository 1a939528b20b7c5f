"""How much is measured, from the environment."""

from typing import NamedTuple

from site_project import env


class Options(NamedTuple):
    articles: int
    seconds: int
    rounds: int


def read() -> Options:
    return Options(
        articles=env.integer("ARTICLES", 10_000, low=200, high=1_000_000),
        seconds=env.integer("SECONDS", 3, low=1, high=60),
        rounds=env.integer("ROUNDS", 5, low=1, high=100),
    )
