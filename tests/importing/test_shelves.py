import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from articles.importing.files import Importer, find
from articles.importing.report import Line
from articles.importing.save import Status
from articles.models import Article, Image, Redirect
from articles.text.images import image_sources
from tests.factories import make_picture
from tests.importing.word import docx, mark, note, para, run, zipped

pytestmark = pytest.mark.django_db

TEXT = "The forty families of Harrow Row stopped paying their rent on a Saturday in March."
GERMAN = "Die vierzig Familien der Harrow Row zahlten seit einem Samstag im März keine Miete mehr."
FILES = {
    "shelf/word/strike.docx": docx(
        para("The strike", "Titel") + para(run(TEXT) + mark(1)), footnotes=note(1, "Report.")
    ),
    "shelf/page.html": (
        f"<html lang=en><h1>The lockout</h1><p>{TEXT} Twice.</p>"
        '<img src="img/a.png" alt="A poster">'
    ).encode(),
    "shelf/img/a.png": make_picture(),
    "shelf/note.md": f"# The note\n\n{TEXT} Thrice.[^1]\n\n[^1]: Letter.\n".encode(),
    "shelf/.hidden.md": b"# Hidden\n\nnot this",
    "__MACOSX/shelf/._note.md": b"junk",
}


@pytest.fixture(autouse=True)
def _media(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]


def imported(*paths: Path, **how: object) -> list[Line]:
    importer = Importer(**how)  # type: ignore[arg-type]
    return [importer.take(file) for file in find(paths)]


def written(top: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return top


def test_a_folder_of_all_kinds_is_imported_by_suffix(tmp_path: Path) -> None:
    lines = imported(written(tmp_path, FILES) / "shelf")
    assert [line.status for line in lines] == [Status.CREATED] * 3
    assert {line.title: line.footnotes for line in lines} == {
        "The lockout": 0,
        "The note": 1,
        "The strike": 1,
    }
    lockout = Article.objects.get(title="The lockout")
    assert image_sources(lockout.body) == [Image.objects.get().src]
    assert Redirect.objects.get(path="/page.html").article == lockout


def test_a_zip_archive_is_imported_like_the_folder_in_it(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    path.write_bytes(zipped(FILES))
    lines = imported(path)
    assert [line.status for line in lines] == [Status.CREATED] * 3
    assert lines[0].source == "old.zip/shelf/note.md"
    assert Image.objects.count() == 1
    assert [line.status for line in imported(path)] == [Status.UNCHANGED] * 3


def test_a_rehearsal_of_an_archive_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    path.write_bytes(zipped(FILES))
    assert [line.status for line in imported(path, dry_run=True)] == [Status.CREATED] * 3
    assert not Article.objects.exists()
    assert not (tmp_path / "media").exists()


def test_a_path_out_of_an_archive_is_a_path_within_it(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nnot this")
    path = tmp_path / "old.zip"
    path.write_bytes(
        zipped({"../../etc/strike.md": f"# The strike\n\n{TEXT} ![x](../../../secret.md)".encode()})
    )
    (line,) = imported(path)
    assert line.status == Status.CREATED
    assert Article.objects.get().title == "The strike"
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"no archive", zipped(FILES)[:500]], ids=["empty", "text", "cut"]
)
def test_a_broken_archive_is_one_line_that_says_so(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    path.write_bytes(data)
    (line,) = imported(path)
    assert line.status == Status.FAILED
    assert line.warnings


def test_an_archive_in_an_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    path.write_bytes(zipped({"inner.zip": zipped({"a.md": b"# A\n\nb"})}))
    (line,) = imported(path)
    assert (line.status, line.source) == (Status.FAILED, "old.zip/inner.zip")
    assert "unpack" in line.warnings[0]


def test_a_locked_entry_is_named_and_the_others_come(tmp_path: Path) -> None:
    out = io.BytesIO(
        zipped({"a.md": f"# A\n\n{TEXT}".encode(), "b.md": f"# B\n\n{TEXT} More.".encode()})
    )
    data = bytearray(out.getvalue())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1  # the bit that says that it is encrypted, in the list of contents
    path = tmp_path / "old.zip"
    path.write_bytes(bytes(data))
    with ZipFile(path) as archive:
        assert len(archive.namelist()) == 2
    statuses = sorted(line.status for line in imported(path))
    assert statuses == [Status.CREATED, Status.FAILED]


def test_texts_of_one_name_are_translations_of_each_other(tmp_path: Path) -> None:
    top = written(
        tmp_path,
        {
            "blog/strike.md": f"# The strike\n\n{TEXT}".encode(),
            "blog/strike.de.md": f"# Der Streik\n\n{GERMAN}".encode(),
            "blog/strike.fr.md": b"---\ntitle: La greve\n---\nLes quarante familles de la rue.",
        },
    )
    imported(top / "blog")
    original = Article.objects.get(language="en")
    assert original.translation_of is None
    assert {a.language for a in original.translations.all()} == {"de", "fr"}


def test_a_translation_that_comes_later_finds_its_original(tmp_path: Path) -> None:
    top = written(tmp_path, {"blog/strike.md": f"# The strike\n\n{TEXT}".encode()})
    imported(top / "blog")
    written(tmp_path, {"blog/strike.de.md": f"# Der Streik\n\n{GERMAN}".encode()})
    imported(top / "blog")
    assert Article.objects.get(language="de").translation_of == Article.objects.get(language="en")


def test_a_key_in_the_text_joins_translations_of_different_names(tmp_path: Path) -> None:
    said = "---\ntitle: {}\nlang: {}\ntranslationKey: s1\n---\n{}".format
    top = written(
        tmp_path,
        {
            "blog/a.md": said("The strike", "en", TEXT).encode(),
            "blog/b.md": said("Der Streik", "de", GERMAN).encode(),
        },
    )
    imported(top / "blog")
    assert Article.objects.get(language="de").translation_of == Article.objects.get(language="en")


def test_a_single_page_brings_the_picture_beside_it_and_no_path(tmp_path: Path) -> None:
    top = written(tmp_path, FILES)
    (line,) = imported(top / "shelf/page.html")
    assert (line.status, line.images) == (Status.CREATED, 1)
    assert not Redirect.objects.exists()
