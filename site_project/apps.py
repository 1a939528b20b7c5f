from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class SiteProjectConfig(AppConfig):
    """Wiring only: no models, no templates; it registers the system checks."""

    name = "site_project"

    def ready(self) -> None:
        from site_project import checks  # noqa: F401, PLC0415  checks need the app registry


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with the editors' desk as its site."""

    default = False  # named in INSTALLED_APPS, never found by itself
    default_site = "articles.admin.site.Desk"
