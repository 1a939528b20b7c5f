"""A WordPress export (WXR 1.0 to 1.2) -> entries that the pipeline stores, one at a time.

The file is cut into its items as text (items.py), so that it may be of any size and broken in any
place; each item is parsed by itself (xml.py) and read as WordPress meant it (post.py).
"""
