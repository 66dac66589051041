"""The e-ID comes from the environment: all of it, or none."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMPLETE = {
    "EID_ISSUER": "https://eid.example.org/oidc",
    "EID_CLIENT_ID": "amal",
    "EID_CLIENT_SECRET": "hemlighet",
    "EID_NAME": "Exempel-ID",
    "EID_LEVELS": '{"urn:loa:3": 3}',
}
SHOW = (
    "import json; from amal_intl_site.settings import eid, security;"
    "print(json.dumps([eid.EID, security.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']]))"
)


def read(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own, with these variables."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("EID_")}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env=clean | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_variables_there_is_none_and_forms_lead_to_ourselves_only() -> None:
    assert json.loads(read({}).stdout) == [None, ["'self'"]]


def test_with_variables_forms_may_lead_to_the_provider_and_where_it_passes_people_on() -> None:
    eid, targets = json.loads(read(COMPLETE | {"EID_OTHER_ORIGINS": "https://app.example.org"}).stdout)
    assert targets == ["'self'", "https://eid.example.org", "https://app.example.org"]
    assert eid == {
        "issuer": "https://eid.example.org/oidc",
        "client_id": "amal",
        "secret": "hemlighet",
        "name": "Exempel-ID",
        "levels": {"urn:loa:3": 3},
        "trusts_email": False,
    }


@pytest.mark.parametrize("missing", [name for name in COMPLETE if name != "EID_ISSUER"])
def test_a_missing_variable_stops_the_start_with_its_name(missing: str) -> None:
    done = read({name: value for name, value in COMPLETE.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


@pytest.mark.parametrize("levels", ["{}", '{"urn:loa:1": 1}', '["urn:loa:3"]', '{"urn:loa:3": "3"}'])
def test_levels_that_mean_nothing_stop_the_start_and_say_how_to_write_them(levels: str) -> None:
    done = read(COMPLETE | {"EID_LEVELS": levels})
    assert done.returncode != 0
    assert "EID_LEVELS must be JSON" in done.stderr


def test_the_example_environment_names_every_variable() -> None:
    tree = ast.parse((ROOT / "amal_intl_site/settings/eid.py").read_text(encoding="utf-8"))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    variables = {word for word in words if isinstance(word, str) and re.fullmatch(r"EID_[A-Z_]+", word)}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert variables == set(re.findall(r"^#? ?(EID_[A-Z_]+)=", example, re.MULTILINE))
