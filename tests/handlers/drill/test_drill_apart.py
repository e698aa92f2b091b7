"""Does a drill leave everything alone that is the district's, and end with the process?"""

from dataclasses import replace
from datetime import timedelta

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.drill.commands import KEPT, Drill
from storage.records import Role
from tests.handlers.district import WHO, given

BREACH = {"contract": "C-1", "discovered": "2024-12-28", "board_told": "2025-01-07", "categories": "student_records"}


def say(desk: Desk, text: str, fields: dict[str, str] | None = None, who: str = WHO, *, look: bool = False) -> Reply:
    message = Message(text, fields=fields or {}, who=who, surface="slack", place="slack:C1", look=look)
    return respond(message, replace(desk, role=Role.EVERYONE))


def drilled(desk: Desk) -> Drill:
    say(desk, "drill")
    say(desk, "drill log-breach", BREACH)
    found = desk.drills[WHO]
    assert isinstance(found, Drill)
    return found


def test_records_audit_and_memory_stay_as_they_were(desk: Desk) -> None:
    desk = given(desk, Role.PRIVACY)
    before = desk.store.dump()
    drill = drilled(desk)
    said = say(desk, "drill done D-1", {"proof": "2025-01-08 e-mail to all families"})
    assert drill.store.breach("B-1"), "the drill has what the district has not"
    assert said.event is None and not said.records and said.private
    assert desk.store.dump() == before
    assert desk.store.conversation("slack:C1", WHO, desk.now) is None, "no B-1 is remembered that the district has not"


def test_every_button_and_form_stays_in_the_drill(desk: Desk) -> None:
    desk = given(desk, Role.PRIVACY)
    drilled(desk)
    for text in (
        "drill",
        "drill breach B-1",
        "drill deadlines",
        "drill breaches",
        "drill done D-1",
        "drill correct B-1",
    ):
        reply = say(desk, text)
        says = [choice.say for choice in reply.every_choice] + [one.say for row in reply.rows for one in row.actions]
        assert all(one.startswith("drill") for one in says), (text, says)
        assert reply.form is None or reply.form.say.startswith("drill ")
        assert reply.title.startswith("DRILL"), reply.title


def test_two_people_are_in_two_drills(desk: Desk) -> None:
    desk = given(given(desk, Role.PRIVACY), Role.PRIVACY, "slack:U8")
    drilled(desk)
    say(desk, "drill", who="slack:U8")
    other = desk.drills["slack:U8"]
    assert isinstance(other, Drill) and other.store.breach("B-1") is None


def test_what_ends_leaves_no_folder_and_a_restart_says_so(desk: Desk) -> None:
    desk = given(desk, Role.PRIVACY)
    folder = drilled(desk).folder
    assert folder.is_dir()
    restarted = replace(desk, drills={})
    assert "the bot was restarted" in plain(say(restarted, "drill done D-1"))
    say(desk, "drill stop")
    assert not folder.exists() and WHO not in desk.drills


def test_what_nobody_goes_on_with_is_dropped_when_another_begins(desk: Desk) -> None:
    desk = given(given(desk, Role.PRIVACY), Role.PRIVACY, "slack:U8")
    folder = drilled(desk).folder
    say(replace(desk, now=desk.now + KEPT + timedelta(minutes=1)), "drill", who="slack:U8")
    assert not folder.exists() and list(desk.drills) == ["slack:U8"]


def test_looking_at_a_form_begins_nothing(desk: Desk) -> None:
    desk = given(desk, Role.PRIVACY)
    say(desk, "drill", look=True)
    assert not desk.drills
    drilled(desk)
    assert (form := say(desk, "drill done D-1", look=True).form) and form.say == "drill done D-1"
