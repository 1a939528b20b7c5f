"""Copies of an article to take along: one file a format."""
