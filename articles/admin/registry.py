"""Everything that registers with the desk; imported at start-up, once the desk is there."""

from . import article, comment, image, records, taxonomy

__all__ = ["article", "comment", "image", "records", "taxonomy"]
