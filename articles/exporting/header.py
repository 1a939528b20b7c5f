"""What stands above the text of a copy, so that it can be cited once it has left the site."""

from articles.reading.citation import Name

from .base import Copy


def byline(copy: Copy) -> list[str]:
    """One line for each of those who took part."""
    return [
        " ".join(part for part in (name.name, did(name), where(credit.affiliation)) if part)
        for name, credit in zip(copy.record.names, copy.page.card.credits, strict=True)
    ]


def did(name: Name) -> str:
    return f"({name.role_name})" if name.role_name else ""


def where(affiliation: str) -> str:
    return f"– {affiliation}" if affiliation else ""


def source(copy: Copy) -> str:
    """The periodical and its number, where it stood in one."""
    return " ".join(part for part in (copy.record.periodical, copy.record.number) if part)
