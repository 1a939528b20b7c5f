from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class WiringConfig(AppConfig):
    """No models, no templates: it registers the system checks."""

    name = "site_project"

    def ready(self) -> None:
        from site_project import checks  # noqa: F401, PLC0415  checks need the app registry


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin, with our desk as the one site where everything is registered."""

    default = False  # named in INSTALLED_APPS, never found by itself
    default_site = "articles.admin.site.Desk"

    def ready(self) -> None:
        super().ready()
        import_module("articles.admin.registry")
