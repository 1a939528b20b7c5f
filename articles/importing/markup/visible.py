"""What of a piece of HTML is no text of its author: left out, and named in a remark.

Comments and deleted passages of a word processor, hidden text, tables of contents with page
numbers, buttons and “[edit]” of a web page, pictures that can't come along.
"""

import re

from articles.importing.markup.program import Program
from articles.importing.markup.remarks import Kind, Remarks
from articles.importing.markup.tree import BLOCK, Element, Piece
from articles.text.attributes import own_image

HAS_NO_TEXT = frozenset(
    {"base", "link", "meta", "noembed", "noframes", "param", "script", "style", "template", "title"}
)
HOLDS_NO_LINE = frozenset({"dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"})
MEANT_ATTRIBUTES = frozenset({"dir", "id", "lang", "role", "xml:lang"})
NOISE_CLASS = re.compile(r"(?:Mso|Apple-|SCX|BCX|EOP)|(?:Normal)?TextRun$|[cs]\d+$")
MEANT_STYLES = frozenset(
    {"direction", "font", "font-style", "font-weight", "mso-list", "text-decoration"}
    | {"text-decoration-line", "vertical-align"}
)
BUTTONS = frozenset({"button", "datalist", "input", "select"})
FURNITURE_CLASSES = frozenset(
    {"anchor-link", "header-anchor", "headerlink", "mw-editsection", "mw-jump-link", "noprint"}
)
HIDDEN_CLASSES = frozenset(
    {"screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "hidden-print"}
)
CONTENTS_CLASSES = re.compile(r"MsoToc(?:\d|Heading)$")
CONTENTS_IDS = frozenset({"toc", "Table of Contents1"})
TO_A_COMMENT = re.compile(r"#(?:_msocom_|cmnt)(\d+)$")
A_COMMENT = re.compile(r"(?:_msocom_|cmnt)(\d+)")
LONGEST_COMMENT = 5000
TINY_CLIP = re.compile(r"rect\((?:[01](?:px)?[,\s]*){4}\)|inset\(50%\)")
COMMENT_LABEL = re.compile(r"\s*\[[^\[\]]{1,12}\]\s*")
LONGEST_EMOJI = 12


def leave_out(root: Element, remarks: Remarks, program: Program, *, origin: str = "") -> None:
    _Sweeper(root, remarks, program, origin).sweep(root)


class _Sweeper:
    def __init__(self, root: Element, remarks: Remarks, program: Program, origin: str) -> None:
        self.remarks = remarks
        self.program = program
        self.origin = origin
        self.comments = _comments(root)
        self.texts = {number: element.text() for element, number in self.comments.items()}
        self.said: set[str] = set()

    def sweep(self, parent: Element) -> None:
        kept: list[Piece] = []
        for child in parent.children:
            if isinstance(child, str):
                kept.append(child)
            elif child.tag in HAS_NO_TEXT or is_sign_of_comment(child):
                continue
            elif child.tag == "iframe":  # the cleaner makes a link of it
                kept.append(Element("iframe", child.attributes))
            elif child.tag in {"img", "image"}:
                kept += self.image(child, parent)
            elif number := _comment_anchor(child) or self.comments.get(child, ""):
                kept += self.comment(number, child, parent)
            elif kind := self.judge(child):
                kept += self.left_out(kind, child, parent)
            else:
                self.sweep(child)
                kept += [child] if says_something(child) else child.children
        parent.children = kept

    def judge(self, element: Element) -> Kind | None:
        """Why it is left out, None if it stays."""
        if self.is_deleted(element):
            return Kind.DELETIONS
        if is_hidden(element):
            return Kind.HIDDEN
        if is_table_of_contents(element):
            return Kind.CONTENTS
        return Kind.FURNITURE if is_furniture(element) else None

    def is_deleted(self, element: Element) -> bool:
        if "msoDel" in element.classes:
            return True
        tracked = "datetime" in element.attributes or element.get("cite").startswith("mailto:")
        return element.tag == "del" and (tracked or self.program is Program.WORD)

    def left_out(self, kind: Kind, element: Element, parent: Element) -> list[Piece]:
        words = element.text()
        return self.say(kind, words, parent) if words.strip("\u00a0 \t\n\r\u200b") else []

    def say(self, kind: Kind, words: str, parent: Element) -> list[Piece]:
        mark = self.remarks.add(kind, words)
        return [] if parent.tag in HOLDS_NO_LINE else [mark]

    def comment(self, number: str, element: Element, parent: Element) -> list[Piece]:
        """Its text is told once, at the passage it is about where that is there."""
        if number in self.said:
            return []
        self.said.add(number)
        words = COMMENT_LABEL.sub(" ", self.texts.get(number, element.text()), count=1)
        return self.say(Kind.COMMENTS, words, parent)

    def image(self, image: Element, parent: Element) -> list[Piece]:
        source, alternative = image.get("src").strip(), " ".join(image.get("alt").split())
        if self.origin and source.startswith(f"{self.origin}/"):
            source = source.removeprefix(self.origin)
        if own_image(source):
            image.attributes["src"] = source
            return [image]
        if _is_emoji(alternative):
            return [alternative]
        if not alternative and _is_dot(image):
            return []
        return self.say(Kind.LOST_IMAGES, alternative, parent)


def says_something(element: Element) -> bool:
    """Most spans are there for a font or a colour."""
    if element.tag != "span" and ":" not in element.tag:
        return True
    return bool(
        MEANT_STYLES & element.style.keys()
        or MEANT_ATTRIBUTES & element.attributes.keys()
        or not all(map(NOISE_CLASS.match, element.classes))
    )


def is_sign_of_comment(element: Element) -> bool:
    """The rule above Word's comments, and the space that it puts where one is."""
    is_space = element.style.get("mso-special-character") == "comment" and not element.has_text()
    return is_space or "msocomoff" in element.classes


def is_hidden(element: Element) -> bool:
    style = element.style
    return (
        style.get("display", "").lower() == "none"
        or style.get("mso-hide", "").lower() == "all"
        or style.get("visibility", "").lower() in {"hidden", "collapse"}
        or "hidden" in element.attributes
        or not HIDDEN_CLASSES.isdisjoint(element.classes)
        or TINY_CLIP.search(style.get("clip", "") + style.get("clip-path", "")) is not None
    )


def is_furniture(element: Element) -> bool:
    return (
        element.tag in BUTTONS
        or not FURNITURE_CLASSES.isdisjoint(element.classes)
        or element.get("role") == "button"
    )


def is_table_of_contents(element: Element) -> bool:
    if element.get("id") in CONTENTS_IDS:
        return True
    return any(CONTENTS_CLASSES.match(name) for name in element.classes)


def _comments(root: Element) -> dict[Element, str]:
    """The elements with the comments of Word and of Google Docs, and the number of each."""
    found: dict[Element, str] = {}
    stack: list[tuple[Element, Element, Element]] = [(root, root, root)]
    while stack:
        element, division, block = stack.pop()
        division = element if element.tag == "div" else division
        block = element if element.tag in BLOCK else block
        match = A_COMMENT.fullmatch(element.get("name") or element.get("id"))
        if match and element.tag == "a":
            found[division if _is_one_comment(division) else block] = match[1]
        stack += [(child, division, block) for child in element.elements()]
    found.pop(root, None)
    return found


def _is_one_comment(division: Element) -> bool:
    """A division made for one comment: it is short, and no passage leads out of it to one."""
    length = 0
    for element in division.walk():
        length += sum(len(child) for child in element.children if isinstance(child, str))
        if length > LONGEST_COMMENT or _comment_anchor(element):
            return False
    return True


def _comment_anchor(element: Element) -> str:
    """The number of the comment that it is the sign of."""
    match = TO_A_COMMENT.search(element.get("href")) if element.tag == "a" else None
    return match[1] if match else ""


def _is_emoji(alternative: str) -> bool:
    short = 0 < len(alternative) <= LONGEST_EMOJI
    return short and not any(
        char.isalnum() or char.isspace() or char < "\u00a0" for char in alternative
    )


def _is_dot(image: Element) -> bool:
    """A picture of one pixel that counts readers."""
    return image.get("width").strip() in {"0", "1"} or image.get("height").strip() in {"0", "1"}
