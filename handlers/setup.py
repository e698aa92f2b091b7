"""How does a district say how it wants to be served?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from handlers import names
from handlers.desk import Desk, Message, Sorry
from handlers.people import RANKS, find
from handlers.records import forms
from handlers.records.forms import Filled
from handlers.records.keeping import change
from handlers.records.seen import compare, marked, without_mark
from handlers.reply import Choice, Facts, Field, Reply, Text
from handlers.setup_words import days_before, hour, off_days, spans, zone_name
from handlers.wording import people as wording_people
from storage.records import Role, Setup

T = TypeVar("T")


def setup(rest: str, message: Message, desk: Desk) -> Reply:
    """``setup field: value``: the form, or what it becomes; what is not typed stays as it is."""
    old, shapes = desk.store.setup(), fields(desk)
    say, title, submit = "setup", wording_people.SETUP_TITLE, wording_people.SETUP_SAVE
    rest, seen = without_mark(rest)
    values = dict(message.fields) or forms.typed(rest, shapes)
    if not values:
        return marked(forms.blank(say, title, submit, shapes, known(old, desk)), seen, desk)
    filled = Filled(shapes, names.meant({**known(old, desk), **values}, shapes, message))
    compare(filled, seen, old.id, known(old, desk), desk)
    new = read(filled, old, message, desk)
    if new is None:
        return marked(filled.again(say, title, submit), seen, desk)
    if new == old:
        raise Sorry(wording_people.SETUP_SAME)
    again = change("setup", message, desk, lambda _: [new], old).again
    return _told(desk.store.setup(), wording_people.AGAIN if again else wording_people.SETUP_SAVED, desk)


def fields(desk: Desk) -> tuple[Field, ...]:
    """The form; the privacy team's place is one of those that are private."""
    own = {person.place for person in desk.store.people()}
    private = [place for place in desk.store.places() if place.private and place.id not in {wording_people.PAGE, *own}]
    places = (
        (wording_people.PAGE, wording_people.PAGE_LABEL),
        *((place.id, place.name or place.id) for place in private),
    )
    options = {"place": places, "members": wording_people.MEMBERS}
    return tuple(
        Field(id, label, kind, options=options.get(id, ()), hint=wording_people.SETUP_HINTS.get(id, ""))
        for id, (label, kind) in wording_people.SETUP_FIELDS.items()
    )


def known(setup: Setup, desk: Desk) -> dict[str, str]:
    """A setup as the form shows it."""
    return {
        "district": setup.district,
        "site": setup.site,
        "place": setup.place or wording_people.PAGE,
        "lead": setup.lead,
        "superintendent": setup.superintendent,
        "zone": setup.zone or str(desk.zone),
        "morning": setup.morning,
        "evening": setup.evening,
        "closures": spans(setup.closures),
        "before": ", ".join(str(days) for days in setup.before),
        "members": setup.members.value,
    }


def read(filled: Filled, old: Setup, message: Message, desk: Desk) -> Setup | None:
    """The setup as filled in; None where something is wrong, which then stands at its field."""
    morning, evening = _as(hour, "morning", old.morning, filled), _as(hour, "evening", old.evening, filled)
    if evening <= morning and not filled.errors:
        filled.errors["evening"] = wording_people.EVENING_FIRST
    found = replace(
        old,
        district=filled.text("district"),
        site=filled.link("site"),
        place=_place(filled, message, desk),
        lead=_as(lambda text: find(text, desk.store).id, "lead", "", filled),
        superintendent=_as(lambda text: find(text, desk.store).id, "superintendent", "", filled),
        zone=_as(zone_name, "zone", Setup().zone, filled),
        morning=morning,
        evening=evening,
        closures=_as(off_days, "closures", (), filled),
        before=_as(days_before, "before", Setup().before, filled),
        members=Role(next(iter(filled.chosen("members")), old.members)),
    )
    return found if filled.ready else None


def _as(reads: Callable[[str], T], id: str, empty: T, filled: Filled) -> T:
    """What a field says, ``empty`` where it says nothing; what cannot be read becomes its error."""
    value = filled.text(id)
    try:
        return reads(value) if value else empty
    except Sorry as sorry:
        filled.errors[id] = str(sorry)
        return empty


def _place(filled: Filled, message: Message, desk: Desk) -> str:
    """The id of a private place we can write to; empty for the page only."""
    said = filled.values.get("place", "").strip()
    here = said.lower() == "here"
    # Inside a thread the place has the thread's id behind its own.
    places = (message.place, message.place.rpartition(":")[0]) if here else (said,)
    on_file = next((found for id in places if (found := desk.store.place(id))), None)
    if on_file and on_file.private:
        return on_file.id
    if on_file or here:
        filled.errors["place"] = wording_people.PLACE_PUBLIC if on_file else wording_people.HERE_UNKNOWN
        return ""
    chosen = filled.chosen("place")
    return chosen[0] if chosen and chosen[0] != wording_people.PAGE else ""


def _told(setup: Setup, first: str, desk: Desk) -> Reply:
    """The setup as it stands; a lead who could not close anything gets a button that changes it."""
    labels = {id: label for id, (label, _) in wording_people.SETUP_FIELDS.items()}
    shown = {**known(setup, desk), "members": dict(wording_people.MEMBERS)[setup.members.value]}
    place, lead = desk.store.place(setup.place), find(setup.lead, desk.store) if setup.lead else None
    shown["place"] = (place.name or place.id) if place else wording_people.PAGE_LABEL
    for id in ("lead", "superintendent"):
        shown[id] = wording_people.called(find(shown[id], desk.store)) if shown[id] else ""
    weak = lead if lead and RANKS.index(lead.role) < RANKS.index(Role.PRIVACY) and lead.id not in desk.admins else None
    name = wording_people.called(weak) if weak else ""
    return Reply(
        title=wording_people.SETUP_TITLE,
        parts=(
            Text(first),
            Facts(tuple((labels[id], value) for id, value in shown.items() if value)),
            *((Text(wording_people.lead_without_role(name)),) if weak else ()),
        ),
        choices=(
            *((Choice(wording_people.put_on_team(name), f"grant {weak.id} privacy"),) if weak else ()),
            Choice(wording_people.SETUP_CHANGE, "setup"),
        ),
        tone="done",
    )
