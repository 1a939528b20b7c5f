"""Markdown with footnotes, as Pandoc, GitHub and most others read it.

The catalogue data stand above it as YAML. Their values are written as JSON, which YAML contains.
"""

import json

from articles.text.markdown import escape, to_markdown

from .base import Copy
from .header import byline, source


def write(copy: Copy) -> str:
    entry = copy.record
    values: dict[str, str | list[str]] = {
        "title": entry.title,
        "author": [author.name for author in entry.authors],
        "date": entry.printed,
        "lang": entry.language,
        "abstract": copy.page.standfirst,
        "keywords": list(entry.tags),
        "source": source(copy),
        "url": entry.permanent,
    }
    head = [f"{name}: {as_json(value)}" for name, value in values.items() if value]
    about = [f"# {one_line(entry.title)}", *(one_line(line) for line in byline(copy))]
    about += [f"*{one_line(copy.page.standfirst)}*"] if copy.page.standfirst else []
    body = to_markdown(copy.body, language=entry.language)
    return "\n\n".join(["---\n" + "\n".join(head) + "\n---", *about, f"<{entry.permanent}>", body])


def one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def as_json(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
