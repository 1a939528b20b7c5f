import pytest

from articles.importing.language import guess_language
from tests.importing.reading import SAMPLES


@pytest.mark.parametrize(
    ("sample", "language"),
    [("german", "de"), ("spanish", "es"), ("arabic", "ar"), ("hebrew", "he"), ("french", "fr")],
)
def test_the_language_of_a_sample_is_told_for_sure(sample: str, language: str) -> None:
    assert guess_language((SAMPLES / f"{sample}.txt").read_text()) == (language, True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("این یک متن فارسی است که کمی بلندتر نوشته شده تا بتوان زبان آن را شناخت، چه خوب.", "fa"),
        ("یہ اردو کا ایک متن ہے جو اس لیے تھوڑا لمبا لکھا گیا ہے کہ زبان پہچانی جا سکے۔", "ur"),
        ("Рабочие бастовали целую неделю, и никто не знал, кто призвал к забастовке.", "ru"),
        ("Οι εργάτες απεργούσαν μια ολόκληρη εβδομάδα.", "el"),
        ("İşçiler bir hafta boyunca grev yaptı ve çağrıyı kimin yaptığını kimse bilmiyordu.", "tr"),
    ],
)
def test_script_and_letters_tell_the_language(text: str, language: str) -> None:
    assert guess_language(text).language == language


@pytest.mark.parametrize(
    "text", ["", "1926", "Yes.", "https://example.org/a/long/address/in/english"]
)
def test_too_little_text_has_no_language(text: str) -> None:
    assert guess_language(text) == ("", False)


def test_addresses_do_not_count() -> None:
    address = "https://example.org/this/is/an/english/address/with/many/words/in/it\n"
    assert guess_language(address * 20 + "שלום לכל העובדים").language == "he"
