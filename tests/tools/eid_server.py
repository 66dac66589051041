"""The process of `eid_provider`: `python -m tests.tools.eid_server 9400` serves on loopback until it is stopped."""

import os
import sys

import jinja2
import oidc_provider_mock
from werkzeug.serving import run_simple

# The provider's own page would fetch a style sheet from another host.
PAGE = """<!doctype html><html lang="en"><title>Exempel-ID</title><link rel="icon" href="data:,">
<main>{% block content %}{% endblock %}</main></html>"""


def serve(port: int) -> None:
    """Be an OpenID provider."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # plain HTTP, which never leaves the machine
    app = oidc_provider_mock.app(require_nonce=True)
    app.jinja_loader = jinja2.ChoiceLoader([jinja2.DictLoader({"_base.html": PAGE}), app.jinja_loader])
    run_simple("127.0.0.1", port, app, threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
