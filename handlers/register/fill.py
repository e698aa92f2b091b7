"""The command that fills in what the register lacks, and goes back to it."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.forms.filling import SURE, only_fields
from handlers.people.access import permit
from handlers.register import words
from handlers.register.entries import public_register
from handlers.register.gaps import DISTRICT, FILL, SETUP
from handlers.register.publish import standing


def fill(rest: str, message: Message, desk: Desk) -> Reply:
    """``fill-register C-1 FIELDS`` or ``fill-register setup``: the form of what is missing; once saved, the register.

    Raises Sorry.
    """
    first, _, more = rest.partition(" ")
    of_district = first.lower() == SETUP
    command, typed = desk.commands[SETUP if of_district else "correct"], more if of_district else rest
    permit(command, "" if of_district else first, message, desk)
    reply = command.run(typed, message, desk)
    if reply.form is None:
        return standing(public_register(desk), message, desk, words.FILLED) if desk.written else reply
    fields = reply.form.fields
    if of_district:
        fields = only_fields({DISTRICT, SURE, *(one.id for one in fields if one.error)}, fields)
    say = f"{FILL}{reply.form.say.removeprefix(command.name)}" if not of_district else f"{FILL} {reply.form.say}"
    return replace(reply, form=replace(reply.form, say=say, fields=fields))
