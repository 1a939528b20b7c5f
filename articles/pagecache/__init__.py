"""Pages kept ready to send, in front of Django: a reader's page that is kept costs no query."""
