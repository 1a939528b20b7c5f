"""What a reader typed, without characters that are only there to deceive the eye."""

import re
import unicodedata

# Persian and the scripts of India need the joiners, mixed lines the two marks of direction.
# Overrides and embeddings of direction, spaces without width and all other format characters go.
KEPT_IN_NAMES = "\u200c\u200d"
KEPT_IN_TEXTS = KEPT_IN_NAMES + "\u200e\u200f\n"
DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
MARKS_IN_A_ROW = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


def clean_name(value: str) -> str:
    """One line, with single spaces."""
    return " ".join(without_tricks(" ".join(value.split()), KEPT_IN_NAMES).split())


def clean_text(value: str) -> str:
    """Lines and paragraphs: no space at the ends, never more than one empty line."""
    lines = [line.rstrip() for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    text = without_tricks("\n".join(line.replace("\t", " ") for line in lines), KEPT_IN_TEXTS)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def without_tricks(value: str, kept: str) -> str:
    text = "".join(c for c in value if c in kept or unicodedata.category(c) not in DROPPED)
    return MARKS_IN_A_ROW.sub(r"\1", text)
