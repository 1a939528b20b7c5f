"""Clients that take their time: who hold what they hold for as long as they are let."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PACE = 1.0  # seconds between two bytes


def half_asked(path: str) -> bytes:
    """A request whose headers never end."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".encode()


def half_sent(path: str) -> bytes:
    """A form whose body never ends."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n"
    return (head + "Content-Type: application/x-www-form-urlencoded\r\n\r\nname=").encode()


def never_read(path: str) -> bytes:
    """A whole request, for an answer that nobody takes."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


@contextmanager
def clients(port: int, number: int, beginning: bytes, *, go_on: bool = True) -> Iterator[None]:
    """So many connections that begin so, and then send a byte a second, or nothing."""
    opened: list[socket.socket] = []
    done = threading.Event()

    def trickle() -> None:
        while not done.wait(PACE):
            for connection in opened:
                with suppress(OSError):  # the server has had enough of it
                    connection.send(b"x")

    thread = threading.Thread(target=trickle)
    try:
        for _ in range(number):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(5)
            connection.connect(("127.0.0.1", port))
            connection.sendall(beginning)
            connection.setblocking(False)
            opened.append(connection)
        if go_on:
            thread.start()
        yield
    finally:
        done.set()
        if thread.is_alive():
            thread.join()
        for connection in opened:
            connection.close()
