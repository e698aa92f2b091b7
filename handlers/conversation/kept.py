"""Makes of a wish on the records what may be remembered of it, and a wish again of that; no reason and no note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.forms.privacy.guard import find_personal_data
from handlers.law.around.answer import ANYBODY
from handlers.understanding.requests.request import Order, Request, Slots, View
from handlers.understanding.requests.values.days import DayOf, SaidDay

_TEXTS = ("vendor", "product", "said", "person", "person_said", "email", "field", "role", "by", "owner", "kinds")
_LISTS = ("ids", "records", "but", "links", "provisions", "categories", "without", "duties", "lacks")
_PHRASES = ("data", "left", "left_out")
"""Several words each; of those that are left, only what is on record too."""
_NUMBERS = ("number", "days_before")
_DATES = ("since", "until")
_OF_CHILD = frozenset({"log-exception", "log-family-request"})
"""Acts in which a name that is said is a child's or a family's."""
SOON = "soon"
_BETWEEN = "; "


def kept(request: Request) -> dict[str, str]:
    """What is remembered of it."""
    slots = request.slots
    found = {
        "command": request.command,
        "acts": "yes" if request.acts else "",
        "view": request.view.name if request.view is not View.NONE else "",
        "kind": request.kind,
        "order": slots.order.value,
        "closed": "yes" if slots.closed else "",
        "period": SOON if slots.period == SOON else "",
        "marked": "\n".join(f"{slot}={text}" for slot, text in slots.marked if not find_personal_data(text)),
        "days": " ".join(_day(one) for one in slots.said_days if one.day),
        **{name: _guarded(getattr(slots, name)) for name in _TEXTS},
        **{name: " ".join(getattr(slots, name)) for name in _LISTS},
        **{name: _BETWEEN.join(getattr(slots, name)) for name in _PHRASES},
        **{name: "" if (value := getattr(slots, name)) is None else str(value) for name in _NUMBERS},
        **{name: value.isoformat() if (value := getattr(slots, name)) else "" for name in _DATES},
    }
    if request.command in _OF_CHILD:
        found |= {"person": "", "person_said": ""}
    return {name: value for name, value in found.items() if value}


def _guarded(text: str) -> str:
    """The text, or nothing where it looks like more of a student than a name, which may be a colleague's."""
    return "" if any(one.kind not in ANYBODY for one in find_personal_data(text)) else text


def _day(one: SaidDay) -> str:
    assert one.day
    return f"{one.role.name}={one.day.isoformat()}={one.time.replace(' ', '')}"


def wish_of(known: Mapping[str, str]) -> Request | None:
    """The wish that is remembered; None where there is none."""
    if not known.get("command"):
        return None
    values: dict[str, Any] = {name: known.get(name, "") for name in _TEXTS}
    values |= {name: tuple(known.get(name, "").split()) for name in _LISTS}
    values |= {name: tuple(filter(None, known.get(name, "").split(_BETWEEN))) for name in _PHRASES}
    values |= {name: int(known[name]) for name in _NUMBERS if name in known}
    values |= {name: date.fromisoformat(known[name]) for name in _DATES if name in known}
    slots = Slots(
        order=Order(known.get("order", "")),
        closed="closed" in known,
        period=known.get("period", ""),
        said_days=tuple(_days(known.get("days", "").split())),
        marked=tuple((line.partition("=")[0], line.partition("=")[2]) for line in known.get("marked", "").splitlines()),
        **values,
    )
    view = View[known["view"]] if "view" in known else View.NONE
    return Request(
        known["command"],
        acts="acts" in known,
        view=view,
        kind=known.get("kind", ""),
        slots=slots,
    )


def _days(said: Iterable[str]) -> Iterable[SaidDay]:
    for one in said:
        role, day, time = one.split("=")
        yield SaidDay(DayOf[role], date.fromisoformat(day), day, 0, 0, time)


def over(old: Slots, new: Slots) -> Slots:
    """The values said before, with those said now put over them; a day in the place of one of the same event."""
    names = (
        *_TEXTS,
        *_LISTS,
        *_PHRASES,
        *_NUMBERS,
        *_DATES,
        "value",
        "note",
        "period",
        "order",
        "closed",
        "wrong_dates",
    )
    said = {name: getattr(new, name) for name in names if getattr(new, name)}
    if new.vendor or new.product:
        said["said"] = new.said
    if said.get("order") is Order.NONE:
        del said["order"]
    roles = {one.role for one in new.said_days}
    days = (*(one for one in old.said_days if one.role not in roles), *new.said_days)
    return replace(old, **said, said_days=days, marked=tuple(dict((*old.marked, *new.marked)).items()))
