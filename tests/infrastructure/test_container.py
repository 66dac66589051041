"""What the container image can be started as."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from amal_intl_site.__main__ import COMMANDS, healthy, main
from tests.tools.postgres import free_port


@contextmanager
def server_that_answers(status: int) -> Iterator[tuple[int, list[str]]]:
    """A server on loopback that gives every request this status; yields its port and the hosts asked for."""
    hosts: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hosts.append(self.headers["Host"])
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, hosts
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (404, 0), (500, 1), (503, 1)])
def test_a_web_server_is_healthy_unless_it_fails(
    monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "varlden.example.org,www.example.org")
    with server_that_answers(status) as (port, hosts):
        monkeypatch.setenv("BIND", f"0.0.0.0:{port}")
        assert healthy() == code
    assert hosts == ["varlden.example.org"]


def test_a_web_server_that_does_not_answer_is_not_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIND", f"127.0.0.1:{free_port()}")
    assert healthy() == 1


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (["web"], COMMANDS["web"][1:]),
        (["worker"], ["manage.py", "send_outbox", "--forever"]),
        (["showmigrations", "home"], ["manage.py", "showmigrations", "home"]),
    ],
)
def test_the_container_becomes_the_process_asked_for(
    monkeypatch: pytest.MonkeyPatch, words: list[str], ends: list[str]
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _program, command: became.append(command))
    main(words)
    assert [command[1:] for command in became] == [ends]
