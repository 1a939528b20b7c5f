"""What a post holds, counted in its source by other means than those that read it."""

import re

from articles.importing.counted import words_in
from articles.importing.entries import Counts

from .notes import CORE_MARK, OPENED
from .post import Post, json_list

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BRACKETED = re.compile(r"\[/?[a-zA-Z][^\[\]]*\]")
LINK = re.compile(r"<a\b[^>]*\bhref\s*=\s*[\"']?(?!#)[^\s\"'>]", re.IGNORECASE)
NOTE_LINK = re.compile(
    r"<a\b[^>]*\bhref\s*=\s*[\"']?[^\s\"'>#]*#(?P<to>_?(?:ftn|edn)\d+|fn[-:.]?\w+|footnote[-_:.\w]*"
    r"|easy-footnote-bottom[-_\w]*|note[-_:.]?\w+|sd(?:foot|end)note\d+sym|cite_note[-_\w]*)[\"'>\s]",
    re.IGNORECASE,
)
BACK = re.compile(r"ref|back|anc$", re.IGNORECASE)
IMAGE = re.compile(r"<img\b", re.IGNORECASE)
QUOTATION = re.compile(r"<blockquote\b", re.IGNORECASE)
PARENTHESES = re.compile(r"\(\((?!\()")


def before(post: Post) -> Counts:
    html = post.html
    kept = "".join(str(note.get("content")) for note in json_list(post.meta.get("footnotes", "")))
    return Counts(
        words=words_in(BRACKETED.sub(" ", COMMENT.sub(" ", html + kept))),
        notes=notes_in(html),
        links=len(LINK.findall(html + kept)),
        pictures=len(IMAGE.findall(html)),
        quotations=len(QUOTATION.findall(html)),
        comments=len(post.replies),
    )


def notes_in(html: str) -> int:
    """As many notes as the signs of each way of writing them say."""
    found = len({match["key"] for match in CORE_MARK.finditer(html)})
    found += sum(
        not match["escaped"] and match["name"].lower() != "footnotes"
        for match in OPENED.finditer(html)
    )
    found += len(PARENTHESES.findall(html))
    linked = {match["to"].lower() for match in NOTE_LINK.finditer(html)}
    marks = [name for name in linked if not BACK.search(name)]
    return int(found) + len(marks)
