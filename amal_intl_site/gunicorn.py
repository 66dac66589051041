"""How gunicorn serves the site. Read by `make run`, the container image and `make bench`.

Web processes hold no state: more of them, or more machines, are more of the same.
"""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000").split(",")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108

# A request that takes longer than this is stuck; a worker that gets a stop finishes what it has.
timeout = 60
graceful_timeout = 30
keepalive = 75

# Larger than any address of ours: the rest is refused before Django sees it.
limit_request_line = 4094
limit_request_fields = 60

# One line a request, without who asked, what follows the question mark, or any personal link.
accesslog = "-" if os.environ.get("ACCESS_LOG", "1") == "1" else None
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
logger_class = "amal_intl_site.access_log.AccessLog"

# Nothing is steered from outside the process: a container is replaced, not talked to.
control_socket_disable = True
