"""Every public address. Names are used by templates, models and tests."""

from collections.abc import Callable

from django.urls import URLPattern, path, register_converter

from . import feeds, sitemaps
from .paths import (
    MonthConverter,
    NumberConverter,
    PictureConverter,
    SuffixConverter,
    WordsConverter,
    YearConverter,
)
from .views import articles, browse, changes, comments, copies, look, machines, moved, shared
from .views.answers import public_page

register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(NumberConverter, "number")
register_converter(WordsConverter, "words")
register_converter(PictureConverter, "picture")
register_converter(SuffixConverter, "suffix")

ARTICLE = "articles/<year:year>/<words:slug>/"


def feed_paths(
    page: str, channel: Callable[..., feeds.Channel], prefix: str = ""
) -> list[URLPattern]:
    """The two feeds of a page, beside it."""
    about = {"channel": channel}
    return [
        path(page + "feed.xml", public_page(feeds.atom), about, name=f"{prefix}feed_atom"),
        path(page + "feed.json", public_page(feeds.json), about, name=f"{prefix}feed_json"),
    ]


urlpatterns = [
    path("", moved.or_old_address(browse.front), name="front"),
    path("articles/", browse.archive, name="archive"),
    path("articles/<year:year>/", browse.archive_year, name="archive_year"),
    path("articles/<year:year>/<month:month>/", browse.archive_month, name="archive_month"),
    path(ARTICLE, articles.article, name="article"),
    path(ARTICLE.rstrip("/") + ".<suffix:suffix>", copies.copy, name="copy"),
    path(ARTICLE + "editions/", articles.editions, name="editions"),
    path(ARTICLE + "editions/<number:number>/", articles.edition, name="edition"),
    path(ARTICLE + "editions/<number:number>/changes/", changes.changes, name="changes"),
    path(ARTICLE + "comments/", comments.comments, name="comments"),
    path(ARTICLE + "comments/sent/", comments.sent, name="comment_sent"),
    path("a/<number:number>/", articles.short, name="short"),
    path("preview/<str:token>/", shared.shared, name="shared_preview"),
    path("authors/", browse.authors, name="authors"),
    path("authors/<words:slug>/", browse.author, name="author"),
    path("tags/", browse.tags, name="tags"),
    path("tags/<words:slug>/", browse.tag, name="tag"),
    path("sections/<words:slug>/", browse.section, name="section"),
    path("series/<words:slug>/", browse.series, name="series"),
    path("corrections/", browse.corrections, name="corrections"),
    *feed_paths("", feeds.of_site),
    *feed_paths("authors/<words:slug>/", feeds.of_author, "author_"),
    *feed_paths("tags/<words:slug>/", feeds.of_tag, "tag_"),
    *feed_paths("sections/<words:slug>/", feeds.of_section, "section_"),
    path("sitemap.xml", public_page(sitemaps.sitemap), name="sitemap"),
    path(
        "sitemap-<slug:kind>-<number:number>.xml", public_page(sitemaps.file), name="sitemap_file"
    ),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("healthz", machines.healthz, name="healthz"),
    path("media/<picture:name>", machines.media, name="media"),
    path("theme.css", look.theme, name="theme"),
    path("mark", look.mark, name="mark"),
]
