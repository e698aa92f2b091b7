"""The commands by which programs and calendars get to read."""

from __future__ import annotations

from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.programs import readers
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="calendar",
        usage="calendar",
        help="the deadlines in your own calendar, by an address that you can end",
        example="calendar",
        group=HelpGroup.DISTRICT,
        role=Role.STAFF,
        changes=True,
        verb="made or ended a calendar address",
        fits="|new|end",
        phrases=("calendar feed", "calendar address", "subscribe to the calendar"),
        titles=("Deadlines in your calendar",),
        final="End the address and make a new one.",
        run=readers.calendar,
    ),
    CommandSpec(
        name="token",
        usage="token",
        help="let another assistant or a script read what you may read",
        example="token new",
        group=HelpGroup.DISTRICT,
        role=Role.STAFF,
        changes=True,
        verb="made or ended a token for a program",
        fits=r"|(new|end)( [\w-]+){0,2}",
        titles=("Programs that read for you",),
        final="End the token and make a new one.",
        run=readers.token,
    ),
)
