import pytest

from articles.importing.base import FORMATS, Level, Options, Unreadable, format_for, read, reader
from tests.importing.reading import SAMPLES


def test_every_format_has_a_reader_and_suffixes_of_its_own() -> None:
    suffixes = [suffix for entry in FORMATS.values() for suffix in entry.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix.islower() for suffix in suffixes)
    assert all(callable(reader(name)) for name in FORMATS)


def test_the_suffix_tells_the_format() -> None:
    assert format_for("folder/An Article.TXT") == "plain"


@pytest.mark.parametrize("name", ["article", "article.xyz", ""])
def test_a_file_without_a_known_suffix_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(Unreadable, match=r"\.txt"):
        format_for(name)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Unreadable, match="plain"):
        read(b"text", name="article.txt", format_name="papyrus")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *((name, "utf-16-le") for name in ("german", "spanish", "arabic", "hebrew", "french")),
        *(("german", code) for code in ("utf-8-sig", "utf-16", "utf-16-be")),
        *(("spanish", code) for code in ("cp1252", "utf-32")),
        ("hebrew", "cp1255"),
    ],
)
def test_the_encoding_changes_nothing_of_the_document(name: str, encoding: str) -> None:
    data = (SAMPLES / f"{name}.txt").read_bytes()
    usual = read(data, name="a.txt")
    text = data.decode()
    other = read(text.encode(encoding), name="a.txt")
    assert other.document == usual.document
    findings = [finding for finding in other.findings if finding.code != "encoding"]
    assert findings == list(usual.findings)


def test_line_ends_of_other_systems_change_nothing() -> None:
    data = (SAMPLES / "german.txt").read_bytes()
    usual = read(data, name="a.txt")
    assert read(data.replace(b"\n", b"\r\n"), name="a.txt") == usual
    assert read(data.replace(b"\n", b"\r"), name="a.txt") == usual


def test_the_options_reach_the_reader() -> None:
    text = b"The title\n\nBy Eva Klein, 6/12/2021\n\nSome words of a text."
    options = Options(day_first=False, language="en-GB")
    reading = read(text, name="a.txt", options=options)
    assert (reading.document.printed_date, reading.document.language) == ("2021-06-12", "en-GB")
    assert [f.code for f in reading.findings if f.level is Level.UNSURE] == ["date-ambiguous"]
