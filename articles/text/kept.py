"""Keeps what was made of the last few texts, so far as they are not too long together."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """A function of a text that remembers its last results, of ``most`` characters in all, and of
    the very last text however long that is."""

    def __init__(self, make: Callable[[str], Made], most: int) -> None:
        self.make, self.most = make, most
        self.made: OrderedDict[str, Made] = OrderedDict()
        self.length = 0
        self.lock = Lock()

    def __call__(self, text: str) -> Made:
        with self.lock:
            if text in self.made:
                self.made.move_to_end(text)
                return self.made[text]
        made = self.make(text)
        self.keep(text, made)
        return made

    def keep(self, text: str, made: Made) -> None:
        """Remember what was made of a text, or would be."""
        with self.lock:
            if text not in self.made:
                self.made[text] = made
                self.length += len(text)
            while self.length > self.most and len(self.made) > 1:
                gone, _made = self.made.popitem(last=False)
                self.length -= len(gone)

    def cache_clear(self) -> None:
        with self.lock:
            self.made.clear()
            self.length = 0
