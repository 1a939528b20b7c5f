"""What was found in a pasted text, in the words of the interface."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.importing.markup.remarks import Kind

SENTENCES: dict[Kind, str | Promise] = {
    Kind.NOTES: ngettext_lazy("%(count)d note", "%(count)d notes", "count"),
    Kind.NOTE_CITATIONS: ngettext_lazy(
        "%(count)d note cited again", "%(count)d notes cited again", "count"
    ),
    Kind.QUOTATIONS: ngettext_lazy("%(count)d quotation", "%(count)d quotations", "count"),
    Kind.HEADINGS: ngettext_lazy("%(count)d heading", "%(count)d headings", "count"),
    Kind.LISTS: ngettext_lazy("%(count)d list", "%(count)d lists", "count"),
    Kind.TABLES: ngettext_lazy("%(count)d table", "%(count)d tables", "count"),
    Kind.LINKS: ngettext_lazy("%(count)d link kept", "%(count)d links kept", "count"),
    Kind.IMAGES: ngettext_lazy("%(count)d picture kept", "%(count)d pictures kept", "count"),
    Kind.TITLE: ngettext_lazy(
        "%(count)d title, now a heading", "%(count)d titles, now headings", "count"
    ),
    Kind.UNSURE_MARKS: ngettext_lazy("%(count)d mark unsure", "%(count)d marks unsure", "count"),
    Kind.UNMARKED_NOTES: ngettext_lazy(
        "%(count)d note without a mark", "%(count)d notes without a mark", "count"
    ),
    Kind.JOINED_WORDS: ngettext_lazy(
        "%(count)d word joined at the end of a line",
        "%(count)d words joined at the ends of lines",
        "count",
    ),
    Kind.LOST_IMAGES: ngettext_lazy(
        "%(count)d picture left out", "%(count)d pictures left out", "count"
    ),
    Kind.LOST_LINKS: ngettext_lazy(
        "%(count)d link that leads nowhere left out, its words kept",
        "%(count)d links that lead nowhere left out, their words kept",
        "count",
    ),
    Kind.COMMENTS: ngettext_lazy(
        "%(count)d comment left out", "%(count)d comments left out", "count"
    ),
    Kind.DELETIONS: ngettext_lazy(
        "%(count)d deleted passage left out", "%(count)d deleted passages left out", "count"
    ),
    Kind.HIDDEN: ngettext_lazy(
        "%(count)d hidden passage left out", "%(count)d hidden passages left out", "count"
    ),
    Kind.CONTENTS: ngettext_lazy(
        "%(count)d line of a table of contents left out",
        "%(count)d lines of a table of contents left out",
        "count",
    ),
    Kind.FURNITURE: ngettext_lazy(
        "%(count)d button of a web page left out",
        "%(count)d buttons of a web page left out",
        "count",
    ),
    Kind.PAGE_NUMBERS: ngettext_lazy(
        "%(count)d page number or running head left out",
        "%(count)d page numbers or running heads left out",
        "count",
    ),
}

NOTHING = _("There is no text in what was pasted.")
TOO_LONG = _(
    "The text is too long to look for notes in it. Paste it in parts if it has marks and notes."
)
GOOGLE_NOTES = _(
    "Google Docs copies the numbers of notes, but not the notes. To bring them along, download the "
    "document (File, Download) as a web page or as .docx, open that and copy the text from there."
)
TYPED_NOTES = _(
    "The marks in this text are not linked to the notes at its end, so both stayed as they are. "
    "If you import the text instead of pasting it, every note comes to its mark."
)
PICTURES = _("Pictures can’t come along in a paste. Put them in with the button for pictures.")


def sentence(kind: Kind, count: int) -> str:
    """“12 notes”, “1 mark unsure”."""
    return str(SENTENCES[kind] % {"count": count})
