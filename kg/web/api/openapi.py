"""The JSON API as an OpenAPI 3.1 document, made from its operations and their records."""

from typing import Any

import msgspec

import kg
from kg.web.api.operations import OPERATIONS, ROOT, Operation

_REF = "#/components/schemas/{name}"
_ERROR = {"description": "one line of text that says why", "content": {"text/plain": {}}}


def document() -> dict[str, Any]:
    """The document, with all paths and all records."""
    results = [operation.result for operation in OPERATIONS.values()]
    schemas, components = msgspec.json.schema_components(results, ref_template=_REF)
    paths = {
        f"{ROOT}{operation.path}": {"get": _get(operation, schema)}
        for operation, schema in zip(OPERATIONS.values(), schemas, strict=True)
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Simpul",
            "version": kg.__version__,
            "description": "What Indonesian news says, to be read only.",
        },
        "paths": paths,
        "components": {"schemas": components},
    }


def _get(operation: Operation, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": operation.answer.__name__,
        "summary": operation.says,
        "parameters": _parameters(operation),
        "responses": {
            "200": {
                "description": "the answer",
                "content": {"application/json": {"schema": schema}},
            },
            "400": _ERROR,
            "404": _ERROR,
            "503": _ERROR,
        },
    }


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    (_,), components = msgspec.json.schema_components([operation.given], ref_template=_REF)
    schema = components[operation.given.__name__]
    required = schema.get("required", ())
    return [
        _parameter(operation, name, about, name in required)
        for name, about in schema["properties"].items()
    ]


def _parameter(
    operation: Operation, name: str, about: dict[str, Any], required: bool
) -> dict[str, Any]:
    """One parameter; what may be left out is not given as null."""
    default = {} if about.get("default") is None else {"default": about["default"]}
    given = about["anyOf"][0] if "anyOf" in about else about
    unsaid = ("description", "default")
    return {
        "name": name,
        "in": "path" if f"{{{name}}}" in operation.path else "query",
        "required": required,
        "description": given.get("description", ""),
        "schema": {key: value for key, value in given.items() if key not in unsaid} | default,
    }
