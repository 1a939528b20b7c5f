"""A browser's way with a form: open the page, change some fields, send all of them."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

FormData = dict[str, Any]


def fields(response: HttpResponse, form_id: str = "article_form") -> FormData:
    """All that the form on the page would send, but for its buttons."""
    page = html.fromstring(response.content.decode())
    data: FormData = {}
    form = page.get_element_by_id(form_id)
    for field in page.xpath(f"//*[@form='{form_id}']"):
        form.append(field)  # it belongs to the form, wherever on the page it stands
    for area in form.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")  # as browsers read it
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}


def open_form(client: Client, url: str, form_id: str = "article_form") -> FormData:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return fields(response, form_id)


def text_of(response: HttpResponse) -> str:
    """The page's words, with single spaces."""
    return " ".join(html.fromstring(response.content.decode()).text_content().split())
