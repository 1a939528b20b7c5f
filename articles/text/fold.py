"""A text as it is compared: without regard to case, marks above and below letters, and spelling
habits that readers of a language do not count. For finding, never for showing."""

import re
import unicodedata

# Persian and Urdu letters look like the Arabic ones, ya loses its dots at a word's end, ta marbuta
# is typed as ha; final letters in Hebrew and Greek are the same letters. The rest has no Unicode
# decomposition, though readers take the mark off.
SAME_LETTER = str.maketrans(
    dict(zip("ٱىیېةکگھہۀ", "ايييهككههه", strict=True))
    | dict(zip("ךםןףץς", "כמנפצσ", strict=True))
    | dict(zip("ıøłđ", "iold", strict=True))
    | {"æ": "ae", "œ": "oe", "ء": "", "ـ": ""}
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def fold(text: str) -> str:
    """`fold("Straße") == fold("STRASSE")`, `fold("كِتَابٌ") == fold("كتاب")`. Spaces are single."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.category(char).startswith("M"))
    text = INVISIBLE.sub("", text).translate(SAME_LETTER)
    digits = (str(unicodedata.decimal(char, char)) for char in text)
    return " ".join("".join(digits).casefold().split())
