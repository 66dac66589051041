"""Asking ClamAV's daemon about a file, over its socket.

The protocol is clamd(8)'s INSTREAM. A file is clean only when clamd says so, in full and in those words;
whatever else happens is `ScannerAway`, and the file waits.
"""

import re
import socket
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

CHUNK = 256 * 1024
LONGEST_REPLY = 4096
_FOUND = re.compile(r"stream: (?P<signature>[\x21-\x7e]{1,200}) FOUND\Z")

SocketPath = str
HostAndPort = tuple[str, int]


class Outcome(Enum):
    """What the scanner says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"


@dataclass(frozen=True)
class Verdict:
    """What the scanner said; `signature` is its name for what it found."""

    outcome: Outcome
    signature: str = ""


class ScannerAway(Exception):
    """The scanner gave no verdict: not there, too slow, over its limits, or not understood."""


class NotAnAddress(ValueError):
    """The text is no address of a scanner."""


def parse_address(address: str) -> SocketPath | HostAndPort:
    """Where `unix:/path` or `tcp://host:port` leads. Raises `NotAnAddress`."""
    try:
        parts = urlsplit(address)
        if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
            return parts.path
        if parts.scheme == "tcp" and parts.hostname and parts.port and parts.path in {"", "/"}:
            return parts.hostname, parts.port
    except ValueError:
        pass
    raise NotAnAddress(
        f"“{address}” is no address of a scanner. Write unix:/run/clamav/clamd.ctl or tcp://host:3310."
    )


@contextmanager
def _trouble_is_away() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ScannerAway(f"{type(error).__name__}: {error}") from error


class _Connection:
    """One question to clamd. All together it takes at most `seconds`, however slowly the answer drips."""

    def __init__(self, where: SocketPath | HostAndPort, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        with _trouble_is_away():
            if isinstance(where, tuple):
                self.socket = socket.create_connection(where, timeout=seconds)
                return
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                self.socket.settimeout(seconds)
                self.socket.connect(where)
            except OSError:
                self.socket.close()
                raise

    def _wait_at_most(self) -> None:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("no verdict in time")
        self.socket.settimeout(left)

    def send(self, data: bytes) -> None:
        """Send all of it. Raises `ScannerAway`."""
        with _trouble_is_away():
            self._wait_at_most()
            self.socket.sendall(data)

    def reply(self) -> str:
        """The answer, which ends with a zero byte. Raises `ScannerAway`."""
        received = b""
        while not received.endswith(b"\0"):
            with _trouble_is_away():
                self._wait_at_most()
                part = self.socket.recv(LONGEST_REPLY)
            received += part
            if not part or len(received) > LONGEST_REPLY:
                raise ScannerAway("The answer has no end.")
        return received[:-1].decode("ascii", errors="replace")


def _ask(connection: _Connection, chunks: Iterable[bytes]) -> str:
    connection.send(b"zINSTREAM\0")
    for chunk in chunks:
        for start in range(0, len(chunk), CHUNK):
            part = chunk[start : start + CHUNK]
            connection.send(struct.pack("!I", len(part)) + part)
    connection.send(struct.pack("!I", 0))
    return connection.reply()


def scan(address: str, chunks: Iterable[bytes], *, seconds: float = 60) -> Verdict:
    """Have clamd at `address` look through a file given in pieces, within `seconds` altogether.

    Raises `ScannerAway` whenever it does not say clearly what it found, and `NotAnAddress` for a wrong
    address. Trouble with reading the file itself is the caller's, and comes through as it is.
    """
    connection = _Connection(parse_address(address), seconds)
    with connection.socket:
        reply = _ask(connection, chunks)
    if reply == "stream: OK":
        return Verdict(Outcome.CLEAN)
    found = _FOUND.match(reply)
    if found:
        return Verdict(Outcome.INFECTED, found["signature"])
    raise ScannerAway(f"The answer is no verdict: {reply[:200]!r}")
