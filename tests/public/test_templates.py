"""What is put into public templates when they are compiled: it must read as if nothing had been."""

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation
from jinja2 import DictLoader, Environment

from articles.jinja import environment


def rendered(templates: dict[str, str], **values: object) -> str:
    jinja = environment(loader=DictLoader(templates), autoescape=True)
    return jinja.get_template("page").render(**values)


def plain(templates: dict[str, str], **values: object) -> str:
    """The same by Jinja2 itself."""
    jinja = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)
    return jinja.get_template("page").render(**values)


@pytest.mark.parametrize(
    "templates",
    [
        {"page": "{% trans name=name %}Comment by {{ name }}{% endtrans %}"},
        {"page": '<a title="{% trans name=name %}Reply to {{ name }}, 100 %{% endtrans %}">x</a>'},
        {"page": "{{ _('Archive') }} {{ _('Back to the top')|upper }}"},
        {"page": "{% trans %}Archive{% endtrans %}: {{ name }}"},
        {"page": "{% trans n=2 %}{{ n }} word{% pluralize %}{{ n }} words{% endtrans %}"},
        {
            "page": "{% for n in [1, 2] %}{% include 'part' %}{% endfor %}{{ n }}",
            "part": "<{{ n }}>",
        },
        {"page": "{% include 'part' %}[{{ inner }}]", "part": "{% set inner = name %}{{ inner }}"},
        {"page": "{% include 'a' %}", "a": "{% include 'b' %}!", "b": "{{ name|upper }}"},
        {
            "page": "{% extends 'base' %}{% block x %}{{ super() }}{% include 'p' %}{% endblock %}",
            "base": "<{% block x %}{{ name }}{% endblock %}>",
            "p": "{% if name %}({{ name }}){% endif %}",
        },
    ],
)
def test_a_folded_template_says_the_same(templates: dict[str, str]) -> None:
    for name in ("Ada", "<b>&\"'", "%(name)s 100%", "لميس"):
        assert rendered(templates, name=name) == plain(templates, name=name)


def test_the_site_is_known_when_a_template_is_compiled() -> None:
    assert rendered({"page": "{{ site.name }}"}) == settings.SITE_NAME


def test_every_public_template_compiles() -> None:
    jinja = engines["public"].env
    names = jinja.list_templates(extensions=["html"])
    assert len(names) > 30
    for name in names:
        assert jinja.get_template(name)
