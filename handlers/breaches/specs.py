"""The commands on breaches."""

from __future__ import annotations

from handlers.breaches import commands, log
from handlers.dialogue.command_spec import BREACH, CommandSpec, HelpButton, HelpGroup
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="log-breach",
        usage="log-breach",
        help="log a breach and see whose clock is running, and until when",
        example="log-breach vendor: Kahoot; discovered: Oct 7, 2026; categories: student_information",
        group=HelpGroup.BREACHES,
        button=HelpButton("Log a breach", 2),
        role=Role.PRIVACY,
        changes=True,
        verb="logged the breach",
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
        help="record the day the vendor's breach notice arrived; starts the board's clock",
        example="received B-1 Oct 9, 2026",
        group=HelpGroup.BREACHES,
        role=Role.PRIVACY,
        changes=True,
        verb="noted that the vendor's notice arrived",
        takes_id=(BREACH,),
        needs_argument=True,
        run=log.received,
    ),
    CommandSpec(
        name="breaches",
        usage="breaches WORDS",
        help="breaches on record",
        example="breaches kahoot",
        group=HelpGroup.BREACHES,
        button=HelpButton("Breaches", 5),
        role=Role.STAFF,
        short_argument=True,
        phrases=("list breaches", "show breaches", "our breaches", "which breaches do we have"),
        titles=("All breaches",),
        run=commands.listed,
    ),
    CommandSpec(
        name="breach",
        usage="breach ID",
        help="one breach",
        example="breach B-1",
        group=HelpGroup.BREACHES,
        role=Role.STAFF,
        takes_id=(BREACH,),
        needs_argument=True,
        short_argument=True,
        run=commands.show,
    ),
)
