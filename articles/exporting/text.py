"""Plain text, with the notes at its end."""

from django.conf import settings

from articles.text.plain import RULE

from .base import Copy
from .header import byline, source


def write(copy: Copy) -> str:
    """Every line of the head stands alone, so that scripts of both directions can follow each
    other, and an address is never turned round."""
    entry = copy.record
    head = [
        "\n".join([entry.title, *byline(copy)]),
        copy.page.standfirst,
        "\n".join(line for line in (source(copy), entry.printed) if line),
        f"{settings.SITE_NAME}\n{entry.permanent}",
    ]
    return "\n\n".join([*(part for part in head if part), RULE, copy.text])
