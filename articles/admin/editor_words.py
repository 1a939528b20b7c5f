"""What stands on the editor’s buttons, in its dialogs and in its strip; the script has no words."""

from collections.abc import Callable

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

# Every language has all of its plural forms among these numbers.
SAMPLES = (0, 1, 2, 3, 4, 5, 6, 11, 12, 20, 21, 22, 100, 101, 102, 1_000_000)

WORDS: dict[str, str | Promise] = {
    # The toolbar
    "toolbar": _("Formatting"),
    "style": _("Kind of paragraph"),
    "style_p": _("Paragraph"),
    "style_h2": _("Heading"),
    "style_h3": _("Subheading"),
    "style_h4": _("Small heading"),
    "style_pre": _("As typed"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "superscript": _("Superscript"),
    "more_formats": _("More formatting"),
    "format_sub": _("Subscript"),
    "format_struck": _("Struck out"),
    "format_small": _("Small print"),
    "format_highlight": _("Marked"),
    "format_code": _("Code"),
    "format_cite": _("Title of a work"),
    "format_quote": _("Quotation in the line"),
    "quotation": _("Quotation"),
    "bullets": _("Bullet list"),
    "numbers": _("Numbered list"),
    "indent": _("Indent"),
    "outdent": _("Outdent"),
    "link": _("Link"),
    "note": _("Footnote"),
    "note_short": _("Note"),
    "cite": _("Cite a note again"),
    "image": _("Picture"),
    "table": _("Table"),
    "rule": _("Horizontal rule"),
    "language": _("Language"),
    "clear": _("Clear formatting"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "find": _("Find"),
    "full": _("Full screen"),
    # Answers
    "cancel": _("Cancel"),
    "close": _("Close"),
    "delete": _("Delete"),
    "done": _("Done"),
    "edit": _("Edit"),
    "insert": _("Insert"),
    "more": _("More"),
    "save": _("Save"),
    # Lists, tables, captions
    "list": _("List"),
    "list_options": _("Numbering…"),
    "list_start": _("Begins with"),
    "list_type": _("Numbered by"),
    "list_type_1": "1, 2, 3",
    "list_type_a": "a, b, c",
    "list_type_A": "A, B, C",
    "list_type_i": "i, ii, iii",
    "list_type_I": "I, II, III",
    "list_reversed": _("Counts down"),
    "rows": _("Rows"),
    "columns": _("Columns"),
    "table_has_head": _("The first row is a heading"),
    "table_wrong": _("At least one row and one column; at most 200 rows and 30 columns."),
    "table_rowBefore": _("Row above"),
    "table_rowAfter": _("Row below"),
    "table_columnBefore": _("Column before"),
    "table_columnAfter": _("Column after"),
    "table_deleteRow": _("Delete row"),
    "table_deleteColumn": _("Delete column"),
    "table_merge": _("Join cells"),
    "table_split": _("Divide cell"),
    "table_headerRow": _("Heading row"),
    "table_headerColumn": _("Heading column"),
    "table_deleteTable": _("Delete table"),
    "caption": _("Caption"),
    # Links and languages
    "edit_link": _("Change the link…"),
    "link_address": _("Address"),
    "link_words": _("Words"),
    "link_help": _("https://…, an address of this site that begins with /, or an e-mail address."),
    "link_title": _("Title"),
    "link_title_help": _("Shown when the pointer rests on it. Usually empty."),
    "link_wrong": _("That is no address a reader could follow. It begins with https:// or /."),
    "remove_link": _("Remove the link"),
    "language_of_passage": _("Language of the passage"),
    "language_of_paragraph": _("Language of the paragraph"),
    "language_help": _("en, de, ar …; empty: the language of the article."),
    "language_wrong": _("That is no language. Write its code: en, de, ar …"),
    "direction": _("Direction"),
    "direction_of_language": _("That of the language"),
    "direction_ltr": _("Left to right"),
    "direction_rtl": _("Right to left"),
    # Notes
    "kind_author": _("author’s"),
    "kind_editor": _("editor’s"),
    "kind_translator": _("translator’s"),
    "note_kind": _("Whose note"),
    "note_empty": _("(empty)"),
    "note_missing": _("This mark leads to no note of this text."),
    "no_notes": _("The text has no notes."),
    "which_note": _("Note"),
    "go_to_mark": _("go to the mark"),
    "cite_again": _("Cite again here"),
    "cite_where": _("Put the cursor into the text, where the note is to be cited."),
    "delete_note": _("Delete the note"),
    "delete_mark_with_note": _("Delete the mark with its note? (%(note)s)"),
    "source_new": _("not checked yet"),
    # Find and replace
    "find_and_replace": _("Find and replace"),
    "replace_with": _("Replace with"),
    "previous": _("Previous"),
    "next": _("Next"),
    "replace": _("Replace"),
    "replace_all": _("Replace all"),
    "match_case": _("Match case"),
    "whole_words": _("Whole words"),
    "find_none": _("Not found"),
    # Pictures
    "picture": _("Picture"),
    "insert_picture": _("Insert a picture"),
    "replace_picture": _("Another picture…"),
    "upload_picture": _("From this computer:"),
    "upload_help": _("JPEG, PNG, WebP, AVIF, GIF or TIFF, at most 25 MB. Metadata is not kept."),
    "library": _("Pictures of the archive"),
    "search_library": _("Or search the archive’s pictures"),
    "library_failed": _("The pictures can’t be shown just now. Try again."),
    "none_found": _("None found"),
    "choose_a_picture": _("Choose a picture first, here or from your computer."),
    "picture_too_large": _("The picture is larger than 25 MB. Save it smaller and try again."),
    "uploading": _("Uploading %(name)s …"),
    "upload_failed": _("The picture could not be uploaded. Nothing else is lost; try again."),
    "upload_not_allowed": _("You may not add pictures to the archive. Ask an editor."),
    "image_alt": _("Alternative text"),
    "image_alt_help": _("What the picture shows, for those who can’t see it."),
    "image_caption": _("Caption"),
    "image_credit": _("Credit"),
    "image_licence": _("Licence"),
    # Pasting
    "pasting": _("Reading what you pasted …"),
    "pasted": _("Pasted."),
    "paste_no_reader": _("This desk can’t read formatted text."),
    "paste_no_connection": _("There was no answer from the archive."),
    "paste_only_words": _(
        "Only the words were put in: bold and italic, links, notes, lists, tables and pictures "
        "are missing. Undo and paste again to get them."
    ),
    "paste_place_gone": _("The place was gone by the time the text arrived."),
    "paste_too_large": _(
        "That is more than can be pasted at once. Save it as a file and import it."
    ),
    "paste_too_long": _("That is longer than an article can be. Paste it in parts."),
    "open_import": _("Open the import screen"),
    "logged_out": _("You are no longer logged in. Log in in another tab, then try again."),
}

COUNTED: dict[str, Callable[[int], str]] = {
    "words": lambda n: ngettext("%(n)s word", "%(n)s words", n),
    "minutes": lambda n: ngettext("%(n)s minute to read", "%(n)s minutes to read", n),
    "words_selected": lambda n: ngettext("%(n)s word selected", "%(n)s words selected", n),
    "cited_times": lambda n: ngettext("cited %(n)s time", "cited %(n)s times", n),
    "find_count": lambda n: ngettext("%(index)s of %(n)s", "%(index)s of %(n)s", n),
    "replaced": lambda n: ngettext("%(n)s replaced", "%(n)s replaced", n),
    "notes_deleted": lambda n: ngettext(
        "Note %(notes)s is deleted.", "Notes %(notes)s are deleted.", n
    ),
    "notes_moved": lambda n: ngettext(
        "Note %(notes)s stays at its next mark.", "Notes %(notes)s stay at their next marks.", n
    ),
    "note_cited_again": lambda n: ngettext(
        "Note %(notes)s is cited again elsewhere.", "Notes %(notes)s are cited again elsewhere.", n
    ),
    "keep_at_next_mark": lambda n: ngettext("Keep it there", "Keep them there", n),
    "delete_everywhere": lambda n: ngettext(
        "Delete it with all its marks", "Delete them with all their marks", n
    ),
}


def words() -> dict[str, str | dict[str, str]]:
    """All of them in the language of the interface. A word that counts has a form for each kind of
    number, named as Intl.PluralRules does."""
    counted = {key: {category(n): form(n) for n in SAMPLES} for key, form in COUNTED.items()}
    return {key: str(word) for key, word in WORDS.items()} | counted


def category(number: int) -> str:
    """The kind of a number in the language of the interface: one, few, many, other …"""
    try:
        locale = Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(locale.plural_form(number))
