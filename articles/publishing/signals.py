"""Who needs to know listens here: search, caches, captures.

Those of the first group are sent on commit, so receivers see what readers see; a receiver that
fails is logged and can't undo a publication.
"""

from django.dispatch import Signal

edition_published = Signal()  # sender: Edition; edition: the new Edition
edition_withdrawn = Signal()  # sender: Edition; article: the Article that readers lost
edition_restored = Signal()  # sender: Edition; article: the Article that readers have again
remark_left = Signal()  # sender: Remark; remark: the new Remark or answer
edition_appeared = Signal()  # sender: Edition; edition: the Edition whose minute has come
bulk_run_ended = Signal()  # sender: BulkRun; run: the BulkRun that is done or stopped

# Sent in the transaction, for what must be true together with it; a receiver that fails is logged
# and can't keep a text from being saved.
manuscript_recorded = Signal()  # sender: Article; article: the Article whose content is another
edition_made = Signal()  # sender: Edition; edition: the new Edition, which readers may not have yet

# The same two for many new articles at once, in the place of one signal for each.
manuscripts_recorded = Signal()  # sender: Article; articles: the new ones, names and tags fetched
editions_made = (
    Signal()
)  # sender: Edition; editions: the first ones of these, names and tags fetched
