"""The command that imports contracts."""

from __future__ import annotations

from handlers.dialogue.bounded_re import FILE_SECONDS
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.imports.commands import import_contracts
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="import",
        usage="import",
        help="put the contracts of a spreadsheet on record, after you have seen what was read",
        example="import",
        group=HelpGroup.CONTRACTS,
        role=Role.PRIVACY,
        changes=True,
        verb="imported it",
        takes_file=True,
        seconds=FILE_SECONDS,
        fits=r"(?:[0-9a-f]{16} \w+)?",
        phrases=(
            "import contracts",
            "import a spreadsheet",
            "import our contracts",
            "import a list of contracts",
            "upload our spreadsheet",
            "upload a spreadsheet",
        ),
        run=import_contracts,
    ),
)
