"""What is looked at before any request: for whom it is meant, and how long its address is."""

import re

from kg.errors import RequestError

LONGEST_ADDRESS = 16_384  #: characters of path and parameters; longer queries are sent by POST
LONGEST_BODY = 1_000_000  #: bytes

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})
_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def names(host: str) -> frozenset[str] | None:
    """The names by which a server that listens on ``host`` may be called; None: by any.

    A page of another site can have its own name lead to this machine. Its scripts could then
    read what is served here, if the server answered to that name.
    """
    if host in _EVERYWHERE:
        return None
    own = (f"[{host}]" if ":" in host else host).lower()
    return _LOOPBACK if own in _LOOPBACK else frozenset({own})


def check(host: str, address_length: int, known: frozenset[str] | None) -> None:
    """RequestError 421 for a Host header with another name, 414 for a longer address."""
    found = _HOST.fullmatch(host)
    if not found or (known is not None and found[1].lower() not in known):
        raise RequestError(421, f"Host {host[:100]!r} is not served here; see kg serve --host")
    if address_length > LONGEST_ADDRESS:
        raise RequestError(
            414, f"the address is longer than {LONGEST_ADDRESS} characters; send the query by POST"
        )
