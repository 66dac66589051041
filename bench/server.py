"""gunicorn as in production, with one worker: the other core is for the database and the load."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time that the server and its workers have used since they started."""
        total = 0
        for pid in [self.pid, *children_of(self.pid)]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS


def children_of(pid: int) -> list[int]:
    """The workers of a server."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


@contextmanager
def serve(application: str, **environment: str) -> Iterator[Server]:
    """Start gunicorn with a WSGI module; stop it afterwards."""
    port = free_port()
    settings = {"WEB_WORKERS": "1", "WEB_THREADS": "8", "ACCESS_LOG": "0", **environment}
    command = ["-m", "gunicorn", "--config", "amal_intl_site/gunicorn.py", "--log-level", "warning"]
    process = subprocess.Popen(
        [sys.executable, *command, "--bind", f"127.0.0.1:{port}", application],
        cwd=ROOT,
        env=os.environ | settings,
    )
    try:
        wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=40)


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Return when the server answers anything at all. Raises RuntimeError after half a minute."""
    for _attempt in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("gunicorn did not start")
