"""The canonical body -> what readers see: numbered notes linked both ways, addresses for headings
and paragraphs, marked links, pictures.

Marks and notes have the roles of DPUB-ARIA and the ids `noteref-3` and `note-3`; a further mark for
the same note is `noteref-3-2`. A mark is isolated (bdi), so that its digits neither turn the text
around them nor are turned by it. The class `note-mark` is for the style sheet, which keeps it with
the word before it; no character is added to the text for that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.text.clean import read
from articles.text.elements import NOTE_KINDS, VOID
from articles.text.labels import Language, labels, labels_of_kind
from articles.text.language import direction
from articles.text.numbering import NumberedNote, Numbering
from articles.text.outline import Heading, headings, outline
from articles.text.tree import Node, Nodes, escape_text, start_tag

Picture = Callable[[str, str], str | None]

NOTES_HEADING = "notes-heading"
BACK = {"ltr": "↩\ufe0e", "rtl": "↪\ufe0e"}  # as text: some systems would show a coloured button


@dataclass(frozen=True)
class Rendered:
    body: str
    notes: str
    """The section of notes, "" where there are none."""
    outline: tuple[Heading, ...]


def render(
    body: str,
    *,
    language: str = "en",
    site_hosts: frozenset[str] = frozenset(),
    picture: Picture | None = None,
) -> Rendered:
    """Render a body. The same input gives the same bytes.

    Links to other hosts than `site_hosts` are marked as external. `picture(src, alt)` returns the
    HTML for a picture of ours, which is taken over as it is, or None for a plain `img`.
    """
    tree = read(body)
    writer = _Writer(tree, language, site_hosts, picture)
    return Rendered(writer.body(tree), writer.notes(), outline(tree))


class _Writer:
    def __init__(
        self, tree: list[Node], language: str, hosts: frozenset[str], picture: Picture | None
    ) -> None:
        self.numbering = Numbering(tree, language)
        self.ids = {node: heading.id for node, heading in headings(tree).items()}
        self.language = language
        self.words: Language = labels(language)
        self.hosts = {host.lower() for host in hosts}
        self.picture = picture

    def body(self, tree: list[Node]) -> str:
        """Paragraphs of the text itself can be pointed to: `p-1`, `p-2` …"""
        paragraphs = [id(block) for block in tree if block.tag == "p"]
        self.ids |= {block: f"p-{number}" for number, block in enumerate(paragraphs, start=1)}
        return "\n".join(self.node(block) for block in tree)

    def write(self, nodes: Nodes) -> str:
        return "".join(
            escape_text(node) if isinstance(node, str) else self.node(node) for node in nodes
        )

    def node(self, node: Node) -> str:
        match node.tag:
            case "footnote" | "noteref":
                return self.mark(node)
            case "a":
                return self.element(node, self.link(node.attributes["href"]))
            case "img":
                return self.image(node)
        return self.element(node, {"id": self.ids[id(node)]} if id(node) in self.ids else {})

    def element(self, node: Node, added: dict[str, str]) -> str:
        start = start_tag(node.tag, passage(node.attributes) | added)
        return start if node.tag in VOID else f"{start}{self.write(node.children)}</{node.tag}>"

    def link(self, href: str) -> dict[str, str]:
        if not href.startswith(("http://", "https://")):
            return {}
        parts = urlsplit(href)
        if {parts.netloc.lower(), parts.hostname} & self.hosts:
            return {}
        return {"class": "external", "rel": "external noopener noreferrer"}

    def image(self, node: Node) -> str:
        src, alt = node.attributes["src"], node.attributes["alt"]
        ready = self.picture(src, alt) if self.picture else None
        return ready or self.element(node, {"loading": "lazy", "decoding": "async"})

    def mark(self, node: Node) -> str:
        cited = self.numbering.cited_by(node)
        if cited is None:
            return '<sup class="note-mark">[?]</sup>'
        note, time = cited
        attributes = {
            "id": mark_id(note, time),
            "href": f"#note-{note.name}",
            "role": "doc-noteref",
            "aria-label": labels_of_kind(note.kind, self.language).note.format(note.mark),
        }
        link = f"{start_tag('a', attributes)}{escape_text(note.mark)}</a>"
        return f'<sup class="note-mark"><bdi>{link}</bdi></sup>'

    def notes(self) -> str:
        lists = [self.list_of(kind) for kind in NOTE_KINDS if self.numbering.of_kind(kind)]
        if not lists:
            return ""
        attributes = {"class": "notes", "role": "doc-endnotes", "aria-labelledby": NOTES_HEADING}
        written = "\n".join(lists).replace("<h2>", f'<h2 id="{NOTES_HEADING}">', 1)
        return f"{start_tag('section', attributes)}\n{written}\n</section>"

    def list_of(self, kind: str) -> str:
        heading = escape_text(labels_of_kind(kind, self.language).heading)
        items = "\n".join(self.note(note) for note in self.numbering.of_kind(kind))
        # A list can count 1, 2, 3 but not E1, E2: those marks are written into the notes.
        tag = "ol" if kind == "author" else "ul"
        return f'<h2>{heading}</h2>\n<{tag} class="{kind}-notes">\n{items}\n</{tag}>'

    def note(self, note: NumberedNote) -> str:
        children, back = note.node.children, self.backlinks(note)
        last = children[-1]
        text = self.write(children)
        if isinstance(last, Node) and last.tag == "p":
            text = f"{text.removesuffix('</p>')} {back}</p>"
        elif isinstance(last, Node) and last.tag == "blockquote":
            text = f"{text}<p>{back}</p>"
        else:
            text = f"{text} {back}"
        if note.kind != "author":
            text = f'<b class="note-number"><bdi>{escape_text(note.mark)}</bdi></b> {text}'
        attributes = {"id": f"note-{note.name}"} | passage(
            {name: value for name, value in note.node.attributes.items() if name in {"lang", "dir"}}
        )
        return f"{start_tag('li', attributes)}{text}</li>"

    def backlinks(self, note: NumberedNote) -> str:
        return " ".join(self.backlink(note, time) for time in range(1, len(note.marks) + 1))

    def backlink(self, note: NumberedNote, time: int) -> str:
        label = self.words.back.format(note.mark) + (f", {time}" if time > 1 else "")
        attributes = {
            "href": f"#{mark_id(note, time)}",
            "role": "doc-backlink",
            "aria-label": label,
        }
        # Of several links the first shows the arrow, each other one its number.
        shown = f"<sup>{time}</sup>" if time > 1 else BACK[direction(self.language)]
        return f"{start_tag('a', attributes)}{shown}</a>"


def mark_id(note: NumberedNote, time: int) -> str:
    return f"noteref-{note.name}" if time == 1 else f"noteref-{note.name}-{time}"


def passage(attributes: dict[str, str]) -> dict[str, str]:
    """A passage in another language runs the way of that language."""
    if "lang" in attributes and "dir" not in attributes:
        return attributes | {"dir": direction(attributes["lang"])}
    return attributes
