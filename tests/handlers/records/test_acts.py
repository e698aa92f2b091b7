"""Does an act from plain words write nothing, and may nobody see more of the records than by the typed command?"""

from dataclasses import replace

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.records import Person, Role
from tests.handlers.district import put

LOGGED = (
    "log-contract vendor: Acme Learning; product: Acme Read; executed: 2026-11-18; provisions: all",
    "log-contract vendor: Lexia; product: Lexia Core5; executed: 2026-11-13; provisions: all",
    "done D-2 https://schools.example.org/lexia",
    "log-breach contract: C-2; discovered: 2026-11-10; board_told: 2026-11-23; categories: student_information",
    "log-breach vendor: Seesaw; discovered: 2026-11-10; categories: student_information",
)
ACTS = (
    "mark the Acme posting done, it's at https://schools.example.org/acme",
    "families were told yesterday about the Lexia breach",
    "reopen D-2",
    "push the acme posting to friday, waiting for counsel",
    "give the acme posting to Ana Ruiz",
    "C-1 was signed on the 17th, not the 18th, fix it",
    "the link on D-2 is wrong, it should be https://schools.example.org/core5",
    "C-1 was logged twice",
    "erase the Lexia contract record",
    "add the Brainpop agreement the board approved on Monday",
    "we signed with Clever yesterday",
    "Kahoot told us yesterday that they were hacked",
    "Seesaw's notice came in yesterday",
    "give Ana Ruiz access so she can log contracts",
    "remove Ana Ruiz from the privacy team",
    "we're closed Dec 24 to Jan 1",
    "remind me a week before D-1",
    "add a note to C-1: renewal is being negotiated",
    "jot down on the Acme contract: the rep has changed",
    "D-1 no longer applies, erase it",
    "can Walter Pike take D-1 instead of me",
    "everything of Dana's goes to Ana Ruiz",
    "leave me alone about the acme posting for two days",
    "done with the acme posting https://schools.example.org/acme",
    "withdraw the acme contract, it's a duplicate",
    "assign the acme posting to Ana Ruiz",
)


@pytest.fixture
def district(desk: Desk) -> Desk:
    put(desk, Person(id="slack:U2", name="Ana Ruiz", role=Role.STAFF))
    for text in LOGGED:
        assert _say(text, desk).tone != "sorry"
    return desk


def _say(text: str, desk: Desk, who: str = "Dana", *, public: bool = False) -> Reply:
    return respond(Message(text, who=who, surface="terminal", place="talk:1", public=public), desk)


@pytest.mark.parametrize("text", ACTS)
def test_an_act_is_shown_and_writes_nothing(text: str, district: Desk) -> None:
    before = district.store.head()
    reply = _say(text, district)
    assert reply.form or reply.choices, plain(reply)
    assert reply.command, plain(reply)
    assert reply.event is None
    assert district.store.head() == before


@pytest.mark.parametrize("text", ACTS)
def test_nobody_sees_the_records_through_an_act_who_may_not(text: str, district: Desk) -> None:
    staff = replace(district, role=Role.EVERYONE)
    put(staff, Person(id="slack:U9", name="", role=Role.EVERYONE))
    for reply in (_say(text, district, public=True), _say(text, replace(staff, commands={}), "slack:U9", public=True)):
        said = plain(reply)
        assert reply.form is None
        assert "D-1 Post" not in said
        assert "C-1" not in said


def test_an_owner_may_close_their_own_deadline_in_plain_words(district: Desk) -> None:
    assert _say("assign D-1 to Ana Ruiz", district).event
    staff = replace(district, role=Role.EVERYONE)
    reply = _say("the acme contract is posted, https://schools.example.org/acme", staff, "slack:U2")
    assert [choice.label for choice in reply.choices] == ["Mark D-1 done"]
    refused = _say("families were told yesterday about the Lexia breach", staff, "slack:U2")
    assert "can use 'done'" in plain(refused)
    assert refused.form is None


def test_a_complete_typed_command_saves_at_once(district: Desk) -> None:
    assert _say("done D-1 https://schools.example.org/acme", district).event
    assert _say("correct C-1 expiry: 2028-06-30", district).event


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("families were told about the Lexia breach on Feb 30", "There is no Feb 30"),
        ("we signed with Clever on Dec 20", "is in the future"),
        ("Kahoot told us on Nov 2 that they were hacked, they discovered it Nov 10", "would come before the discovery"),
        ("Kahoot told us last week that they were hacked", "Which day is 'last week'"),
    ],
)
def test_a_day_that_cannot_be_is_pointed_out_and_not_offered(text: str, says: str, district: Desk) -> None:
    reply = _say(text, district)
    assert says in plain(reply)
    assert not [choice for choice in reply.choices if "board told" in choice.say or "executed" in choice.say]
    assert not [choice for choice in reply.choices if choice.label.startswith("Mark")]


def test_no_button_is_offered_that_would_only_be_refused(district: Desk) -> None:
    staff = replace(district, role=Role.EVERYONE)
    shown = _say("remind me a week before D-1", staff, "slack:U2")
    assert [choice.say for choice in shown.choices] == ["deadlines"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the data of B-1 should be student records as well", ("student_information", "student_records")),
        ("the categories on B-1 are wrong, student records too", ("student_information", "student_records")),
        ("the data of B-1 should be student records", ("student_records",)),
        ("the categories on B-1 are wrong, it was student records", ("student_records",)),
    ],
)
def test_one_more_category_joins_the_others_and_a_corrected_one_replaces_them(
    text: str, kept: tuple[str, ...], district: Desk
) -> None:
    [save] = [choice for choice in _say(text, district).choices if choice.settles and choice.primary]
    assert _say(save.say, district).event
    breach = district.store.breach("B-1")
    assert breach is not None and breach.categories == kept
