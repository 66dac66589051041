"""Programs the tests need that pip does not bring: found, installed where possible, or asked for.

python -m tests.tools.machine chromium postgresql
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def find_chromium() -> str | None:
    """Path of a Chromium that Playwright can drive; `CHROMIUM` overrides the search."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def find_postgresql() -> str | None:
    """Folder of `initdb` and `postgres`. Debian keeps them off the PATH, one folder a version."""
    on_path = shutil.which("initdb")
    if on_path:
        return str(Path(on_path).resolve().parent)
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return str(versions[-1].parent) if versions else None


def find_clamd() -> str | None:
    """Path of ClamAV's daemon. Debian keeps it where only root's PATH leads."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


def find_gettext() -> str | None:
    """Path of `xgettext`, which collects the strings to translate."""
    return shutil.which("xgettext")


def find_java() -> str | None:
    """Path of Java, in which the HTML checker is written."""
    return shutil.which("java")


def find_npm() -> str | None:
    """Path of npm, which brings the HTML checker."""
    return shutil.which("npm")


def find_libatomic() -> str | None:
    """The library that Playwright's own Node.js wants on Linux, and that a bare Debian lacks."""
    return ctypes.util.find_library("atomic") if sys.platform == "linux" else "not needed"


@dataclass(frozen=True)
class Program:
    """A program: how to find it, and the Debian package that has it."""

    find: Callable[[], str | None]
    debian_package: str
    purpose: str


PROGRAMS = {
    "chromium": Program(find_chromium, "chromium", "the browser tests"),
    "libatomic": Program(find_libatomic, "libatomic1", "Playwright, which drives the browser"),
    "postgresql": Program(find_postgresql, "postgresql", "a throw-away database server"),
    "clamd": Program(find_clamd, "clamav-daemon", "scanning attached files"),
    "java": Program(find_java, "default-jre-headless", "the HTML checker"),
    "npm": Program(find_npm, "npm", "installing the HTML checker"),
    "gettext": Program(find_gettext, "gettext", "collecting the strings to translate"),
}


def can_install() -> bool:
    """Whether this is root on a Debian-like machine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install Debian packages, without questions and without starting the services they bring."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    print(f"Installing {', '.join(packages)} with apt-get.", flush=True)
    for command in (
        ["update", "-qq"],
        ["install", "-qq", "-y", "--no-install-recommends", *packages],
    ):
        result = subprocess.run(
            ["apt-get", *command], env=environment, capture_output=True, text=True, check=False
        )
        if result.returncode:
            sys.exit(f"apt-get {command[0]} failed:\n{result.stdout}{result.stderr}")


def require(names: list[str]) -> None:
    """Make sure that the named programs are here, or stop with one sentence that says what to do."""
    missing = [name for name in names if PROGRAMS[name].find() is None]
    if not missing:
        return
    if can_install():
        install([PROGRAMS[name].debian_package for name in missing])
        missing = [name for name in missing if PROGRAMS[name].find() is None]
    if missing:
        wanted = " and ".join(f"{name} (for {PROGRAMS[name].purpose})" for name in missing)
        packages = " ".join(PROGRAMS[name].debian_package for name in missing)
        sys.exit(f"Install {wanted}; on Debian and Ubuntu: sudo apt-get install {packages}")


if __name__ == "__main__":
    require(sys.argv[1:])
