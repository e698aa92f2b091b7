"""The command who-has."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.holders import reply
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name=reply.WHO_HAS,
        usage="who-has WORDS",
        help=messages.help_who_has,
        example="who-has schools",
        group=HelpGroup.CONTRACTS,
        role=Role.STAFF,
        short_argument=True,
        phrases=(
            "who has our data",
            "who holds our data",
            "who has our students' data",
            "who has our student data",
            "where is our data",
            "which vendors have our data",
        ),
        with_argument={
            "schools": ("who has our data by school", "which schools use what"),
            "data": ("who has our data by kind", "who has which data"),
            "subprocessors": ("list subprocessors", "our subprocessors", "which subprocessors do our vendors use"),
        },
        run=reply.who_has,
    ),
)
