"""Readers' replies, from the form to the moderator's decision."""
