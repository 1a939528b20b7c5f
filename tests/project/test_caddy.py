"""docs/for-keepers/Caddyfile in a real Caddy before a real gunicorn."""

import gzip
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from articles.comments.spam import PER_SENDER, SOONEST
from launcher import proxies
from tests.project.proxied import (
    PICTURE,
    Answer,
    Site,
    ask,
    certificate,
    free_port,
    served,
    slow_senders,
)

MISSING = [name for name in ("caddy", "openssl") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

ARTICLE = "/articles/1926/first/"


@dataclass
class Front:
    """Caddy, and the site behind it."""

    site: Site
    port: int

    def ask(self, path: str, **how: object) -> Answer:
        return ask(self.port, path, **how)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("caddy")
    cert, key = certificate(folder)
    port = free_port()
    with served(folder / "data", empty) as site:
        text = proxies.with_changes(
            (proxies.DOCS / "Caddyfile").read_text("utf-8"),
            {
                "\n{\n": "\n{\nadmin off\nauto_https off\n",
                f"\n{proxies.HOST} {{\n": (
                    f"\nhttps://{proxies.HOST}:{port} {{\nbind 127.0.0.1\ntls {cert} {key}\n"
                ),
                "127.0.0.1:8000": f"127.0.0.1:{site.port}",
                "/var/lib/broadside": str(site.folder),
            },
        )
        with proxies.caddy(text, port):
            yield Front(site, port)


def test_pages_come_from_the_application_compressed_by_it(front: Front) -> None:
    plain, packed = front.ask(ARTICLE), front.ask(ARTICLE, Accept_Encoding="gzip")
    assert plain.status == 200
    assert gzip.decompress(packed.body) == plain.body
    assert "X-Accel-Expires" not in plain.headers
    assert "Server" not in plain.headers


def test_the_desk_is_never_compressed(front: Front) -> None:
    answer = front.ask("/admin/login/", Accept_Encoding="gzip, br, zstd")
    assert answer.status == 200
    assert "Content-Encoding" not in answer.headers


def test_caddy_serves_static_files_by_itself(front: Front) -> None:
    named = next(
        path
        for path in (front.site.folder / "static").rglob("*.css")
        if path.with_name(path.name + ".gz").exists() and len(path.suffixes) > 1
    )
    answer = front.ask(f"/{named.relative_to(front.site.folder)}", Accept_Encoding="gzip")
    assert gzip.decompress(answer.body) == named.read_bytes()
    assert "immutable" in answer["Cache-Control"]
    assert "Content-Security-Policy" not in answer.headers  # the application sends one


def test_caddy_serves_pictures_by_itself(front: Front) -> None:
    answer = front.ask(f"/media/{PICTURE}")
    assert (answer.status, answer["Content-Type"]) == (200, "image/png")
    assert "Content-Security-Policy" not in answer.headers
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/secret_key",
        "/static/../secret_key",
        "/static/%2e%2e/secret_key",
        "/media/..%2fsecret_key",
        "/media/secret_key",
        "/broadside.sqlite3",
        "/static/",
        "/media/images/",
    ],
)
def test_nothing_else_of_the_data_folder_is_served(front: Front, path: str) -> None:
    assert front.ask(path).status in {400, 404}


def test_what_is_missing_is_the_applications_to_say(front: Front) -> None:
    answer = front.ask("/media/images/none.png")
    assert answer.status == 404
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("path", ["//", "/articles//", "/%2e/", "/x/../", "/a%2Fb/"])
def test_odd_addresses_reach_the_application_as_they_are(front: Front, path: str) -> None:
    assert front.ask(path).status in {301, 404}


def test_other_hosts_get_nothing(front: Front) -> None:
    assert front.ask("/", host="evil.example").body == b""


def test_a_change_is_seen_at_once(front: Front) -> None:
    front.ask("/")
    front.site.change("make_published('Hot from the press')")
    assert b"Hot from the press" in front.ask("/").body


def test_who_sends_slowly_holds_up_nobody(front: Front) -> None:
    with slow_senders(front.port, ARTICLE + "comments/", 40):
        begun = time.monotonic()
        assert front.ask(ARTICLE + "comments/").status == 200  # made by gunicorn each time
        assert time.monotonic() - begun < 5


def test_the_senders_address_can_not_be_forged(front: Front) -> None:
    comments = ARTICLE + "comments/"
    form = front.ask(comments).body.decode()
    assert 'name="stamp" value="' in form
    stamp = form.partition('name="stamp" value="')[2].partition('"')[0]
    time.sleep(SOONEST.total_seconds() + 1.1)
    sent = [
        front.ask(
            comments,
            method="POST",
            body=f"name=Ada&text=Remark+{number}&stamp={stamp}".encode(),
            Content_Type="application/x-www-form-urlencoded",
            X_Forwarded_For=f"192.0.2.{number}",
        ).status
        for number in range(PER_SENDER + 1)
    ]
    assert sent == [303] * PER_SENDER + [429]
