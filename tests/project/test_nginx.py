"""docs/for-keepers/nginx.conf in a real nginx before a real gunicorn: what it keeps, and never."""

import gzip
import re
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

MISSING = [name for name in ("nginx", "openssl") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

ARTICLE = "/articles/1926/first/"
COMMENTS = ARTICLE + "comments/"


@dataclass
class Front:
    """nginx, and the site behind it."""

    site: Site
    port: int
    plain_port: int

    def ask(self, path: str, **how: object) -> Answer:
        return ask(self.port, path, **how)

    def fresh(self, path: str, **how: object) -> Answer:
        """Ask at the beginning of a second, so that a second request comes within the same."""
        time.sleep(1.02 - time.time() % 1)
        return self.ask(path, **how)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("nginx")
    cert, key = certificate(folder)
    port, plain_port = free_port(), free_port()
    with served(folder / "data", empty) as site:
        live = f"/etc/letsencrypt/live/{proxies.HOST}"
        text = proxies.with_changes(
            (proxies.DOCS / "nginx.conf").read_text("utf-8"),
            {
                "listen [::]:": "# listen [::]:",
                "listen 80": f"listen 127.0.0.1:{plain_port}",
                "listen 443": f"listen 127.0.0.1:{port}",
                f"{live}/fullchain.pem": str(cert),
                f"{live}/privkey.pem": str(key),
                "127.0.0.1:8000": f"127.0.0.1:{site.port}",
                "/var/lib/broadside": str(site.folder),
                "/var/log/nginx": str(folder),
            },
        )
        with proxies.nginx(text, port):
            yield Front(site, port, plain_port)


def test_the_second_reader_of_a_second_is_answered_by_nginx_itself(front: Front) -> None:
    first, second = front.fresh("/"), front.ask("/")
    assert first.status == second.status == 200
    assert second["X-Cache"] == "HIT"
    assert first.body == second.body
    assert "X-Accel-Expires" not in second.headers


def test_compressed_pages_are_kept_beside_plain_ones(front: Front) -> None:
    plain = front.fresh(ARTICLE)
    for spelling in ("gzip", "deflate, gzip;q=0.8", "GZIP"):
        packed = front.ask(ARTICLE, Accept_Encoding=spelling)
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        assert "Accept-Encoding" in packed["Vary"]
    assert packed["X-Cache"] == "HIT"
    assert "Content-Encoding" not in front.ask(ARTICLE, Accept_Encoding="gzip;q=0").headers


def test_brotli_comes_before_gzip(front: Front) -> None:
    assert front.ask(ARTICLE, Accept_Encoding="gzip, deflate, br")["Content-Encoding"] == "br"
    assert front.ask(ARTICLE, Accept_Encoding="gzip, br;q=0")["Content-Encoding"] == "gzip"


def test_unknown_parameters_make_no_entry_of_their_own(front: Front) -> None:
    known = front.fresh("/articles/")
    for query in ("?utm_source=x", "?before=nonsense", "?page=2&before=", "?after=1926-05-06.0"):
        answer = front.ask("/articles/" + query)
        assert (answer["X-Cache"], answer.body) == ("HIT", known.body)


def test_a_place_in_a_list_makes_one(front: Front) -> None:
    front.fresh("/articles/")
    place = "?before=1926-05-06.9999"
    assert front.ask(f"/articles/{place}&utm_source=x")["X-Cache"] == "MISS"
    assert front.ask(f"/articles/{place}")["X-Cache"] == "HIT"


def test_who_is_signed_in_gets_and_leaves_no_kept_page(front: Front) -> None:
    front.fresh("/")
    assert front.ask("/", Cookie="sessionid=abc")["X-Cache"] == "BYPASS"
    front.fresh("/authors/", Cookie="sessionid=abc")
    assert front.ask("/authors/")["X-Cache"] == "MISS"


def test_other_cookies_make_no_difference(front: Front) -> None:
    front.fresh("/")
    assert front.ask("/", Cookie="messages=abc; theme=dark")["X-Cache"] == "HIT"


def test_the_desk_is_never_kept_and_never_compressed(front: Front) -> None:
    for _ in range(2):
        answer = front.ask("/admin/login/", Accept_Encoding="gzip, br")
        assert answer.status == 200
        assert "X-Cache" not in answer.headers
        assert "Content-Encoding" not in answer.headers
        assert "csrftoken" in answer["Set-Cookie"]


def test_a_comment_can_be_sent(front: Front) -> None:
    front.ask(ARTICLE)
    form = b"name=Ada&text=I+was+there."
    kind = {"Content_Type": "application/x-www-form-urlencoded"}
    answer = front.ask(COMMENTS, method="POST", body=form, **kind)
    assert answer.status == 200
    assert b"I was there." in answer.body


def test_head_is_answered_from_the_same_page(front: Front) -> None:
    page = front.fresh("/")
    answer = front.ask("/", method="HEAD")
    assert (answer["X-Cache"], answer.body) == ("HIT", b"")
    assert answer["Content-Length"] == page["Content-Length"]
    assert front.ask("/", If_None_Match=page["ETag"]).status == 304


def test_other_hosts_are_refused(front: Front) -> None:
    assert front.ask("/", host="evil.example").status == 421
    assert ask(front.plain_port, "/", host="evil.example", secure=False).status == 421


def test_plain_http_leads_to_tls(front: Front) -> None:
    answer = ask(front.plain_port, "/articles/?before=x", secure=False)
    assert (answer.status, answer["Location"]) == (
        301,
        f"https://{proxies.HOST}/articles/?before=x",
    )


def test_nginx_serves_static_files_by_itself(front: Front) -> None:
    named = next(
        path
        for path in (front.site.folder / "static").rglob("*.css")
        if path.with_name(path.name + ".gz").exists() and len(path.suffixes) > 1
    )
    address = f"/{named.relative_to(front.site.folder)}"
    answer = front.ask(address, Accept_Encoding="gzip")
    assert gzip.decompress(answer.body) == named.read_bytes()
    assert answer["Server"] == "nginx"
    assert "immutable" in answer["Cache-Control"]
    assert "Content-Security-Policy" not in answer.headers  # the application sends one


def test_nginx_serves_pictures_by_itself(front: Front) -> None:
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
        "/static//../../broadside.sqlite3",
    ],
)
def test_nothing_else_of_the_data_folder_is_served(front: Front, path: str) -> None:
    assert front.ask(path).status in {400, 404}


@pytest.mark.parametrize("path", ["//", "/articles//", "/%2e/", "/x/../", "/a%2Fb/"])
def test_odd_addresses_reach_the_application_as_they_are(front: Front, path: str) -> None:
    assert front.ask(path).status in {301, 404}


def test_a_change_is_seen_after_the_second(front: Front) -> None:
    front.ask("/")
    front.site.change("make_published('Hot from the press')")
    time.sleep(2.1)
    assert b"Hot from the press" in front.ask("/").body


def test_who_sends_slowly_holds_up_nobody(front: Front) -> None:
    with slow_senders(front.port, COMMENTS, 40):
        begun = time.monotonic()
        assert front.ask(COMMENTS).status == 200  # made by gunicorn each time
        assert time.monotonic() - begun < 5


def test_the_senders_address_can_not_be_forged(front: Front) -> None:
    """The limit on comments counts by the address that nginx saw, whatever a reader claims."""
    form = front.ask(COMMENTS).body.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)
    assert stamp
    time.sleep(SOONEST.total_seconds() + 1.1)
    sent = [
        front.ask(
            COMMENTS,
            method="POST",
            body=f"name=Ada&text=Remark+{number}&stamp={stamp[1]}".encode(),
            Content_Type="application/x-www-form-urlencoded",
            X_Forwarded_For=f"192.0.2.{number}",
        ).status
        for number in range(PER_SENDER + 1)
    ]
    assert sent == [303] * PER_SENDER + [429]


def test_readers_keep_reading_while_the_application_is_away(front: Front) -> None:
    page = front.ask(ARTICLE)
    front.site.stop()
    try:
        time.sleep(2.1)
        answer = front.ask(ARTICLE)
        assert (answer.status, answer["X-Cache"], answer.body) == (200, "STALE", page.body)
        assert front.ask("/articles/1926/never-asked-for/").status == 502
    finally:
        front.site.start()
    assert front.ask("/articles/1926/never-asked-for/").status == 404
