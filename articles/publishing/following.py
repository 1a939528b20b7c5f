"""Which saved state of its original a translation follows. Kept by each save of either."""

from articles.models import Article, Revision

WORDS = ("title", "standfirst", "body")
"""What a translator has to follow; how the original is catalogued is another matter."""


def newest(original: Article) -> Revision | None:
    """The state of the original that counts now: not one that was set aside."""
    states = original.revisions.exclude(kind=Revision.Kind.ASIDE)
    return states.order_by("-number").first()


def settled(original: Article) -> int | None:
    """The number of the newest state, which from now on is not written over by an autosave."""
    state = newest(original)
    if state is None:
        return None
    if state.kind == Revision.Kind.AUTOSAVED:
        original.revisions.filter(pk=state.pk).update(kind=Revision.Kind.SAVED)
    return state.number


def begin(article: Article) -> None:
    """An article that becomes a translation follows its original as that is now.

    Whoever makes one anew may say which state it follows.
    """
    if article.translation_of is None:
        article.original_revision = None
        return
    if not article.pk and article.original_revision is not None:
        return
    same = Article.objects.filter(pk=article.pk, translation_of=article.translation_of_id)
    if not same.exists():
        article.original_revision = settled(article.translation_of)


def carry_on(original: Article, now: Revision) -> None:
    """Translations go on to follow an original whose words are the same in its newest state."""
    if now.kind != Revision.Kind.SAVED:
        return  # it may still be written over
    earlier = original.translations.filter(original_revision__lt=now.number)
    for number in set(earlier.values_list("original_revision", flat=True)):
        then = original.revisions.filter(number=number or 0).first()
        if then and same_words(then, now):
            earlier.filter(original_revision=number).update(original_revision=now.number)


def same_words(one: Revision, other: Revision) -> bool:
    return all(one.content[name] == other.content[name] for name in WORDS)
