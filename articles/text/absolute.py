"""Rendered text for places outside our site, such as feeds: local addresses become whole."""

from articles.text.rewrite import rewrite_attributes

LINKS = frozenset({"href", "src", "cite"})


def absolute(rendered_html: str, site: str) -> str:
    """The same HTML with every path of this site (``/media/…``) beginning with ``site``.

    ``site`` is ``https://host``, without a slash at the end. Links within the text (``#…``) stay.
    """

    def whole(name: str, value: str) -> str:
        if name == "srcset":
            return ", ".join(whole("src", candidate) for candidate in value.split(", "))
        is_path = value.startswith("/") and not value.startswith("//")
        return site + value if name in LINKS and is_path else value

    return rewrite_attributes(rendered_html, whole)
