"""Every setting of Broadside, from the environment, with defaults that work and are safe.

What a keeper may set is read through site_project.env and described in docs/reference/settings.md.
"""

import re
from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.global_settings import LANGUAGES

from site_project import backends, env

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = re.findall(r"^## (\S+)", (BASE_DIR / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[0]

DEBUG = env.flag("DEBUG", default=False)
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "data")

# The site

PORT = env.integer("PORT", 8000, low=1, high=65535)
_site = env.site_url("SITE_URL", f"http://127.0.0.1:{PORT}")
SITE_URL = _site.geturl()
SITE_NAME = env.text("SITE_NAME", "Broadside")
SITE_MARK = env.file("SITE_MARK", [".svg", ".png", ".webp"])
# The organisation's colour on light paper and on dark; the papers are those of site.css.
_colours = {
    paper: env.colour(name, default, on=paper)
    for name, default, paper in (
        ("SITE_COLOUR", "#a3161b", "#fffdf9"),
        ("SITE_COLOUR_DARK", "#f59a88", "#161513"),
    )
}
SITE_COLOURS = (
    tuple(_colours.values()) if env.text("SITE_COLOUR") or env.text("SITE_COLOUR_DARK") else ()
)
LANGUAGE_CODE = env.language("SITE_LANGUAGE", "en", dict(LANGUAGES))
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# 6/12/2021 is the sixth of December where the day comes first; importers ask.
DAY_FIRST = env.flag("DAY_FIRST", default=True)

# Nobody publishes a text that only they have seen.
FOUR_EYES = env.flag("FOUR_EYES", default=False)

# Who may talk to it

HTTPS = _site.scheme == "https"
_LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
_host = f"[{_site.hostname}]" if ":" in str(_site.hostname) else str(_site.hostname)
ALLOWED_HOSTS = list(
    dict.fromkeys(
        [_host, *env.hosts("ALLOWED_HOSTS"), *(_LOOPBACK if _host in _LOOPBACK else [])],
    )
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# A proxy that is trusted says with X-Forwarded-Proto whether the reader came by https.
TRUST_PROXY = env.flag("TRUST_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None

# Without a trusted proxy every request looks like plain http, and a redirect would never end.
SECURE_SSL_REDIRECT = HTTPS and TRUST_PROXY
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000 if HTTPS else 0, low=0, high=10**9)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
# Subdomains and browsers' preload lists bind more than this site: the keeper decides, at the proxy.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # a cited site does not learn who cites it to whom
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


def _secret_key() -> str:
    """The key from the environment, or the one `make run` made in DATA_DIR; never a default."""
    file = DATA_DIR / "secret_key"
    key = env.text("SECRET_KEY")
    try:
        key = key or file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise env.SettingError(
            f"SECRET_KEY is not set and {file} can't be read; `make setup` makes one."
        ) from None
    if len(key) < 50:
        raise env.SettingError("SECRET_KEY is too short: use at least 50 random characters.")
    return key


SECRET_KEY = _secret_key()

# The program

INSTALLED_APPS = [
    "site_project",
    "articles",
    "site_project.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_prose_editor",  # only its static files
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "site_project.headers.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "site_project.urls"
WSGI_APPLICATION = "site_project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        # What readers get.
        "NAME": "public",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "OPTIONS": {"environment": "articles.jinja.environment"},
    },
    {
        # The desk.
        "NAME": "desk",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
TAGGIT_CASE_INSENSITIVE = True

# Signing in

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

# Where things are kept

DATABASES = {
    "default": backends.database(
        env.url("DATABASE_URL", "sqlite://", ["sqlite", "postgres", "postgresql"]), DATA_DIR
    )
}
CACHES = {
    "default": backends.cache(
        env.url("CACHE_URL", "locmem://", ["locmem", "redis", "rediss"]),
    )
}
# Room for ready pages, in every process of gunicorn; 0 makes each page anew.
PAGE_CACHE_MB = env.integer("PAGE_CACHE_MB", 0 if DEBUG else 20, low=0, high=4096)
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": backends.storage(
        env.url("STORAGE_URL", "local://", ["local", "s3", "s3+http"]), MEDIA_ROOT
    ),
    "staticfiles": {"BACKEND": "site_project.staticfiles.HashedStaticFiles"},
}

# An article of a megabyte with its notes fits; larger things come as files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Work behind the scenes

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# EMAIL_BACKEND, EMAIL_HOST and the rest of Django's family of names.
globals().update(
    backends.email(
        env.url(
            "EMAIL_URL",
            "console://" if DEBUG else "dummy://",
            ["console", "dummy", "smtp", "smtps"],
        )
    )
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", f"broadside@{_site.hostname}")

# To stderr, for systemd or the container to keep. Nothing here writes an address of a reader.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "site_project.logs.WithoutTokens"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # It warns of every HEAD request, whose body Django leaves to the server to drop.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
