"""The command that hands out everything on record."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.export import export
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="export",
        usage="export FORMAT",
        help=messages.help_export,
        example="export xlsx",
        group=HelpGroup.DISTRICT,
        role=Role.PRIVACY,
        run=export.reply,
    ),
)
