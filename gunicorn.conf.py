"""How gunicorn serves Broadside: found by itself when gunicorn starts in this folder."""

from site_project import env

wsgi_app = "site_project.wsgi:application"
bind = f"{env.text('BIND', '127.0.0.1')}:{env.integer('PORT', 8000, low=1, high=65535)}"

# Threads, because one reader on a poor connection must not keep a process from everyone else.
worker_class = "gthread"
workers = env.integer("WORKERS", 2, low=1, high=64)
threads = env.integer("THREADS", 4, low=1, high=64)
timeout = 60
graceful_timeout = 10

# Two sites of one user would fight for the same control socket, and nobody needs it.
control_socket_disable = True

# An access log would hold the addresses of readers.
accesslog = None
loglevel = "warning"
