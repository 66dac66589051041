"""`make run`, before it serves."""

import socket
from pathlib import Path

import pytest
from django.core.management import CommandError

from stipend_portal.management.commands.run_demo import (
    loopback_addresses,
    refuse_taken_port,
    static_fingerprint,
)


def test_a_taken_port_is_told_in_one_sentence_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError) as told:
            refuse_taken_port(port)
    assert str(told.value) == (
        f"Port {port} is taken by another program; choose another one, as in: make run PORT={port + 1}"
    )


def test_both_names_of_this_machine_are_served() -> None:
    addresses = dict(loopback_addresses(8000))
    assert addresses[socket.AF_INET] == "127.0.0.1"
    assert set(addresses.values()) <= {"127.0.0.1", "::1"}


def test_static_files_are_collected_anew_only_when_one_has_changed(settings: object, tmp_path: Path) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "site.css").write_text("a {}")
    first = static_fingerprint()
    assert static_fingerprint() == first
    (tmp_path / "site.css").write_text("a { color: red }")
    assert static_fingerprint() != first
