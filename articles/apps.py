from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.pagecache import setup, watch  # noqa: PLC0415  needs the models
        from articles.publishing import notices  # noqa: PLC0415
        from articles.search import receivers  # noqa: PLC0415

        connection_created.connect(watch.watch, dispatch_uid="pagecache")
        setup.connect()
        receivers.connect()
        notices.connect()
