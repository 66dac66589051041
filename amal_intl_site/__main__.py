"""What the container image can be started as: `web`, `worker`, `migrate`, or any command of manage.py."""

import os
import sys
import urllib.error
import urllib.request

MANAGE = [sys.executable, "manage.py"]

COMMANDS = {
    "web": [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "amal_intl_site/gunicorn.py",
        "amal_intl_site.wsgi",
    ],
    "worker": [*MANAGE, "send_outbox", "--forever"],
}


def migrate() -> None:
    """Bring the database up to date: once before the new version's web and worker start."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", "migrate", "--no-input"])
    execute_from_command_line(["manage.py", "createcachetable"])


def healthy() -> int:
    """0 when the web server of this container answers with anything but a server error."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    port = os.environ.get("BIND", ":8000").rpartition(":")[2]
    # As the proxy asks, since everything else is sent away to https.
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers=headers)
    try:
        urllib.request.urlopen(request, timeout=5).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        return int(error.code >= 500)
    except OSError:
        return 1
    return 0


def main(words: list[str]) -> int:
    """Become the process asked for, so that it gets the container's signals itself."""
    if words == ["migrate"]:
        migrate()
        return 0
    if words == ["healthy"]:
        return healthy()
    known = COMMANDS.get(words[0]) if len(words) == 1 else None
    command = known or [*MANAGE, *words]
    return os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["web"]))
