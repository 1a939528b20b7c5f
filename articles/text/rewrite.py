"""Attributes of rendered text changed, everything else copied as it is."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

Change = Callable[[str, str], str]


def rewrite_attributes(html: str, change: Change) -> str:
    """`html`, which we have rendered ourselves, with `change(name, value)` for each value."""
    writer = _Writer(change)
    writer.feed(html)
    writer.close()
    return "".join(writer.out)


class _Writer(HTMLParser):
    def __init__(self, change: Change) -> None:
        super().__init__(convert_charrefs=False)
        self.change = change
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        changed = [(name, self.change(name, value or "")) for name, value in attrs]
        if changed == [(name, value or "") for name, value in attrs]:
            self.out.append(self.get_starttag_text() or "")
        else:
            written = "".join(f' {name}="{escape(value)}"' for name, value in changed)
            self.out.append(f"<{tag}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")
