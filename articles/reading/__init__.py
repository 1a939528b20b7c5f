"""What public pages show, read from editions in a few prepared queries."""
