"""Every sentence of the words modules, on any surface: their catalogs, constants, and functions on made-up values.

Run by itself, it says how many lines of these modules that runs.
"""

import enum
import importlib
import inspect
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from coverage import Coverage
from measure import ROOT, say

from handlers.dialogue.catalog import read

VARIANTS = 3
"""How often a function is called: with little, with more, with what may be left out left out."""
DEEPEST = 4
"""Dataclasses within dataclasses."""
MOST = 40
"""Values of an iterator that are recorded."""
_PLAIN: Mapping[Any, Sequence[Any]] = {
    str: ("Acme", "Beta Learning", ""),
    int: (1, 3, 0),
    float: (1.0, 2.5, 0.0),
    bool: (True, False, True),
    bytes: (b"x", b"xyz", b""),
    date: (date(2026, 11, 24), date(2026, 12, 1), date(2025, 7, 4)),
    datetime: tuple(datetime(2026, 11, day, 9, tzinfo=UTC) for day in (24, 25, 26)),
    time: (time(8), time(16, 30), time(0)),
    timedelta: (timedelta(days=1), timedelta(days=3), timedelta()),
    Path: (Path("contract.pdf"), Path("folder/contracts.xlsx"), Path("x")),
    object: ("Acme", "Beta Learning", ""),
    Any: ("Acme", "Beta Learning", ""),
    type(None): (None, None, None),
}
_MANY = {
    list: list,
    tuple: tuple,
    set: set,
    frozenset: frozenset,
    Sequence: list,
    Iterable: list,
    AbstractSet: set,
    Collection: list,
}


class NoValueError(Exception):
    """No value of that type can be made up."""


def modules() -> Iterator[str]:
    """The words modules of the project, by their dotted names."""
    for folder in ("handlers", "bot"):
        for path in sorted((ROOT / folder).rglob("*words.py")):
            if path.name == "words.py" or path.name.endswith("_words.py"):
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


def said() -> Iterator[tuple[str, Any]]:
    """Each constant and each call, under a key that stays the same as long as the module does."""
    for path in (path for room in ("handlers", "bot") for path in sorted((ROOT / room).rglob("*.po"))):
        for id, message in read(path.read_text(encoding="utf-8")):
            yield f"words:{path.relative_to(ROOT).as_posix()}:{id}", (str(message), getattr(message, "many", ""))
    for name in modules():
        module = importlib.import_module(name)
        for own, thing in sorted(vars(module).items()):
            if own.startswith("__") or isinstance(thing, types.ModuleType | type):
                continue
            if not inspect.isfunction(thing):
                if own.isupper():
                    yield f"words:{name}:{own}", thing
            elif thing.__module__ == name:
                yield from ((f"words:{name}:{own}:{number}", _called(thing, number)) for number in range(VARIANTS))


def _called(function: Any, number: int) -> Any:
    try:
        found = function(**_arguments(function, number))
        return list(islice(found, MOST)) if isinstance(found, Iterator) else found
    except NoValueError as missing:
        return f"cannot be called: {missing}"
    except Exception as refused:  # noqa: BLE001 - made-up values may not go together
        return f"{type(refused).__name__}: {refused}"


def _arguments(function: Any, number: int) -> dict[str, Any]:
    hints = get_type_hints(function)
    found: dict[str, Any] = {}
    for name, one in inspect.signature(function).parameters.items():
        if one.kind in {one.VAR_KEYWORD, one.VAR_POSITIONAL}:
            continue
        found[name] = _value(hints.get(name, str), number)
    return found


def _value(kind: Any, number: int, depth: int = 0) -> Any:
    """A made-up value of a type. Raises NoValueError."""
    if kind in _PLAIN or (isinstance(kind, type) and get_origin(kind) is None):
        return _PLAIN[kind][number] if kind in _PLAIN else _of_class(kind, number, depth)
    origin, args = get_origin(kind), get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        left_out = type(None) in args and number == VARIANTS - 1
        return None if left_out else _value(next(a for a in args if a is not type(None)), number, depth)
    if origin in _MANY:
        return _group(origin, args or (str,), number, depth)
    if origin in {dict, Mapping}:
        return {_value(args[0], number, depth): _value(args[1], number, depth)}
    if origin is Literal:
        return args[min(number, len(args) - 1)]
    if origin is not Callable:
        raise NoValueError(str(kind))
    return lambda *given: str(given[0]) if given else ""


def _group(origin: Any, args: Sequence[Any], number: int, depth: int) -> Any:
    if origin is tuple and len(args) > 1 and args[1] is not Ellipsis:
        return tuple(_value(one, number, depth) for one in args)
    return _MANY[origin](_value(args[0], each, depth) for each in range(number + 1))


def _of_class(kind: type, number: int, depth: int) -> Any:
    if issubclass(kind, enum.Enum):
        return list(kind)[min(number, len(kind) - 1)]
    if issubclass(kind, Exception):
        return kind("no room")
    if is_dataclass(kind) and depth < DEEPEST:
        return _made(kind, number, depth)
    raise NoValueError(kind.__name__)


def _made(kind: type, number: int, depth: int) -> Any:
    """A dataclass with made-up values for the fields that have no default."""
    hints = get_type_hints(kind)
    needed = [one for one in fields(kind) if one.init and one.default is MISSING and one.default_factory is MISSING]
    return kind(**{one.name: _value(hints[one.name], number, depth + 1) for one in needed})


def main() -> None:
    """Print how many lines of the words modules run, the messages of their catalogs among them."""
    seen = Coverage(data_file=None, include=["*words.py"])
    seen.start()
    calls = sum(1 for _ in said())
    seen.stop()
    lines, missed = sum(key.split(":")[1].endswith(".po") for key, _ in said()), 0
    for name in modules():
        _, every, _, left, _ = seen.analysis2(str(ROOT / f"{name.replace('.', '/')}.py"))
        lines, missed = lines + len(every), missed + len(left)
    say(f"{calls} sentences; lines of the words modules that run: {1 - missed / lines:.3f} of {lines}")


if __name__ == "__main__":
    main()
