"""What stands above the text of an article: its title, and the line with author and date.

Read off the canonical body, so that it is the same for every format that comes with markup.
"""

import re

from articles.importing.base import Document, Finding, Level
from articles.importing.plaintext.byline import read_byline
from articles.text.clean import clean, read
from articles.text.fold import fold
from articles.text.tree import Node, text_without_notes, walk, write

HEADINGS = frozenset({"h2", "h3", "h4"})
LINES = frozenset({"p", *HEADINGS})
MOST_LINES = 3
"""So many short paragraphs below the title are looked at."""
LONGEST_TITLE = 300


def take_beginning(
    document: Document, *, day_first: bool, has_title: bool, suggested: str = ""
) -> list[Finding]:
    """Take title and byline out of the body and put them into the document, where it has none.

    ``has_title`` says that the first heading of the body is the title by its style; else a title
    that is ``suggested`` from elsewhere counts more.
    """
    nodes: list[Node] = list(read(document.body))
    findings: list[Finding] = []
    notes: list[Node] = []
    index = next((n for n, node in enumerate(nodes[:MOST_LINES]) if node.tag in HEADINGS), None)
    if index is not None and _is_title(nodes[index], document.title, suggested, has_title):
        heading = nodes[index]
        words = " ".join(text_without_notes(heading.children).split())
        if words and len(words) <= LONGEST_TITLE and not _has_picture(heading):
            document.title = words
            notes += [node for node in walk([heading]) if node.tag in {"footnote", "noteref"}]
            del nodes[index]
            findings.append(Finding(Level.FOUND, "title", f"Title: {words}"))
    findings += _take_byline(document, nodes, day_first=day_first)
    if notes and nodes:
        _add_notes(nodes, notes)
        message = "The note to the title stands at the end of the first paragraph now."
        findings.append(Finding(Level.UNSURE, "title_note", message))
    document.body = clean(write(nodes))
    return findings


def _is_title(heading: Node, known: str, suggested: str, has_title: bool) -> bool:  # noqa: FBT001
    words = fold(text_without_notes(heading.children))
    if known:
        return words == fold(known)
    return has_title or not suggested or words == fold(suggested)


def _has_picture(node: Node) -> bool:
    return any(inner.tag == "img" for inner in walk([node]))


def _take_byline(document: Document, nodes: list[Node], *, day_first: bool) -> list[Finding]:
    findings: list[Finding] = []
    for _ in range(MOST_LINES):
        if not nodes or nodes[0].tag not in LINES or _has_marks(nodes[0]):
            break
        line = " ".join(text_without_notes(nodes[0].children).split())
        byline = read_byline(line, day_first=day_first)
        if byline is None or not byline.is_strong:
            break
        is_known = (byline.credits and document.credits) or (byline.date and document.printed_date)
        if (is_known and not _says_the_same(line, document)) or (
            byline.date and byline.date.problem
        ):
            break
        document.credits = document.credits or list(byline.credits)
        if byline.date and not document.printed_date:
            document.printed_date = byline.date.edtf
            label = byline.date.label
            document.printed_label = f"{byline.place}, {label}" if byline.place else label
        findings.append(Finding(Level.FOUND, "byline", f"Byline: {line}", text=line))
        del nodes[0]
    return findings


def _says_the_same(line: str, document: Document) -> bool:
    """Whether the metadata of a page have named these authors already."""
    words = set(re.findall(r"\w+", fold(line)))
    names = {word for credit in document.credits for word in re.findall(r"\w+", fold(credit.name))}
    return bool(names) and names <= words


def _has_marks(node: Node) -> bool:
    return any(inner.tag in {"footnote", "noteref", "img"} for inner in walk([node]))


def _add_notes(nodes: list[Node], notes: list[Node]) -> None:
    """Put them at the end of the first paragraph; a tree that was read is not to be changed."""
    for index, node in enumerate(nodes):
        if node.tag in LINES:
            nodes[index] = Node(node.tag, node.attributes, [*node.children, *notes])
            return
    nodes.insert(0, Node("p", {}, list(notes)))
