"""The cast: who may do what, and a small archive to do it in."""

import shutil
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from articles.models import Author, Edition, Section
from tests.factories import (
    PASSWORD,
    make_author,
    make_body,
    make_comment,
    make_published,
    make_section,
    make_user,
    note,
)

# Without a deadline: a busy machine is no bug.
hypothesis_settings.register_profile(
    "broadside", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("broadside")

WRITES = [
    *(
        f"{act}_{noun}"
        for noun in ("article", "author", "tag", "section", "series", "issue", "image", "redirect")
        for act in ("view", "add", "change")
    ),
    *(f"{act}_contribution" for act in ("view", "add", "change", "delete")),
    *(f"view_{noun}" for noun in ("edition", "revision", "footnote", "source", "event")),
    "import_article",
]


def pytest_unconfigure() -> None:
    """Remove the data folder of tests/settings.py, which worker processes would leave behind."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture
def superuser(db: None) -> AbstractUser:
    return get_user_model().objects.create_superuser("superuser", password=PASSWORD)


@pytest.fixture
def editor(db: None) -> AbstractUser:
    """Writes and imports, but may neither publish nor delete."""
    return make_user("editor", *WRITES)


@pytest.fixture
def publisher(db: None) -> AbstractUser:
    """An editor who may publish, withdraw and use the trash."""
    return make_user("publisher", *WRITES, "publish_article", "delete_article")


@pytest.fixture
def moderator(db: None) -> AbstractUser:
    """Decides on comments, and nothing else."""
    return make_user("moderator", "view_comment", "change_comment", "moderate_comment")


@pytest.fixture
def stranger(db: None) -> AbstractUser:
    """May log in at the desk, and finds nothing there that is theirs to touch."""
    return make_user("stranger")


@dataclass(frozen=True)
class Archive:
    """What readers of the small archive see: editions by language, and who wrote them."""

    english: Edition
    german: Edition  # the translation of `english`
    spanish: Edition  # undated
    arabic: Edition
    hebrew: Edition
    ada: Author  # a person: English, and the original of the German one
    union: Author  # a collective: second author of the English one, and of the Spanish one
    housing: Section

    @property
    def editions(self) -> list[Edition]:
        return [self.english, self.german, self.spanish, self.arabic, self.hebrew]


@pytest.fixture
def archive(db: None) -> Archive:
    """Five published articles in five languages, with notes, tags, a section and a comment."""
    ada = make_author("Ada Brandt")
    union = make_author("Tenants’ Union of Harrow Row", kind=Author.Kind.COLLECTIVE)
    lamis = make_author("لميس الحداد", kind=Author.Kind.PSEUDONYM)
    housing = make_section("Housing")
    english = make_published(
        "The rent strike of Harrow Row",
        standfirst="How forty families stopped paying, and won.",
        body=make_body(notes=3)
        + f"<p>A note of the editors.{note('Written in 1974.', kind='editor')}</p>",
        authors=[ada, union],
        tags=["Strike", "Rent"],
        section=housing,
        printed_date="1974-03-09",
    )
    german = make_published(
        "Der Mietstreik in der Harrow Row",
        body="<p>Die Mieten stiegen" + note("Jahresbericht, S. 7.") + " und die Löhne nicht.</p>",
        language="de",
        authors=[ada],
        tags=["Strike"],
        section=housing,
        printed_date="1975-11",
        translation_of=english.article,
    )
    spanish = make_published(
        "La huelga de alquileres",
        body=f"<p>Los alquileres subieron{note('Informe anual, p. 7.')} otra vez.</p>",
        language="es",
        authors=[union],
        tags=["Huelga"],
        printed_date="",
    )
    arabic = make_published(
        "إضراب المستأجرين",
        body=f"<p>ارتفعت الإيجارات{note('التقرير السنوي، ص ٧.')} مرة أخرى.</p>",
        language="ar",
        authors=[lamis],
        tags=["إضراب"],
        printed_date="2011-02",
    )
    hebrew = make_published(
        "שביתת הדיירים",
        body=f"<p>שכר הדירה עלה{note('הדוח השנתי, עמ׳ 7.')} שוב.</p>",
        language="he",
        printed_date="1926~",
    )
    make_comment(english.article, "My grandmother lived at number nine.")
    return Archive(english, german, spanish, arabic, hebrew, ada, union, housing)
