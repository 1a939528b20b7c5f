"""The interface speaks the languages that there are catalogues for, whole and without mistakes."""

import re
import string

import pytest
from babel.messages import Catalog, Message
from django.conf.global_settings import LANGUAGES
from django.utils import translation

from launcher import words

PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%%")
SHIPPED = words.shipped()
MISSING = 0.03  # of a catalogue may still be English: a new sentence shouldn't wait for translators


@pytest.fixture(scope="module")
def source() -> Catalog:
    return words.collect()


def test_sentences_are_found_in_code_and_in_both_kinds_of_templates(source: Catalog) -> None:
    for known in ("Only a published article can be withdrawn.", "Saved last", "Feed (Atom)"):
        assert known in source
    assert ("%(number)s comment waits", "%(number)s comments wait") in [
        message.id for message in source
    ]


@pytest.mark.parametrize("language", SHIPPED)
def test_a_catalogue_is_of_a_language_that_django_speaks(language: str) -> None:
    assert translation.to_language(language) in dict(LANGUAGES)


@pytest.mark.parametrize("language", SHIPPED)
def test_a_catalogue_has_the_sentences_of_today(language: str, source: Catalog) -> None:
    """When this fails: `make messages`."""
    ours = {message.id for message in words.read(language) if message.id}
    assert ours == {message.id for message in source if message.id}


@pytest.mark.parametrize("language", SHIPPED)
def test_hardly_a_sentence_is_left_in_english(language: str) -> None:
    messages = [message for message in words.read(language) if message.id]
    missing = [message.id for message in messages if not words.is_translated(message)]
    assert len(missing) <= MISSING * len(messages), missing


@pytest.mark.parametrize("language", SHIPPED)
def test_the_program_reads_what_the_translators_wrote(language: str) -> None:
    written = words.catalogue_file(language).with_suffix(".mo").read_bytes()
    assert written == words.as_mo(words.read(language))


@pytest.mark.parametrize("language", SHIPPED)
def test_no_translation_loses_a_placeholder_or_a_tag(language: str) -> None:
    for message in words.read(language):
        if message.id and words.is_translated(message):
            for original, translated in pairs(message):
                assert marks(original) == marks(translated), (original, translated)


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form with the original it stands for; the last is that of many."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return [(message.id[-1], message.string[-1])]


def marks(sentence: str) -> list[str]:
    tags = re.findall(r"</?[a-z]+", sentence)
    fields = [f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(braced(sentence)) if name]
    return sorted(PLACEHOLDER.findall(sentence) + tags + fields)


def braced(sentence: str) -> str:
    """Without braces that are no field."""
    return "".join(re.findall(r"\{\w+\}", sentence))
