"""A throw-away PostgreSQL server around one command, gone when the command ends.

    python -m tests.tools.postgres -- python -m pytest

The command gets `DATABASE_URL`, and `VAR_DIR` (a folder for what it writes) unless that is set.
Nothing is safe in this database: it trades every durability setting for speed.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tools.machine import find_postgresql, require

FAST_AND_FORGETFUL = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "120",
    "autovacuum": "on",
    # Without statistics, which rolled back rows never give, it compiles queries that it then runs once.
    "jit": "off",
    "shared_buffers": "256MB",
    "log_min_messages": "warning",
}


def free_port() -> int:
    """A TCP port on the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def unprivileged_user() -> pwd.struct_passwd | None:
    """Who the server runs as when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL does not run as root, and there is no user named postgres or nobody.")


@contextmanager
def postgresql() -> Iterator[tuple[str, Path]]:
    """Start a server; yield its database's URL and a scratch folder; stop and remove both."""
    require(["postgresql"])
    programs = Path(find_postgresql() or "")
    user = unprivileged_user()
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    folder = Path(tempfile.mkdtemp(prefix="amal-postgres-"))
    server = None
    try:
        home = folder / "server"
        home.mkdir()
        if user:
            folder.chmod(0o755)
            os.chown(home, user.pw_uid, user.pw_gid)
        initdb = subprocess.run(
            [programs / "initdb", "-D", home / "data", "-U", "amal", "-A", "trust", "-E", "UTF8"]
            + ["--locale=C.UTF-8", "--no-sync"],
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
            **as_user,
        )
        if initdb.returncode:
            sys.exit(f"PostgreSQL could not make a database:\n{initdb.stdout}{initdb.stderr}")
        port = free_port()
        options = [part for item in FAST_AND_FORGETFUL.items() for part in ("-c", "=".join(item))]
        log = home / "log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [programs / "postgres", "-D", home / "data", "-k", home, "-h", "127.0.0.1"]
                + ["-p", str(port), *options],
                cwd=home,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the command; the server stops after it.
                start_new_session=True,
                **as_user,
            )
        wait_until_ready(server, port, log)
        # By its socket: each of a test's hundred queries is cheaper than through TCP.
        yield f"postgres://amal@:{port}/{home}/postgres", folder
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)  # "fast" shutdown: open connections are cut
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(server: subprocess.Popen, port: int, log: Path) -> None:
    """Return when the server answers; stop with its log when it does not within half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        ready = [Path(find_postgresql() or "") / "pg_isready", "-q", "-h", "127.0.0.1"]
        if subprocess.run([*ready, "-p", str(port)], check=False).returncode == 0:
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def run_command(command: list[str], environment: dict[str, str]) -> int:
    """Run the command to its end; pass a polite stop on to it, and wait for it then too."""
    with subprocess.Popen(command, env=os.environ | environment) as process:
        for name in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda number, _frame: process.send_signal(number))
        # A Ctrl-C reaches the command by itself: it belongs to the same terminal.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = process.wait()
    return code if code >= 0 else 128 - code


def main(arguments: list[str]) -> int:
    """Run the words after `--` with a server behind `DATABASE_URL`; return their exit code."""
    if arguments[:1] != ["--"] or len(arguments) < 2:
        sys.exit("Usage: python -m tests.tools.postgres -- command [argument …]")
    # A stop before the command runs still removes what was made.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgresql() as (url, folder):
        var = os.environ.get("VAR_DIR") or str(folder / "var")
        return run_command(arguments[1:], {"DATABASE_URL": url, "VAR_DIR": var})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
