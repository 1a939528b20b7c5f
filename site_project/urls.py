"""Where addresses begin: the editors' desk, and everything else in articles.urls."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("admin/", admin.site.urls)]
if find_spec("articles.urls"):
    urlpatterns.append(path("", include("articles.urls")))
