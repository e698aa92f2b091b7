"""The command that imports contracts."""

from handlers.dialogue.bounded_re import FILE_SECONDS
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.imports.commands import import_contracts
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="import",
        help=messages.help_import,
        example="import",
        group=HelpGroup.CONTRACTS,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_import,
        takes_file=True,
        seconds=FILE_SECONDS,
        fits=r"(?:[0-9a-f]{16}(?: \w+(?:=\d+)?(?: page=\d+)?)?)?",
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
