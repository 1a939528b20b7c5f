"""After any act the pages are those that would be made if nothing had ever been kept of them."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from articles.comments.moderation import approve, reject
from articles.models import (
    Article,
    Author,
    Comment,
    Edition,
    Fragment,
    Image,
    Issue,
    Rendition,
    Section,
    Series,
    Source,
    Tag,
    TagSynonym,
)
from articles.publishing import manuscript, refile
from articles.publishing.images import make_renditions
from articles.publishing.merge_names import merge
from articles.publishing.publish import publish, withdraw
from articles.publishing.replace_image import replace
from articles.publishing.schedule import unschedule
from articles.publishing.trash import restore, trash
from tests.factories import (
    make_comment,
    make_draft,
    make_image,
    make_picture,
    make_published,
    make_scheduled,
    republish,
)

from .conftest import Reader, edition

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Nobody reads this"


def article(title: str) -> Article:
    return edition(title).article


def change(model: type, **values: object) -> Callable[[], object]:
    """The first row saved with other values, as a form does it."""

    def act() -> None:
        row = model.objects.order_by("pk")[0]
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return act


def again(title: str, /, **changes: object) -> Callable[[], object]:
    return lambda: republish(edition(title), **changes)


def named(model: type, name: str) -> object:
    return model.objects.get(**{"title" if model is Series else "name": name})


def join(model: type, kept: str, gone: str) -> Callable[[], object]:
    return lambda: merge(named(model, kept), [named(model, gone)])


def add_rendition() -> None:
    image = Image.objects.latest("pk")
    Rendition.objects.create(image=image, format="webp", width=9, height=6, file="renditions/x")


def cut_another_way() -> None:
    Image.objects.update(focus_x=10, focus_y=90)
    for image in Image.objects.all():
        make_renditions(image)


def set_portrait() -> None:
    Author.objects.filter(name="Ada Brandt").update(portrait=make_image())


def comment(act: Callable[[Comment], object], text: str) -> Callable[[], object]:
    return lambda: act(Comment.objects.get(text__startswith=text))


def close_comments() -> None:
    here = article("The rent")
    here.comments_open = not here.comments_open
    manuscript.save(here)


def file_in(section: str) -> None:
    here = article("Of the strike 0")
    refile.set_section(here, named(Section, section))
    publish(here)


def tag_otherwise() -> None:
    refile.change_tags(article("Of the strike 2"), add=["Harbour"], remove=["Rent"])
    publish(article("Of the strike 2"))


def renumber() -> None:
    Issue.objects.update(number="8", printed_from="1926-05-01", printed_to="1926-05-01")


def replace_picture() -> None:
    image = edition("Pictured").image
    replace(image, make_picture(1400, 900, color="#123456"))
    publish(article("Pictured"))


def schedule_next() -> None:
    here = article("Of the strike 1")
    here.title = "Of the strike 1, of tomorrow"
    manuscript.save(here)
    publish(here, at=timezone.now() + timedelta(days=1))


# Acts after which something else is shown.
SHOWS: dict[str, Callable[[], object]] = {
    "publish": lambda: make_published("Quite new", tags=["Strike", "Rent"], printed_date="1974"),
    "correct": again("The rent", title="The rent, again", correction="Why."),
    "correct what is offered": again("Of the strike 1", title="Of the strike 1, again"),
    "correct a part": again("Part two", title="Part two, again"),
    "correct a translation": again("Der Miet", title="Der Mietstreik, neu"),
    "withdraw": lambda: withdraw(article("The rent"), reason="x"),
    "withdraw what is offered": lambda: withdraw(article("Of the strike 1"), reason="x"),
    "withdraw a translation": lambda: withdraw(article("Der Miet"), reason="x"),
    "withdraw a part": lambda: withdraw(article("Part two"), reason="x"),
    "trash": lambda: trash(article("The rent")),
    "translate": lambda: make_published("Le loyer", language="fr", translation_of=article("La hu")),
    "link a translation": lambda: link("שביתת", "La hu"),
    "unlink a translation": lambda: link("Der Miet", None),
    "continue a series": lambda: make_published(
        "Part three", series=named(Series, "Letters"), series_position=3
    ),
    "leave a series": again("Part two", series=None, series_position=None),
    "rename an author": lambda: Author.objects.filter(name="Ada Brandt").update(name="Ada B."),
    "move an author": lambda: Author.objects.filter(name="Ada Brandt").update(slug="ada-b"),
    "sort an author elsewhere": change(Author, sort_name="Brandt, Ada"),
    "make a person a collective": change(Author, kind=Author.Kind.COLLECTIVE),
    "portray an author": set_portrait,
    "rename a tag": change(Tag, name="Strikes"),
    "rename a section": change(Section, name="Homes"),
    "move a section": change(Section, slug="homes"),
    "put sections in another order": lambda: Section.objects.filter(name="Elsewhere").update(
        position=9
    ),
    "rename a series": change(Series, title="Letters home"),
    "renumber an issue": renumber,
    "describe a picture": lambda: Image.objects.update(alt="A ship", caption="The harbour"),
    "credit a picture": lambda: Image.objects.update(credit="Ada", licence="CC0"),
    "make a rendition": add_rendition,
    "cut a picture": cut_another_way,
    "replace a picture": replace_picture,
    "take a picture away": again("Pictured", image=None),
    "show another picture elsewhere": lambda: republish(
        edition("Pictured"), social_image=make_image(1200, 630)
    ),
    "merge authors": join(Author, "A. Brandt", "Ada Brandt"),
    "merge tags": join(Tag, "Rent", "Strike"),
    "merge sections": join(Section, "Elsewhere", "Housing"),
    "file elsewhere": lambda: file_in("Elsewhere"),
    "tag otherwise": tag_otherwise,
    "comment": lambda: make_comment(article("The rent"), "Another."),
    "approve a comment": comment(approve, "Held."),
    "take a comment back": comment(reject, "My grand"),
    "delete a comment": comment(lambda row: row.delete(), "My grand"),
    "close comments": close_comments,
}
# Acts that readers don't notice, now or as long as it isn't their minute.
SHOWS_NOTHING: dict[str, Callable[[], object]] = {
    "trash and restore": lambda: (trash(article("Part one")), restore(article("Part one"))),
    "draft": lambda: make_draft(SECRET),
    "change a manuscript": lambda: manuscript.save(changed(article("The rent"), title=SECRET)),
    "schedule": lambda: make_scheduled(SECRET, tags=["Strike"]),
    "schedule the next edition": schedule_next,
    "schedule and call off": lambda: unschedule(make_scheduled(SECRET).article),
    "give a tag a synonym": lambda: TagSynonym.objects.create(tag=Tag.objects.all()[0], name="x"),
    "find a source dead": lambda: Source.objects.update(dead_since=timezone.now()),
    "hold a comment": lambda: make_comment(article("The rent"), SECRET, approved=False),
    "count anew": lambda: call_command("recount"),
}
ACTS = SHOWS | SHOWS_NOTHING


def changed(row: Article, **values: object) -> Article:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def link(title: str, original: str | None) -> None:
    here = article(title)
    here.translation_of = article(original) if original else None
    manuscript.save(here)
    publish(here)


@pytest.mark.parametrize("name", ACTS)
def test_pages_are_as_if_nothing_had_been_kept(name: str, reader: Reader) -> None:
    before = reader.look()
    ACTS[name]()
    shown = reader.look()
    assert shown == reader.look_anew()
    assert reader.look() == shown
    assert ({place: shown[place] for place in before} != before) == (name in SHOWS)
    assert not [address for address, (_status, text) in shown.items() if SECRET in text]


@pytest.mark.parametrize("seed", range(4))
def test_so_they_are_after_one_act_and_another(seed: int, reader: Reader) -> None:
    """In any order, with nights between; an act that can't be done any more is left out."""
    random = Random(seed)
    with time_machine.travel(timezone.now(), tick=True) as clock:
        for name in random.sample(sorted(ACTS), 14):
            try:
                ACTS[name]()
            except (ValidationError, Article.DoesNotExist, Edition.DoesNotExist):
                continue
            except (Author.DoesNotExist, Tag.DoesNotExist, Section.DoesNotExist):
                continue
            except (Series.DoesNotExist, Comment.DoesNotExist):
                continue
            if random.random() < 0.2:
                clock.shift(timedelta(days=1, minutes=1))
            assert reader.look() == reader.look_anew(), name


@pytest.mark.parametrize("name", ["schedule", "schedule the next edition"])
def test_what_is_scheduled_is_there_at_its_minute(name: str, reader: Reader) -> None:
    with time_machine.travel(timezone.now(), tick=True) as clock:
        ACTS[name]()
        before = reader.look()
        clock.shift(timedelta(days=1, minutes=1))
        shown = reader.look()
        assert shown == reader.look_anew()
        assert shown["/"] != before["/"]


@pytest.mark.parametrize(
    "act",
    [lambda row: withdraw(row, reason="x"), trash],
    ids=["withdrawn", "in the trash"],
)
def test_a_text_that_is_gone_is_on_no_page(
    act: Callable[[Article], object], reader: Reader
) -> None:
    secret = make_published(SECRET, standfirst=f"{SECRET}!", tags=["Strike", "Rent"])
    address = secret.get_absolute_url()
    assert any(SECRET in text for _status, text in reader.look().values())
    act(secret.article)
    shown = reader.look()
    assert shown[address][0] == 410
    assert not [place for place, (_status, text) in shown.items() if f"{SECRET}!" in text]
    assert [place for place, (_status, text) in shown.items() if SECRET in text] in ([], [address])


def test_what_is_made_for_an_editor_is_nobody_elses(reader: Reader, admin_client: Client) -> None:
    """Everything is made while somebody looks who sees more, in another time zone or language."""
    manuscript.save(changed(article("The rent"), title=SECRET))
    Fragment.objects.all().delete()
    desk = Reader(admin_client)
    theirs = desk.look()
    assert "/admin/" in theirs["/"][1]
    kept = set(Fragment.objects.values_list("parts", flat=True))
    assert kept
    assert not [parts for parts in kept if "/admin/" in parts or SECRET in parts]
    assert reader.look() == reader.look_anew()


@pytest.mark.parametrize(
    "setting",
    [
        {"SITE_NAME": "The Tenants’ Archive"},
        {"SITE_URL": "https://archive.example"},
        {"LANGUAGE_CODE": "de"},
        {"TIME_ZONE": "Pacific/Kiritimati"},
        {"SITE_COLOURS": ("#1f3a5f", "#9cc3ff")},
    ],
    ids=lambda setting: next(iter(setting)),
)
def test_so_they_are_under_other_settings(setting: dict[str, object], reader: Reader) -> None:
    # The templates know the site, so they are forgotten as at a start.
    with override_settings(**setting, TEMPLATES=[*settings.TEMPLATES]):
        assert reader.look() == reader.look_anew()
    assert reader.look() == reader.look_anew()
