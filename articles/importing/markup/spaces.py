"""White space and invisible characters that only laid the text out."""

import re

from articles.importing.markup.tree import BLOCK, Element

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and the like. Joiners and marks of direction are text."""
SPACES = re.compile("[ \t\r\n\f\u00a0]+")
NO_BREAK = "\u00a0"
MEANT = re.compile("(?<=[«\u2039])\u00a0|\u00a0(?=[;:!?»\u203a%°])|(?<=[0-9])\u00a0(?=[0-9])")
BEFORE_IT = frozenset("«‹")
AFTER_IT = frozenset(";:!?»›%°")
MOSTLY = 0.25
"""Where more of the spaces between words are no-break spaces, these are the layout's."""


def even_spaces(root: Element) -> None:
    """One space between words, none at the ends of blocks; a no-break space by itself stays."""
    texts = [
        child
        for e in root.walk()
        if e.tag != "pre"
        for child in e.children
        if isinstance(child, str)
    ]
    everything = "".join(texts)
    no_breaks = everything.count(NO_BREAK) - len(MEANT.findall(everything))
    spaces = everything.count(" ") + everything.count(NO_BREAK)
    _Evener(meant_only=no_breaks > 20 and no_breaks > MOSTLY * spaces).take(root)


class _Evener:
    def __init__(self, *, meant_only: bool) -> None:
        self.meant_only = meant_only
        self.is_after_space = True  # at the beginning of a block, too
        self.last: tuple[Element, int] | None = None  # the last text of the block

    def take(self, element: Element) -> None:
        if element.tag in BLOCK or element.tag == "footnote":
            self.end_block()
        if element.tag == "pre":
            return
        for index, child in enumerate(element.children):
            if isinstance(child, str):
                element.children[index] = text = self.even(child)
                if text:
                    self.is_after_space = text[-1] in " \u00a0"
                    self.last = element, index
            elif child.tag == "br":
                self.end_block()
            elif child.tag in {"footnote", "noteref", "img"}:
                self.keep_apart(child)
            else:
                self.take(child)
        if element.tag in BLOCK or element.tag == "footnote":
            self.end_block()

    def keep_apart(self, element: Element) -> None:
        """A footnote is a text of its own; the one around it goes on behind it."""
        before = self.is_after_space, self.last
        if element.tag == "footnote":
            self.is_after_space, self.last = True, None
            self.take(element)
        self.is_after_space, self.last = (before[0] and element.tag != "img"), None
        if element.tag != "img":
            self.last = before[1]

    def even(self, text: str) -> str:
        text = INVISIBLE.sub("", text)
        if self.meant_only:
            meant = MEANT.sub("\ue000", text.replace("\ue000", ""))
            text = meant.replace(NO_BREAK, " ").replace("\ue000", NO_BREAK)
        return SPACES.sub(self.evened, text)

    def evened(self, run: re.Match[str]) -> str:
        if run.start() == 0 and self.is_after_space:
            return ""
        return NO_BREAK if run[0] == NO_BREAK and self.is_meant(run) else " "

    def is_meant(self, run: re.Match[str]) -> bool:
        """At the edge of a run of text, programs write one so that the space is not lost."""
        is_edge = run.start() == 0 or run.end() == len(run.string)
        before, after = (
            run.string[max(0, run.start() - 1) : run.start()],
            run.string[run.end() : run.end() + 1],
        )
        return not is_edge or after in AFTER_IT or before in BEFORE_IT or before.isdecimal()

    def end_block(self) -> None:
        if self.last is not None:
            element, index = self.last
            text = element.children[index]
            if isinstance(text, str):
                element.children[index] = text.rstrip(" \t\r\n\f\u00a0")
        self.is_after_space, self.last = True, None
