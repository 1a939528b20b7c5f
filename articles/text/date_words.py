"""The words that dates are printed in, by language.

Names of months and weekdays are CLDR's (Babel). CLDR has no seasons, no "circa" and no decades:
those stand in DATE_WORDS, the first word of a tuple being the one that we write ourselves.
"""

from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from babel import Locale

# Arabic has three sets of month names: the Egyptian, the Levantine and the Maghrebi one.
LOCALES = (
    *("en", "en_GB", "de", "de_AT", "fr", "es", "it", "pt", "nl", "ru", "tr", "el", "fa", "he"),
    *("ar", "ar_LB", "ar_IQ", "ar_MA", "ar_DZ", "ar_TN"),
)
MORE_MONTHS: dict[int, tuple[str, ...]] = {
    1: ("jänner", "كانون ثاني", "كانون ثان"),
    2: ("feber", "febr", "fevrier"),
    3: ("mrz", "maerz", "מרס"),
    6: ("يونيه",),
    7: ("يوليه",),
    8: ("aout",),
    9: ("sept", "set", "setiembre"),
    10: ("تشرين أول",),
    11: ("تشرين ثاني", "تشرين ثان"),
    12: ("decembre", "كانون أول"),
}


class DateWords(NamedTuple):
    spring: tuple[str, ...]
    summer: tuple[str, ...]
    autumn: tuple[str, ...]
    winter: tuple[str, ...]
    circa: tuple[str, ...]
    decade: str  # {} is its first year
    of: str = " "  # between a season and its year

    @property
    def seasons(self) -> tuple[tuple[str, ...], ...]:
        """In the order of EDTF's 21 to 24."""
        return self.spring, self.summer, self.autumn, self.winter


DATE_WORDS: dict[str, DateWords] = {
    "en": DateWords(
        ("Spring",), ("Summer",), ("Autumn", "Fall"), ("Winter",), ("c.", "ca.", "circa"), "{}s"
    ),
    "de": DateWords(
        ("Frühjahr", "Frühling"),
        ("Sommer",),
        ("Herbst",),
        ("Winter",),
        ("um", "ca.", "circa", "gegen"),
        "{}er Jahre",
    ),
    "fr": DateWords(
        ("printemps",), ("été",), ("automne",), ("hiver",), ("vers", "env.", "ca."), "années {}"
    ),
    "es": DateWords(
        ("primavera",),
        ("verano",),
        ("otoño",),
        ("invierno",),
        ("hacia", "ca.", "circa"),
        "años {}",
        " de ",
    ),
    "it": DateWords(
        ("primavera",), ("estate",), ("autunno",), ("inverno",), ("circa", "ca."), "anni {}"
    ),
    "pt": DateWords(
        ("primavera",),
        ("verão",),
        ("outono",),
        ("inverno",),
        ("cerca de", "c."),
        "anos {}",
        " de ",
    ),
    "nl": DateWords(
        ("voorjaar", "lente"),
        ("zomer",),
        ("najaar", "herfst"),
        ("winter",),
        ("ca.", "circa", "omstreeks"),
        "jaren {}",
    ),
    "ru": DateWords(("весна",), ("лето",), ("осень",), ("зима",), ("ок.", "около"), "{}-е годы"),
    "tr": DateWords(
        ("ilkbahar", "bahar"), ("yaz",), ("sonbahar", "güz"), ("kış",), ("yaklaşık",), "{}–{}"
    ),
    "el": DateWords(
        ("άνοιξη",),
        ("καλοκαίρι",),
        ("φθινόπωρο",),
        ("χειμώνας",),
        ("περ.", "περίπου"),
        "δεκαετία του {}",
    ),
    "ar": DateWords(("ربيع",), ("صيف",), ("خريف",), ("شتاء",), ("نحو", "حوالي"), "عقد {}"),
    "he": DateWords(
        ("אביב",), ("קיץ",), ("סתיו",), ("חורף",), ("בערך", "סביבות", "בסביבות"), "שנות ה־{}"
    ),
    "fa": DateWords(("بهار",), ("تابستان",), ("پاییز",), ("زمستان",), ("حدود",), "دههٔ {}"),
}


def date_words(language: str) -> DateWords:
    return DATE_WORDS.get(language.partition("-")[0].lower(), DATE_WORDS["en"])


def fold_name(name: str) -> str:
    """One spelling of a month's name for looking it up: no dots, no hamza on alef, lower case."""
    folded = normalize("NFC", name.casefold())  # casefold() takes the Greek ΐ apart
    plain = folded.translate(str.maketrans("أإآ\xa0", "ااا ", ".׳'’ٔ"))
    return " ".join(plain.split())


@cache
def month_numbers() -> dict[str, int]:
    """Folded month names and abbreviations of all LOCALES -> 1 to 12."""
    numbers = {fold_name(name): number for number, names in MORE_MONTHS.items() for name in names}
    for locale in LOCALES:
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale.parse(locale).months[form][width].items():
                    numbers.setdefault(fold_name(name), number)
    return numbers


@cache
def weekday_names() -> frozenset[str]:
    names = (Locale.parse(locale).days["format"]["wide"].values() for locale in LOCALES)
    return frozenset(name for day_names in names for name in day_names)


@cache
def season_numbers() -> dict[str, int]:
    """Season words, lower case -> 21 (spring) to 24 (winter)."""
    return {
        word.casefold(): 21 + index
        for words in DATE_WORDS.values()
        for index, season in enumerate(words.seasons)
        for word in season
    }
