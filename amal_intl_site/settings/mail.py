"""Mail. Which service, and its keys, differ from place to place; see `production`."""

# Anymail's settings; WEBHOOK_SECRET opens the address where the service reports deliveries.
ANYMAIL: dict[str, str] = {}
