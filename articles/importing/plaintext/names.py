"""Does this look like the name of a person, or of a group?"""

import re

LONGEST = 60
MOST_WORDS = 5
WORD = re.compile(r"[^\W\d_](?:[\w.'’`´־-]*[\w'’״׳])?\.?")
APOSTROPHE = re.compile(r"^[dlo][’'](?=\w)")  # d’Alembert
PARTICLES = frozenset(
    {
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
    }
    | {"bin", "ibn", "ben", "bat", "abu", "abd", "zu", "zur", "ter", "y", "e", "i"}
)
# Words of titles and sentences.
NO_NAMES = re.compile(
    r"\b(?:a|an|the|of|on|in|at|for|to|from|against|about|how|why|what|who|is|are|was|not|no|new|our|"
    r"your|this|that|das|ein|eine|dem|im|zum|für|gegen|über|wie|warum|nicht|kein|les|un|une|des|aux|"
    r"pour|contre|sur|dans|los|las|una|para|por|contra|sobre|como|"
    r"في|من|على|إلى|عن|ضد|حول|هذا|هذه|ما|لا|لماذا|كيف|של|על|את|לא|מה|איך|למה|זה|עם)\b",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\b(?:party|league|union|committee|congress|collective|group|movement|federation|international|"
    r"tendency|organi[sz]ation|editorial|editors|board|council|bureau|secretariat|section|workers|"
    r"partei|bund|komitee|kollektiv|gruppe|bewegung|redaktion|verband|sektion|gewerkschaft|"
    r"parti|ligue|comité|collectif|mouvement|rédaction|syndicat|organisation|"
    r"partido|liga|colectivo|grupo|movimiento|redacción|sindicato|organización)\b|"
    r"\b(?:ال)?(?:حزب|لجنة|رابطة|اتحاد|حركة|منظمة|هيئة|نقابة|جمعية|مجلس|جبهة|تيار|جماعة)\b|"
    r"\bה?(?:תנועה|תנועת|מפלגה|מפלגת|ארגון|ועד|ועדת|מערכת|ליגה|ליגת|אגודה|אגודת|איגוד|קבוצה|קבוצת)\b",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"\b[A-ZÄÖÜÉ]{3,}\b")


def is_name(text: str, *, single: bool = False) -> bool:
    """Two to five words like “Rosa Luxemburg”, “A. de la Cruz”; one where `single` names count."""
    words = text.split()
    if len(text) > LONGEST or not (1 if single else 2) <= len(words) <= MOST_WORDS:
        return False
    if is_group(text) and not (text.isupper() and len(words) > 1 and not GROUP.search(text)):
        return False
    own = [word for word in words if word not in PARTICLES]
    written_out = " ".join(word for word in own if not word.endswith("."))  # “A.” is no article
    if not own or NO_NAMES.search(written_out):
        return False
    return all(WORD.fullmatch(word) and not APOSTROPHE.sub("", word)[0].islower() for word in own)


def is_group(text: str) -> bool:
    """A party, a committee, an editorial board; or an acronym."""
    return bool(GROUP.search(text) or ACRONYM.search(text))
