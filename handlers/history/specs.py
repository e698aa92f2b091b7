"""The commands for any record: correct it, withdraw it, erase it, and see what changed."""

from __future__ import annotations

from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.dialogue.record_kinds import BREACH, CONTRACT, DEADLINE, KINDS, id_pattern
from handlers.history import commands, correct, details, restore
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="undo",
        usage="undo ID",
        help="reopen a deadline that was closed, put a withdrawn record back, or take an import back",
        example="undo D-1",
        group=HelpGroup.DEADLINES,
        role=Role.PRIVACY,
        changes=True,
        verb="reopened it",
        takes_id=(DEADLINE, CONTRACT, BREACH),
        needs_argument=True,
        short_argument=True,
        run=restore.undo,
    ),
    CommandSpec(
        name="correct",
        usage="correct ID",
        help="correct a record; its history keeps the old version",
        example="correct C-1 expiry: June 30, 2027",
        group=HelpGroup.RECORDS,
        role=Role.PRIVACY,
        changes=True,
        verb="corrected it",
        takes_id=(CONTRACT, BREACH, DEADLINE),
        takes_file=True,
        needs_argument=True,
        run=correct.correct,
    ),
    CommandSpec(
        name="details",
        usage="details ID",
        example="details C-1",
        role=Role.STAFF,
        takes_id=(CONTRACT, BREACH),
        needs_argument=True,
        fits=rf"{id_pattern((CONTRACT, BREACH))}",
        run=details.details,
    ),
    CommandSpec(
        name="history",
        usage="history ID",
        help="who changed what in a record, and when",
        example="history C-1",
        group=HelpGroup.RECORDS,
        role=Role.STAFF,
        takes_id=KINDS,
        needs_argument=True,
        short_argument=True,
        run=commands.history,
    ),
    CommandSpec(
        name="withdraw",
        usage="withdraw ID WHY",
        help="withdraw a record; it stays in the history",
        example="withdraw C-1 logged twice",
        group=HelpGroup.RECORDS,
        role=Role.PRIVACY,
        changes=True,
        verb="withdrew it",
        takes_id=(CONTRACT, BREACH),
        needs_argument=True,
        run=commands.withdraw,
    ),
    CommandSpec(
        name="erase",
        usage="erase ID",
        help="erase a record for good, after a warning",
        example="erase C-1",
        group=HelpGroup.RECORDS,
        role=Role.ADMIN,
        changes=True,
        verb="erased it",
        takes_id=(CONTRACT, BREACH),
        needs_argument=True,
        run=commands.erase,
    ),
)
