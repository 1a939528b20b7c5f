"""The nouns of the archive, one a file. Other rooms import them from here only."""

from .article import Article
from .author import Author
from .bulk_run import BulkRun
from .comment import Comment
from .contribution import Contribution, Role
from .desk import FormSave, MailChoice, Presence, Remit, RemitSection, SavedFilter
from .edition import Edition, EditionContribution, EditionTag
from .event import Event
from .footnote import Footnote
from .fragment import Fragment
from .generation import Generation
from .image import Crop, Image, ImageUse, Rendition
from .import_run import ImportLine, ImportRun
from .notice import Notice
from .original import Original
from .preview_link import PreviewLink
from .redirect import Redirect
from .remark import Remark
from .revision import Revision
from .source import Source
from .tally import Tally
from .taxonomy import Issue, Section, Series, Tag, TaggedArticle, TagSynonym
from .token_bucket import DailyKey, TokenBucket

__all__ = [
    "Article",
    "Author",
    "BulkRun",
    "Comment",
    "Contribution",
    "Crop",
    "DailyKey",
    "Edition",
    "EditionContribution",
    "EditionTag",
    "Event",
    "Footnote",
    "FormSave",
    "Fragment",
    "Generation",
    "Image",
    "ImageUse",
    "ImportLine",
    "ImportRun",
    "Issue",
    "MailChoice",
    "Notice",
    "Original",
    "Presence",
    "PreviewLink",
    "Redirect",
    "Remark",
    "Remit",
    "RemitSection",
    "Rendition",
    "Revision",
    "Role",
    "SavedFilter",
    "Section",
    "Series",
    "Source",
    "Tag",
    "TagSynonym",
    "TaggedArticle",
    "Tally",
    "TokenBucket",
]
