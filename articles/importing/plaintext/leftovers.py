"""What a web page left around the text: recognised as whole lines at its edges, or as a menu."""

from collections.abc import Iterator, Sequence

from articles.importing.base import Finding, Level
from articles.importing.plaintext.rows import Row
from articles.importing.plaintext.wording import (
    LEFTOVER_BEGINNINGS,
    LEFTOVER_COUNTS,
    LEFTOVERS,
    RELATED,
    key,
)

LONGEST = 60
LONGEST_WITH_TITLE = 200  # “Previous post: …”
LONGEST_NOTICE = 600  # about cookies
LONGEST_RELATED_TITLE = 160
MOST_RELATED = 30
MENU = 3  # so many in a row are a menu, wherever they stand


def is_leftover(text: str) -> bool:
    if len(text) <= LONGEST and (key(text) in LEFTOVERS or LEFTOVER_COUNTS.fullmatch(text)):
        return True
    if len(text) > LONGEST_NOTICE:
        return False
    lower = text.casefold()
    longest = LONGEST_NOTICE if "cooki" in lower or "עוגיות" in lower else LONGEST_WITH_TITLE
    return len(text) <= longest and lower.lstrip("←→«»‹›·•#* ").startswith(LEFTOVER_BEGINNINGS)


def leading(rows: Sequence[Row]) -> int:
    """How many rows at the beginning are left over."""
    count = 0
    while count < len(rows) and is_leftover(rows[count].text):
        count += 1
    return count


def trailing(rows: Sequence[Row]) -> int:
    """How many rows at the end are left over, the titles under “Related posts” included."""
    count = 0
    while True:
        while count < len(rows) and is_leftover(rows[-1 - count].text):
            count += 1
        related = _related(rows, count)
        if not related:
            return count
        count = related


def _related(rows: Sequence[Row], count: int) -> int:
    """How many rows at the end with the titles of other articles above the last `count`."""
    for end in range(count, min(count + MOST_RELATED, len(rows))):
        text = rows[-1 - end].text
        if len(text) > LONGEST_RELATED_TITLE or text.endswith((".", "۔")):
            break
        if key(text) in RELATED:
            return end + 1
    return 0


def menus(rows: Sequence[Row]) -> Iterator[int]:
    """The indices of rows that form a menu in the middle of the text."""
    start = 0
    for index in range(len(rows) + 1):
        if index < len(rows) and is_leftover(rows[index].text):
            continue
        if index - start >= MENU:
            yield from range(start, index)
        start = index + 1


def left_out(row: Row) -> Finding:
    message = f"Left over from the web page around the text: “{row.text[:80]}”"
    return Finding(Level.LEFT_OUT, "leftover", message, row.number, row.text)
