"""The parts of reading plain text, in the order of plain.py."""
