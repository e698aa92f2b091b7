"""A district with one full contract and one full breach, and one of each that tell little."""

from dataclasses import replace
from datetime import date

from handlers.dialogue.desk import Desk
from handlers.notices.notice import NoticeKind, NoticeRecord
from storage.kinds import FamilyRequest
from storage.port import Draft
from storage.records import Breach, Contract, Event, Record, Setup

FULL = Contract(
    id="C-1",
    vendor="Kahoot",
    product="Kahoot for Schools",
    executed=date(2026, 10, 7),
    purpose="Quizzes in class",
    description="An online game for quizzes",
    categories=("student_information", "student_generated_content"),
    kinds="names, answers",
    contact="Mia Berg, privacy@kahoot.example",
)
BARE = Contract(id="C-2", vendor="Acme", executed=date(2026, 11, 20))
BREACH = Breach(
    id="B-1",
    vendor="Kahoot",
    contract="C-1",
    discovered=date(2026, 11, 2),
    board_told=date(2026, 11, 20),
    categories=("student_information",),
    students=40,
    description="Someone got into an account of the company. They could see names.",
)
BARE_BREACH = Breach(id="B-2", vendor="Acme")
REQUEST = FamilyRequest(
    id="R-1",
    vendor="Kahoot",
    contract="C-1",
    kind="delete",
    reference="Case 14",
    received=date(2026, 11, 20),
    details="answers to quizzes",
)
BARE_REQUEST = FamilyRequest(id="R-2", vendor="Acme", kind="see", reference="Case 15", received=date(2026, 11, 20))
SETUP = Setup(district="Maple Public Schools", site="https://maple.example/contracts", lead="Dana Lee")


def fill_district(desk: Desk) -> Desk:
    """The same desk with these on record."""

    def write(draft: Draft) -> list[Record]:
        made = [
            replace(one, id=draft.new_id(type(one))) for one in (FULL, BARE, BREACH, BARE_BREACH, REQUEST, BARE_REQUEST)
        ]
        return [*made, SETUP]

    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)
    return desk


def record_for(kind: NoticeKind, *, full: bool = True) -> NoticeRecord | None:
    """The record that a notice of that kind is of."""
    if kind == "yearly":
        return None
    if kind == "family-request":
        return REQUEST if full else BARE_REQUEST
    if kind in {"breach", "follow-up"}:
        return BREACH if full else BARE_BREACH
    return FULL if full else BARE
