"""Every way in which the SPARQL 1.1 Protocol lets a client ask, and what it may not do."""

from urllib.parse import urlencode

import pytest

from kg.errors import RequestError
from kg.web.protocol import FORM, QUERY, UPDATE, Operation, operation

ASK = "ASK { ?s ?p 'é & +' }"
ENCODED = urlencode({"query": ASK}).encode()
GRAPHS = b"default-graph-uri=a%3Ag&named-graph-uri=a%3Ah&default-graph-uri=a%3Ai"


def asked(text: str | None, *, graphs: bool = False) -> Operation:
    return Operation(
        text=text,
        default_graphs=("a:g", "a:i") if graphs else (),
        named_graphs=("a:h",) if graphs else (),
    )


@pytest.mark.parametrize(
    ("method", "parameters", "media", "body", "found"),
    [
        ("GET", ENCODED, "", b"", asked(ASK)),
        ("HEAD", ENCODED, "", b"", asked(ASK)),
        ("GET", ENCODED + b"&" + GRAPHS + b"&format=json", "", b"", asked(ASK, graphs=True)),
        ("GET", b"query=", "", b"", asked("")),
        ("GET", b"", "", b"", asked(None)),
        ("POST", b"", FORM, ENCODED + b"&" + GRAPHS, asked(ASK, graphs=True)),
        ("POST", b"", f"{FORM}; charset=UTF-8", ENCODED, asked(ASK)),
        ("POST", b"", QUERY, ASK.encode(), asked(ASK)),
        ("POST", b"", f'{QUERY}; charset="utf-8"', ASK.encode("utf-8-sig"), asked(ASK)),
        ("POST", GRAPHS, QUERY, ASK.encode(), asked(ASK, graphs=True)),
    ],
)
def test_a_query_is_understood(
    method: str, parameters: bytes, media: str, body: bytes, found: Operation
) -> None:
    assert operation(method, parameters, media, body) == found


@pytest.mark.parametrize(
    ("method", "parameters", "media", "body", "status"),
    [
        ("GET", ENCODED + b"&" + ENCODED, "", b"", 400),
        ("GET", b"query=%FF", "", b"", 400),
        ("GET", b"query=a" + b"&x" * 1000, "", b"", 400),
        ("GET", b"update=DROP+ALL", "", b"", 403),
        ("POST", b"", FORM, b"", 400),
        ("POST", ENCODED, FORM, b"", 400),
        ("POST", b"", FORM, ENCODED + b"&update=DROP+ALL", 403),
        ("POST", b"", FORM, b"query=\xff", 400),
        ("POST", ENCODED, QUERY, ASK.encode(), 400),
        ("POST", b"", QUERY, b"ASK \xff", 400),
        ("POST", b"", f"{QUERY}; charset=latin1", ASK.encode(), 415),
        ("POST", b"", UPDATE, b"DROP ALL", 403),
        ("POST", b"", "text/plain", ASK.encode(), 415),
        ("POST", ENCODED, "", b"", 415),
    ],
)
def test_what_is_no_query_is_refused(
    method: str, parameters: bytes, media: str, body: bytes, status: int
) -> None:
    with pytest.raises(RequestError) as caught:
        operation(method, parameters, media, body)
    assert caught.value.status == status
    assert len(str(caught.value).splitlines()) == 1
