"""The shape of the house: directions of imports, sizes of files, what never stands in a template."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
APPS = ("amal_intl_site", "home", "partners", "stipend_portal")
LONGEST_FILE = 350
# A page type answers requests itself: Wagtail is made that way.
PAGE_TYPES = {"stipend_portal/models/start_page.py": "django.http"}
# Services and models serve every caller alike: a view, a command, a test.
NOT_FOR_SERVICES = ("django.core.mail", "django.forms", "django.http", "django.shortcuts", "django.views")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_of(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def imported_by(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_imports_run_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert not broken, capsys.readouterr().out


def test_no_file_is_too_long_to_hold_in_the_head() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in code_of(*APPS, "tests", "bench")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("folder", ["stipend_portal/services", "stipend_portal/models"])
def test_services_and_models_know_nothing_of_forms_views_and_sending_mail(folder: str) -> None:
    wrong = {
        relative(path): sorted(
            name
            for name in imported_by(path)
            if any(name == module or name.startswith(f"{module}.") for module in NOT_FOR_SERVICES)
            and not name.startswith(PAGE_TYPES.get(relative(path), "none"))
        )
        for path in code_of(folder)
    }
    assert {name: modules for name, modules in wrong.items() if modules} == {}


# A script without `src` must be data (JSON), which the browser does not run.
INLINE = re.compile(
    r"""\sstyle=["']|<style\b|\son[a-z]+=["']|<script(?![^>]*(?:\ssrc=|application/))[^>]*>"""
)
FOREIGN = re.compile(r"""(?:src|srcset|action)=["']https?://|<link[^>]*href=["']https?://""")


def test_templates_have_no_inline_style_or_script_and_load_nothing_from_other_hosts() -> None:
    found = {
        relative(path): hits
        for path in sorted((ROOT / "templates").rglob("*.html"))
        # A mail program knows no style sheets.
        if path.name != "html_mail.html"
        if (
            hits := [m.group(0) for rule in (INLINE, FOREIGN) for m in rule.finditer(path.read_text("utf-8"))]
        )
    }
    assert found == {}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_index(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    requirements = [line for line in lines if line and line[0] not in "# "]
    unpinned = [line for line in requirements if "==" not in line]
    foreign = [line for line in lines if "://" in line or line.startswith("--")]
    hashes = sum("--hash=sha256:" in line for line in lines)
    assert (unpinned, foreign) == ([], [])
    assert hashes >= len(requirements)


def test_the_example_environment_names_everything_that_production_reads() -> None:
    source = (ROOT / "amal_intl_site/settings/production.py").read_text(encoding="utf-8")
    read = {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[0] == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    documented = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))
    seldom_changed = {name for name in read if name.startswith("SECURE_HSTS")}
    assert read - documented - seldom_changed == set()
