"""Does undo take back what somebody did last, whatever it was, and say why where it cannot?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.kinds import AppRequest, FamilyRequest, PlanException
from storage.records import Person, Role, Status
from tests.handlers.district import put

ANA, THEO = "slack:U1", "slack:U2"
BEGIN = (
    "ask-app Gimkit; data: no; school: no",
    "log-contract vendor: Kahoot; executed: 2026-11-20; expiry: 2027-06-30",
    "log-contract vendor: Gimkit; product: Gimkit; executed: 2026-11-20; expiry: 2028-06-30; provisions: all",
    "log-breach contract: C-1; discovered: 2026-11-18; categories: student_information",
)
CHANGES = {
    "log-contract": "log-contract vendor: Newly; executed: 2026-11-23",
    "log-breach": "log-breach contract: C-2; discovered: 2026-11-20; categories: student_information",
    "log-exception": "log-exception vendor: Speakly; student: J.D.; plan: IEP",
    "log-family-request": "log-family-request kind: delete; contract: C-1; reference: Case 14",
    "received": "received B-1 Nov 24, 2026",
    "done": "done D-1 https://schools.example.org/contracts",
    "snooze": "snooze D-1 tomorrow waiting for counsel",
    "assign": f"assign D-1 {THEO}",
    "remind-me": "remind-me D-1 tomorrow",
    "correct": "correct C-1 executed: 2026-11-19; product: Quizzes; expiry: 2027-05-31",
    "withdraw": "withdraw C-1 logged twice",
    "ask-app": "ask-app Blooket; data: no; school: no",
    "approve-app": "approve-app A-1 until: June 30, 2027; contract: C-2",
    "refuse-app": "refuse-app A-1 because it is loud",
    "assign-app": f"assign-app A-1 {THEO}",
    "correct-app": "correct-app A-1 product: Gimkit Plus",
    "withdraw-app": "withdraw-app A-1 asked for twice",
    "setup": "setup morning: 07:30; before: 5, 2",
}
"""What somebody types, by the command; undoing each is tried."""
NOT_TYPED = frozenset(
    {
        *("add-file", "deletion-file", "log-paper", "keep-paper", "mark-provision", "mark-as-read"),  # need a paper
        *("notice-sent", "close-request", "import"),  # need a form or a sheet; tests/handlers/imports undoes one
        *("undo", "undo-import", "reopen-app"),  # are themselves the way back
        *("answers", "training-answer", "fill-register"),  # what they did is told under another name
    }
)


def say(text: str, desk: Desk, who: str = ANA, fields: Mapping[str, str] | None = None) -> Reply:
    """Each a minute later, so that no two changes share a moment."""
    later = replace(desk, now=desk.now + timedelta(minutes=len(desk.store.events())))
    return respond(Message(text, who=who, surface="slack", place=f"{who}-chat", fields=fields or {}), later)


def standing(desk: Desk) -> dict[str, Any]:
    """What is on record and counts, with the reminders that are still to go out."""
    store = desk.store
    opened = store.deadlines(status=Status.OPEN)
    waiting = {
        one.id: one.due_at
        for deadline in opened
        for one in store.reminders(deadline.id)
        if not (one.sent_at or one.withdrawn)
    }
    of_vendors = (*store.contracts(), *store.breaches(), *store.records(PlanException), *store.records(FamilyRequest))
    return {
        "records": [one for one in of_vendors if not one.withdrawn],
        "apps": [one for one in store.records(AppRequest) if one.status != "withdrawn"],
        "deadlines": [one for one in store.deadlines() if one.status is not Status.WITHDRAWN],
        "waiting": waiting,
        "setup": store.setup(),
    }


@pytest.fixture
def begun(desk: Desk) -> Desk:
    put(desk, Person(id=ANA, name="Ana Ruiz"), Person(id=THEO, name="Theo Tech", role=Role.PRIVACY))
    for text in BEGIN:
        assert say(text, desk).event, text
    return replace(desk, role=Role.PRIVACY)


@pytest.mark.parametrize("command", CHANGES)
def test_each_change_is_shown_and_then_undone(command: str, begun: Desk) -> None:
    desk = replace(begun, role=Role.ADMIN)
    before = standing(desk)
    assert say(CHANGES[command], desk).event, "it was to change something"
    changed = standing(desk)
    shown = say("undo", desk)
    assert standing(desk) == changed != before, "it is only shown"
    assert [one.label for one in shown.choices] == ["Undo it"], plain(shown)
    done = say(shown.choices[0].say, desk)
    assert done.tone == "done", plain(done)
    assert standing(desk) == before
    again = say(shown.choices[0].say, desk)
    assert again.event is None, "the same press once more"
    assert standing(desk) == before


def test_every_command_that_changes_something_is_undone_or_says_why_not() -> None:
    changing = {name for name, spec in COMMANDS.items() if spec.changes and not spec.final}
    assert changing == {*CHANGES, *NOT_TYPED}


def test_the_newest_change_comes_first_then_the_one_before(begun: Desk) -> None:
    start = standing(begun)
    texts = (
        f"assign D-1 {THEO}",
        "snooze D-1 tomorrow waiting",
        "done D-1 https://schools.example.org/c",
        "received B-1 Nov 24, 2026",
    )
    states = [start]
    for text in texts:
        assert say(text, begun).event, text
        states.append(standing(begun))
    for state in reversed(states[:-1]):
        say(say("undo that", begun).choices[0].say, begun)
        assert standing(begun) == state


def test_a_record_named_is_the_one_that_is_undone(begun: Desk) -> None:
    before = standing(begun)
    say("snooze D-1 tomorrow waiting for counsel", begun)
    say("log-contract vendor: Newly; executed: 2026-11-23", begun)
    shown = say("undo D-1", begun)
    assert "snoozed" in plain(shown)
    say(shown.choices[0].say, begun)
    assert standing(begun)["deadlines"][0] == before["deadlines"][0]
    assert begun.store.contract("C-3")


def test_what_somebody_else_did_is_not_mine_to_undo(begun: Desk) -> None:
    say(f"assign D-1 {THEO}", begun)
    state = standing(begun)
    assert not say("undo", begun, THEO).choices
    assert "Theo" not in plain(say("undo", begun, THEO))
    assert standing(begun) == state


def test_what_somebody_changed_since_stays(begun: Desk) -> None:
    say("correct C-1 product: Quizzes; purpose: Math", begun)
    say("correct C-1 product: Kahoot EDU", begun, THEO)
    shown = say("undo C-1", begun)
    assert "that change stays" in plain(shown)
    say(shown.choices[0].say, begun)
    contract = begun.store.contract("C-1")
    assert contract
    assert (contract.product, contract.purpose) == ("Kahoot EDU", "")
    say(f"assign D-1 {THEO}", begun)
    say(f"assign D-1 {ANA}", begun, THEO)
    assert "after your last change" in plain(say("undo D-1", begun))


@pytest.mark.parametrize(
    ("text", "fields"), [("erase C-1", {"confirm": "C-1"}), ("revoke slack:U2", {}), ("grant slack:U2 admin", {})]
)
def test_what_cannot_be_undone_says_why(text: str, fields: dict[str, str], begun: Desk) -> None:
    desk = replace(begun, role=Role.ADMIN)
    say(text, desk, fields=fields)
    state = standing(desk)
    told = say("undo", desk)
    assert COMMANDS[text.split(maxsplit=1)[0]].final in plain(told)
    assert not told.choices
    assert standing(desk) == state


def test_a_number_is_undone_only_by_who_may_do_the_same(begun: Desk) -> None:
    desk = replace(begun, role=Role.ADMIN)
    say("setup morning: 07:30", desk)
    number = desk.store.events()[-1].number
    say(f"undo #{number}", begun, THEO)
    assert desk.store.setup().morning == "07:30"
    say(f"undo #{number}", replace(desk, role=Role.STAFF), "slack:U9")
    assert desk.store.setup().morning == "07:30"


def test_one_of_the_staff_undoes_what_they_did_and_nothing_else(begun: Desk) -> None:
    staff = replace(begun, role=Role.STAFF)
    say("assign D-1 slack:U9", begun)
    number = begun.store.events()[-1].number
    assert "can use" in plain(say(f"undo #{number}", staff, "slack:U9"))
    say("ask-app Blooket; data: no; school: no", staff, "slack:U9")
    say(say("undo", staff, "slack:U9").choices[0].say, staff, "slack:U9")
    app = begun.store.record(AppRequest, "A-2")
    assert app
    assert app.status == "withdrawn"
