"""What the test run says when the machine lacks something."""

from dataclasses import replace

import pytest

from tests.tools import machine


@pytest.fixture
def without_chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = replace(machine.PROGRAMS["chromium"], find=lambda: None)
    monkeypatch.setitem(machine.PROGRAMS, "chromium", lacking)


@pytest.mark.usefixtures("without_chromium")
def test_what_cannot_be_installed_is_asked_for_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "can_install", lambda: False)
    with pytest.raises(SystemExit) as told:
        machine.require(["chromium", "postgresql"])
    assert told.value.code == (
        "Install chromium (for the browser tests); on Debian and Ubuntu: sudo apt-get install chromium"
    )


@pytest.mark.usefixtures("without_chromium")
def test_what_can_be_installed_is_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[list[str]] = []
    monkeypatch.setattr(machine, "can_install", lambda: True)
    monkeypatch.setattr(machine, "install", installed.append)
    with pytest.raises(SystemExit):
        machine.require(["chromium", "postgresql"])
    assert installed == [["chromium"]]
