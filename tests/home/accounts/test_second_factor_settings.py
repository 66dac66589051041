"""Production asks for the second step, and cannot be brought not to by its environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks
from pytest_django import Settings

from tests.tools.check import production_environment

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = "amal_intl_site.settings.production"


def check_production(var: Path, module: str, **more: str) -> tuple[int, str]:
    """Run `check --deploy` in production's environment and nothing else: its exit status, and what it told."""
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "VAR_DIR": str(var),
            "PYTHONPATH": str(var),
            **production_environment(),
            "DJANGO_SETTINGS_MODULE": module,
            **more,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


@pytest.mark.parametrize(("required", "faults"), [(True, []), (False, ["home.E001"])])
def test_the_check_before_deployment_fails_where_it_is_off(
    settings: Settings, required: bool, faults: list[str]
) -> None:
    settings.STAFF_SECOND_FACTOR = required
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    assert [fault.id for fault in found if fault.id and fault.id.startswith("home.")] == faults


def test_no_environment_variable_turns_it_off_in_production(tmp_path: Path) -> None:
    status, told = check_production(tmp_path, PRODUCTION, STAFF_SECOND_FACTOR="0")
    assert status == 0, told


def test_settings_that_turn_it_off_do_not_pass(tmp_path: Path) -> None:
    careless = f"from {PRODUCTION} import *\nSTAFF_SECOND_FACTOR = False\n"
    (tmp_path / "careless.py").write_text(careless, encoding="utf-8")
    status, told = check_production(tmp_path, "careless")
    assert (status, "(home.E001)" in told) == (1, True), told
