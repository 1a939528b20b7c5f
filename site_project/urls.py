"""Where addresses begin: the editors' desk, and everything else in articles.urls."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", include("articles.admin.passwords")),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.forbidden"
handler404 = "articles.views.moved.not_found"
handler500 = "articles.views.errors.broken"
