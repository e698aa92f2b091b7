"""Prepares giving a deadline, a record or a role to a person, and changing the district's settings."""

from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import catalog
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.dialogue.text import short
from handlers.forms.values import typed
from handlers.people import names
from handlers.records import words as act_words
from handlers.records.changing import correct
from handlers.records.names import district_names
from handlers.records.proposal import (
    MOST,
    Prepared,
    act_on_one,
    called_by,
    choose,
    choosing,
    line_of,
    meant_deadlines,
    meant_records,
    missing,
    of_all,
    open_form,
    reply,
    understood,
)
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.people import other_person
from storage.records import Breach, Contract, Deadline, Status

messages = catalog(__file__)

LONGEST_NAME = 40
"""The most characters of a person's name on a button."""

_TITLE = re.compile(r"^(?:mr|mrs|ms|dr|miss)\.? ", re.IGNORECASE)


def assign(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares reassigning a deadline, all that one person owns, or a record with nothing due."""
    slots = _to_another(request.slots, message, desk)
    request = replace(request, slots=slots)
    if slots.before and not (slots.ids or slots.records or slots.duties):
        return _all_of(slots, message, desk)
    unnamed = not (slots.ids or slots.records or slots.said or slots.vendor or slots.duties)
    if not meant_deadlines(slots, desk) and (meant_records(slots, desk, "CB") or (unnamed and slots.owner)):
        return correct(replace(request, slots=replace(slots, field="owner", said_days=())), message, desk)
    return _at_once(slots, message, desk) or act_on_one(request, "is to be handed over", _assign, message, desk)


def _at_once(slots: Slots, message: Message, desk: Desk) -> Reply | None:
    """Prepares giving all that is open of the one record meant to that person, or one of them; else None."""
    found = meant_deadlines(slots, desk) if slots.ids or slots.records else ()
    if len(found) < 2 or len({one.record for one in found}) > 1:
        return None
    acts = [_assign(one, slots, message, desk) for one in found]
    if not all(act.say for act in acts):
        return None
    who = names.display_name(message.who if slots.person == names.ME else slots.person or slots.person_said, desk)
    ids = " and ".join(one.id for one in found)
    return reply(
        Prepared(
            title=_assign_title(ids, who),
            say=of_all("assign", [act.say for act in acts]),
            button=_assign_button(ids, who),
            understood=(choosing(found, [Choice(act.button, act.say) for act in acts], desk),),
            more=tuple(dict.fromkeys(choice for act in acts for choice in act.more)),
        )
    )


def _to_another(slots: Slots, message: Message, desk: Desk) -> Slots:
    """The slots with another person as the new owner, where the person found owns it already.

    Unchanged where the message names nobody else.
    """
    records = [*meant_deadlines(slots, desk), *meant_records(slots, desk, "CB")] if slots.ids or slots.records else []
    owner = next((one.owner for one in records if one.owner), "")
    who = slots.person or slots.person_said
    owner_name = names.display_name(owner, desk)
    if not owner or who.casefold() not in {owner.casefold(), *owner_name.casefold().split(), owner_name.casefold()}:
        return slots
    vendor_names = [name for name in (slots.vendor, slots.product) if name]
    person, said = other_person(
        message.text, district_names(desk).names.people, (owner_name, *owner_name.split(), *vendor_names)
    )
    return replace(slots, person=person, person_said=said) if said else slots


def _all_of(slots: Slots, message: Message, desk: Desk) -> Reply:
    """A button for each open deadline that a person owns, and for each of their records."""
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    called = names.display_name(who, desk)
    owned_deadlines = [one for one in desk.store.deadlines(status=Status.OPEN) if _is_of(slots.before, one.owner, desk)]
    records: list[Contract | Breach] = [*desk.store.contracts(), *desk.store.breaches()]
    owned_records = [one for one in records if not one.withdrawn and _is_of(slots.before, one.owner, desk)]
    assign_buttons = [
        Choice(_assign_button(one.id, called), f"assign {one.id} {who}".strip()) for one in owned_deadlines
    ]
    buttons = [
        Choice(messages.own_record(who=short(called, LONGEST_NAME), id=one.id), f"correct {one.id} owner: {who}")
        for one in owned_records
        if who
    ]
    shown = choose(_all_to(slots.before, called), [], buttons[:MOST])
    if not (owned_deadlines or owned_records):
        return replace(shown, parts=(Text(messages.nothing_with(before=slots.before)),))
    waits = Text(act_words.waits(pressed=False, form=False))
    return replace(
        shown, parts=((choosing(owned_deadlines, assign_buttons, desk), waits) if owned_deadlines else (waits,))
    )


def _is_of(before: str, owner: str, desk: Desk) -> bool:
    """Whether the owner has ``before`` as full, first or last name."""
    called = names.display_name(owner, desk).casefold()
    plain = _TITLE.sub("", before).casefold()
    return bool(owner) and plain in {called, *called.split()}


def _assign(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    problem = names.owner_problem(who, desk) if who else messages.WHO_SAID
    form = open_form("assign", deadline.id, {"owner": who}, message, desk)
    called = names.display_name(who, desk)
    owner = names.display_name(deadline.owner, desk)
    return Prepared(
        title=_assign_title(called_by(deadline, desk), called),
        form=form,
        say="" if problem else f"assign {deadline.id} {who}",
        button=_assign_button(deadline.id, called),
        understood=(line_of(deadline, desk),),
        notes=(
            act_words.now_says(deadline_words.OWNED_BY, owner),
            *_same_owner(who, deadline, desk),
            *((problem,) if problem else ()),
        ),
        more=() if problem else _record_too(deadline, who, called, slots),
    )


def _record_too(deadline: Deadline, who: str, called: str, slots: Slots) -> tuple[Choice, ...]:
    """A button to change the owner of the record, where the message names the record itself."""
    if slots.duties or deadline.record not in {*slots.ids, *slots.records}:
        return ()
    say = f"correct {deadline.record} owner: {who}"
    return (Choice(messages.own_record(who=short(called, LONGEST_NAME), id=deadline.record), say, settles=True),)


def _same_owner(who: str, deadline: Deadline, desk: Desk) -> tuple[str, ...]:
    mine = bool(who) and deadline.owner.casefold() in names.all_names(who, desk)
    return (messages.owns_already(who=names.display_name(who, desk)),) if mine else ()


def grant(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares giving a role to a person."""
    slots = request.slots
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    values = {name: value for name, value in (("person", who), ("role", slots.role), ("email", slots.email)) if value}
    form = open_form("grant", "", values, message, desk)
    called = names.display_name(who, desk) or slots.email
    known = bool(slots.person or (slots.email and who))
    return reply(
        Prepared(
            title=messages.grant_title(who=called),
            form=form,
            say=" ".join(("grant", who, *filter(None, (slots.email,)), slots.role)) if known and slots.role else "",
            button=messages.grant_button(who=short(called, LONGEST_NAME), role=slots.role),
            understood=(understood(form, values, desk),),
            notes=(
                *(() if known or slots.email else (messages.WHO_SAID,)),
                *((act_words.needed(lacks),) if (lacks := missing(form, () if who else ("person",))) else ()),
            ),
            more=(Choice(messages.SHOW_ROLES, "roles"),),
        ),
    )


def revoke(request: Request, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every act has this shape
    """Prepares taking a person's role away, and says how much they still own."""
    slots = request.slots
    who, called = slots.person, names.display_name(slots.person or slots.person_said, desk)
    roles = Choice(messages.SHOW_ROLES, "roles")
    if not who:
        return choose(messages.revoke_title(who=called), [messages.WHO_SAID], [roles])
    every = names.all_names(who, desk)
    owned = sum(one.owner.casefold() in every for one in desk.store.deadlines(status=Status.OPEN))
    return reply(
        Prepared(
            title=messages.revoke_title(who=called),
            say=f"revoke {who}",
            button=messages.revoke_button(who=short(called, LONGEST_NAME)),
            notes=(_revoke_says(owned),),
            more=(roles, *((Choice(act_words.ALL_DEADLINES, f"deadlines {called}"),) if owned else ())),
        ),
    )


OF_PERSON = frozenset({"superintendent", "lead"})
"""Settings that name a person, who may be told by name and e-mail address."""


def setup(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares changing one of the district's settings."""
    slots = request.slots
    value = slots.value
    if slots.field in OF_PERSON:
        value = slots.person or f"{slots.person_said} {slots.email}".strip()
    elif slots.field == "site":
        value = slots.links[0] if slots.links else ""
    values = {slots.field: value} if slots.field and value else {}
    form = open_form("setup", "", values, message, desk)
    return reply(
        Prepared(
            title=messages.SETUP_TITLE,
            form=form,
            say=typed("setup", values) if values else "",
            button=act_words.SAVE,
            understood=((understood(form, values, desk),) if values else ()),
        ),
    )


def _assign_title(id: str, who: str) -> str:
    """A deadline is to be handed over."""
    return messages.give_to(id=id, who=who) if who else messages.give_to_whom(id=id)


def _all_to(before: str, who: str) -> str:
    """The title that proposes to give everything of one person to another."""
    return (
        messages.give_what_is_with_to(before=before, who=who)
        if who
        else messages.give_what_is_with_to_whom(before=before)
    )


def _assign_button(id: str, who: str) -> str:
    """The button that reassigns a deadline."""
    return messages.assign_button(id=id, who=short(who, LONGEST_NAME)) if who else messages.give_to_whom(id=id)


def _revoke_says(owned: int) -> str:
    """What a person without a role still owns."""
    if not owned:
        return messages.what_they_did_stays_in_the
    many = messages.open_deadline(owned=owned)
    return messages.what_they_did_stays_in_the_history(many=many)
