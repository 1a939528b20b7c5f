"""Characters that no text has: controls, halves of surrogate pairs, noncharacters."""

import re

# Where a program meant a gap between words by a control (Word's vertical tab), a space remains.
GAPS = re.compile("[\x0b\x1c-\x1f\x85]")
NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)

WHITESPACE = " \t\n\r\f"
"""What HTML collapses. No-break spaces and the like are text."""

RUN = re.compile(r"[ \t\n\r\f]+")
NO_SPACE_BAR = re.compile(r"[\t\n\r\f]")


def without_controls(text: str) -> str:
    return NO_TEXT.sub("", GAPS.sub(" ", text))


def even(text: str) -> str:
    """A run of whitespace with a line end or tab in it becomes one space; other runs stay."""
    if not NO_SPACE_BAR.search(text):
        return text
    return RUN.sub(lambda run: run[0] if run[0].isspace() and not run[0].strip(" ") else " ", text)


def is_blank(text: str) -> bool:
    return not text or text.isspace()
