"""The parts of addresses. Each has one spelling, so that no page has two addresses."""

import re

from articles.exporting.base import FORMATS


class YearConverter:
    """A year as printed, or ``undated`` for None."""

    regex = "[1-9][0-9]{0,3}|undated"

    def to_python(self, value: str) -> int | None:
        return None if value == "undated" else int(value)

    def to_url(self, value: int | str | None) -> str:
        return str(value or "undated")


class MonthConverter:
    """A month, in two digits."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class NumberConverter:
    """A number from 1 that every database can hold."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class WordsConverter:
    """A slug, in any script."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureConverter(WordsConverter):
    """The name of a picture in the storage: one of our folders, one of our formats."""

    regex = r"(?:images|renditions)/[-\w]+\.(?:avif|jpg|png|webp)"


class SuffixConverter(WordsConverter):
    """What ends the address of a copy."""

    regex = "|".join(re.escape(suffix) for suffix in FORMATS)
