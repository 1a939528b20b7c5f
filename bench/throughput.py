"""Articles imported and published a second, through the door that keepers use, on one processor."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from bench import data, exports
from bench.archive.words import Vocabulary
from bench.load import machine
from bench.options import Options
from bench.report import Found
from launcher.environment import ROOT

FEW, MANY = 20, 320  # files: what starting costs is in both, and so not in the difference
EXPORTED = (100, 1_000)  # posts of two exports
PARAGRAPHS, NOTES, HALF = 14, 9, 31
COLUMNS = ["import and publish", "articles a second", "processor, ms an article"]


class Cost(NamedTuple):
    seconds: float
    processor: float


def run(options: Options) -> Found:
    with data.archive(options.articles) as folder:
        return measure(folder, options)


def measure(folder: Path, options: Options) -> Found:
    few, many = (take_in(folder, number) for number in (FEW, MANY))
    articles = MANY - FEW
    rate = articles / (many.seconds - few.seconds)
    each = (many.processor - few.processor) / articles * 1000
    export = of_export(folder)
    return Found(
        {"articles": options.articles, "rate": round(rate, 1), "cpu_ms": round(each, 2)} | export,
        COLUMNS,
        [
            [f"text files, beside {options.articles:,} articles", f"{rate:.0f}", f"{each:.1f}"],
            [
                f"a WordPress export of {EXPORTED[1]:,} with {exports.COMMENTS} comments each",
                f"{export['wxr_rate']:.0f}",
                f"{export['wxr_cpu_ms']:.1f}",
            ],
        ],
    )


def of_export(folder: Path) -> dict[str, float]:
    """The same from one export of WordPress, and by how much a longer one needs more memory."""
    few, many = (exports.take_in(folder, number) for number in EXPORTED)
    articles = EXPORTED[1] - EXPORTED[0]
    return {
        "wxr_rate": round(articles / (many.seconds - few.seconds), 1),
        "wxr_cpu_ms": round((many.processor - few.processor) / articles * 1000, 2),
        "wxr_mb_few": round(few.megabytes),
        "wxr_mb_many": round(many.megabytes),
    }


def take_in(folder: Path, number: int) -> Cost:
    """Write so many text files, that no run before this one has had, and import them."""
    inbox = folder / "inbox" / f"{time.time_ns()}"
    inbox.mkdir(parents=True)
    chance = random.Random(time.time_ns())
    words = Vocabulary("en", chance)
    for position in range(number):
        (inbox / f"{position}.txt").write_text(text(words, chance), "utf-8")
    begun, before = time.perf_counter(), os.times()
    command = [*machine.on(machine.SERVER), sys.executable, "manage.py", "import_articles"]
    subprocess.run(
        [*command, "--publish", "--language=en", str(inbox)],
        cwd=ROOT,
        env=data.environment(folder),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return Cost(time.perf_counter() - begun, used)


def text(words: Vocabulary, chance: random.Random) -> str:
    """An article as people hand it in, with its notes at the end."""
    paragraphs = [
        f"{words.sentences(HALF)}[{number}] {words.sentences(HALF)}"
        if number <= NOTES
        else f"{words.sentences(HALF)} {words.sentences(HALF)}"
        for number in range(1, PARAGRAPHS + 1)
    ]
    notes = [
        f"[{number}] {words.sentence()} https://example.org/{chance.randrange(10**6)}"
        for number in range(1, NOTES + 1)
    ]
    head = [
        words.phrase(6),
        f"By {words.phrase(1)} {words.phrase(1)}",
        f"{chance.randint(1, 28)} May {chance.randint(1900, 2020)}",
    ]
    return "\n\n".join([*head, *paragraphs, "Notes", "\n".join(notes)]) + "\n"
