"""Can each person do what their role allows, in their own district, and nothing else?"""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import CommandSpec
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice
from handlers.dispatch import COMMANDS
from handlers.people import words as people_words
from handlers.people.access import allow, pressable
from handlers.people.chats import read_id
from storage.embedded.store import open_embedded
from storage.records import Person, Role, Setup
from tests.handlers.district import WHO, given, put, refuses, role, say

FOR_EVERYONE = set(
    "ask define operator rule due help check topic nearest weigh because sure meant send-gap answers administer".split()
)
"""What somebody without a role may say; a new command is for a role unless it is put here on purpose."""


def typed(command: CommandSpec) -> str:
    """The command as somebody would type it."""
    shape = command.usage.replace("PERSON", "slack:U5").replace("ROLE", "staff").replace("NAME", "Kahoot")
    fits = command.fits is None or re.fullmatch(command.fits, shape.partition(" ")[2], re.IGNORECASE | re.DOTALL)
    shape = shape if fits else command.example
    return re.sub(r"\bID\b", f"{command.takes_id[0].letter}-1", shape) if command.takes_id else shape


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_every_command_is_open_to_its_role_and_those_above_only(
    closed_office: Desk, command: CommandSpec, role: Role
) -> None:
    given(closed_office, role)
    before = closed_office.store.head()
    text = say(closed_office, typed(command))
    needs = Role.STAFF if command.own else command.role
    assert refuses(text, command.name) == (not role.includes(needs) and command.instead is None), text
    assert wording.BUG_TITLE not in text
    if role in {Role.EVERYONE, Role.STAFF} and command.name != "send-gap":
        assert closed_office.store.head() == before


def test_no_command_is_for_everyone_by_oversight() -> None:
    assert {command.name for command in COMMANDS.values() if command.role is Role.EVERYONE} == FOR_EVERYONE
    assert {name for name in FOR_EVERYONE if COMMANDS[name].changes} == {"send-gap", "answers", "administer"}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_an_outsider_hears_of_the_law_only_whatever_role_they_have(closed_office: Desk, command: CommandSpec) -> None:
    given(closed_office, Role.ADMIN)
    before = closed_office.store.head()
    text = say(replace(closed_office, role=Role.ADMIN, admins=(WHO,)), typed(command), outsider=True, owner=True)
    of_the_law = command.name in FOR_EVERYONE - {"send-gap", "answers", "administer"} or command.instead is not None
    assert (people_words.OUTSIDERS in text) == (not of_the_law), text
    assert closed_office.store.head() == before


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_no_record_is_spoken_of_where_many_can_read(closed_office: Desk, command: CommandSpec) -> None:
    text = say(given(closed_office, Role.ADMIN), typed(command), public=True)
    assert (people_words.TOO_PUBLIC in text) == (command.name not in FOR_EVERYONE and not command.anywhere), text


def test_the_law_is_answered_when_the_records_cannot_be_read(closed_office: Desk, tmp_path: Path) -> None:
    for file in tmp_path.rglob("district.json"):
        file.write_text("{")
    broken = replace(closed_office, records=open_embedded(tmp_path, "hartford", to_restore=True))
    allow("rule", Role.EVERYONE, Message("rule cc(b)(3)", who=WHO), broken)
    assert "10-234cc(b)(3)" in say(broken, "rule cc(b)(3)")


def test_a_refusal_names_a_few_and_says_how_many_more(closed_office: Desk) -> None:
    put(closed_office, *(Person(id=f"slack:U{n}", name=f"Team {n}", role=Role.PRIVACY) for n in range(1, 9)))
    assert "Ask Team 1, Team 2, Team 3, Team 4, Team 5 or 3 more (privacy team)." in say(
        closed_office, "done D-1 x", "slack:X"
    )


def test_no_district_sees_or_decides_anything_of_another(closed_office: Desk, tmp_path: Path) -> None:
    """The same person, the same words, the same folder of data: another drawer."""
    other = replace(closed_office, records=open_embedded(tmp_path, "new-haven"))
    given(closed_office, Role.ADMIN)
    say(closed_office, "log-contract vendor: Acme; executed: 2026-11-20")
    say(closed_office, "setup district: Hartford; members: staff")
    put(other, Setup(members=Role.EVERYONE))
    assert role(closed_office) is Role.ADMIN
    assert role(other) is Role.EVERYONE
    assert refuses(say(other, "contract C-1"), "contract")
    given(other, Role.ADMIN)
    for text in asked(closed_office):
        assert "Acme" not in say(other, text), text
        assert "Hartford" not in say(other, text), text
    say(other, "grant slack:U8 admin Sam Lee")
    assert role(closed_office, "slack:U8") is Role.STAFF
    say(other, f"revoke {WHO}", "slack:U8")
    assert role(closed_office) is Role.ADMIN
    assert [contract.vendor for contract in closed_office.store.contracts()] == ["Acme"]


def asked(closed_office: Desk) -> Iterable[str]:
    """Every listing, and every command on an id that the first district has."""
    ids = ("C-1", *(deadline.id for deadline in closed_office.store.deadlines()))
    for command in COMMANDS.values():
        if command.role is not Role.EVERYONE:
            yield command.name
            yield from (f"{command.name} {id}" for id in ids)


def test_an_id_is_the_same_however_it_is_typed() -> None:
    assert read_id("Slack:u042") == "slack:U042"
    assert read_id("teams:0FF1CE00-0000-4000-8000-00000000ABCD") == "teams:0ff1ce00-0000-4000-8000-00000000abcd"
    assert read_id("teams:29:1aBc") == "teams:29:1aBc", "an id of Teams' own keeps its letters"


def test_a_desk_that_does_not_know_the_commands_offers_none(desk: Desk) -> None:
    erase = Choice("Erase", "erase C-1")
    guest = Message("", who=WHO, outsider=True)
    assert pressable([erase], guest, desk) == ()
    assert pressable([erase], guest, replace(desk, commands=COMMANDS)) == ()


@pytest.mark.parametrize(
    ("log", "sealed"),
    [
        ("log-family-request vendor: Acme; kind: delete; reference: Case 15; received: 2026-11-20", True),
        ("log-exception vendor: Acme; product: Words; student: Case 14; plan: iep", True),
        ("log-contract vendor: Acme; executed: 2026-11-20", False),
    ],
    ids=lambda one: str(one).partition(" ")[0],
)
def test_a_deadline_is_as_closed_as_the_record_that_it_follows_from(
    closed_office: Desk, log: str, sealed: bool
) -> None:
    office = replace(closed_office, role=Role.ADMIN)
    say(office, "setup request days: 30")
    said = say(office, log)
    due = closed_office.store.deadlines()
    assert due, said
    for who, clerk in ((Role.STAFF, "slack:U8"), (Role.PRIVACY, "slack:U9")):
        given(closed_office, who, clerk)
        for one in due:
            text = say(closed_office, f"deadline {one.id}", clerk)
            assert refuses(text, "deadline") == (sealed and who is Role.STAFF), text
