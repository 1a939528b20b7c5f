"""Texts from before Unicode: which code page were these bytes written in?

Every byte means something in nearly every code page, so a decoder alone proves nothing. What
proves it is whether words come out: letters of one script, accents sparse, final forms at the end.
"""

import re
from collections.abc import Callable

from articles.importing.language import rank

# A run of letters and of whatever else is not ASCII; quotation marks and dashes end it.
WORD = re.compile(r"(?:[A-Za-z]|[^\x00-\x7f\s\xa0«»“”„‘’‚…–—•·´€°§©®†‡‹›،؛؟])+")
LETTER_AROUND = re.compile(r"(?<=[^\W\d_])[‚„†‡…°§©®](?=[^\W\d_])")  # never inside a word

ACCENTED = re.compile(
    r"[A-Z]?(?:[A-Z]|[À-ÖØ-ÞŒŠŽŸ])*|(?:[A-Z]|[À-ÖØ-ÞŒŠŽŸ])?(?:[a-z]|[ß-öø-ÿœšžƒ])*"
)
THREE_IN_A_ROW = re.compile(r"[^\x00-\x7f]{3}")
AROUND_A_WORD = "¿¡ªº¹²³½¼¾£¥¢™"  # ¿Cómo, 1ª, m², £5
HEBREW = re.compile(r"(?:[א-ת][\u05b0-\u05c7]*[׳״־]?)*[א-תׯ-״][\u05b0-\u05c7]*[׳״]?")
HEBREW_INNER_FINAL = re.compile(r"[ךםןףץ][\u05b0-\u05c7]*[א-ת]")
ARABIC = re.compile(r"(?:[\u0621-\u063a\u0640-\u064a\u0679-\u06d2][\u064b-\u0652\u200c]*)+")
ARABIC_INNER_FINAL = re.compile(r"[ةى][\u064b-\u0652]*[\u0621-\u064a]")

TOLERATED = 0.02  # of the words with letters beyond ASCII: typing errors, foreign names
LETTERS_FOR_A_VETO = 100
# Written in other code pages (1250, 1254, 1257), whose bytes look plausible in 1252.
NOT_IN_1252 = frozenset(
    {"pl", "cs", "sk", "hu", "sl", "hr", "bs", "sr", "ro", "tr", "az", "lv", "lt", "crh"}
)


def _is_western(word: str) -> bool:
    bare = word.strip(AROUND_A_WORD)
    return bool(ACCENTED.fullmatch(bare)) and not THREE_IN_A_ROW.search(bare)


def _is_hebrew(word: str) -> bool:
    word = word.strip("״׳")  # people write them for quotation marks
    return bool(HEBREW.fullmatch(word)) and not HEBREW_INNER_FINAL.search(word)


def _is_arabic(word: str) -> bool:
    if ARABIC.fullmatch(word):
        return not ARABIC_INNER_FINAL.search(word)
    return _is_western(word)  # the Arabic code page was made for the Maghreb: it has é and ç too


CODE_PAGES: dict[str, Callable[[str], bool]] = {
    "cp1252": _is_western,
    "cp1255": _is_hebrew,
    "cp1256": _is_arabic,
}


def decode_code_page(data: bytes) -> tuple[str, str] | None:
    """(text, name of the code page), or None where no single reading makes sense."""
    readings: dict[str, str] = {}
    for code_page, is_word in CODE_PAGES.items():
        try:
            text = data.decode(code_page)
        except UnicodeDecodeError:
            continue
        if _makes_sense(text, is_word):
            readings.setdefault(text, code_page)
    if len(readings) != 1:
        return None
    ((text, code_page),) = readings.items()
    return None if code_page == "cp1252" and _is_from_elsewhere(text) else (text, code_page)


def _makes_sense(text: str, is_word: Callable[[str], bool]) -> bool:
    words = [word for word in WORD.findall(text) if not word.isascii()]
    wrong = sum(not is_word(word) for word in words) + len(LETTER_AROUND.findall(text))
    return wrong <= TOLERATED * len(words)


def _is_from_elsewhere(text: str) -> bool:
    """ðÐþÞýÝ are ğĞşŞıİ in the Turkish code page; other languages the model can tell."""
    if re.search("[ðÐþÞ]", text):
        return rank(text)[0][0] not in ("is", "fo")
    letters = sum(map(str.isalpha, text))
    return letters >= LETTERS_FOR_A_VETO and rank(text[:20_000])[0][0] in NOT_IN_1252
