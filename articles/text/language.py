"""Language tags (BCP 47): which are well formed, how they are written, which way they are read."""

import re
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global

Direction = Literal["ltr", "rtl"]

# RFC 5646, section 2.1, without the grandfathered tags and those that are private throughout.
LANGUAGE_TAG = re.compile(
    r"""
    (?P<language> [a-z]{2,3} (?: -[a-z]{3} ){0,3} | [a-z]{4,8} )
    (?: -(?P<script> [a-z]{4} ) )?
    (?: -(?P<region> [a-z]{2} | [0-9]{3} ) )?
    (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*
    (?: -[a-wyz0-9] (?: -[a-z0-9]{2,8} )+ )*
    (?: -x (?: -[a-z0-9]{1,8} )+ )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
LONGEST_TAG = 60

RIGHT_TO_LEFT_SCRIPTS = frozenset(
    [
        "Adlm",
        "Arab",
        "Aran",
        "Armi",
        "Avst",
        "Chrs",
        "Cprt",
        "Elym",
        "Hatr",
        "Hebr",
        "Hung",
        "Khar",
        "Lydi",
        "Mand",
        "Mani",
        "Mend",
        "Merc",
        "Mero",
        "Narb",
        "Nbat",
        "Nkoo",
        "Orkh",
        "Ougr",
        "Palm",
        "Phli",
        "Phlp",
        "Phnx",
        "Prti",
        "Rohg",
        "Samr",
        "Sarb",
        "Sogd",
        "Sogo",
        "Syrc",
        "Syre",
        "Syrj",
        "Syrn",
        "Thaa",
        "Yezi",
    ]
)


def is_language_tag(tag: str) -> bool:
    """Well formed, that is; whether anybody speaks it is not asked."""
    return len(tag) <= LONGEST_TAG and LANGUAGE_TAG.fullmatch(tag) is not None


def normalise_tag(tag: str) -> str:
    """Written as BCP 47 recommends: `AR_latn-eg` is `ar-Latn-EG`. ValueError if not well formed."""
    tag = tag.strip().replace("_", "-")
    match = LANGUAGE_TAG.fullmatch(tag)
    if match is None or len(tag) > LONGEST_TAG:
        raise ValueError(
            f"“{tag[:LONGEST_TAG]}” is not a language tag such as en, pt-BR or az-Arab."
        )
    tag = tag.lower()
    for part, written in (("script", str.title), ("region", str.upper)):
        start, end = match.span(part)
        if start >= 0:
            tag = tag[:start] + written(tag[start:end]) + tag[end:]
    return tag


@cache
def direction(tag: str) -> Direction:
    """Which way the language is written: by its script where the tag names one, else its usual one.

    An unknown language and no language at all are taken to run left to right.
    """
    return "rtl" if _script(tag) in RIGHT_TO_LEFT_SCRIPTS else "ltr"


def _script(tag: str) -> str:
    match = LANGUAGE_TAG.fullmatch(tag.strip().replace("_", "-"))
    if match is None:
        return ""
    if match["script"]:
        return match["script"].title()
    language = match["language"].lower().split("-")[0]
    language = get_global("language_aliases").get(language, language).split("_")[0]
    usual = get_global("likely_subtags")
    with_region = f"{language}_{(match['region'] or '').upper()}"
    parts = (usual.get(with_region) or usual.get(language) or "").split("_")
    return parts[1] if len(parts) > 1 else ""


@cache
def language_name(tag: str, in_language: str = "en") -> str:
    """`language_name("ar", "de")` is "Arabisch"; the tag itself where no name is known."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(_locale(in_language))
    except (ValueError, UnknownLocaleError):
        return tag
    return name or tag


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")
