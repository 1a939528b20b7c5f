import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.base import MEGABYTE, Level, Options, Unreadable
from articles.importing.decode import decode

ENGLISH = "The strike began on Monday.\nNobody knew who had called it.\n"
GERMAN = "Der Ausschuß erklärte, er wolle die Löhne nicht kürzen – „vorläufig“ jedenfalls.\n" * 4
FRENCH = "L’été suivant, les ouvriers créèrent une coopérative à Liège où l’on débattait.\n" * 4
SPANISH = "¿Quién pagó? La huelga duró años; los niños aún hablan de aquella mañana.\n" * 4
HEBREW = "הפועלים שבתו שבוע שלם, ואיש לא ידע מי קרא לשביתה.\n" * 3
POINTED = "שָׁלוֹם לָעוֹלָם, אָמְרוּ הַפּוֹעֲלִים.\n" * 3
ARABIC = "أضرب العمال أسبوعاً كاملاً، ولم يعرف أحد من دعا إلى الإضراب.\n" * 3
RUSSIAN = "Рабочие бастовали целую неделю, и никто не знал, кто призвал к забастовке.\n" * 4
GREEK = "Οι εργάτες απεργούσαν μια ολόκληρη εβδομάδα.\n" * 4
POLISH = "Robotnicy strajkowali cały tydzień i nikt nie wiedział, kto wezwał do strajku.\n" * 4
CZECH = "Dělníci stávkovali celý týden a nikdo nevěděl, kdo ke stávce vyzval příští den.\n" * 4
TURKISH = "İşçiler bir hafta boyunca grev yaptı ve çağrıyı kimin yaptığını kimse bilmiyordu.\n" * 4


def decoded(data: bytes) -> str:
    return decode(data, Options())[0]


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in decode(data, Options())[1]]


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, HEBREW, ARABIC, RUSSIAN])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_with_and_without_byte_order_mark(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_utf_16_big_endian_with_its_mark_is_read() -> None:
    assert decoded(b"\xfe\xff" + ARABIC.encode("utf-16-be")) == ARABIC


@pytest.mark.parametrize(
    ("text", "code_page"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (SPANISH, "cp1252"),
        ("He said “no” – and left.\n", "cp1252"),
        ("Café zu\n", "cp1252"),
        (HEBREW, "cp1255"),
        (POINTED, "cp1255"),
        ("שלום", "cp1255"),
        ("Haifa, May 1926. " + HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        ("Le journal الهدف paraît à Tunis, déjà.\n", "cp1256"),
    ],
)
def test_an_old_code_page_is_converted_and_named(text: str, code_page: str) -> None:
    data = text.encode(code_page)
    assert decoded(data) == text
    assert codes(data) == ["encoding"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        ("привет, мир\n", "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (TURKISH, "cp1254"),
        (GERMAN, "mac-roman"),
        (FRENCH.replace("’", "'"), "cp850"),
        (ARABIC, "iso-8859-6"),
    ],
)
def test_what_may_be_another_code_page_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(Unreadable, match="Line 1 is not UTF-8"):
        decode(text.encode(encoding), Options())


def test_damaged_utf_8_is_refused_with_its_line() -> None:
    data = b"one\ntwo\n" + ARABIC.encode() + b"\xd9" + ARABIC.encode()
    with pytest.raises(Unreadable, match="Line 6 is not UTF-8"):
        decode(data, Options())


def test_a_broken_utf_16_file_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable, match="says it is UTF-16, but line 3"):
        decode(b"\xff\xfe" + "one\ntwo\n".encode("utf-16-le") + b"\x00\xd8\x41\x00", Options())


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", "\ufeff".encode(), b"\xef\xbb\xbf\n", b"\x07"])
def test_nothing_to_read_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"empty|no text"):
        decode(data, Options())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "zero"),
        (b"text\x00text", "zero"),
        (bytes(range(1, 32)) * 20 + b"abc", "control characters"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(Unreadable, match=kind):
        decode(data, Options())


def test_a_text_that_is_too_large_is_refused_before_it_is_looked_at() -> None:
    class Closed(bytes):
        def __getitem__(self, key: object) -> bytes:
            raise AssertionError("It was looked at.")

        decode = startswith = find = count = translate = __contains__ = __getitem__  # type: ignore[assignment]

    with pytest.raises(Unreadable, match="more than 10 MB"):
        decode(Closed(b"x" * (50 * MEGABYTE)), Options())


def test_every_line_end_becomes_one_kind() -> None:
    data = "a\r\nb\rc\u2028d\x0be\u2029f\x0cg".encode()
    assert decoded(data) == "a\nb\nc\nd\ne\n\nf\n\ng"


def test_control_characters_are_removed_and_named() -> None:
    text, findings = decode(b"one\nt\x07wo\x1b\n", Options())
    assert text == "one\ntwo\n"
    (finding,) = findings
    assert (finding.level, finding.line) == (Level.LEFT_OUT, 2)
    assert finding.text == "U+0007, U+001B"


def test_letters_lost_before_are_pointed_out() -> None:
    (finding,) = decode("one\ntw�".encode(), Options())[1]
    assert (finding.level, finding.code, finding.line) == (Level.UNSURE, "damaged", 2)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, _findings = decode(data, Options())
    except Unreadable:
        return
    assert text.strip()
    assert "\r" not in text


@given(st.text(min_size=1, max_size=300))
def test_every_utf_8_text_keeps_its_characters(text: str) -> None:
    try:
        after, findings = decode(text.encode("utf-8", "replace"), Options())
    except Unreadable:
        return
    if not findings:
        assert "".join(after.split()) == "".join(text.replace("\ufeff", "").split())
