"""Asking an address elsewhere whether it is there."""

import http.client
import socket
import ssl
from http import HTTPStatus
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from home.editing.links.address import NotAllowed, resolve
from home.models import LinkCheck

Problem = LinkCheck.Problem

TIMEOUT_SECONDS = 5
MOST_REDIRECTS = 5
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; link check)", "Accept": "*/*"}
REDIRECTS = {301, 302, 303, 307, 308}
# Some servers answer HEAD badly, and are asked as a browser asks.
ONLY_GET = {400, 403, 404, 405, 410, 500, 501, 503}
# The site wants no machines, but it is there.
KEEPS_MACHINES_OUT = {401, 403, 429, 999}


def problem_of(url: str) -> Problem | None:
    """What is wrong with an address, or None where the site may not ask it. Takes some seconds at most."""
    for _hop in range(MOST_REDIRECTS + 1):
        try:
            status, location = _ask(urlsplit(url))
        except (NotAllowed, UnicodeError):
            return None
        except (OSError, http.client.HTTPException):
            return Problem.NO_ANSWER
        if status not in REDIRECTS or not location:
            return _meaning(status)
        url = urljoin(url, location)
    return Problem.ERROR


def _meaning(status: int) -> Problem:
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Problem.GONE
    if status < HTTPStatus.BAD_REQUEST or status in KEEPS_MACHINES_OUT:
        return Problem.NONE
    return Problem.ERROR


def _ask(parts: SplitResult) -> tuple[int, str]:
    """The status of an address, and where it sends one; by HEAD, and by GET where HEAD is not understood."""
    status, location = _request("HEAD", parts)
    return _request("GET", parts) if status in ONLY_GET else (status, location)


def _request(method: str, parts: SplitResult) -> tuple[int, str]:
    address, port = resolve(parts)
    host = str(parts.hostname)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    # Connected here, to the address that was looked at, and by no second look-up.
    plain = socket.create_connection((address, port), TIMEOUT_SECONDS)
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if parts.scheme == "https"
            else plain
        )
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, _ascii(path), headers={**HEADERS, "Host": parts.netloc})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()
        plain.close()


def _ascii(path: str) -> str:
    """A path as it travels: letters outside ASCII are encoded, what is encoded stays."""
    return quote(path, safe="/%?=&;:@!$'()*+,~[]-._")
