"""`make check`: everything that can be told of the code without running the tests."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import ClassVar

import environ

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
TEMPLATES = ["templates", *sorted(map(str, ROOT.glob("*/templates")))]

STEPS: dict[str, list[str | Path]] = {
    "format of the code": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "style of the code": [BIN / "ruff", "check", "--quiet", "."],
    "templates": [BIN / "djlint", "--lint", "--quiet", *TEMPLATES],
    "imports run one way": [BIN / "lint-imports", "--no-cache"],
    "migrations match the models": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "production settings": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "Swedish is complete": ["-m", "tests.tools.messages", "--check"],
}


class Example(environ.Env):
    """Reads variables into a place of its own, away from this process's environment."""

    ENVIRON: ClassVar[dict[str, str]] = {}


def production_environment() -> dict[str, str]:
    """The variables of `.env.example`, so that the example is known to be enough."""
    Example.read_env(ROOT / ".env.example")
    secret = "".join(map(chr, range(48, 123)))
    settings = "amal_intl_site.settings.production"
    return Example.ENVIRON | {"SECRET_KEY": secret, "DJANGO_SETTINGS_MODULE": settings}


def run(name: str, step: list[str | Path], var: str) -> bool:
    """Run one step; print its output only when it fails."""
    python = not isinstance(step[0], Path)
    environment = os.environ | {"VAR_DIR": var, "DJANGO_SETTINGS_MODULE": "amal_intl_site.settings.test"}
    if name == "production settings":
        environment |= production_environment()
    started = time.monotonic()
    result = subprocess.run(
        [sys.executable, *step] if python else step,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "failed" if result.returncode else "ok"
    print(f"{name:.<40} {word} ({time.monotonic() - started:.0f} s)", flush=True)
    if result.returncode:
        print(result.stdout, flush=True)
    return result.returncode == 0


def main() -> int:
    """Run every step, also after one has failed, so that all faults are told at once."""
    with tempfile.TemporaryDirectory(prefix="amal-check-") as var:
        passed = [run(name, step, var) for name, step in STEPS.items()]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
