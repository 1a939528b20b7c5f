"""The editors' desk. Django imports this package at start-up; each module registers its models."""

from . import article, comment, image, records, taxonomy

__all__ = ["article", "comment", "image", "records", "taxonomy"]
