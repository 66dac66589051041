"""A throw-away ClamAV daemon that knows one signature: that of the EICAR test file.

It downloads nothing, and listens on a socket of its own.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stipend_portal.uploads.clamav import Outcome, ScannerAway, scan
from tests.tools.machine import find_clamd, require

# The harmless string that every scanner takes for a virus. In two parts, so that none takes this file for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Eicar-Test.UNOFFICIAL"
# Small, so that a test can go over it.
LONGEST_STREAM_MEGABYTES = 12

CONFIGURATION = """\
Foreground yes
LocalSocket {folder}/socket
LogFile {folder}/log
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
StreamMaxLength {megabytes}M
AlertExceedsMax yes
SelfCheck 0
"""


@contextmanager
def clamav_daemon() -> Iterator[str]:
    """Start clamd; yield its address as `uploads.clamav` wants it; stop it and remove what it wrote."""
    require(["clamd"])
    # A socket's path must be short, and pytest's own folders are long.
    folder = Path(tempfile.mkdtemp(prefix="amal-clamd-"))
    daemon = None
    try:
        (folder / "signatures").mkdir()
        (folder / "signatures" / "test.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        configuration = folder / "clamd.conf"
        configuration.write_text(
            CONFIGURATION.format(folder=folder, megabytes=LONGEST_STREAM_MEGABYTES), encoding="ascii"
        )
        daemon = subprocess.Popen(
            [find_clamd() or "", "--config-file", str(configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        address = f"unix:{folder}/socket"
        wait_until_ready(daemon, address, folder / "log")
        yield address
    finally:
        if daemon and daemon.poll() is None:
            daemon.terminate()
            try:
                daemon.wait(timeout=20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(daemon: subprocess.Popen, address: str, log: Path) -> None:
    """Return when clamd gives verdicts; stop with its log when it does not within half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and daemon.poll() is None:
        try:
            if scan(address, [b"hello"], seconds=5).outcome is Outcome.CLEAN:
                return
        except ScannerAway:
            time.sleep(0.1)
    sys.exit(f"clamd did not start:\n{log.read_text(errors='replace') if log.exists() else 'no log'}")
