"""Prepares what is changed in roles and settings."""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply
from handlers.people import names
from handlers.records.acts import words as act_words
from handlers.records.acts.people import words
from handlers.records.acts.prepared import Prepared, choose, missing, open_form, reply, typed, understood
from handlers.understanding.requests.request import Request
from storage.records import Status


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
            title=words.grant_title(called),
            form=form,
            say=" ".join(("grant", who, *filter(None, (slots.email,)), slots.role)) if known and slots.role else "",
            button=words.grant_button(called, slots.role),
            understood=(understood(form, values, desk),),
            notes=(
                *(() if known or slots.email else (words.WHO_SAID,)),
                *((act_words.needed(lacks),) if (lacks := missing(form, () if who else ("person",))) else ()),
            ),
            more=(Choice(words.SHOW_ROLES, "roles"),),
        ),
    )


def revoke(request: Request, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every act has this shape
    """Whose role is to be taken away, and what they still own."""
    slots = request.slots
    who, called = slots.person, names.display_name(slots.person or slots.person_said, desk)
    roles = Choice(words.SHOW_ROLES, "roles")
    if not who:
        return choose(words.revoke_title(called), [words.WHO_SAID], [roles])
    every = names.all_names(who, desk)
    owned = sum(one.owner.casefold() in every for one in desk.store.deadlines(status=Status.OPEN))
    return reply(
        Prepared(
            title=words.revoke_title(called),
            say=f"revoke {who}",
            button=words.revoke_button(called),
            notes=(words.revoke_says(owned),),
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
            title=words.SETUP_TITLE,
            form=form,
            say=typed("setup", values) if values else "",
            button=act_words.SAVE,
            understood=((understood(form, values, desk),) if values else ()),
        ),
    )
