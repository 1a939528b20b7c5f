"""A writer and a reviewer with addresses, and what happens after a transaction."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from .post import member


@pytest.fixture
def at_once(django_capture_on_commit_callbacks: Any) -> Any:
    """What is left for after the transaction happens at the end of ``with at_once():``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def writer(db: None) -> User:
    return member("writer", "Writer")


@pytest.fixture
def reviewer(db: None) -> User:
    return member("reviewer", "Editor")
