"""What is kept out of the log, whoever writes there."""

import logging
import re

# Whoever has the address of a shared preview can read what is not published.
TOKEN = re.compile(r"(/preview/)[^/\s\"']+")


class WithoutTokens(logging.Filter):
    """Writes “/preview/…” for the address of a shared preview."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/preview/" in said:
            record.msg, record.args = TOKEN.sub(r"\1…", said), ()
        return True
