"""Which program a piece of HTML comes from, where that changes what it means."""

from enum import StrEnum


class Program(StrEnum):
    WORD = "word"  # and Outlook, which writes with it
    WORD_ONLINE = "word_online"
    LIBREOFFICE = "libreoffice"
    GOOGLE_DOCS = "google_docs"
    PDF_VIEWER = "pdf_viewer"
    OURS = "ours"
    WEB = "web"


SIGNS = (
    (Program.GOOGLE_DOCS, ("docs-internal-guid-", 'href="#ftnt_ref1"', "lst-kix_")),
    (
        Program.WORD,
        ("schemas-microsoft-com:office:word", "mso-", 'class="Mso', "class=Mso", "class='Mso"),
    ),
    (Program.WORD_ONLINE, ('class="TextRun', "NormalTextRun", " SCXW")),
    (
        Program.LIBREOFFICE,
        ('content="LibreOffice', 'content="OpenOffice', "sdfootnote", "sdendnote"),
    ),
    (Program.PDF_VIEWER, ('<br role="presentation"',)),
)
"""What only that program writes."""

WORD_PROCESSORS = frozenset(
    {Program.WORD, Program.WORD_ONLINE, Program.LIBREOFFICE, Program.GOOGLE_DOCS}
)


def program_of(html: str) -> Program:
    return next(
        (program for program, signs in SIGNS if any(sign in html for sign in signs)), Program.WEB
    )
