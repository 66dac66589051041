"""The Nu HTML Checker, the one behind the W3C's validator, run on this machine."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

# Put there by `make test`.
JAR = Path(sys.prefix) / "html-checker/node_modules/vnu-jar/build/dist/vnu.jar"


def errors_in(documents: dict[str, str]) -> list[str]:
    """What is wrong in some HTML documents, given by name: a line for each error. One start serves them all."""
    java = shutil.which("java")
    if not (java and JAR.exists()):
        raise RuntimeError("the HTML checker is missing: `make test` installs it")
    with TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(documents.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        command = [java, "-jar", str(JAR), "--format", "json", "--errors-only", "--stdout", folder]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return [
        f"{names[message['url'].rpartition('/')[2]]}:{message.get('lastLine', '?')}: {message['message']}"
        for message in json.loads(result.stdout)["messages"]
        if message["type"] != "info"
    ]
