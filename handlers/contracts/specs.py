"""The commands on contracts."""

from handlers.contracts import files as contract_files
from handlers.contracts import listing, log
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CONTRACT, DEADLINE, CommandSpec, HelpButton, HelpGroup
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.law import questions
from storage.records import Role

messages = catalog(__file__)


def _on_record(rest: str, message: Message, desk: Desk) -> Reply:
    if questions.own_topic(rest, desk):
        return questions.ask(rest, message, desk)
    return listing.reply(rest, message, desk)


COMMANDS = (
    CommandSpec(
        name="log-contract",
        help=messages.help_log_contract,
        example="log-contract vendor: Kahoot; executed: Oct 7, 2026; product: Quizzes; provisions: all",
        group=HelpGroup.CONTRACTS,
        button=HelpButton(messages.button_log_contract, 1),
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_log_contract,
        takes_file=True,
        in_lines=True,
        phrases=("log contract", "log a new contract", "log the contract", "add a contract", "record a contract"),
        run=log.log,
    ),
    CommandSpec(
        name="contracts",
        usage="contracts WORDS",
        help=messages.help_contracts,
        example="contracts kahoot",
        group=HelpGroup.CONTRACTS,
        button=HelpButton(messages.button_contracts, 4),
        role=Role.STAFF,
        short_argument=True,
        phrases=(
            "list contracts",
            "show contracts",
            "our contracts",
            "which contracts do we have",
            "what contracts do we have",
        ),
        titles=("All contracts", "My contracts"),
        run=listing.listed,
    ),
    CommandSpec(
        name="contract",
        usage="contract ID",
        help=messages.help_contract,
        example="contract C-1",
        group=HelpGroup.CONTRACTS,
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        short_argument=True,
        run=log.show,
    ),
    CommandSpec(
        name="contract-file",
        usage="contract-file ID",
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        run=log.document,
    ),
    CommandSpec(
        name="add-file",
        usage="add-file ID",
        help=messages.help_add_file,
        example="add-file C-1",
        group=HelpGroup.CONTRACTS,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_add_file,
        takes_id=(CONTRACT,),
        takes_file=True,
        phrases=("add a file", "add the file", "attach a file", "upload a file"),
        needs_argument=False,
        run=contract_files.add_file,
    ),
    CommandSpec(
        name=contract_files.SAY_DELETION,
        usage="deletion-file ID",
        example="deletion-file D-2",
        role=Role.PRIVACY,
        owners=True,
        changes=True,
        verb=messages.verb_keep_file,
        takes_id=(DEADLINE,),
        takes_file=True,
        run=contract_files.deletion_file,
    ),
)
ON_RECORD = CommandSpec(
    name="on-record", usage="contracts WORDS", role=Role.STAFF, run=_on_record, instead=questions.ask
)
"""Whether there is a contract with somebody: for those who may see the contracts; the law for everybody else.

Nobody types its name: it is what a question was taken for.
"""
