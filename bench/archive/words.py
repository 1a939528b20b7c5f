"""Made-up words, sentences and titles in several scripts: no text of anybody's is needed."""

import random
from itertools import accumulate
from typing import NamedTuple

SIZE = 3000  # words that a language has here


class Script(NamedTuple):
    """What the words of a language are made of."""

    heads: str  # of syllables, apart by spaces
    tails: str


_LATIN = Script(
    "b br ch d f fl g gr h k kl l m n p pr qu r s sch sp st str t tr v w z",
    "a e i o u an en in on er ar or el al et at ine ung ent ion",
)
_CYRILLIC = Script(
    "б бр в г гр д ж з к кл л м н п пр р с ст т тр ф х ц ч ш",
    "а е и о у ан ен ин он ер ать ить ость ый ая",
)
_ARABIC = Script(
    "ب ت ث ج ح خ د ذ ر ز س ش ص ط ع غ ف ق ك ل م ن ه",
    "ا و ي ات ون ين ان ة ها",
)
_HEBREW = Script(
    "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת",
    "ה ו י ים ות ן ת ית",
)
SCRIPTS = {
    "en": _LATIN,
    "de": _LATIN,
    "es": _LATIN,
    "ru": _CYRILLIC,
    "ar": _ARABIC,
    "he": _HEBREW,
}


def falling(number: int, start: int) -> list[float]:
    """Summed weights of things of which the first are met often and the last seldom."""
    return list(accumulate(1 / (rank + start) for rank in range(number)))


class Vocabulary:
    """The words of a language, of which a few are said often and most seldom, as in a real one."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.chance = chance
        script = SCRIPTS[language]
        self.heads, self.tails = script.heads.split(), script.tails.split()
        self.known = [self._word() for _ in range(SIZE)]
        self.often = falling(SIZE, 3)

    def _word(self) -> str:
        parts = self.chance.choices((1, 2, 3), (5, 4, 1))[0]
        choice = self.chance.choice
        return "".join(choice(self.heads) + choice(self.tails) for _ in range(parts))

    def words(self, number: int) -> list[str]:
        return self.chance.choices(self.known, cum_weights=self.often, k=number)

    def phrase(self, number: int) -> str:
        """Words with a capital where the script has them."""
        text = " ".join(self.words(number))
        return text[:1].upper() + text[1:]

    def sentence(self) -> str:
        return self.phrase(self.chance.randint(8, 24)) + "."

    def sentences(self, number: int) -> str:
        """At least so many words, in whole sentences."""
        said: list[str] = []
        while sum(map(_length, said)) < number:
            said.append(self.sentence())
        return " ".join(said)


def _length(sentence: str) -> int:
    return sentence.count(" ") + 1
