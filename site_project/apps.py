from django.apps import AppConfig


class SiteProjectConfig(AppConfig):
    """Wiring only: no models, no templates; it registers the system checks."""

    name = "site_project"

    def ready(self) -> None:
        from site_project import checks  # noqa: F401, PLC0415  checks need the app registry
