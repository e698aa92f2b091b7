"""Changes a card for a client without dialogs, as Microsoft's Playground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from bot.teams.render.buttons import DIALOG, HERE, SAY, execute

T = TypeVar("T")


def without_dialogs(shown: T) -> T:
    """The same, of a card or what carries cards: what asks for more is answered by a message.

    There a form is filled in where it stands, so that nothing opens it.
    """
    made: T = _without(shown, {data["say"] for data in _datas(shown) if data.get(HERE)})
    return made


def _without(found: Any, inline: set[str]) -> Any:
    if isinstance(found, list):
        return [made for one in found if (made := _without(one, inline)) is not None]
    if not isinstance(found, dict):
        return found
    data = found.get("data")
    if isinstance(data, dict):
        if not DIALOG.keys() <= data.keys():
            return {name: value for name, value in found.items() if name != "mode"} if data.get(HERE) else found
        kept = {name: value for name, value in data.items() if name not in DIALOG}
        more = {name: found[name] for name in ("style", "mode") if name in found}
        return None if kept["say"] in inline else {**execute(found["title"], SAY, kept), **more}
    made = {name: _without(value, inline) for name, value in found.items()}
    return None if made.get("actions") == [] else made


def _datas(found: Any) -> Iterator[dict[str, Any]]:
    """What the buttons bring."""
    if isinstance(found, dict) and isinstance(found.get("data"), dict):
        yield found["data"]
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _datas(one)
