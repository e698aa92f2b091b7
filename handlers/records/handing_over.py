"""Prepares the handing over of a deadline, of a record, or of everything of one person."""

from __future__ import annotations

from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.people import names
from handlers.records import handing_over_words
from handlers.records import words as act_words
from handlers.records.changing import correct
from handlers.records.names import district_names
from handlers.records.prepared import (
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
    open_form,
    reply,
    typed,
    understood,
)
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.people import other_person
from storage.records import Breach, Contract, Deadline, Status

_TITLE = re.compile(r"^(?:mr|mrs|ms|dr|miss)\.? ", re.IGNORECASE)


def assign(request: Request, message: Message, desk: Desk) -> Reply:
    """A deadline that is to be handed over, everything of one person, or a record for which nothing is due."""
    slots = _to_another(request.slots, message, desk)
    request = replace(request, slots=slots)
    if slots.before and not (slots.ids or slots.records or slots.duties):
        return _all_of(slots, message, desk)
    if not meant_deadlines(slots, desk) and meant_records(slots, desk, "CB"):
        return correct(replace(request, slots=replace(slots, field="owner", said_days=())), message, desk)
    return act_on_one(request, "is to be handed over", _assign, message, desk)


def _to_another(slots: Slots, message: Message, desk: Desk) -> Slots:
    """To whom it goes, where the one who was found has it already and somebody else is named too."""
    found = [*meant_deadlines(slots, desk), *meant_records(slots, desk, "CB")] if slots.ids or slots.records else []
    owner = next((one.owner for one in found if one.owner), "")
    who = slots.person or slots.person_said
    called = names.display_name(owner, desk)
    if not owner or who.casefold() not in {owner.casefold(), *called.casefold().split(), called.casefold()}:
        return slots
    vendor = [name for name in (slots.vendor, slots.product) if name]
    person, said = other_person(message.text, district_names(desk).names.people, (called, *called.split(), *vendor))
    return replace(slots, person=person, person_said=said) if said else slots


def _all_of(slots: Slots, message: Message, desk: Desk) -> Reply:
    """A button for each open deadline that somebody owns, and for each record of theirs without one."""
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    called = names.display_name(who, desk)
    due = [one for one in desk.store.deadlines(status=Status.OPEN) if _is_of(slots.before, one.owner, desk)]
    kept: list[Contract | Breach] = [*desk.store.contracts(), *desk.store.breaches()]
    others = [one for one in kept if not one.withdrawn and _is_of(slots.before, one.owner, desk)]
    hands = [Choice(handing_over_words.assign_button(one.id, called), f"assign {one.id} {who}".strip()) for one in due]
    buttons = [
        Choice(handing_over_words.own_record(one.id, called), f"correct {one.id} owner: {who}") for one in others if who
    ]
    shown = choose(handing_over_words.all_to(slots.before, called), [], buttons[:MOST])
    if not (due or others):
        return replace(shown, parts=(Text(handing_over_words.nothing_with(slots.before)),))
    waits = Text(act_words.waits(pressed=False, form=False))
    return replace(shown, parts=((choosing(due, hands, desk), waits) if due else (waits,)))


def _is_of(before: str, owner: str, desk: Desk) -> bool:
    """Whether an owner is the person with that name, or with that first or last name."""
    called = names.display_name(owner, desk).casefold()
    plain = _TITLE.sub("", before).casefold()
    return bool(owner) and plain in {called, *called.split()}


def _assign(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    form = open_form("assign", deadline.id, {"owner": who}, message, desk)
    called = names.display_name(who, desk)
    owner = names.display_name(deadline.owner, desk)
    return Prepared(
        title=handing_over_words.assign_title(called_by(deadline, desk), called),
        form=form,
        say=f"assign {deadline.id} {who}" if who else "",
        button=handing_over_words.assign_button(deadline.id, called),
        understood=(line_of(deadline, desk),),
        notes=(
            act_words.now_says(deadline_words.OWNED_BY, owner),
            *_same_owner(who, deadline, desk),
            *(() if who else (handing_over_words.WHO_SAID,)),
        ),
        more=_record_too(deadline, who, called, slots),
    )


def _record_too(deadline: Deadline, who: str, called: str, slots: Slots) -> tuple[Choice, ...]:
    """Where the contract or breach itself was named, its owner may be meant."""
    if not who or slots.duties or deadline.record not in {*slots.ids, *slots.records}:
        return ()
    say = f"correct {deadline.record} owner: {who}"
    return (Choice(handing_over_words.own_record(deadline.record, called), say, settles=True),)


def _same_owner(who: str, deadline: Deadline, desk: Desk) -> tuple[str, ...]:
    mine = bool(who) and deadline.owner.casefold() in names.all_names(who, desk)
    return (handing_over_words.owns_already(names.display_name(who, desk)),) if mine else ()


def grant(request: Request, message: Message, desk: Desk) -> Reply:
    """Who is to have which role."""
    slots = request.slots
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    values = {name: value for name, value in (("person", who), ("role", slots.role), ("email", slots.email)) if value}
    form = open_form("grant", "", values, message, desk)
    called = names.display_name(who, desk) or slots.email
    known = bool(slots.person or (slots.email and who))
    return reply(
        Prepared(
            title=handing_over_words.grant_title(called),
            form=form,
            say=" ".join(("grant", who, *filter(None, (slots.email,)), slots.role)) if known and slots.role else "",
            button=handing_over_words.grant_button(called, slots.role),
            understood=(understood(form, values, desk),),
            notes=(
                *(() if known or slots.email else (handing_over_words.WHO_SAID,)),
                *((act_words.needed(lacks),) if (lacks := missing(form, () if who else ("person",))) else ()),
            ),
            more=(Choice(handing_over_words.SHOW_ROLES, "roles"),),
        ),
    )


def revoke(request: Request, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every act has this shape
    """Whose role is to be taken away, and what they still own."""
    slots = request.slots
    who, called = slots.person, names.display_name(slots.person or slots.person_said, desk)
    roles = Choice(handing_over_words.SHOW_ROLES, "roles")
    if not who:
        return choose(handing_over_words.revoke_title(called), [handing_over_words.WHO_SAID], [roles])
    every = names.all_names(who, desk)
    owned = sum(one.owner.casefold() in every for one in desk.store.deadlines(status=Status.OPEN))
    return reply(
        Prepared(
            title=handing_over_words.revoke_title(called),
            say=f"revoke {who}",
            button=handing_over_words.revoke_button(called),
            notes=(handing_over_words.revoke_says(owned),),
            more=(roles, *((Choice(act_words.ALL_DEADLINES, f"deadlines {called}"),) if owned else ())),
        ),
    )


def setup(request: Request, message: Message, desk: Desk) -> Reply:
    """The district's settings, with the one that is to be changed."""
    slots = request.slots
    value = slots.value
    if slots.field in {"superintendent", "lead"}:
        value = slots.person or slots.person_said
    elif slots.field == "site":
        value = slots.links[0] if slots.links else ""
    values = {slots.field: value} if value else {}
    form = open_form("setup", "", values, message, desk)
    return reply(
        Prepared(
            title=handing_over_words.SETUP_TITLE,
            form=form,
            say=typed("setup", values) if values else "",
            button=act_words.SAVE,
            understood=((understood(form, values, desk),) if values else ()),
        ),
    )
