from collections.abc import Mapping
from pathlib import Path

import pytest

from articles.importing.base import Level, Options, Reading, Unreadable, read
from articles.importing.shelves import Folder
from articles.text.clean import clean
from articles.text.footnotes import problems
from tests.importing.reading import codes, paragraphs

MENU = ("<a href=/a>Home</a>", "<a href=/b>About</a>", "<a href=/c>Links</a>")
TEXT = "The forty families of Harrow Row stopped paying their rent on a Saturday in March."
MORE = "Nobody in the street had expected it, least of all the agent who came to collect."


def read_page(
    page: str | bytes, *, name: str = "site/news/strike.html", **options: object
) -> Reading:
    """Read it, and check what is true of every reading."""
    data = page if isinstance(page, bytes) else page.encode()
    reading = read(data, name=name, options=Options(**options))  # type: ignore[arg-type]
    body = reading.document.body
    assert clean(body) == body
    assert not problems(body)
    assert "lost_words" not in codes(reading)
    return reading


def page(body: str, head: str = "", language: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def told(reading: Reading, code: str) -> str:
    return " ".join(finding.text for finding in reading.findings if finding.code == code)


def site(top: Path, files: Mapping[str, str | bytes]) -> Folder:
    for name, data in files.items():
        path = top / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Folder(top / "site")


# The main text


@pytest.mark.parametrize(
    "frame",
    [
        "<nav><a href=/a>Home</a></nav><main>{}</main><footer>Imprint</footer>",
        '<div id="menu"><a href=/a>Home</a></div><div class="entry-content">{}</div>Imprint',
        f"<div><ul><li>{'<li>'.join(MENU)}</ul>{{}}</div>",
        f"<table><tr><td>{'<br>'.join(MENU)}</td><td>{{}}</td></tr></table>",
        "<article>{}<aside>Read also</aside></article>",
    ],
)
def test_what_stands_around_the_article_is_left_out_and_named(frame: str) -> None:
    reading = read_page(page(frame.format(f"<h1>The strike</h1><p>{TEXT}</p><p>{MORE}</p>")))
    assert reading.document.title == "The strike"
    assert paragraphs(reading.document.body) == [TEXT, MORE]
    outside = told(reading, "around")
    assert outside
    for word in ("Home", "About", "Links", "Imprint", "Read also"):
        assert (word in frame) == (word in outside)


def test_notes_at_the_end_of_the_page_come_to_their_marks() -> None:
    body = (
        f'<div><h1>The strike</h1><p>{TEXT}<a href="#n1"><sup>1</sup></a></p><p>{MORE}'
        '<a name="r2" href="#n2">[2]</a></p></div><hr><h3>Notes</h3>'
        '<div><p><a name="n1">1.</a> Report, p. 7.</p>'
        '<p><a href="#r2" name="n2">[2]</a> Letter.</p></div>'
    )
    assert paragraphs(read_page(page(body)).document.body) == [
        f"{TEXT}{{Report, p. 7.}}",
        f"{MORE}{{Letter.}}",
    ]


def test_tables_of_the_nineties_that_only_place_things_become_paragraphs() -> None:
    body = (
        "<center><table border=0><tr><td><font size=5>x</font></td></tr><tr><td>"
        f"<h1>The strike</h1><p>{TEXT}<p>{MORE}"
        "<table border=1><tr><td>1926<td>12<tr><td>1927<td>14</table></td></tr></table></center>"
    )
    found = read_page(page(body)).document.body
    assert found.count("<table>") == 1
    assert f"<p>{TEXT}</p><p>{MORE}</p>" in found


def test_a_frameset_says_which_pages_to_import() -> None:
    frames = '<html><frameset><frame src="menu.htm"><frame src="text.htm"></frameset></html>'
    with pytest.raises(Unreadable, match=r"menu\.htm, text\.htm"):
        read_page(frames)


# What the page says of itself


HIGHWIRE = (
    '<meta name="citation_title" content="The strike">'
    '<meta name="citation_author" content="Brandt, Ada">'
    '<meta name="citation_publication_date" content="1926/05/06">'
)
OPEN_GRAPH = (
    '<meta property="og:title" content="The strike"><meta name="author" content="Ada Brandt">'
    '<meta property="article:published_time" content="1926-05-06T10:00:00Z">'
)
DUBLIN_CORE = (
    '<meta name="DC.title" content="The strike"><meta name="DC.creator" content="Ada Brandt">'
    '<meta name="DC.date" content="1926-05-06">'
)
JSON_LD = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",'
    '"headline": "The strike", "author": {"name": "Ada Brandt"},'
    '"datePublished": "1926-05-06"}]}</script>'
)


@pytest.mark.parametrize("head", [HIGHWIRE, OPEN_GRAPH, DUBLIN_CORE, JSON_LD])
def test_title_author_and_date_are_read_from_the_head(head: str) -> None:
    document = read_page(page(f"<p>{TEXT}</p><p>{MORE}</p>", head)).document
    assert document.title == "The strike"
    assert [credit.name for credit in document.credits] == ["Ada Brandt"]
    assert document.printed_date == "1926-05-06"


def test_a_visible_byline_is_read() -> None:
    body = f"<h1>The strike</h1><p>By Ada Brandt and Berta Klein, 6 May 1926</p><p>{TEXT}</p>"
    document = read_page(page(body)).document
    assert [credit.name for credit in document.credits] == ["Ada Brandt", "Berta Klein"]
    assert (document.printed_date, document.printed_label) == ("1926-05-06", "6 May 1926")
    assert paragraphs(document.body) == [TEXT]


def test_broken_linked_data_is_passed_over() -> None:
    head = f'<script type="application/ld+json">{"[" * 5000}</script>'
    assert read_page(page(f"<h1>The strike</h1><p>{TEXT}</p>", head)).document.title == "The strike"


def test_the_canonical_address_and_the_path_in_the_folder_are_old_addresses(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://old.example/2001/strike">'
    shelf = site(tmp_path, {"news/index.html": page(f"<h1>The strike</h1><p>{TEXT}</p>", head)})
    data = (tmp_path / "site/news/index.html").read_bytes()
    document = read_page(data, name="site/news/index.html", shelf=shelf).document
    assert document.address == "https://old.example/2001/strike"
    assert document.old_addresses == [
        "https://old.example/2001/strike",
        "/news/index.html",
        "/news/",
    ]


def test_links_are_seen_from_where_the_page_was(tmp_path: Path) -> None:
    shelf = site(tmp_path, {"news/strike.html": ""})
    body = (
        f'<h1>The strike</h1><p>{TEXT} <a href="other.html">Other</a> <a href="../x.html">X</a></p>'
    )
    found = read_page(page(body), shelf=shelf).document.body
    assert '<a href="/news/other.html">Other</a> <a href="/x.html">X</a>' in found


# Encodings

KOI8 = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'


@pytest.mark.parametrize(
    ("encoding", "meta", "words", "language"),
    [
        ("cp1252", '<meta charset="iso-8859-1">', "“Häuser” – Größe, 5 €", "de"),
        ("koi8-r", KOI8, "Забастовка арендаторов", "ru"),
        ("cp1251", "<meta charset=windows-1251>", "Забастовка арендаторов", "ru"),
        ("koi8-r", "", "Забастовка арендаторов началась весной", "ru"),
        ("cp1251", "", "Забастовка арендаторов началась весной", "ru"),
        ("iso8859-2", '<meta charset="iso-8859-2">', "Strajk czynszowy, żółć", "pl"),
        ("cp1256", "", "إضراب المستأجرين بدأ في شهر آذار", "ar"),
        ("utf-8-sig", '<meta charset="iso-8859-1">', "Größe", "de"),
        ("utf-8", '<meta charset="iso-8859-1">', "Größe", "de"),
        ("utf-16", "", "Größe", "de"),
        ("cp932", '<meta charset="Shift_JIS">', "家賃ストライキ", "ja"),
    ],
)  # fmt: skip
def test_old_encodings_are_read(encoding: str, meta: str, words: str, language: str) -> None:
    html = page(f"<h1>Strike</h1><p>{words}</p>", meta, language).encode(encoding)
    assert paragraphs(read_page(html, language=language).document.body) == [words]


def test_letters_that_can_not_be_read_are_called_unsure() -> None:
    html = page(f"<h1>Strike</h1><p>{TEXT} Gr\xf6\x81e</p>", '<meta charset="utf-8">').encode(
        "latin-1"
    )
    assert "encoding" in codes(read_page(html, language="en"), Level.UNSURE)


# Pictures


def test_pictures_beside_the_page_come_along_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    shelf = site(tmp_path, {"news/img/a b.png": b"a", "top.png": b"top"})
    (tmp_path / "site/news/link.png").symlink_to(tmp_path / "secret.png")
    images = (
        "img/a%20b.png",
        "/top.png",
        "../../secret.png",
        "link.png",
        "https://web.example/x.png",
    )
    body = f"<h1>Strike</h1><p>{TEXT}" + "".join(f'<img src="{src}" alt="Photo">' for src in images)
    document = read_page(page(body), shelf=shelf).document
    assert document.pictures == {
        "/media/import/news/img/a%20b.png": b"a",
        "/media/import/top.png": b"top",
    }
    assert document.body.count("<img") == 5  # saving names those that did not come along


def test_a_picture_that_is_written_into_the_page_comes_along() -> None:
    body = f'<h1>Strike</h1><p>{TEXT}<img src="data:image/png;base64,QUJD" alt="A"></p>'
    assert list(read_page(page(body)).document.pictures.values()) == [b"ABC"]


# Folders


def test_what_most_pages_have_is_left_out_and_named_once(tmp_path: Path) -> None:
    def of(number: int) -> str:
        around = "<div>Join the union!</div><p>{}</p><p>Visitors: " + str(1000 + number) + "</p>"
        own = f"Article number {'abcdef'[number]} tells of a strike in street {'abcdef'[number]}."
        note = '<p><a name="n1" href="#r1">1</a> Ibid.</p>'
        return page(
            f"<h1>Title {'ABCDEF'[number]}</h1><p>{own}{TEXT}<a name=r1 href='#n1'>1</a></p>{note}"
            + around.format("Harrow Row 7")
        )

    shelf = site(tmp_path, {f"{number}.html": of(number) for number in range(6)})
    readings = [read_page(of(n), name=f"site/{n}.html", shelf=shelf) for n in range(6)]
    for reading in readings:
        (paragraph,) = paragraphs(reading.document.body)
        assert paragraph.endswith("{Ibid.}")
    assert [bool(told(reading, "site_wide")) for reading in readings] == [True, *[False] * 5]
    assert "Join the union!" in told(readings[0], "site_wide")
    assert all("site_wide" in codes(reading, Level.LEFT_OUT) for reading in readings)


def test_in_a_folder_of_few_pages_nothing_is_taken_for_the_sites(tmp_path: Path) -> None:
    html = page(f"<h1>Title</h1><p>{TEXT}</p><p>Join the union!</p>")
    shelf = site(tmp_path, {f"{number}.html": html for number in range(3)})
    assert (
        paragraphs(read_page(html, name="site/1.html", shelf=shelf).document.body)[-1]
        == "Join the union!"
    )


# Broken pages


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Strike<p>{TEXT}<b><i>{MORE}",
        f"<h1>Strike</h1>{'<div>' * 3000}<p>{TEXT}</p>",
        f"<h1>Strike</h1><p>{TEXT}<table><tr><td>{MORE}",
        f"<title>Strike</title>{TEXT}<br><br>{MORE}</html></html>",
        f"<h1>Strike</h1><p id=a>{TEXT}<p id=a>{MORE}<a href='#a'>1</a>",
    ],
)
def test_html_that_never_closes_loses_nothing(html: str) -> None:
    document = read_page(html).document
    assert TEXT in document.body


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_page("<html><script>alert(1)</script></html>")
