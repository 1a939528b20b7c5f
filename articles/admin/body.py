"""The text of an article at the desk: a text area, which static/editor makes an editor of."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import Media, Script
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from articles.publishing import images
from articles.text.labels import LANGUAGES
from articles.text.language import language_name

from .editor_words import words

# In canonical markup a “<” is always a tag, and space between blocks means nothing.
BLOCKS = ("p", "h2", "h3", "h4", "blockquote", "ul", "ol", "dl", "table", "figure", "pre")
ADDRESSES = {
    "pasteUrl": "articles_article_paste",
    "importUrl": "articles_article_import",
    "libraryUrl": "articles_image_library",
    "uploadUrl": "articles_image_store",
}


class BodyInput(forms.Textarea):
    """The canonical HTML of a text, edited as it will look; without scripts, as HTML.

    The contract with the editor's script stands at the head of static/editor/editor.js.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"class": "desk-body", "rows": 28, "dir": "auto", "spellcheck": "true"}
        super().__init__(defaults | (attrs or {}))
        self.language = settings.LANGUAGE_CODE

    @property
    def media(self) -> Media:
        script: Any = Script("editor/editor.js", type="module")  # the stubs expect names only
        return Media(js=[script], css={"all": ["editor/editor.css", "editor/text.css"]})

    def format_value(self, value: str | None) -> str | None:
        """Each block on lines of its own."""
        text = super().format_value(value)
        for tag in BLOCKS if text else ():
            text = text.replace(f"</{tag}><", f"</{tag}>\n\n<")
        return text

    def value_from_datadict(
        self, data: dict[str, Any], files: MultiValueDict, name: str
    ) -> str | None:
        """What was sent, without the lines that `format_value` put in: who changed nothing sends
        what was stored, letter by letter."""
        text: str | None = super().value_from_datadict(data, files, name)
        if text is None:
            return None
        text = text.replace("\r\n", "\n")
        for tag in BLOCKS:
            text = text.replace(f"</{tag}>\n\n<", f"</{tag}><")
        return text

    def render(
        self,
        name: str,
        value: str | None,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        textarea = super().render(name, value, attrs, renderer)
        return render_to_string(
            "admin/editor/body.html",
            {"textarea": textarea, "config": self.config(), "paste_url": address("pasteUrl")},
        )

    def config(self) -> dict[str, Any]:
        """What the script needs to know: addresses, limits, and every word that it shows."""
        return {
            **{key: address(key) for key in ADDRESSES},
            "largestImage": images.MAX_BYTES,
            "language": self.language,
            "languages": [[tag, language_name(tag)] for tag in LANGUAGES],
            "labels": {
                tag: {
                    kind: {"mark": labels.mark, "note": labels.note}
                    for kind, labels in words_of._asdict().items()
                    if kind != "back"
                }
                for tag, words_of in LANGUAGES.items()
            },
            "words": words(),
        }


def address(key: str) -> str:
    """A page of the desk; "" while it has none."""
    try:
        return reverse(f"admin:{ADDRESSES[key]}")
    except NoReverseMatch:
        return ""
