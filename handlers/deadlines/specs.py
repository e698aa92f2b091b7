"""The commands of deadlines."""

from __future__ import annotations

from handlers.deadlines import commands, own_reminders
from handlers.deadlines.display import card
from handlers.deadlines.search import listing
from handlers.dialogue.command_spec import CommandSpec, HelpButton, HelpGroup
from handlers.dialogue.record_kinds import DEADLINE
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="deadlines",
        usage="deadlines",
        help="what is due",
        example="deadlines overdue Ana Ruiz",
        group=HelpGroup.DEADLINES,
        button=HelpButton("What is due", 3),
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
        run=listing.listed,
    ),
    CommandSpec(
        name="done",
        usage="done ID PROOF",
        help="close a deadline, with its proof",
        example="done D-1 https://schools.example.org/contracts",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        owners=True,
        changes=True,
        verb="marked a deadline done",
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=commands.done,
    ),
    CommandSpec(
        name="snooze",
        usage="snooze ID DATE WHY",
        help="be reminded later, with a reason",
        example="snooze D-1 tomorrow waiting for counsel",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        verb="snoozed a reminder",
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=commands.snooze,
    ),
    CommandSpec(
        name="assign",
        usage="assign ID WHO",
        help="give a deadline to somebody else",
        example="assign D-1 Ana Ruiz",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        verb="reassigned a deadline",
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=commands.assign,
    ),
    CommandSpec(
        name="remind-me",
        usage="remind-me ID WHEN",
        help="be reminded of a deadline yourself, which stays as it is",
        example="remind-me D-1 tomorrow",
        group=HelpGroup.DEADLINES,
        role=Role.STAFF,
        changes=True,
        verb="asked to be reminded",
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=own_reminders.remind_me,
    ),
    CommandSpec(
        name="deadline",
        usage="deadline ID",
        role=Role.STAFF,
        takes_id=(DEADLINE,),
        needs_argument=True,
        run=card.show,
    ),
)
