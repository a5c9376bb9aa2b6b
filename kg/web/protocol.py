"""What an HTTP request asks for, as the SPARQL 1.1 Protocol has it. Nothing here knows a server."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.errors import RequestError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_FIELDS = 1000  # parameters of one request, at most
_READ_ONLY = "updates are refused: the graph can be read, not changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A query and its graphs; without text it is the service's description that is wanted."""

    text: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def operation(
    method: str, parameters: bytes, content_type: str = "", body: bytes = b""
) -> Operation:
    """What is asked, from what stands behind the question mark and, for POST, from the body.

    RequestError 400 for a request that is malformed, 403 for an update, 415 for a body that is no
    query.
    """
    if method != "POST":
        fields = _fields(parameters)
        return _operation(fields) if "query" in fields or "update" in fields else _description()
    media, _, more = content_type.lower().replace(" ", "").replace('"', "").partition(";")
    if "charset=" in more and "charset=utf-8" not in more:
        raise RequestError(415, "a body that is not UTF-8 is refused")
    if media == UPDATE:
        raise RequestError(403, _READ_ONLY)
    if media == FORM:
        return _operation(_fields(body))
    if media == QUERY:
        fields = _fields(parameters)
        return _operation({**fields, "query": [*fields.get("query", ()), _decoded(body)]})
    raise RequestError(415, f"{media or 'no media type'}: a body must be {QUERY} or {FORM}")


def _description() -> Operation:
    return Operation(text=None, default_graphs=(), named_graphs=())


def _operation(fields: dict[str, list[str]]) -> Operation:
    if "update" in fields:
        raise RequestError(403, _READ_ONLY)
    queries = fields.get("query", [])
    if len(queries) != 1:
        raise RequestError(400, f"there must be one query, and there are {len(queries)}")
    return Operation(
        text=queries[0],
        default_graphs=tuple(fields.get("default-graph-uri", ())),
        named_graphs=tuple(fields.get("named-graph-uri", ())),
    )


def _fields(encoded: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            encoded.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_FIELDS,
        )
    except ValueError as error:
        raise RequestError(400, f"the parameters cannot be read: {error}") from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the query is not UTF-8 at byte {error.start}") from error
