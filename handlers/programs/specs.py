"""The commands by which programs and calendars get to read."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.programs import readers
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="calendar",
        help=messages.help_calendar,
        example="calendar",
        group=HelpGroup.DISTRICT,
        role=Role.STAFF,
        changes=True,
        verb=messages.verb_calendar,
        fits="|new|end",
        phrases=("calendar feed", "calendar address", "subscribe to the calendar"),
        titles=("Deadlines in your calendar",),
        final=messages.final_calendar,
        run=readers.calendar,
    ),
    CommandSpec(
        name="token",
        help=messages.help_token,
        example="token new",
        group=HelpGroup.DISTRICT,
        role=Role.STAFF,
        changes=True,
        verb=messages.verb_token,
        fits=r"|(new|end)( [\w-]+){0,2}",
        titles=("Programs that read for you",),
        final=messages.final_token,
        run=readers.token,
    ),
)
