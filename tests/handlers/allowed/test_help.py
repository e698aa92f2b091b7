"""Does help tell everybody what they may say, and nothing else?"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Facts, Quote, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import parse_command, respond
from handlers.help.replies import MOST_BUTTONS, grouped
from storage.embedded.store import open_embedded
from storage.records import Event, Person, Role

SOME = [role for role in Role if role is not Role.EVERYONE]
LISTED = {name for name, command in COMMANDS.items() if command.listed}


def say(desk: Desk, text: str, **flags: bool) -> Reply:
    return respond(Message(text, who="slack:U7", surface="slack", **flags), desk)  # type: ignore[arg-type]


def may(role: Role) -> set[str]:
    return {name for name in LISTED if role.includes(COMMANDS[name].role)}


def told(reply: Reply) -> set[str]:
    """The usages in ``help all``."""
    return {usage for part in reply.parts if isinstance(part, Facts) for usage, _ in part.rows}


def test_every_command_that_is_listed_is_in_one_group_with_its_words() -> None:
    listed = [one for _, found in grouped(COMMANDS.values()) for one in found]
    assert sorted(one.name for one in listed) == sorted(LISTED)
    assert [one.name for one in listed] == [name for name in COMMANDS if name in LISTED], "one order everywhere"
    assert all(one.help and one.example for one in listed)


@pytest.mark.parametrize("role", SOME)
def test_each_role_reads_of_its_own_commands_only(desk: Desk, role: Role) -> None:
    at = replace(desk, role=role)
    assert told(say(at, "help all")) == {COMMANDS[name].usage for name in may(role)}
    short = say(at, "help")
    assert not any(name in re.findall(r"[a-z-]+-[a-z-]+", plain(short)) for name in COMMANDS), "people press"


@pytest.mark.parametrize("role", Role)
def test_every_button_is_one_that_the_person_may_press(desk: Desk, role: Role) -> None:
    at, law_only = replace(desk, role=role), role is Role.EVERYONE
    *first, last = say(at, "help", outsider=law_only).choices
    assert len(first) <= MOST_BUTTONS and (last.label, last.say) == ("All commands", "help all")
    for choice in (*first, last):
        assert say(at, choice.say, outsider=law_only).tone != "sorry"
        assert parse_command(choice.say).name in may(role)


def test_where_many_read_along_and_for_guests_it_is_the_law_only(desk: Desk) -> None:
    for flag in ("public", "outsider"):
        assert told(say(desk, "help all", **{flag: True})) == {COMMANDS[name].usage for name in may(Role.EVERYONE)}


def test_one_command_is_explained_to_those_who_may(desk: Desk) -> None:
    told = plain(say(desk, "help Snooze"))
    assert (
        told.startswith("snooze ID DATE WHY\nBe reminded later, with a reason.") and COMMANDS["snooze"].example in told
    )
    assert "snooze" not in plain(say(desk, "help snooze", outsider=True))


def test_a_command_with_a_form_is_explained_with_its_fields_and_a_line_that_works(desk: Desk) -> None:
    told = say(desk, "help log-contract")
    (fields,) = [part for part in told.parts if isinstance(part, Facts)]
    assert fields.rows[0] == ("Needed", "vendor") and "breach days other" in fields.rows[1][1]
    (line,) = [part.says for part in told.parts if isinstance(part, Quote)]
    assert say(desk, line).title == "C-1: Kahoot, Quizzes" and not desk.store.setup().place
    assert "Needed" not in plain(say(desk, "help log-breach")) and "students" in plain(say(desk, "help log-breach"))
    head = desk.store.head()
    for name in LISTED:
        assert COMMANDS[name].example in plain(say(desk, f"help {name}")), name
        assert parse_command(COMMANDS[name].example).name == name
    assert desk.store.head() == head, "explaining changes nothing"


@pytest.mark.parametrize("name", ["log-breach", "received", "snooze", "assign", "correct", "withdraw", "done", "undo"])
def test_each_line_that_is_shown_does_what_it_says(desk: Desk, name: str) -> None:
    desk = replace(desk, now=desk.now.replace(month=10, day=12))
    people = [Person(id="slack:U7", name="Ana Ruiz")]
    desk.store.change(Event(who="test", what="meet", when=desk.now, surface="test"), lambda _: people)
    for made in ("log-contract", *(["log-breach"] if name != "log-breach" else [])):
        assert not say(desk, COMMANDS[made].example).form
    if name == "undo":
        say(desk, COMMANDS["done"].example)
    reply = say(desk, COMMANDS[name].example)
    assert reply.tone != "sorry" and not reply.form, plain(reply)


def test_a_command_of_another_role_says_who_may_give_it(desk: Desk) -> None:
    put = [Person(id="slack:U1", name="Ana Ruiz", role=Role.ADMIN)]
    desk.store.change(Event(who="test", what="grant", when=desk.now, surface="test"), lambda _: put)
    staff = replace(desk, role=Role.STAFF)
    assert say(staff, "help grant") == say(staff, "grant slack:U2 privacy")
    assert "Ask Ana Ruiz" in plain(say(staff, "help grant"))
    assert "log-contract" not in plain(say(staff, "help log-contract", public=True)), "what may be told there"


def test_help_is_there_when_the_records_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    for file in tmp_path.rglob("district.json"):
        file.write_text("{")
    broken = replace(desk, role=Role.EVERYONE, records=open_embedded(tmp_path, "hartford", to_restore=True))
    assert "May I use this app?" in [choice.label for choice in say(broken, "help", owner=True).choices]
