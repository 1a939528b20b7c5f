"""What an article says about itself to search engines and libraries."""

from typing import Any

from django.conf import settings

from articles.models import Author, Edition, Role

PERSONS = {Author.Kind.PERSON, Author.Kind.PSEUDONYM}
ROLES = {
    Role.AUTHOR: "author",
    Role.TRANSLATOR: "translator",
    Role.EDITOR: "editor",
    Role.INTERVIEWER: "contributor",
    Role.ILLUSTRATOR: "contributor",
}


def schema_org(edition: Edition, printed: str | None) -> dict[str, Any]:
    """The edition as an Article of schema.org; ``printed`` is its date in ISO 8601, if known."""
    address = settings.SITE_URL + edition.get_absolute_url()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": edition.title,
        "description": edition.excerpt,
        "inLanguage": edition.language,
        "datePublished": printed or edition.online_at.date().isoformat(),
        "dateModified": edition.visible_from.isoformat(timespec="seconds"),
        "wordCount": edition.word_count,
        "isAccessibleForFree": True,
        "publisher": {
            "@type": "Organization",
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
        },
    }
    for contribution in edition.contributions.all():
        data.setdefault(ROLES[Role(contribution.role)], []).append(person(contribution.author))
    if edition.section:
        data["articleSection"] = edition.section.name
    if edition.image:
        data["image"] = settings.SITE_URL + edition.image.src
    return data


def person(author: Author) -> dict[str, str]:
    kind = "Person" if author.kind in PERSONS else "Organization"
    address = settings.SITE_URL + author.get_absolute_url()
    return {"@type": kind, "name": author.name, "url": address}
