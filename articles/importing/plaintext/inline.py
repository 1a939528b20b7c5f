"""One row as HTML: its words untouched, marks turned into footnotes, addresses into links."""

from collections.abc import Iterable, Sequence
from html import escape

from articles.importing.plaintext.forms import Mark
from articles.importing.plaintext.notes import Citation
from articles.importing.plaintext.rows import Row
from articles.text.urls import find_urls

Citations = Sequence[tuple[Mark, tuple[Citation, ...]]]


def row_html(text: str, citations: Citations, rows: Sequence[Row], start: int = 0) -> str:
    """The text from `start`; `rows` are those that the notes' own rows are counted in."""
    parts: list[str] = []
    position = start
    for mark, cited in citations:
        parts.append(linked(text[position : mark.start]))
        parts += [_footnote(citation, rows) for citation in cited]
        position = mark.end
    return "".join([*parts, linked(text[position:])])


def linked(text: str) -> str:
    """Escaped text, with a link around every address in it."""
    parts: list[str] = []
    position = 0
    for start, end, url in find_urls(text):
        parts.append(escape(text[position:start], quote=False))
        parts.append(f'<a href="{escape(url)}">{escape(text[start:end], quote=False)}</a>')
        position = end
    return "".join([*parts, escape(text[position:], quote=False)])


def paragraphs(rows: Iterable[tuple[Row, str]]) -> list[str]:
    """The HTML of rows put together: those that continue a paragraph stand on a new line of it."""
    found: list[str] = []
    for row, html in rows:
        if row.opens or not found:
            found.append(html)
        else:
            found[-1] += f"<br>{html}"
    return found


def _footnote(citation: Citation, rows: Sequence[Row]) -> str:
    note, key, first = citation
    if not first:
        return f'<a class="noteref" href="#{key}"></a>'
    head, *others = note.rows
    texts = [(rows[head], rows[head].text[note.text_start :])]
    texts += [(rows[index], rows[index].text) for index in others]
    parts = paragraphs((row, linked(text.strip())) for row, text in texts if text.strip())
    if len(parts) > 1:
        parts = [f'<span class="paragraph">{part}</span>' for part in parts]
    identity = f' id="{key}"' if key else ""
    return f'<span class="footnote"{identity}>{"".join(parts)}</span>'
