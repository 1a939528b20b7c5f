"""Finding texts by their words: the desk's manuscripts, and what readers have.

An index holds terms (``articles.text.terms``), one row for a text. Its tables are the database's
own means, one file for each database.
"""
