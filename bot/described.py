"""Makes JSON schemas of dataclasses, reads JSON into them, and writes them as JSON, all from the same fields."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry

messages = catalog(__file__)

T = TypeVar("T")
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    """The type's adapter, made once."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def schema_of(kind: type, ref: str = "#/$defs/{model}") -> dict[str, Any]:
    """The JSON schema (2020-12) of what ``as_json`` makes of the type; it allows no other properties."""
    schema = _adapter(kind).json_schema(mode="serialization", ref_template=ref)
    return cast("dict[str, Any]", _closed(schema))


def _closed(part: Any) -> Any:
    """The schema, in which no object with properties allows further ones."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {name: _closed(one) for name, one in part.items()}
    return {**closed, "additionalProperties": False} if isinstance(part.get("properties"), dict) else closed


def read_as(kind: type[T], given: Mapping[str, Any]) -> T:
    """The values as that dataclass. Raises Sorry, which names the first field that is wrong."""
    known = [field.name for field in fields(cast("Any", kind))]
    if unknown := [name for name in given if name not in known]:
        raise Sorry(messages.unknown(name=str(unknown[0]), known=", ".join(known) or "none"))
    try:
        return cast("T", _adapter(kind).validate_python(dict(given)))
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        raise Sorry(messages.wrong(field=field, why=first["msg"])) from None


def as_json(value: object) -> dict[str, Any]:
    """A dataclass as plain JSON values."""
    return cast("dict[str, Any]", _adapter(type(value)).dump_python(value, mode="json"))
