"""Fixtures for all tests; the cast is in tests/cast.py."""

from django.apps import apps

if apps.ready:  # tests of the text engine may run without Django: pytest -p no:django
    pytest_plugins = ["tests.cast"]
