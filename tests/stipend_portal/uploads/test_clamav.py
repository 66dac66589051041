"""A file is clean only when a scanner says so in full; anything else leaves it waiting."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stipend_portal.uploads.clamav import NotAnAddress, Outcome, ScannerAway, Verdict, parse_address, scan
from stipend_portal.uploads.limits import MEGABYTE
from tests.factories import files
from tests.tools.clamd import EICAR, LONGEST_STREAM_MEGABYTES, SIGNATURE
from tests.tools.postgres import free_port

CLEAN = Verdict(Outcome.CLEAN)
INFECTED = Verdict(Outcome.INFECTED, SIGNATURE)


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp://clamav:3310", ("clamav", 3310)),
        ("tcp://[::1]:3310", ("::1", 3310)),
    ],
)
def test_an_address_is_a_path_or_a_host_and_a_port(address: str, where: str | tuple[str, int]) -> None:
    assert parse_address(address) == where


@pytest.mark.parametrize(
    "address",
    ["", "clamav", "clamav:3310", "/run/clamd", "unix:clamd", "unix://host/clamd", "tcp://clamav"]
    + ["tcp://:3310", "tcp://clamav:port", "tcp://clamav:99999", "http://clamav:3310", "tcp://[clamav:3310"],
)
def test_a_wrong_address_is_told_how_to_be_written(address: str) -> None:
    with pytest.raises(NotAnAddress) as told:
        scan(address, [b"x"])
    assert str(told.value) == (
        f"“{address}” is no address of a scanner. Write unix:/run/clamav/clamd.ctl or tcp://host:3310."
    )


@pytest.mark.parametrize(
    ("chunks", "verdict"),
    [
        ([], CLEAN),
        ([b"hello"], CLEAN),
        ([files.pdf()], CLEAN),
        ([files.jpeg()], CLEAN),
        ([bytes(MEGABYTE)] * 3, CLEAN),
        ([EICAR], INFECTED),
        # Cut anywhere: it is one file to the scanner.
        ([bytes(MEGABYTE), EICAR[:20], b"", EICAR[20:], b"\n"], INFECTED),
        ([files.archive("x.txt", EICAR)], INFECTED),
    ],
)
def test_a_real_scanner_tells_clean_from_infected(clamd: str, chunks: list[bytes], verdict: Verdict) -> None:
    assert scan(clamd, chunks) == verdict


def test_a_file_above_the_scanners_own_limit_is_not_called_clean(clamd: str) -> None:
    with pytest.raises(ScannerAway):
        scan(clamd, [bytes(MEGABYTE)] * (LONGEST_STREAM_MEGABYTES + 1))


def test_trouble_with_the_file_is_not_blamed_on_the_scanner(clamd: str) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise FileNotFoundError("gone")

    with pytest.raises(FileNotFoundError):
        scan(clamd, broken())


def test_no_scanner_means_waiting(tmp_path: Path) -> None:
    for address in (f"unix:{tmp_path}/nothing", f"tcp://127.0.0.1:{free_port()}"):
        with pytest.raises(ScannerAway):
            scan(address, [b"x"])


@contextmanager
def server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """Something that listens where a scanner should, and behaves in its own way."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _address = listening.accept()
            with connection:
                behave(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


def read_all(connection: socket.socket) -> None:
    """Read one whole question, up to the empty piece that ends it."""
    received = b""
    while not received.endswith(b"\0\0\0\0"):
        received += connection.recv(65536)


def answering(answer: bytes) -> Callable[[socket.socket], None]:
    def behave(connection: socket.socket) -> None:
        read_all(connection)
        connection.sendall(answer)

    return behave


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", CLEAN),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Verdict(Outcome.INFECTED, "Win.Test.EICAR_HDB-1")),
    ],
)
def test_the_words_of_the_protocol_are_understood_over_tcp(answer: bytes, verdict: Verdict) -> None:
    with server(answering(answer)) as address:
        assert scan(address, [b"hello"]) == verdict


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: OK",
        b"stream: OK\n",
        b"stream: ok\0",
        b"stream: OK \0",
        b"stream: OK\0stream: Eicar FOUND\0",
        b"stream: Eicar FOUND\0stream: OK\0",
        b"stream:  FOUND\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"HTTP/1.1 200 OK\r\n\r\nstream: OK\0",
        b"\xff\xfe\0",
        b"stream: OK" * 1000 + b"\0",
    ],
)
def test_anything_but_the_words_of_the_protocol_is_no_verdict(answer: bytes) -> None:
    with server(answering(answer)) as address, pytest.raises(ScannerAway):
        scan(address, [b"hello"])


def test_a_scanner_that_hangs_up_is_away() -> None:
    with server(lambda connection: None) as address, pytest.raises(ScannerAway):
        scan(address, [bytes(MEGABYTE)] * 20)


def silent(connection: socket.socket) -> None:
    read_all(connection)
    connection.recv(1)  # until the other side hangs up


def dripping(connection: socket.socket) -> None:
    read_all(connection)
    connection.settimeout(0.02)
    try:
        while True:
            connection.sendall(b"s")
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                pass
    except OSError:
        pass


def never_reading(connection: socket.socket) -> None:
    connection.settimeout(10)
    while connection.recv(1, socket.MSG_PEEK) and not stopped.is_set():
        stopped.wait(0.05)


stopped = threading.Event()


@pytest.mark.parametrize("behave", [silent, dripping, never_reading])
def test_a_scanner_that_takes_too_long_is_away(behave: Callable[[socket.socket], None]) -> None:
    stopped.clear()
    with server(behave) as address:
        with pytest.raises(ScannerAway):
            scan(address, [bytes(MEGABYTE)] * 20, seconds=0.3)
        stopped.set()
