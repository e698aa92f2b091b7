"""Does the look at what changed tell each asker no more of a change than they may be told of?"""

from dataclasses import replace
from datetime import date

import pytest

from handlers.dialogue.desk import Desk
from storage.kinds import AppRequest, FamilyRequest, PlanException
from storage.port import Draft
from storage.records import Contract, Event, Record, Role
from tests.handlers.district import given, put, say

LEAD, SECRET = "slack:U5", "Zyxtopia"
DAY = date(2026, 11, 20)


def sealed(desk: Desk) -> list[PlanException | FamilyRequest | AppRequest]:
    return [
        PlanException(id="E-1", vendor="Canva", product="Words", student="Case 14", plan="iep"),
        FamilyRequest(id="R-1", vendor="Canva", kind="see", reference="Case 15", received=DAY),
        AppRequest(id="A-1", product="Words", asked=desk.now),
    ]


@pytest.mark.parametrize("at", range(3))
def test_staff_read_of_a_change_only_what_they_may_be_told_of(at: int, desk: Desk) -> None:
    record = sealed(desk)[at]
    office = replace(desk, role=Role.EVERYONE)
    given(given(office, Role.STAFF), Role.PRIVACY, LEAD)

    contract = Contract(id="C-1", vendor="Quizland", executed=DAY)

    def write(draft: Draft) -> list[Record]:
        draft.new_id(Contract), draft.new_id(type(record))
        return [contract, record]

    office.store.change(Event(who="slack:U9", what="import", when=desk.now, surface="test"), write)
    put(office, replace(contract, product="Reading"), replace(record, product=SECRET))
    staff, lead = say(office, "what changed this week?"), say(office, "what changed this week?", LEAD)
    assert "C-1" in staff and "Reading" in staff and "Reading" in lead
    assert record.id not in staff and SECRET not in staff
    assert record.id in lead and SECRET in lead
