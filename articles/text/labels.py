"""The words that a rendered text needs of its own, in the language of the article."""

from typing import NamedTuple


class Labels(NamedTuple):
    """`mark` is the letter before the number, `note` and `back` take the mark as printed."""

    mark: str
    note: str
    heading: str


class Language(NamedTuple):
    author: Labels
    editor: Labels
    translator: Labels
    back: str


LANGUAGES = {
    "en": Language(
        Labels("", "Note {}", "Notes"),
        Labels("E", "Editor’s note {}", "Editor’s notes"),
        Labels("T", "Translator’s note {}", "Translator’s notes"),
        "Back to mark {}",
    ),
    "de": Language(
        Labels("", "Anmerkung {}", "Anmerkungen"),
        Labels("H", "Anmerkung {} der Herausgeber", "Anmerkungen der Herausgeber"),
        Labels("Ü", "Anmerkung {} der Übersetzung", "Anmerkungen der Übersetzung"),
        "Zurück zum Zeichen {}",
    ),
    "fr": Language(
        Labels("", "Note {}", "Notes"),
        Labels("É", "Note de la rédaction {}", "Notes de la rédaction"),
        Labels("T", "Note de la traduction {}", "Notes de la traduction"),
        "Retour à l’appel {}",
    ),
    "es": Language(
        Labels("", "Nota {}", "Notas"),
        Labels("E", "Nota de la edición {}", "Notas de la edición"),
        Labels("T", "Nota de la traducción {}", "Notas de la traducción"),
        "Volver a la llamada {}",
    ),
    "it": Language(
        Labels("", "Nota {}", "Note"),
        Labels("R", "Nota redazionale {}", "Note redazionali"),
        Labels("T", "Nota di traduzione {}", "Note di traduzione"),
        "Torna al richiamo {}",
    ),
    "pt": Language(
        Labels("", "Nota {}", "Notas"),
        Labels("E", "Nota da edição {}", "Notas da edição"),
        Labels("T", "Nota da tradução {}", "Notas da tradução"),
        "Voltar à chamada {}",
    ),
    "nl": Language(
        Labels("", "Noot {}", "Noten"),
        Labels("R", "Noot van de redactie {}", "Noten van de redactie"),
        Labels("V", "Noot van de vertaling {}", "Noten van de vertaling"),
        "Terug naar verwijzing {}",
    ),
    "ru": Language(
        Labels("", "Примечание {}", "Примечания"),
        Labels("Р", "Примечание редакции {}", "Примечания редакции"),
        Labels("П", "Примечание переводчика {}", "Примечания переводчика"),
        "Назад к знаку {}",
    ),
    "uk": Language(
        Labels("", "Примітка {}", "Примітки"),
        Labels("Р", "Примітка редакції {}", "Примітки редакції"),
        Labels("П", "Примітка перекладу {}", "Примітки перекладу"),
        "Назад до знака {}",
    ),
    "pl": Language(
        Labels("", "Przypis {}", "Przypisy"),
        Labels("R", "Przypis redakcji {}", "Przypisy redakcji"),
        Labels("T", "Przypis tłumaczenia {}", "Przypisy tłumaczenia"),
        "Wróć do odsyłacza {}",
    ),
    "tr": Language(
        Labels("", "Not {}", "Notlar"),
        Labels("E", "Editörün notu {}", "Editörün notları"),
        Labels("Ç", "Çevirmenin notu {}", "Çevirmenin notları"),
        "{} işaretine dön",
    ),
    "el": Language(
        Labels("", "Σημείωση {}", "Σημειώσεις"),
        Labels("Ε", "Σημείωση επιμέλειας {}", "Σημειώσεις επιμέλειας"),
        Labels("Μ", "Σημείωση μετάφρασης {}", "Σημειώσεις μετάφρασης"),
        "Επιστροφή στην παραπομπή {}",
    ),
    "ar": Language(
        Labels("", "هامش {}", "الهوامش"),
        Labels("ح", "هامش التحرير {}", "هوامش التحرير"),
        Labels("ت", "هامش الترجمة {}", "هوامش الترجمة"),
        "العودة إلى الإشارة {}",
    ),
    "he": Language(
        Labels("", "הערה {}", "הערות"),
        Labels("ע", "הערת עריכה {}", "הערות עריכה"),
        Labels("ת", "הערת תרגום {}", "הערות תרגום"),
        "חזרה לסימן {}",
    ),
    "fa": Language(
        Labels("", "یادداشت {}", "یادداشت‌ها"),
        Labels("و", "یادداشت ویراستار {}", "یادداشت‌های ویراستار"),
        Labels("م", "یادداشت مترجم {}", "یادداشت‌های مترجم"),
        "بازگشت به نشان {}",
    ),
}


def labels(language: str) -> Language:
    """Those of the language, whatever its region or script; English where there are none."""
    return LANGUAGES.get(language.lower().replace("_", "-").split("-")[0], LANGUAGES["en"])


def labels_of_kind(kind: str, language: str) -> Labels:
    """For the notes of an `author`, `editor` or `translator`."""
    found: Labels = getattr(labels(language), kind)
    return found
