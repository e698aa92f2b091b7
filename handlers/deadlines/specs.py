"""The commands of deadlines."""

from __future__ import annotations

from handlers.deadlines import commands, search, status, why
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import DEADLINE, OF_VENDORS, CommandSpec, HelpButton, HelpGroup, id_pattern
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="deadlines",
        usage="deadlines",
        help=messages.help_deadlines,
        example="deadlines overdue Ana Ruiz",
        group=HelpGroup.DEADLINES,
        button=HelpButton(messages.button_deadlines, 3),
        role=Role.STAFF,
        short_argument=True,
        phrases=(
            "deadline",
            "due dates",
            "show deadlines",
            "list deadlines",
            "my deadlines",
            "our deadlines",
            "to do",
            "todo",
        ),
        titles=("All deadlines", "What is due from you"),
        run=search.listed,
    ),
    CommandSpec(
        name="done",
        usage="done ID PROOF",
        help=messages.help_done,
        example="done D-1 https://schools.example.org/contracts",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        owners=True,
        changes=True,
        verb=messages.verb_done,
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=commands.done,
    ),
    CommandSpec(
        name="snooze",
        usage="snooze ID DATE WHY",
        help=messages.help_snooze,
        example="snooze D-1 tomorrow waiting for counsel",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_snooze,
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=commands.snooze,
    ),
    CommandSpec(
        name="assign",
        usage="assign ID WHO",
        help=messages.help_assign,
        example="assign D-1 Ana Ruiz",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_assign,
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=commands.assign,
    ),
    CommandSpec(
        name="remind-me",
        usage="remind-me ID WHEN",
        help=messages.help_remind_me,
        example="remind-me D-1 tomorrow",
        group=HelpGroup.DEADLINES,
        role=Role.STAFF,
        changes=True,
        verb=messages.verb_remind_me,
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=commands.remind_me,
    ),
    CommandSpec(
        name="deadline",
        usage="deadline ID",
        role=Role.STAFF,
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=status.show,
    ),
    CommandSpec(
        name="why",
        usage="why ID",
        help=messages.help_why,
        example="why D-1",
        group=HelpGroup.DEADLINES,
        role=Role.STAFF,
        takes_id=(DEADLINE, *OF_VENDORS),
        needs_argument=True,
        short_argument=True,
        fits=rf"{id_pattern((DEADLINE, *OF_VENDORS))}[ ?.!]*",
        run=why.why,
    ),
)
