"""The only maker of public article HTML. Rendered once, at publication, and kept on the edition."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Article, Image
from articles.text import render as engine
from articles.text.images import image_sources

from .images import picture


def render(article: Article) -> engine.Rendered:
    """The manuscript as readers see it: text, notes and outline, for preview and publication."""
    images = {
        image.src: image
        for image in Image.objects.with_sources(image_sources(article.body)).prefetch_related(
            "renditions"
        )
    }
    return engine.render(
        article.body,
        language=article.language,
        site_hosts=frozenset({urlsplit(settings.SITE_URL).netloc}),
        picture=partial(picture, images),
    )
