"""Where things are on disk."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]

# Everything a running site writes lies in one folder, so that `make reset` is one deletion.
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)
