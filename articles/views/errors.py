"""The pages for what went wrong. None of them asks the database."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("errors/400.html", using="public"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("errors/403.html", using="public"), status=403)


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("errors/500.html", using="public"), status=500)
