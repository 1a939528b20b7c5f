import pytest

from articles.text.language import direction, is_language_tag, language_name, normalise_tag


@pytest.mark.parametrize(
    "tag",
    ["ar", "he", "iw", "fa", "ur", "ps", "yi", "ckb", "dv", "ug", "az-Arab", "pa-PK", "ks_IN"],
)
def test_these_are_written_from_right_to_left(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize(
    "tag", ["en", "de", "ku-Latn", "az", "ar-Latn", "pa", "zh-Hant", "tlh", ""]
)
def test_these_are_written_from_left_to_right(tag: str) -> None:
    assert direction(tag) == "ltr"


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("sl-ROZAJ-biske", "sl-rozaj-biske"),
        ("en-x-Private", "en-x-private"),
        ("ar-u-nu-Latn", "ar-u-nu-latn"),
    ],
)
def test_a_tag_is_written_one_way(tag: str, written: str) -> None:
    assert normalise_tag(tag) == written
    assert normalise_tag(written) == written


@pytest.mark.parametrize("tag", ["", "e", "x-none", "en--gb", "en-", "deutsch!", "ar" * 40, "ا"])
def test_what_is_no_tag_is_refused_in_one_sentence(tag: str) -> None:
    assert not is_language_tag(tag)
    with pytest.raises(ValueError, match="is not a language tag"):
        normalise_tag(tag)


def test_a_language_has_a_name_in_another() -> None:
    assert language_name("ar", "de") == "Arabisch"
    assert language_name("pt-BR", "fr") == "portugais (Brésil)"
    assert language_name("xx", "de") == "xx"
    assert language_name("de", "xx") == "German"
