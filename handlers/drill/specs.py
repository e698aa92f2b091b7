"""The drill command."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.drill import commands
from handlers.drill.commands import INNER
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="drill",
        help=messages.help_drill,
        example="drill",
        group=HelpGroup.BREACHES,
        role=Role.PRIVACY,
        fits=rf"|{'|'.join(commands.OWN)}|(?:{'|'.join(sorted(INNER))})(?: .*)?",
        phrases=(
            "start a drill",
            "start the drill",
            "breach drill",
            "practice a breach",
            "run a drill",
            "tabletop exercise",
        ),
        with_argument={commands.STOP: ("stop the drill", "end the drill"), commands.DEBRIEF: ("debrief",)},
        run=commands.drill,
    ),
)
