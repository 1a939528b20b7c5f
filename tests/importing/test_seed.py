"""A text as a political site printed it. It is not in this repository: skipped where absent."""

import re
from pathlib import Path

import pytest

from articles.importing.base import Credit, Level, Reading, read
from articles.text.footnotes import read_footnotes
from tests.importing.reading import codes, left_out, missing, paragraphs

SEED = Path(__file__).parents[2].parent / "shared/seeds/000_1f6ea99ca59fb842.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed texts are not here")


@pytest.fixture(scope="module")
def seed() -> str:
    return SEED.read_text()


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(SEED.read_bytes(), name=SEED.name)


def test_its_front_is_understood(reading: Reading) -> None:
    document = reading.document
    assert document.title == "Zionist Meddling in North Africa – Libya and Morocco"
    affiliation = "ISL(RCIT in Israel/Occupied Palestine)"
    assert document.credits == [Credit("Adam Smith", "author", affiliation)]
    assert (document.printed_date, document.printed_label) == ("2021-12-06", "06.12.2021")
    assert (document.language, document.standfirst) == ("en", "")
    assert codes(reading, Level.UNSURE) == []


def test_the_nth_note_cites_the_nth_address(seed: str, reading: Reading) -> None:
    addresses = re.findall(r"^\[\d\] (\S+)$", seed, re.MULTILINE)
    notes = read_footnotes(reading.document.body)
    assert len(addresses) == 9
    assert [note.urls for note in notes] == [(address,) for address in addresses]
    assert [note.text for note in notes] == addresses


def test_every_other_character_is_as_it_was(seed: str, reading: Reading) -> None:
    """The same 36 paragraphs, every mark where it stood."""
    lines = [line.strip() for line in seed.split("\n") if line.strip()]
    expected = lines[2:38]
    notes = dict(line.split(" ", 1) for line in lines[38:47])
    marked = [re.sub(r"\[\d\]", lambda m: "{" + notes[m[0]] + "}", line) for line in expected]
    assert len(expected) == 36
    assert paragraphs(reading.document.body) == marked
    assert reading.document.body.count("<p>") == 36


def test_what_the_page_left_is_left_out_and_named(seed: str, reading: Reading) -> None:
    assert left_out(reading) == ["Leave a Comment", "Scroll to Top"]
    assert set(missing(seed, reading)) <= set("[]123456789")
