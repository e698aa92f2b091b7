"""The command that hands out everything on record."""

from __future__ import annotations

from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.export import export
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="export",
        usage="export FORMAT",
        help="everything on record in one file: json, csv, ics or xlsx",
        example="export xlsx",
        group=HelpGroup.DISTRICT,
        role=Role.PRIVACY,
        run=export.reply,
    ),
)
