"""An export of WordPress with many posts, and what importing and publishing it costs."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from bench import data
from bench.archive.words import Vocabulary
from bench.load import machine
from launcher.environment import ROOT

PARAGRAPHS, NOTES, COMMENTS, HALF = 14, 9, 6, 31
IMPORT = """
import resource, sys
import django
django.setup()
from django.core.management import call_command
call_command("import_articles", sys.argv[1], publish=True, language="en")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""
TOP = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><link>{site}</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{site}</wp:base_blog_url>
<wp:author><wp:author_login>ada</wp:author_login>
<wp:author_display_name>Ada Brandt</wp:author_display_name></wp:author>
"""


class Cost(NamedTuple):
    seconds: float
    processor: float
    megabytes: float


def take_in(folder: Path, number: int) -> Cost:
    """Write an export that no run before this one has had, and import it."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    path = inbox / f"{time.time_ns()}.xml"
    write(path, number)
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [*machine.on(machine.SERVER), sys.executable, "-c", IMPORT, str(path)],
        cwd=ROOT,
        env=data.environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    peak = int(done.stderr.split()[-1]) / 1024
    return Cost(time.perf_counter() - begun, used, peak)


def write(path: Path, number: int) -> None:
    chance = random.Random(time.time_ns())
    words = Vocabulary("en", chance)
    site = f"https://{path.stem}.example.org"
    with path.open("w", encoding="utf-8") as file:
        file.write(TOP.format(site=site))
        for key in range(1, number + 1):
            file.write(post(key, site, words, chance))
        file.write("</channel></rss>\n")


def post(key: int, site: str, words: Vocabulary, chance: random.Random) -> str:
    """An article with its notes, as the block editor keeps them, and its comments."""
    marks = [f"{key:08x}-{note:04x}" for note in range(NOTES)]
    notes = [
        {"id": mark, "content": f'{words.sentence()} <a href="{site}/{chance.random()}">x</a>'}
        for mark in marks
    ]
    body = ""
    for place in range(PARAGRAPHS):
        sign = (
            f'<sup data-fn="{marks[place]}" class="fn"><a href="#{marks[place]}">1</a></sup>'
            if place < NOTES
            else ""
        )
        text = f"{words.sentences(HALF)}{sign} {words.sentences(HALF)}"
        body += f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->\n\n"
    said = "".join(
        f"<wp:comment><wp:comment_id>{key * 10 + reply}</wp:comment_id>"
        f"<wp:comment_author>Reader</wp:comment_author>"
        f"<wp:comment_date_gmt>2021-12-07 08:30:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{words.sentences(HALF)}]]></wp:comment_content>"
        f"<wp:comment_approved>1</wp:comment_approved>"
        f"<wp:comment_parent>{key * 10 if reply else 0}</wp:comment_parent></wp:comment>\n"
        for reply in range(COMMENTS)
    )
    return (
        f"<item><title>Post {key}: {words.sentence()}</title><link>{site}/{key}/</link>\n"
        f"<dc:creator>ada</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>\n"
        f"<wp:post_id>{key}</wp:post_id>"
        f"<wp:post_date>{chance.randrange(1990, 2024)}-05-01 10:00:00</wp:post_date>"
        f"<wp:post_name>post-{key}-{chance.randrange(10**9)}</wp:post_name>"
        f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\n"
        f"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{json.dumps(notes)}]]></wp:meta_value></wp:postmeta>\n"
        f"{said}</item>\n"
    )
