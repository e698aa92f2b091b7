"""Does the calendar feed tell each reader no more of a record than they may see?"""

from dataclasses import replace
from datetime import date

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk
from handlers.programs.readers import feed, reader_of
from storage.kinds import FamilyRequest, PlanException
from storage.port import Draft
from storage.records import Contract, Deadline, Event, Record, Role
from tests.handlers.district import given

CLERK, OWNER, LEAD = "slack:U7", "slack:U6", "slack:U5"
SHY, OPEN = "Zyxtopia", "Quizland"
SEALED = (
    PlanException(id="E-1", vendor=SHY, product="Words", student="Case 14", plan="iep"),
    FamilyRequest(id="R-1", vendor=SHY, kind="see", reference="Case 15", received=date(2026, 11, 20)),
)


@pytest.mark.parametrize("record", SEALED, ids=lambda one: one.id)
def test_a_calendar_names_a_sealed_record_only_to_those_who_may_see_it(
    record: PlanException | FamilyRequest, desk: Desk
) -> None:
    office = replace(desk, role=Role.EVERYONE, commands=COMMANDS)
    given(given(given(office, Role.STAFF, CLERK), Role.STAFF, OWNER), Role.PRIVACY, LEAD)

    def write(draft: Draft) -> list[Record]:
        due = Deadline(
            id="", record="", duty="x", cite="", who="board", safe=desk.today, last=desk.today, opened=desk.now
        )
        contract = Contract(id=draft.new_id(Contract), vendor=OPEN, executed=date(2026, 11, 20))
        kept = replace(record, id=draft.new_id(type(record)))
        of_kept = replace(due, id=draft.new_id(Deadline), record=kept.id, owner=OWNER)
        return [contract, kept, of_kept, replace(due, id=draft.new_id(Deadline), record=contract.id)]

    office.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)
    for who, sees in (
        (CLERK, False),
        (OWNER, True),
        (LEAD, True),
        ("program:staff:board", False),
        ("program:privacy:board", True),
    ):
        reader = reader_of(who)
        shown = feed("maple", reader, reader.desk(office)).decode().replace("\r\n ", "")
        assert shown.count("BEGIN:VEVENT") == 2 and OPEN in shown, who
        assert (SHY in shown, record.id in shown) == (sees, sees), who
