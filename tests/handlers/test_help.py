"""Does help tell everybody what they may say, and nothing else?"""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.desk import Desk, Message
from handlers.help import GROUPS, MOST_BUTTONS, MOST_USED
from handlers.people import RANKS
from handlers.plain import plain
from handlers.reply import Facts, Reply
from handlers.respond import COMMANDS, parse, respond
from handlers.wording import help as words
from storage.embedded import open_embedded
from storage.records import Role

SOME = [role for role in RANKS if role is not Role.EVERYONE]
LISTED = {name for name, command in COMMANDS.items() if command.listed}


def say(desk: Desk, text: str, **flags: bool) -> Reply:
    return respond(Message(text, who="slack:U7", surface="slack", **flags), desk)  # type: ignore[arg-type]


def may(role: Role) -> set[str]:
    return {name for name in LISTED if RANKS.index(COMMANDS[name].role) <= RANKS.index(role)}


def told(reply: Reply) -> set[str]:
    """The usages in ``help all``."""
    return {usage for part in reply.parts if isinstance(part, Facts) for usage, _ in part.rows}


def test_every_command_that_is_listed_is_in_one_group_with_its_words() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(LISTED)
    assert set(GROUPS) == set(words.SAYS) and set(MOST_USED) == set(words.BUTTONS)


@pytest.mark.parametrize("role", SOME)
def test_each_role_reads_of_its_own_commands_only(desk: Desk, role: Role) -> None:
    at = replace(desk, role=role)
    assert told(say(at, "help all")) == {COMMANDS[name].usage for name in may(role)}
    short = say(at, "help")
    if role is Role.STAFF:
        assert "help all" in plain(short) and not any(isinstance(part, Facts) for part in short.parts), "questions do"
        return
    rows = dict(short.parts[1].rows) if isinstance(short.parts[1], Facts) else {}
    named = {name for line in rows.values() for name in line.rpartition("(")[2].rstrip(")").split(", ")}
    assert named == may(role) - {"help"}
    assert all(len(f"{group}: {line}") <= 95 for group, line in rows.items()), "a line each"


@pytest.mark.parametrize("role", RANKS)
def test_every_button_is_one_that_the_person_may_press(desk: Desk, role: Role) -> None:
    at, law_only = replace(desk, role=role), role is Role.EVERYONE
    *first, last = say(at, "help", outsider=law_only).choices
    assert len(first) <= MOST_BUTTONS and (last.label, last.say) == ("All commands", "help all")
    for choice in (*first, last):
        assert say(at, choice.say, outsider=law_only).tone != "sorry"
        assert parse(choice.say)[0].name in may(role)


def test_where_many_read_along_and_for_guests_it_is_the_law_only(desk: Desk) -> None:
    for flag in ("public", "outsider"):
        assert told(say(desk, "help all", **{flag: True})) == {COMMANDS[name].usage for name in may(Role.EVERYONE)}


def test_one_command_is_explained_to_those_who_may(desk: Desk) -> None:
    assert plain(say(desk, "help Snooze")) == "snooze ID DATE WHY\nBe reminded later, with a reason."
    assert "snooze" not in plain(say(desk, "help snooze", outsider=True))


def test_help_is_there_when_the_records_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    for file in tmp_path.rglob("district.json"):
        file.write_text("{")
    broken = replace(desk, role=Role.EVERYONE, records=open_embedded(tmp_path, "hartford", to_restore=True))
    assert "May I use this app?" in [choice.label for choice in say(broken, "help", owner=True).choices]
