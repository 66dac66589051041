"""`make run`: everything between an installed project and a browser that shows it."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from stipend_portal.demo.people import DEMO_PEOPLE

SECONDS_TO_START = 60


class Stopped(Exception):
    """Somebody asked us to stop."""


class Command(BaseCommand):
    """Prepares only what is not prepared yet, then serves until stopped."""

    help = "Serve the site with example content, and send its mail to /demo/mail/."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prepare, start the web server and the outbox worker, and wait."""
        if not settings.DEMO:
            raise CommandError("run_demo is for the demo settings only: it loads example people.")
        if not settings.PORT.isdigit():
            raise CommandError(f"PORT is a number, as in: make run PORT=8001 (not {settings.PORT!r})")
        refuse_taken_port(int(settings.PORT))
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, stop)
        try:
            prepare()
            serve(self)
        except Stopped:
            self.stdout.write("\nStopped. `make run` goes on with the same data.")

    def introduce(self) -> None:
        """Print where the site is and who can sign in."""
        write = self.stdout.write
        write(f"\n  The site        {settings.BASE_URL}/")
        write(f"  Its mail        {settings.BASE_URL}/demo/mail/")
        write(f"  Administration  {settings.BASE_URL}/admin/\n\n  Example people:\n")
        for person in DEMO_PEOPLE:
            write(f"    {person.name} <{person.email}>, {person.role_label}")
            write(f"        {person.how}")
        write("\n  Stop with Ctrl-C. `make reset` forgets what was saved.\n")
        self.stdout.flush()


def stop(_number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an exception, so that the children are stopped on the way out."""
    raise Stopped


def loopback_addresses(port: int) -> list[tuple[socket.AddressFamily, str]]:
    """Both meanings of `localhost` that this machine knows, IPv4 first."""
    found = {
        family: address[0]
        for family, _type, _protocol, _name, address in socket.getaddrinfo(
            "localhost", port, type=socket.SOCK_STREAM
        )
    }
    found[socket.AF_INET] = "127.0.0.1"
    return sorted(found.items())


def refuse_taken_port(port: int) -> None:
    """Stop with one sentence when another program listens on the port."""
    for family, address in loopback_addresses(port):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                raise CommandError(
                    f"Port {port} is taken by another program; "
                    f"choose another one, as in: make run PORT={port + 1}"
                ) from None


def prepare() -> None:
    """Do what the code or the data has come to need since the last start, and nothing else."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database and the example content: half a minute, this once.", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    call_command("load_demo", stdout=StringIO())  # does nothing where a front page exists
    collect_static_files()
    connection.close()


def static_fingerprint() -> str:
    """Changes when one of our static files does, or when a package that brings some is upgraded."""
    sources = [path for path in settings.STATICFILES_DIRS if Path(path).is_dir()]
    sources += settings.BASE_DIR.glob("*/static")
    files = sorted(path for source in sources for path in Path(source).rglob("*") if path.is_file())
    lines = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files]
    lines.append((settings.BASE_DIR / "requirements.txt").read_text())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def collect_static_files() -> None:
    """Collect the static files when they have changed."""
    mark = settings.VAR_DIR / "static-fingerprint"
    fingerprint = static_fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    print("Collecting static files.", flush=True)
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(fingerprint)


def start_children() -> dict[str, subprocess.Popen]:
    """Start the web server and the worker, each out of reach of the terminal's own Ctrl-C."""
    port = int(settings.PORT)
    hosts = [
        f"[{address}]" if family == socket.AF_INET6 else address
        for family, address in loopback_addresses(port)
    ]
    binds = [part for host in hosts for part in ("--bind", f"{host}:{port}")]
    web = ["-m", "gunicorn", "--config", "amal_intl_site/gunicorn.py", "--log-level", "warning"]
    web += ["--workers", "1", *binds, "amal_intl_site.wsgi"]
    commands = {"web server": web, "worker": ["manage.py", "send_outbox", "--forever"]}
    quiet = os.environ | {"ACCESS_LOG": os.environ.get("ACCESS_LOG", "0")}
    place: dict[str, Any] = {"cwd": settings.BASE_DIR, "env": quiet, "start_new_session": True}
    return {name: subprocess.Popen([sys.executable, *words], **place) for name, words in commands.items()}


def serve(command: Command) -> None:
    """Serve until stopped; when one of the two processes ends, the other must not go on alone."""
    children = start_children()
    try:
        wait_for_answer(children)
        command.introduce()
        while True:
            complain_about_ended(children)
            time.sleep(0.5)
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)  # a second Ctrl-C must not leave a child behind
        for child in children.values():
            child.terminate()
        for child in children.values():
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def complain_about_ended(children: dict[str, subprocess.Popen]) -> None:
    """Raise when a child has ended by itself."""
    for name, child in children.items():
        if child.poll() is not None:
            raise CommandError(f"The {name} ended by itself (code {child.returncode}); see above.")


def wait_for_answer(children: dict[str, subprocess.Popen]) -> None:
    """Return when the front page answers, whatever it answers; this also warms it up."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        complain_about_ended(children)
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{settings.PORT}/", timeout=30).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandError(f"The site did not answer within {SECONDS_TO_START} seconds.")
