"""How pages are answered: the same bytes for every reader, and something else for the desk."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_safe

from articles.reading.rows import Card, Line, Link
from articles.reading.shelves import place

from .bar import bar

View = Callable[..., HttpResponse]

# The page cache in front keeps the page and says more; where there is none, a browser asks each
# time whether it still stands, and the entity tag makes asking cheap.
FOR_EVERYONE = "public, max-age=0, must-revalidate"
FOR_ONE = "private, no-store"


def public_page(view: View) -> View:
    """A page that is only read, and the same for every reader unless the view says otherwise."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        return response if "Cache-Control" in response.headers else for_everyone(response)

    return answer


def page(  # noqa: PLR0913  each of them by its name
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    about: Iterable[int] = (),
    links: Iterable[Link] = (),
    notice: str = "",
    turns: bool = False,
    keep: bool = True,
    status: int = 200,
) -> HttpResponse:
    """Answer with a public template.

    ``about`` are the ids of the articles on the page: a shared cache forgets it when one of them
    changes. ``turns`` says that the page heeds the place in a list that its address names.
    ``keep`` is off for what is made for one reader.
    ``links`` and ``notice`` stand in the bar of those who are logged in at the desk.
    """
    editor = bar(request, links, notice)
    where = place(request.GET.get("before", ""), request.GET.get("after", "")) if turns else None
    path = escape_uri_path(request.path) + (f"?{'='.join(where)}" if where else "")
    html = render_to_string(template, {**context, "path": path, "editor": editor}, using="public")
    response = HttpResponse(html, status=status)
    if editor or not keep:
        return for_one(response)
    return for_everyone(response, about, turns=turns)


def for_everyone(
    response: HttpResponse, about: Iterable[int] = (), *, turns: bool = False
) -> HttpResponse:
    """Say that any cache may keep it, and under which keys a shared one should."""
    keys = ["archive", *(f"article-{key}" for key in sorted(set(about)))]
    response.headers["Cache-Control"] = FOR_EVERYONE
    response.headers["Surrogate-Key"] = " ".join(keys)
    response.headers["No-Vary-Search"] = 'params, except=("before" "after")' if turns else "params"
    return response


def for_one(response: HttpResponse) -> HttpResponse:
    """Nobody but this person may get it, and nothing may keep it."""
    response.headers["Cache-Control"] = FOR_ONE
    return response


def ids(*cards: Card | Line | None) -> list[int]:
    """The articles that are shown, for ``about``."""
    return [card.article_id for card in cards if card]
