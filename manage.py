#!/usr/bin/env python3
"""Django's command line for Broadside: `.venv/bin/python manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

from site_project.env import SettingError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(f"Broadside can't start: {error}")


if __name__ == "__main__":
    main()
