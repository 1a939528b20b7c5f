"""The body as CommonMark, with notes as `[^1]` and tables as GitHub writes them; HTML for what
Markdown has no sign for. What is read back has the same words, formatting and links."""

import re
import unicodedata
from collections.abc import Iterable

from articles.text.clean import read
from articles.text.elements import EVERYWHERE
from articles.text.numbering import Numbering
from articles.text.tree import Node, Nodes, pieces, start_tag, text_blocks

LISTS = frozenset({"dl", "ol", "ul"})
EMPHASIS = {"em": "*", "strong": "**"}
HEADINGS = {"h2": "##", "h3": "###", "h4": "####"}
SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
AT_LINE_START = re.compile(
    r"^([ \t]*(?:\d{1,9}(?=[.)])|\[\^\w+\](?=:))?)([#+\-=>:.)])", re.MULTILINE
)


def to_markdown(body: str, *, language: str = "en") -> str:
    tree = read(body)
    return _Writer(Numbering(tree, language)).document(tree)


def escape(text: str) -> str:
    return SPECIAL.sub(lambda special: f"\\{special[0]}", text)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])


class _Writer:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering

    def document(self, tree: list[Node]) -> str:
        notes = [
            _indented(self.content(note.node), f"[^{note.name}]: ", "    ")
            for note in self.numbering.notes
        ]
        return "\n\n".join([*self.blocks(tree), *notes]) + "\n" if tree else ""

    def blocks(self, nodes: Nodes) -> list[str]:
        """Two lists in a row are two: what shows nothing stands between them."""
        written: list[str] = []
        before = ""
        for piece in pieces(nodes):
            if isinstance(piece, Node):
                written += ["<!-- -->"] if {piece.tag, before} <= LISTS else []
                written.append(self.passage(piece))
                before = piece.tag
            else:
                written.append(self.text(piece))
                before = ""
        return written

    def content(self, node: Node) -> str:
        return "\n\n".join(self.blocks(node.children))

    def passage(self, node: Node) -> str:
        """A block, in a division of its own where it has a language of its own."""
        attributes = {name: node.attributes[name] for name in EVERYWHERE if name in node.attributes}
        text = self.block(node)
        return f"{start_tag('div', attributes)}\n\n{text}\n\n</div>" if attributes else text

    def block(self, node: Node) -> str:
        if node.tag == "hr":
            return "***"
        write = BLOCK_WRITERS.get(node.tag, _Writer.content)
        return write(self, node)

    def heading(self, node: Node) -> str:
        return f"{HEADINGS[node.tag]} {self.one_line(node)}"

    def quotation(self, node: Node) -> str:
        return _indented(self.content(node), "> ", "> ")

    def item_list(self, node: Node) -> str:
        return "\n".join(self.items(node))

    def definitions(self, node: Node) -> str:
        """A list of the terms, each with what it means below it."""
        entries = [(entry.tag, self.content(entry)) for entry in _nodes(node)]
        return "\n\n".join(
            _indented(text, "- " if tag == "dt" else "  ", "  ") for tag, text in entries
        )

    def items(self, node: Node) -> Iterable[str]:
        first = max(int(node.attributes.get("start", 1)), 0)
        for number, item in enumerate(_nodes(node), start=first):
            mark = f"{number}. " if node.tag == "ol" else "- "
            yield _indented(self.content(item), mark, " " * len(mark))

    def table(self, node: Node) -> str:
        """The first row is the head: Markdown has no table without one."""
        parts = _nodes(node)
        captions = [self.text(part.children) for part in parts if part.tag == "caption"]
        rows = [row for part in parts if part.tag != "caption" for row in _nodes(part)]
        width = max((len(row.children) for row in rows), default=0)
        lines = []
        for row in rows:
            cells = [self.one_line(cell) for cell in _nodes(row)]
            lines.append(f"| {' | '.join(cells + [''] * (width - len(cells)))} |")
        lines[1:1] = ["|" + " --- |" * width]
        return "\n\n".join([*captions, "\n".join(lines)])

    def one_line(self, node: Node) -> str:
        """For headings and cells, where Markdown has no second line."""
        lines = (self.inline(part.children) for part in text_blocks([node]))
        return "<br>".join(line.replace("\\\n", "<br>").replace("\n", " ") for line in lines)

    def preformatted(self, node: Node) -> str:
        """Marks cannot stand in a fence; they follow it."""
        text = "".join(child if isinstance(child, str) else _code(child) for child in node.children)
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        marks = [below for below in node.walk() if below.tag in {"footnote", "noteref"}]
        written = f"{fence}\n{text}\n{fence}"
        return f"{written}\n\n{self.inline(marks)}" if marks else written

    def text(self, nodes: Nodes) -> str:
        """Running text at the start of a line."""
        return AT_LINE_START.sub(r"\1\\\2", self.inline(nodes))

    def inline(self, nodes: Nodes, before: str = "", after: str = "") -> str:
        """`before` and `after` are what stands around: emphasis depends on it."""
        written = before
        nodes = list(nodes)
        for node, following in zip(nodes, [*nodes[1:], after], strict=False):  # none: an empty cell
            if isinstance(node, str):
                written += escape(node)
            else:
                then = following[:1] if isinstance(following, str) else "["
                written += self.element(node, written[-1:], then)
        return written[len(before) :]

    def element(self, node: Node, before: str, after: str) -> str:
        if node.tag == "br":
            return "\\\n"
        if node.tag in EMPHASIS:
            return self.emphasis(node, before, after)
        write = INLINE_WRITERS.get(node.tag, _Writer.as_html)
        return write(self, node)

    def as_html(self, node: Node) -> str:
        text = self.inline(node.children, ">", "<")
        return f"{start_tag(node.tag, node.attributes)}{text}</{node.tag}>"

    def mark(self, node: Node) -> str:
        cited = self.numbering.cited_by(node)
        return f"[^{cited[0].name}]" if cited else "\\[?\\]"

    def image(self, node: Node) -> str:
        return f"![{escape(node.attributes['alt'])}]({_destination(node.attributes['src'])})"

    def quoted(self, node: Node) -> str:
        return f"“{self.inline(node.children, '“', '”')}”"

    def code(self, node: Node) -> str:
        is_plain = all(isinstance(child, str) for child in node.children)
        return _code_span(node.text()) if is_plain else self.as_html(node)

    def emphasis(self, node: Node, before: str, after: str) -> str:
        """Asterisks where CommonMark is sure to read them (6.2), else the element itself."""
        sign = EMPHASIS[node.tag]
        text = self.inline(node.children, "*", "*")
        is_sure = _parts(before) and _parts(after) and "*" not in {before, after}
        is_sure = is_sure and text == text.strip() and not node.attributes
        if is_sure and text[0] != "*" and text[-1] != "*":
            return f"{sign}{text}{sign}"
        return self.as_html(node)

    def link(self, node: Node) -> str:
        href, title = node.attributes["href"], node.attributes.get("title", "")
        if [href] == node.children and href.startswith("http") and not title:
            return f"<{href}>"
        written = escape(title).replace('"', '\\"')
        written = f' "{written}"' if title else ""
        return f"[{self.inline(node.children, '[', ']')}]({_destination(href)}{written})"


BLOCK_WRITERS = {
    "blockquote": _Writer.quotation,
    "dl": _Writer.definitions,
    "h2": _Writer.heading,
    "h3": _Writer.heading,
    "h4": _Writer.heading,
    "ol": _Writer.item_list,
    "pre": _Writer.preformatted,
    "table": _Writer.table,
    "ul": _Writer.item_list,
}
INLINE_WRITERS = {
    "a": _Writer.link,
    "code": _Writer.code,
    "footnote": _Writer.mark,
    "img": _Writer.image,
    "noteref": _Writer.mark,
    "q": _Writer.quoted,
}


def _destination(url: str) -> str:
    url = SPECIAL.sub(lambda special: f"\\{special[0]}", url)
    return f"<{url}>" if re.search(r"[()]", url) else url


def _code_span(text: str) -> str:
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    padding = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _code(node: Node) -> str:
    return "" if node.tag in {"footnote", "noteref"} else node.text()


def _parts(char: str) -> bool:
    """Whether it parts words: the start or end of a text, white space, a sign."""
    return not char or char.isspace() or unicodedata.category(char)[0] in "PS"


def _nodes(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]
