"""A real OpenID provider, as a process of its own, for as long as a test needs it.

Its people and what it tells about them are set over HTTP. What is set goes into the identity token last, so a
"nonce" or an "exp" of ours stands there instead of the true one: that is how it is made to misbehave.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {"urn:loa:2": 2, "urn:loa:3": 3}


@dataclass(frozen=True)
class EidProvider:
    """A provider that runs."""

    issuer: str
    pid: int

    def person(self, subject: str, **claims: object) -> str:
        """Someone who can be chosen on the provider's page, and what it tells of her."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()
        return subject

    def authorize(self, address: str, subject: str) -> str:
        """Do what she does in the browser on the provider's page; give the address that it sends her back to."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def deny(self, address: str) -> str:
        """She presses the button that says no."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=10)
        return answer.headers["Location"]

    def settings(self, **changes: object) -> dict[str, object]:
        """`settings.EID` for this provider."""
        return {
            "issuer": self.issuer,
            "client_id": "amal",
            "secret": "hemlighet",
            "name": "Exempel-ID",
            "levels": LEVELS,
            "trusts_email": False,
            **changes,
        }


@contextmanager
def eid_provider() -> Iterator[EidProvider]:
    """Start a provider; stop it, by its process, when the block ends."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.tools.eid_server", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until_it_answers(issuer, process)
            yield EidProvider(issuer, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_it_answers(issuer: str, process: subprocess.Popen) -> None:
    """Return when the provider serves its configuration. Raises `RuntimeError` after half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=5).raise_for_status()
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The OpenID provider did not start.")
