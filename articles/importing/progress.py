"""How far an import is, in a terminal; nothing where there is none."""

import time
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 24


@dataclass
class Progress:
    """A bar on one line that is written over."""

    stream: TextIO
    begun: float = field(default_factory=time.monotonic)
    at_begin: int | None = None

    def show(self, done: int, total: int) -> None:
        if not self.stream.isatty():
            return
        if self.at_begin is None:
            self.at_begin = done
        self.stream.write(f"\r\x1b[K{self.line(done, total)}")
        self.stream.flush()

    def line(self, done: int, total: int) -> str:
        seconds = max(time.monotonic() - self.begun, 0.001)
        rate = (done - (self.at_begin or 0)) / seconds
        full = WIDTH * done // total if total else WIDTH
        bar = "█" * full + "░" * (WIDTH - full)
        left = f", {clock((total - done) / rate)} left" if rate and done < total else ""
        return f"{bar} {done:,} of {total:,}, {rate:,.0f} a second{left}"

    def clear(self) -> None:
        if self.stream.isatty():
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
