"""What an editor probably did not mean: asked about before publication, and never in its way.

Each question is one function and at most two queries, whatever the length of the text.
"""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import User
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from articles.models import Article, Image, Section
from articles.text.proofread import Proof

from . import rights
from .findings import Finding, Level, Spot, spots
from .own_links import leads
from .translations import differences

SHOWN = 5  # other articles of the same title that are named

COUNTED = {
    "remarks": ngettext_lazy(
        "%(number)s remark is not resolved.", "%(number)s remarks are not resolved.", "number"
    ),
    "empty-note": ngettext_lazy(
        "%(number)s note says nothing.", "%(number)s notes say nothing.", "number"
    ),
    "note-without-source": ngettext_lazy(
        "%(number)s note links to no source. Fine for a comment or a printed book.",
        "%(number)s notes link to no source. Fine for comments and printed books.",
        "number",
    ),
    "dead-source": ngettext_lazy(
        "%(number)s note cites a source that answers no more.",
        "%(number)s notes cite sources that answer no more.",
        "number",
    ),
    "no-alternative-text": ngettext_lazy(
        "%(number)s picture has no alternative text for those who can’t see it.",
        "%(number)s pictures have no alternative text for those who can’t see them.",
        "number",
    ),
    "no-credit": ngettext_lazy(
        "%(number)s picture has no credit or no licence.",
        "%(number)s pictures have no credit or no licence.",
        "number",
    ),
    "heading-skips": ngettext_lazy(
        "%(number)s heading leaves out a level.",
        "%(number)s headings leave out a level.",
        "number",
    ),
    "empty-link": ngettext_lazy(
        "%(number)s link has no words that one could click on.",
        "%(number)s links have no words that one could click on.",
        "number",
    ),
    "old-link": ngettext_lazy(
        "%(number)s link goes to an address of ours that has moved.",
        "%(number)s links go to addresses of ours that have moved.",
        "number",
    ),
    "lost-link": ngettext_lazy(
        "%(number)s link goes to a page of ours that readers don’t find.",
        "%(number)s links go to pages of ours that readers don’t find.",
        "number",
    ),
    "http-link": ngettext_lazy(
        "%(number)s link is not encrypted (http). Most addresses work with https too.",
        "%(number)s links are not encrypted (http). Most addresses work with https too.",
        "number",
    ),
    "same-title": ngettext_lazy(
        "%(number)s other article has this title.",
        "%(number)s other articles have this title.",
        "number",
    ),
}
"""What is said of so many."""

HINTS = frozenset({"note-without-source", "http-link", "no-standfirst"})
"""Often meant so; the rest is asked about."""


def doubts(article: Article, proof: Proof, by: User | None = None) -> list[Finding]:
    """Warnings, then hints."""
    found = [
        *_remarks(article),
        *_notes(article, proof),
        *_pictures(article, proof),
        *_headings_and_links(proof),
        *_same_title(article, by),
        *_catalogue(article),
        *_translation(article, proof),
    ]
    return sorted(found, key=lambda finding: finding.level != Level.WARNING)


def _say(code: str, sentence: str, *, field: str = "") -> Finding:
    return Finding(Level.HINT if code in HINTS else Level.WARNING, code, sentence, field=field)


def _count(code: str, number: int, where: Iterable[Spot] = ()) -> Iterator[Finding]:
    """So many of a kind; nothing about none."""
    if number:
        finding = _say(code, str(COUNTED[code] % {"number": number}))
        yield finding._replace(spots=tuple(where))


def _each(code: str, where: tuple[Spot, ...]) -> Iterator[Finding]:
    yield from _count(code, len(where), where)


def _remarks(article: Article) -> Iterator[Finding]:
    yield from _count("remarks", article.remarks.unresolved().count())


def _notes(article: Article, proof: Proof) -> Iterator[Finding]:
    yield from _each("empty-note", spots(proof.of("empty note")))
    cited = article.footnotes.filter(sources__dead_since__isnull=False)
    dead = set(cited.values_list("mark", flat=True))
    notes = proof.of("note")
    yield from _each("dead-source", spots(fact for fact in notes if fact.about in dead))
    yield from _each("note-without-source", spots(proof.of("note without source")))


def _pictures(article: Article, proof: Proof) -> Iterator[Finding]:
    shown = proof.of("picture")
    images = {image.src: image for image in Image.objects.with_sources(f.about for f in shown)}
    named = [
        (Spot(str(images.get(fact.about, fact.about)), fact.quote), fact, images.get(fact.about))
        for fact in shown
    ]
    yield from _each("no-alternative-text", tuple(spot for spot, fact, _ in named if not fact.alt))
    yield from _each(
        "no-credit", tuple(spot for spot, _, image in named if image and not is_credited(image))
    )
    if article.image and not article.image.alt:
        sentence = _("The lead picture has no alternative text for those who can’t see it.")
        yield _say("no-alternative-text", sentence, field="image")
    if article.image and not is_credited(article.image):
        sentence = _("The lead picture has no credit or no licence.")
        yield _say("no-credit", sentence, field="image")


def is_credited(image: Image) -> bool:
    """Whether the archive says whose it is, and on what terms it is shown."""
    return bool(image.credit and image.licence)


def _headings_and_links(proof: Proof) -> Iterator[Finding]:
    yield from _each("heading-skips", spots(proof.of("heading skips")))
    yield from _each("empty-link", spots(proof.of("empty link")))
    links = proof.of("link")
    leading = leads(fact.about for fact in links)
    own = [(fact, leading[fact.about]) for fact in links if fact.about in leading]
    yield from _each("old-link", spots(fact for fact, address in own if address))
    yield from _each("lost-link", spots(fact for fact, address in own if not address))
    plain = (fact for fact in links if fact.about.startswith("http://"))
    yield from _each("http-link", spots(plain))


def _same_title(article: Article, by: User | None) -> Iterator[Finding]:
    """Others that this person may see, but for the article's own translations and original."""
    title = article.title.strip()
    others = Article.objects.kept() if by is None else rights.visible_to(by).kept()
    family = article.translation_of_id or article.pk
    same = (
        others.annotate(lower=Lower("title"))
        .filter(lower=Lower(Value(title)))
        .exclude(Q(pk=article.pk) | Q(pk=family) | Q(translation_of=family))
    )
    for finding in _count("same-title", same.count() if title else 0):
        newest = same.order_by("-pk").values_list("pk", "title", "filed_year")[:SHOWN]
        named = tuple((key, f"{title} ({year or '–'})") for key, title, year in newest)
        yield finding._replace(articles=named, field="title")


def _catalogue(article: Article) -> Iterator[Finding]:
    if article.printed_from and article.printed_from > timezone.localdate():
        sentence = _("The printed date is in the future.")
        yield _say("future-date", sentence, field="printed_date")
    if not article.contributions.exists():
        yield _say("no-author", _("It has no author."), field="contributions")
    if not article.tags.exists():
        yield _say("no-tags", _("It has no tags."), field="tags")
    if article.section_id is None and Section.objects.exists():
        yield _say("no-section", _("It stands in no section."), field="section")
    if not article.standfirst.strip():
        sentence = _("It has no standfirst: lists show the beginning of the text instead.")
        yield _say("no-standfirst", sentence, field="standfirst")


def _translation(article: Article, proof: Proof) -> Iterator[Finding]:
    """Where a translation has more or fewer of something than its original, it may lack a part."""
    for part, sentence in differences(article, proof):
        yield _say(f"translation-{part}", sentence, field="translation_of")
