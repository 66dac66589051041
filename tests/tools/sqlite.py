"""A throw-away folder around one command, whose tests then use an SQLite file in it.

python -m tests.tools.sqlite -- python -m pytest -m sqlite
"""

import sys
import tempfile

from tests.tools.postgres import run_command


def main(arguments: list[str]) -> int:
    """Run the words after `--` with `DATABASE_URL` naming an SQLite file; return their exit code."""
    if arguments[:1] != ["--"] or len(arguments) < 2:
        sys.exit("Usage: python -m tests.tools.sqlite -- command [argument …]")
    with tempfile.TemporaryDirectory(prefix="amal-sqlite-") as folder:
        url = f"sqlite:///{folder}/database.sqlite3"
        return run_command(arguments[1:], {"DATABASE_URL": url, "VAR_DIR": f"{folder}/var"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
