"""How gunicorn serves Broadside: found by itself when gunicorn starts in this folder."""

from site_project import env

# Kept pages from an event loop, which no slow reader can hold up, and threads behind it for all
# else; or nothing but threads. docs/decisions.md has the figures.
worker_class = env.choice("WORKER_CLASS", "asgi", ["asgi", "gthread"])
wsgi_app = f"site_project.{'asgi' if worker_class == 'asgi' else 'wsgi'}:application"
bind = f"{env.text('BIND', '127.0.0.1')}:{env.integer('PORT', 8000, low=1, high=65535)}"

workers = env.integer("WORKERS", 2, low=1, high=64)
if worker_class == "gthread":
    threads = env.integer("THREADS", 4, low=1, high=64)
timeout = 60
graceful_timeout = 10

# Two sites of one user would fight for the same control socket, and nobody needs it.
control_socket_disable = True

# An access log would hold the addresses of readers.
accesslog = None
loglevel = "warning"
