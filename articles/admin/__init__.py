"""The editors' desk.

Importing this package registers nothing: Django imports it to find the desk (site.py), when there
is none yet to register with. What registers is listed in registry.py.
"""
