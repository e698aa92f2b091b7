"""The command that leads to the board."""

from handlers.board import link
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="board",
        help=messages.help_board,
        example="board",
        group=HelpGroup.DISTRICT,
        role=Role.STAFF,
        fits="",
        phrases=("dashboard", "open the board", "link to the board"),
        titles=("The board",),
        run=link.board_link,
    ),
)
