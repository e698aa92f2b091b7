"""Describe the addresses for scripts as an OpenAPI 3.1 document, made from the entries by which they are served."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from aiohttp import web

from bot.described import schema_of
from bot.installed import version
from bot.web.api import words
from bot.web.api.routes import ROUTES, Route
from bot.web.api.shapes import Wrong

PATH = "/api/openapi.json"
_REF = "#/components/schemas/{model}"
Schemas = dict[str, Any]


async def openapi_json(_: web.Request) -> web.Response:
    """The document; it holds nothing of any district."""
    return web.json_response(document())


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    schemas: Schemas = {}
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = _operation(route, schemas)
    paths[PATH] = {
        "get": {
            "operationId": "openapi",
            "summary": words.OPENAPI,
            "security": [],
            "responses": {"200": _response("200", {"type": "object"})},
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": words.TITLE, "description": words.ABOUT, "version": version()},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": words.HOW_SIGNED}},
        },
    }


def _operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    given = [_named(one, schemas) for one in route.gives]
    found: dict[str, Any] = {
        "operationId": route.path.rpartition("/")[2],
        "summary": route.summary,
        "security": [{"token": []}, *([] if route.query else [{}])],
        "responses": {
            "200": _response("200", given[0] if len(given) == 1 else {"anyOf": given}),
            **{status: _response(status, _named(Wrong, schemas)) for status in route.statuses},
        },
    }
    if route.query:
        found["parameters"] = [*_parameters(route.query)]
    if route.body:
        found["requestBody"] = {"required": True, "content": _json(_named(route.body, schemas))}
    return found


def _parameters(query: type) -> Iterable[dict[str, Any]]:
    schema = schema_of(query)
    for name, one in schema["properties"].items():
        kept = {key: value for key, value in one.items() if key not in {"description", "title"}}
        required = name in schema.get("required", ()) and "default" not in one
        yield {"name": name, "in": "query", "required": required, "description": one["description"], "schema": kept}


def _named(kind: type, schemas: Schemas) -> dict[str, str]:
    """A reference to the schema of a shape, which is put among the others with those that it names."""
    made = schema_of(kind, _REF)
    schemas.update(made.pop("$defs", {}))
    schemas[kind.__name__] = made
    return {"$ref": _REF.format(model=kind.__name__)}


def _response(status: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words.STATUSES[status], "content": _json(schema)}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
