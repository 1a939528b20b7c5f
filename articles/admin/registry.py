"""Everything that registers with the desk; imported at start-up, once the desk is there."""

from django.contrib import admin
from taggit.models import Tag as UnusedTag

from . import article, comment, image, people, records, source, tagging, taxonomy

__all__ = ["article", "comment", "image", "people", "records", "source", "tagging", "taxonomy"]

# The library registers its own tags, of which the archive has none.
admin.site.unregister(UnusedTag)
