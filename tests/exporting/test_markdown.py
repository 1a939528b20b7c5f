"""Markdown: catalogue data as YAML, the text with footnotes."""

import yaml
from markdown_it import MarkdownIt

from tests.conftest import Archive
from tests.exporting.copies import make_signed, written


def parts(text: str) -> tuple[dict, str]:
    before, head, body = text.split("---\n", 2)
    assert before == ""
    return yaml.safe_load(head), body


def test_the_catalogue_data_are_yaml(archive: Archive) -> None:
    head, _body = parts(written(archive.english, "md"))
    assert head == {
        "title": "The rent strike of Harrow Row",
        "author": ["Ada Brandt", "Tenants’ Union of Harrow Row"],
        "date": "9 March 1974",
        "lang": "en",
        "abstract": "How forty families stopped paying, and won.",
        "keywords": ["Rent", "Strike"],
        "url": f"http://testserver/a/{archive.english.article_id}/",
    }


def test_odd_titles_break_neither_yaml_nor_markdown(db: None) -> None:
    title = '---\\ "yes": #no *stars* <b>bold</b> [link](x)'
    head, body = parts(written(make_signed(title, slug="odd"), "md"))
    assert head["title"] == title
    html = MarkdownIt().render(body)
    assert "<h1>---\\ &quot;yes&quot;: #no *stars* &lt;b&gt;bold&lt;/b&gt; [link](x)</h1>" in html


def test_every_mark_has_its_note(archive: Archive) -> None:
    _head, body = parts(written(archive.english, "md"))
    for name in ("1", "2", "3", "e1"):
        assert body.count(f"[^{name}]") == 2
        assert f"\n[^{name}]: " in body


def test_title_byline_and_address_stand_above_the_text(archive: Archive) -> None:
    _head, body = parts(written(archive.hebrew, "md"))
    assert body.split("\n\n")[:2] == [
        f"\n# {archive.hebrew.title}",
        f"<http://testserver/a/{archive.hebrew.article_id}/>",
    ]
