"""The application that gunicorn serves: Django, with the page cache in front of it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")

django_application = get_wsgi_application()

from articles.pagecache import setup  # noqa: E402  the apps must be ready
from articles.pagecache.front import Front  # noqa: E402
from articles.reading import fragments  # noqa: E402
from site_project.readers import ReadersHandler  # noqa: E402

fragments.program()  # as its files are now: an upgrade may change them while this one still runs

application = Front(django_application, ReadersHandler(), setup.pages())
