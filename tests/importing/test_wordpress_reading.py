"""Posts of a WordPress export as entries: what is taken over, and what is left out and named."""

from pathlib import Path

import pytest

from articles.importing.base import Unreadable
from articles.importing.wordpress.options import Given, Mapping, mapping
from articles.models import Comment

from .reading_wxr import entries, entries_in, entries_of, entry, told
from .wxr import END, SITE, Item, Said, author, category, export, top

ARABIC = "%d8%a5%d8%b6%d8%b1%d8%a7%d8%a8-%d8%b9%d9%86-%d8%a7%d9%84%d8%a5%d9%8a%d8%ac%d8%a7%d8%b1"


def test_a_post_comes_with_all_that_was_known_of_it() -> None:
    found = entry(
        "<p>Text.</p>", title="Bread &amp; <em>roses</em>", excerpt="The <b>short</b> of it.",
        terms=[("category", "news", "News"), ("post_tag", "strike", "Strike")],
    )  # fmt: skip
    document = found.document
    assert (document.title, document.standfirst) == ("Bread & roses", "The short of it.")
    assert [credit.name for credit in document.credits] == ["Ada Brandt"]
    assert (document.printed_date, document.language) == ("2021-12-06", "en-US")
    assert document.tags == ["News", "Strike"]
    assert document.address == f"{SITE}/2021/12/06/rent-strike/"
    assert (found.slug, found.source, found.is_public) == ("rent-strike", f"{SITE}/?p=1", True)
    assert {"/2021/12/06/rent-strike/", "/?p=1"} <= set(document.old_addresses)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(version: str) -> None:
    assert entries(Item(), version=version)[0].document.title == "The rent strike"


def test_categories_go_where_the_mapping_says() -> None:
    given = Given(Mapping(sections={"news": "Reports"}, tags={"old": "Archive", "misc": ""}))
    terms = [("category", slug, slug.title()) for slug in ("misc", "news", "old", "rest")]
    found = entry("<p>Text.</p>", given, terms=terms)
    assert (found.section, found.document.tags) == ("Reports", ["Archive", "Rest"])


def test_a_mapping_that_is_none_is_refused() -> None:
    for given in ([], {"sections": ["a"]}, {"other": {}}, {"types": [1]}):
        with pytest.raises(Unreadable):
            mapping(given)


def test_several_authors_of_a_plugin_are_all_credited() -> None:
    guest = Item(9, "Clara Zetkin", kind="guest-author", slug="cap-clara",
                 meta={"cap-display_name": "Clara Zetkin", "cap-user_login": "clara"})  # fmt: skip
    item = Item(terms=[("author", "cap-berta", "berta"), ("author", "cap-clara", "clara")])
    found = entries(item, guest)
    assert [credit.name for credit in found[0].document.credits] == ["Berta Klein", "Clara Zetkin"]


@pytest.mark.parametrize("status", ["draft", "private", "pending", "future"])
def test_what_was_not_public_becomes_a_draft(status: str) -> None:
    found = entry("<p>Text.</p>", status=status)
    assert not found.is_public
    assert status in told(found) or "scheduled" in told(found)


def test_what_had_a_password_becomes_a_draft_and_the_password_is_not_kept() -> None:
    found = entry("<p>Text.</p>", password="hunter2-very-secret")
    assert not found.is_public
    assert b"hunter2" not in found.data


def test_what_is_no_article_is_left_out_and_counted() -> None:
    kinds = ["revision", "nav_menu_item", "wp_template", "flamingo_inbound", "feedback",
             "oembed_cache", "wp_block", "custom_css"]  # fmt: skip
    items = [Item(number + 2, kind=kind) for number, kind in enumerate(kinds)]
    found, about = entries_in(export(Item(), *items, Item(40, status="trash")))
    assert len(found) == about.total == 1
    assert set(about.left_out) == {*kinds, "trash"} - {"wp_block"}


def test_a_type_of_a_plugin_is_taken_where_the_mapping_says() -> None:
    item = Item(kind="press_release")
    assert entries(item) == []
    given = Given(Mapping(types=frozenset({"press_release"})))
    assert len(entries(item, given=given)) == 1


def test_a_slug_of_percent_signs_is_read_as_what_it_means() -> None:
    found = entry("<p>نص</p>", slug=ARABIC, title="إضراب عن الإيجار")
    assert found.slug == "إضراب-عن-الإيجار"
    cut = entry("<p>نص</p>", slug=(ARABIC * 3)[:199])
    assert cut.slug.startswith("إضراب")


@pytest.mark.parametrize("date", ["0000-00-00 00:00:00", "2021-13-45 00:00:00", "", "soon"])
def test_a_date_that_is_none_leaves_the_article_undated(date: str) -> None:
    found = entry("<p>Text.</p>", date=date, link=f"{SITE}/?p=1")
    assert found.document.printed_date == ""


def test_two_posts_of_one_slug_and_year_get_two_addresses() -> None:
    found = entries(Item(1), Item(2), Item(3, kind="page"))
    assert [one.slug for one in found] == ["rent-strike", "rent-strike-2", "rent-strike-3"]


def test_a_number_that_is_used_twice_makes_two_sources() -> None:
    found = entries(Item(1, slug="a"), Item(1, slug="b"))
    assert len({one.source for one in found}) == 2


def test_links_between_the_articles_lead_to_their_new_places() -> None:
    hrefs = ("https://old.example.org/2022/01/02/second/#part", "http://www.old.example.org/?p=2",
             "/2022/01/02/second", "https://example.org/2022/01/02/second/")  # fmt: skip
    text = " ".join(f'<a href="{href}">x</a>' for href in hrefs)
    first, _second = entries(Item(text=text), Item(2, slug="second", date="2022-01-02 10:00:00"))
    assert first.document.body.count('href="/articles/2022/second/"') == 2
    assert 'href="/articles/2022/second/#part"' in first.document.body
    assert 'href="https://example.org/2022/01/02/second/"' in first.document.body


def test_a_link_to_a_page_that_is_not_in_the_export_is_told() -> None:
    found = entry(f'<a href="{SITE}/events/">events</a>')
    assert f"{SITE}/events/" in told(found)


def test_pictures_come_from_the_folder_of_uploads(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "poster.png").write_bytes(b"large")
    src = f"{SITE}/wp-content/uploads/2021/poster-300x200.png"
    text = (
        f'[caption id="a" width="300"]<a href="{SITE}/wp-content/uploads/2021/poster.png">'
        f'<img class="wp-image-7" src="{src}" alt="A poster" /></a> The poster.[/caption]'
    )
    found = entry(text, Given(uploads=tmp_path))
    assert found.document.pictures == {"/media/import/2021/poster.png": b"large"}
    assert found.document.body == (
        '<figure><img src="/media/import/2021/poster.png" alt="A poster">'
        "<figcaption>The poster.</figcaption></figure>"
    )


@pytest.mark.parametrize("name", ["../../../etc/passwd.png", "%2e%2e/%2e%2e/x.png", "/etc/x.png"])
def test_no_picture_is_read_from_beside_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    (tmp_path / "x.png").write_bytes(b"secret")
    found = entry(f'<img src="{SITE}/wp-content/uploads/{name}">', Given(uploads=folder))
    assert not found.document.pictures


def test_galleries_and_featured_pictures_are_found_by_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"a")
    file = Item(7, "Poster", kind="attachment", status="inherit", parent=1, slug="poster",
                file=f"{SITE}/wp-content/uploads/a.jpg", excerpt="Spring.")  # fmt: skip
    item = Item(text='[gallery ids="7"]', meta={"_thumbnail_id": "7"})
    found = entries(item, file, given=Given(uploads=tmp_path))[0]
    assert found.document.body == (
        '<figure><img src="/media/import/a.jpg" alt="Poster">'
        "<figcaption>Spring.</figcaption></figure>"
    )
    assert found.lead == "/media/import/a.jpg"
    assert "/?attachment_id=7" in found.document.old_addresses


def test_what_was_embedded_becomes_a_link() -> None:
    text = (
        '<!-- wp:embed {"url":"https://video.example/1"} --><figure class="wp-block-embed">'
        '<div class="wp-block-embed__wrapper">\nhttps://video.example/1\n</div>'
        "<figcaption>The march</figcaption></figure><!-- /wp:embed -->"
    )
    body = entry(text).document.body
    assert '<a href="https://video.example/1">https://video.example/1</a>' in body
    assert "The march" in body
    classic = entry('Look:\n\nhttps://video.example/2\n\n[audio mp3="https://radio.example/3.mp3"]')
    assert 'href="https://video.example/2"' in classic.document.body
    assert 'href="https://radio.example/3.mp3"' in classic.document.body


def test_an_unknown_shortcode_is_named_and_its_text_kept() -> None:
    found = entry('Before [su_box title="x"]inside[/su_box] after [sic] [contact-form-7 id="3"].')
    assert found.document.body == "<p>Before inside after [sic] .</p>"
    assert '[su_box title="x"]' in told(found)
    assert "contact-form-7" in told(found)


def test_classic_markup_gets_its_paragraphs() -> None:
    text = "One\ntwo.\n\nThree.\n<blockquote>Said.\n\nMore.</blockquote>\n<ul>\n<li>a</li>\n</ul>"
    body = entry(text).document.body
    assert body == (
        "<p>One<br>two.</p><p>Three.</p><blockquote><p>Said.</p><p>More.</p></blockquote>"
        "<ul><li>a</li></ul>"
    )


def test_a_reusable_block_stands_where_it_is_used() -> None:
    block = Item(
        5, kind="wp_block", text="<!-- wp:paragraph --><p>Donate.</p><!-- /wp:paragraph -->"
    )
    text = '<!-- wp:paragraph --><p>A.</p><!-- /wp:paragraph --><!-- wp:block {"ref":5} /-->'
    assert entries(Item(text=text), block)[0].document.body == "<p>A.</p><p>Donate.</p>"


def test_comments_come_without_what_is_nobodys_business() -> None:
    said = [
        Said(1, 'Yes &amp; <a href="https://a.example/">there</a>.<br>No.', "Rosa <b>L</b>"),
        Said(2, parent=1, approved="0"), Said(3, approved="spam"), Said(4, approved="trash"),
        Said(5, kind="pingback"),
    ]  # fmt: skip
    found = entry("<p>Text.</p>", comments=said)
    first, second = found.replies
    assert first.text == "Yes & there (https://a.example/).\nNo."
    assert (first.name, first.state) == ("Rosa L", Comment.State.APPROVED)
    assert (second.parent, second.state) == (1, Comment.State.HELD)
    assert first.written_at
    assert first.written_at.isoformat() == "2021-12-07T08:30:00+00:00"
    assert "pingback" in told(found)
    for private in (b"203.0.113.77", b"reader@mail", b"~reader", b"Mozilla"):
        assert private not in found.data


def test_translations_follow_their_originals() -> None:
    def of(language: str, group: str = "pll_1") -> list[tuple[str, str, str]]:
        return [("language", language, language), ("post_translations", group, group)]

    german = Item(1, "Der Streik", slug="streik", terms=of("de"))
    found = entries(german, Item(2, slug="strike", terms=of("en")))
    assert [(one.source[-4:], one.original[-4:]) for one in found] == [
        ("?p=2", ""), ("?p=1", "?p=2"),
    ]  # fmt: skip
    assert found[1].document.language == "de"
    wpml = {"_wpml_import_translation_group": "7", "_wpml_import_language_code": "en",
            "_wpml_import_source_language_code": "fr"}  # fmt: skip
    source = {"_wpml_import_translation_group": "7", "_wpml_import_language_code": "fr"}
    found = entries(Item(1, slug="a", meta=wpml), Item(2, slug="b", meta=source))
    assert [one.document.language for one in found] == ["fr", "en"]
    assert found[1].original == found[0].source


def test_a_text_in_another_language_than_the_sites_is_told() -> None:
    german = "Die Mieten stiegen in einem Jahr auf das Doppelte, und niemand wusste warum. " * 4
    found = entry(f"<p>{german}</p>", title="Die Mieten")
    assert found.document.language == "de"
    assert "The language of the site is en-US" in told(found)


# Broken and hostile


def test_a_file_that_is_no_export_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text("<rss><channel><item><title>a</title></item></channel></rss>")
    with pytest.raises(Unreadable):
        entries_of(path)


def test_of_a_file_that_breaks_off_all_that_is_whole_is_read() -> None:
    text = export(Item(1, slug="a"), Item(2, "The last one", slug="b"))
    found, about = entries_in(text[: text.rindex("Forty")])
    assert [one.slug for one in found] == ["a"]
    assert about.cut == "The last one"


def test_control_characters_and_wrong_bytes_are_mended_by_name() -> None:
    text = export(Item(text="<p>Br\x0bead\x00 caf\udce9</p>")).encode("utf-8", "surrogateescape")
    found = entries_in(text)[0][0]
    assert found.document.body == "<p>Bread café</p>"
    assert "Control characters" in told(found)
    assert "Windows-1252" in told(found)


def test_cdata_within_cdata_is_read_whole() -> None:
    inner = "<p>Before <![CDATA[ middle ]]> after.</p>"
    text = export(Item(text="XXX")).replace("<![CDATA[XXX]]>", f"<![CDATA[{inner}]]>")
    found = entries_in(text)[0][0]
    assert "Before" in found.document.body
    assert "after." in found.document.body
    assert "broken" in told(found)


def test_prefixes_that_nobody_declared_are_read_and_named() -> None:
    text = export(Item()).replace("</item>", "<media:thumb>1</media:thumb></item>")
    found = entries_in(text)[0][0]
    assert found.document.title == "The rent strike"
    assert "media" in told(found)


def test_an_entity_of_html_outside_cdata_is_read() -> None:
    text = export(Item()).replace("<title><![CDATA[The rent", "<title>Caf&eacute; & co<![CDATA[")
    found = entries_in(text)[0][0]
    assert found.document.title == "Café & co strike"


def test_entities_of_a_document_type_are_never_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    bomb += '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = (
        export(Item())
        .replace("<rss", f"{bomb}\n<rss")
        .replace("<title><![CDATA[The rent", "<title>&b;&x;<![CDATA[The rent")
    )
    found = entries_in(text)[0][0]
    assert found.document.title == "&b;&x;The rent strike"


def test_an_export_in_utf_16_and_one_in_latin_1_are_read() -> None:
    text = export(Item(title="Café"))
    assert entries_in(text.encode("utf-16"))[0][0].document.title == "Café"
    latin = text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1")
    assert entries_in(latin)[0][0].document.title == "Café"


def test_an_item_without_an_end_does_not_swallow_the_next() -> None:
    text = top() + Item(1, "First", slug="a").xml().replace("</item>", "") + Item(2, slug="b").xml()
    found = entries_in(text + END)[0]
    assert found[0].document.title == "First"
    assert "has no end" in told(found[0])


def test_categories_have_the_names_of_the_head_of_the_file() -> None:
    parts = author("ada", "Ada") + category("news", "News &amp; views") + category("b", "B", "news")
    about = entries_in(export(Item(), parts=parts))[1]
    assert about.site.category_path("b") == "news/b"
