"""Whether an address elsewhere may be asked, so that nobody reaches the machines behind the site through a link.

A name is looked up once, and what was found is what is asked: a name that answers differently the second time
changes nothing.
"""

import ipaddress
import socket
from urllib.parse import SplitResult

from django.conf import settings

PORTS = {"http": 80, "https": 443}


class NotAllowed(Exception):
    """The address is none that the site may ask."""


def resolve(parts: SplitResult) -> tuple[str, int]:
    """The network address and port of a web address.

    Raises NotAllowed where it is not on the open web, and OSError where the name cannot be looked up. The setting
    `LINK_CHECK_ADDRESSES` is `public`, or `any` where tests ask servers of their own.
    """
    try:
        host, port = parts.hostname, parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise NotAllowed from error
    if not host or not port or parts.username is not None:
        raise NotAllowed
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if settings.LINK_CHECK_ADDRESSES != "any" and not all(map(_is_public, addresses)):
        raise NotAllowed
    return addresses[0], port


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return all(each.is_global and not each.is_multicast for each in (parsed, inner) if each)
