"""The commands on breaches."""

from handlers.breaches import commands, log
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import BREACH, CommandSpec, HelpButton, HelpGroup
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="log-breach",
        help=messages.help_log_breach,
        example="log-breach vendor: Kahoot; discovered: Oct 7, 2026; categories: student_information",
        group=HelpGroup.BREACHES,
        button=HelpButton(messages.button_log_breach, 2),
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_log_breach,
        in_lines=True,
        phrases=(
            "log breach",
            "log a new breach",
            "log the breach",
            "log a data breach",
            "record a breach",
            "report a breach",
        ),
        run=log.log,
    ),
    CommandSpec(
        name="received",
        usage="received ID DATE",
        help=messages.help_received,
        example="received B-1 Oct 9, 2026",
        group=HelpGroup.BREACHES,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_received,
        takes_id=(BREACH,),
        run=log.received,
    ),
    CommandSpec(
        name="breaches",
        usage="breaches WORDS",
        help=messages.help_breaches,
        example="breaches kahoot",
        group=HelpGroup.BREACHES,
        button=HelpButton(messages.button_breaches, 5),
        role=Role.STAFF,
        short_argument=True,
        phrases=("list breaches", "show breaches", "our breaches", "which breaches do we have"),
        titles=("All breaches",),
        run=commands.listed,
    ),
    CommandSpec(
        name="breach",
        usage="breach ID",
        help=messages.help_breach,
        example="breach B-1",
        group=HelpGroup.BREACHES,
        role=Role.STAFF,
        takes_id=(BREACH,),
        short_argument=True,
        run=commands.show,
    ),
)
