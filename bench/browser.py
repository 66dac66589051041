"""A small HTTP client: one kept-open connection, cookies, no redirects followed unasked."""

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

FORM = "application/x-www-form-urlencoded"
# Django compares the cookie with the form's token; any 32 letters will do.
CSRF = "b" * 32


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def hidden(self, name: str) -> str:
        """The value of a hidden input."""
        found = re.search(rf'name="{name}" value="([^"]*)"'.encode(), self.body)
        assert found, f"no hidden input {name}"
        return found.group(1).decode()


class Browser:
    """One visitor on one connection."""

    def __init__(self, port: int, *, count_queries: bool = False) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.count_queries = count_queries
        self.queries = 0
        self.cookies: dict[str, str] = {}

    def sign_in(self, session: str) -> None:
        """Use a session made beforehand, and forget the one before."""
        self.cookies = {"sessionid": session, "csrftoken": CSRF}

    def get(self, path: str, *, expect: int = 200) -> Answer:
        """Get a page."""
        return self._ask("GET", path, None, expect)

    def post(self, path: str, fields: dict[str, object], *, expect: int = 302) -> Answer:
        """Post a form; lists become repeated fields."""
        body = urlencode({"csrfmiddlewaretoken": CSRF, **fields}, doseq=True).encode()
        return self._ask("POST", path, body, expect)

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        """Post one file, as a form with a file does."""
        body = encode_multipart(
            BOUNDARY,
            {"csrfmiddlewaretoken": CSRF, name: SimpleUploadedFile("foto.jpg", content, "image/jpeg")},
        )
        return self._ask("POST", path, body, 302, MULTIPART_CONTENT)

    def _ask(self, method: str, path: str, body: bytes | None, expect: int, kind: str = FORM) -> Answer:
        headers = {"Accept-Language": "sv"}
        if self.cookies:
            headers["Cookie"] = "; ".join("=".join(pair) for pair in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = kind
        if self.count_queries:
            headers["X-Count-Queries"] = "1"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if answer.status != expect:
            place = answer.headers.get("Location", "")
            raise RuntimeError(f"{method} {path} gave {answer.status} {place}, not {expect}")
        self.queries += int(answer.headers.get("X-Queries", 0))
        return answer
