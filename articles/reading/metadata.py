"""What an article's page says about itself to programs.

Open Graph (ogp.me), schema.org as JSON-LD, Highwire's ``citation_*`` tags as Google Scholar and
Zotero read them, and Dublin Core (DCMI, "Expressing Dublin Core in HTML").
"""

import json
from functools import lru_cache
from html import escape
from typing import Any

from babel.core import get_global
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles import addresses
from articles.models import Role

from .citation import Name, Record
from .rows import Card, Correction, Link, Page, Picture

# What schema.org calls those who took part.
PARTS = {
    Role.AUTHOR: "author",
    Role.TRANSLATOR: "translator",
    Role.EDITOR: "editor",
    Role.INTERVIEWER: "contributor",
    Role.ILLUSTRATOR: "contributor",
}

Pairs = list[tuple[str, str]]

LARGE = 600  # pixels of width, from which on a picture is shown large beside a link

# Made once: `json.dumps` would make another one for every page.
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def metadata(page: Page, entry: Record) -> SafeString:
    """The elements for the head of the article's page, one a line."""
    names = [("twitter:card", card_shape(page)), *highwire(entry), *dublin_core(page, entry)]
    lines = [
        f'<link rel="canonical" href="{escape(entry.address)}">',
        f'<link rel="shortlink" href="{escape(entry.permanent)}">',
        '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">',
        *(
            f'<link rel="alternate" hreflang="{language}" href="{escape(address)}">'
            for language, address in alternates(page, entry.original)
        ),
        f'<meta name="description" content="{escape(page.card.excerpt)}">',
        *(
            f'<meta property="{name}" content="{escape(value)}">'
            for name, value in open_graph(page, entry)
        ),
        *(f'<meta name="{name}" content="{escape(value)}">' for name, value in names),
        f'<script type="application/ld+json">{as_json(schema_org(page, entry))}</script>',
    ]
    return mark_safe("\n".join(lines))


def alternates(page: Page, original: int) -> Pairs:
    """Languages with the addresses of the article in them, itself included; ``x-default`` is the
    original. Empty where there is only one.

    Of several translations into one language the one that came first is named: there is one place
    for each. An article that is not the one named has no place in it, and says nothing.
    """
    if not page.translations:
        return []
    family = {card.article_id: card for card in (page.card, *page.translations)}
    first: dict[str, Card] = {}
    for number in sorted(family):
        first.setdefault(family[number].language, family[number])
    if first[page.card.language] is not page.card:
        return []
    named = [(language, settings.SITE_URL + first[language].address) for language in sorted(first)]
    source = family.get(original)
    return [*named, ("x-default", settings.SITE_URL + source.address)] if source else named


def open_graph(page: Page, entry: Record) -> Pairs:
    pairs = [
        ("og:type", "article"),
        ("og:title", entry.title),
        ("og:description", page.card.excerpt),
        ("og:url", entry.address),
        ("og:site_name", settings.SITE_NAME),
        ("og:locale", locale(entry.language)),
        *(("og:locale:alternate", locale(card.language)) for card in page.translations),
    ]
    if shown := page.social_picture or page.picture:
        image = shown.cut or shown
        pairs += [
            ("og:image", settings.SITE_URL + image.src),
            ("og:image:width", str(image.width)),
            ("og:image:height", str(image.height)),
        ]
        if shown.alt:
            pairs.append(("og:image:alt", shown.alt))
    pairs.append(("article:published_time", published(entry)))
    pairs.append(("article:modified_time", entry.changed_at.isoformat(timespec="seconds")))
    pairs += [("article:author", author.address) for author in entry.authors]
    if entry.section:
        pairs.append(("article:section", entry.section))
    return pairs + [("article:tag", tag) for tag in entry.tags]


def card_shape(page: Page) -> str:
    """How a link is shown: with a large picture where there is one cut for that."""
    shown = page.social_picture or page.picture
    is_large = shown is not None and shown.cut is not None and shown.cut.width >= LARGE
    return "summary_large_image" if is_large else "summary"


def highwire(entry: Record) -> Pairs:
    """Zotero takes the address from here, so it is the one that stays."""
    pairs = [("citation_title", entry.title)]
    pairs += [("citation_author", file_name(author)) for author in entry.authors]
    pairs += [
        ("citation_editor", file_name(other)) for other in entry.others if other.role == Role.EDITOR
    ]
    pairs.append(("citation_publication_date", entry.issued.replace("-", "/")))
    pairs.append(("citation_online_date", entry.online_at.date().isoformat().replace("-", "/")))
    if entry.periodical:
        pairs.append(("citation_journal_title", entry.periodical))
        pairs += [("citation_issue", entry.number)] if entry.number else []
    if entry.series:
        pairs.append(("citation_series_title", entry.series))
    pairs.append(("citation_language", entry.language))
    pairs.append(("citation_publisher", settings.SITE_NAME))
    pairs += [("citation_keywords", tag) for tag in entry.tags]
    pairs.append(("citation_public_url", entry.permanent))
    pairs.append(("citation_fulltext_html_url", entry.address))
    return pairs


def file_name(author: Name) -> str:
    """“Surname, Given” where the editors said so; both readers divide other names themselves."""
    family, given = author.divided
    return f"{family}, {given}" if family and "," in author.sort_name else author.name


def dublin_core(page: Page, entry: Record) -> Pairs:
    pairs = [("DC.title", entry.title)]
    pairs += [("DC.creator", file_name(author)) for author in entry.authors]
    pairs += [("DC.contributor", file_name(other)) for other in entry.others]
    pairs.append(("DC.date", entry.issued))
    pairs.append(("DC.language", entry.language))
    # Zotero takes everything for an article of a journal that does not call itself a web page.
    pairs += [] if entry.periodical else [("DC.type", "webpage")]
    pairs.append(("DC.type", "Text"))
    pairs.append(("DC.format", "text/html"))
    pairs.append(("DC.identifier", entry.permanent))
    pairs.append(("DC.publisher", settings.SITE_NAME))
    pairs += [("DC.subject", tag) for tag in entry.tags]
    pairs += [("DC.relation", settings.SITE_URL + card.address) for card in page.translations]
    return pairs


def schema_org(page: Page, entry: Record) -> dict[str, Any]:
    """The page's article as an Article of schema.org."""
    site = settings.SITE_URL
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": entry.address,
        "url": entry.address,
        "identifier": entry.permanent,
        "headline": entry.title,
        "description": page.card.excerpt,
        "inLanguage": entry.language,
        "datePublished": published(entry),
        "dateModified": entry.changed_at.isoformat(timespec="seconds"),
        "publication": {
            "@type": "PublicationEvent",
            "name": settings.SITE_NAME,
            "startDate": entry.online_at.isoformat(timespec="seconds"),
        },
        "wordCount": page.card.word_count,
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": site + "/"},
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": entry.address,
            "breadcrumb": breadcrumb(page, entry),
        },
    }
    for name in entry.names:
        data.setdefault(PARTS[Role(name.role)], []).append(person(name))
    optional = {
        "dateCreated": entry.machine_date,
        "articleSection": entry.section,
        "keywords": entry.tags,
        "image": picture(page.picture) if page.picture else None,
        "isPartOf": part_of(page, entry),
        "position": page.card.series_position if page.series else None,
        "citation": entry.cited,
        "correction": [correction_comment(correction) for correction in page.corrections],
    }
    data |= {name: value for name, value in optional.items() if value}
    return data | translations(page, entry.original)


def correction_comment(correction: Correction) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": correction.moment.isoformat(timespec="seconds"),
    }


def person(name: Name) -> dict[str, str]:
    kind = "Person" if name.is_person else "Organization"
    return {"@type": kind, "name": name.name, "url": name.address}


def picture(shown: Picture) -> dict[str, Any]:
    image = {
        "@type": "ImageObject",
        "url": settings.SITE_URL + shown.src,
        "width": shown.width,
        "height": shown.height,
    }
    known = {"caption": shown.caption, "creditText": shown.credit, "copyrightNotice": shown.licence}
    return image | {name: value for name, value in known.items() if value}


def part_of(page: Page, entry: Record) -> list[dict[str, Any]]:
    """The number of the periodical, and the series, that it belongs to."""
    parts: list[dict[str, Any]] = []
    if page.issue:
        periodical = {
            "@type": "Periodical",
            "name": entry.periodical,
            "url": settings.SITE_URL + page.issue.address,
        }
        issue = {"@type": "PublicationIssue", "isPartOf": periodical}
        parts.append(issue | ({"issueNumber": entry.number} if entry.number else {}))
    if page.series:
        series = {"name": page.series.name, "url": settings.SITE_URL + page.series.address}
        parts.append({"@type": "CreativeWorkSeries", **series})
    return parts


def translations(page: Page, original: int) -> dict[str, Any]:
    """The work that it translates, or those that translate it."""
    if not page.translations:
        return {}
    if original == page.card.article_id:
        return {"workTranslation": [work(card) for card in page.translations]}
    source = [card for card in page.translations if card.article_id == original]
    return {"translationOfWork": work(source[0])} if source else {}


def work(card: Card) -> dict[str, str]:
    address = settings.SITE_URL + card.address
    return {
        "@type": "Article",
        "@id": address,
        "url": address,
        "name": card.title,
        "inLanguage": card.language,
    }


def breadcrumb(page: Page, entry: Record) -> dict[str, Any]:
    """The site, the section or the year, the article."""
    year = page.card.year
    steps = [Link(settings.SITE_NAME, "/")]
    if page.section:
        steps.append(page.section)
    elif year:
        steps.append(Link(str(year), addresses.archive_year(year)))
    steps.append(Link(entry.title, page.card.address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": step.name,
                "item": settings.SITE_URL + step.address,
            }
            for place, step in enumerate(steps, start=1)
        ],
    }


def published(entry: Record) -> str:
    """When it was first published: as printed, else the moment when it was put online."""
    if entry.printed_from:
        return entry.issued
    return entry.online_at.isoformat(timespec="seconds")


@lru_cache(maxsize=256)
def locale(tag: str) -> str:
    """The language as Open Graph writes it, `de_DE`: with the region that is most likely."""
    language, _, rest = tag.partition("-")
    region = [part for part in rest.split("-") if part.isupper() and len(part) == 2]
    if region:
        return f"{language}_{region[0]}"
    usual = get_global("likely_subtags").get(language, "").split("_")
    return f"{language}_{usual[2]}" if len(usual) > 2 else language


def as_json(data: dict[str, Any]) -> str:
    """JSON in which nothing ends the script element that it stands in, or a line of JavaScript."""
    text = ENCODER.encode(data)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
