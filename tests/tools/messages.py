"""The Swedish catalogue: brought up to date, or checked against templates and code.

`python -m tests.tools.messages` updates it, `python -m tests.tools.messages --check` only tells.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Path("locale/sv/LC_MESSAGES/django.po")
SOURCES = ["manage.py", "amal_intl_site", "home", "partners", "stipend_portal", "templates", "locale"]
NOT_SHOWN = ["tests/*", "bench/*", "docs/*", "var/*", ".venv/*"]


def collect(root: Path) -> None:
    """Write every string of the code under `root` into its catalogue; drop what is gone from both."""
    (root / CATALOGUE.parents[2] / "sv").mkdir(parents=True, exist_ok=True)
    options = ["--locale", "sv", "--no-obsolete", "--add-location", "file", "--no-wrap"]
    ignore = [word for pattern in NOT_SHOWN for word in ("--ignore", pattern)]
    with tempfile.TemporaryDirectory() as var:
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", *options, *ignore],
            cwd=root,
            env=os.environ | {"VAR_DIR": var},
            stdout=subprocess.DEVNULL,
            check=True,
        )
    # GNU gettext marks the head of every new catalogue as unsure, and Babel then leaves out all of it.
    head, blank, rest = (root / CATALOGUE).read_text(encoding="utf-8").partition("\n\n")
    (root / CATALOGUE).write_text(head.replace("#, fuzzy\n", "") + blank + rest, encoding="utf-8")


def entries(path: Path) -> dict[tuple[str, str], polib.POEntry]:
    """The living entries of a catalogue, by context and English text."""
    catalogue = polib.pofile(str(path)) if path.exists() else []
    return {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}


def untranslated(entry: polib.POEntry) -> bool:
    """Whether any form of the Swedish text is empty."""
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return not forms or not all(forms)


def problems() -> list[str]:
    """What keeps the Swedish catalogue from being complete, one line a fault."""
    written = entries(ROOT / CATALOGUE)
    with tempfile.TemporaryDirectory(prefix="amal-messages-") as folder:
        for name in filter(lambda name: (ROOT / name).exists(), SOURCES):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, Path(folder) / name)
        collect(Path(folder))
        wanted = entries(Path(folder) / CATALOGUE)
    found = [f"missing: {entry.msgid!r}" for key, entry in wanted.items() if key not in written]
    found += [f"no longer used: {written[key].msgid!r}" for key in written if key not in wanted]
    found += [f"marked fuzzy: {entry.msgid!r}" for entry in written.values() if entry.fuzzy]
    found += [f"not translated: {entry.msgid!r}" for entry in written.values() if untranslated(entry)]
    return found + malformed()


def malformed() -> list[str]:
    """Faults of form, above all a placeholder that the translation lost."""
    if not (ROOT / CATALOGUE).exists():
        return []
    result = subprocess.run(
        ["msgfmt", "--check", "--output-file", os.devnull, str(CATALOGUE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stderr.strip().splitlines() if result.returncode else []


def main() -> int:
    """Update the catalogue, or with `--check` list what it lacks."""
    if "--check" not in sys.argv:
        collect(ROOT)
        return 0
    found = problems()
    print("\n".join(found))
    if found:
        print(f"{len(found)} strings: `make messages` collects them into {CATALOGUE}; then translate.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
