"""Does a teacher find what a teacher comes for, and nothing of what others look after?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.board.board import first_replies
from handlers.board.home import home
from handlers.board.link import replies_for
from handlers.commands import COMMANDS
from handlers.deadlines import words as deadline_words
from handlers.dialogue.chart import Tiles
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import may, parse_command, respond
from storage.records import Person, Role, Setup
from tests.handlers.district import put

LEAD, TEACHER, OWNER, SUPER = "slack:U1", "slack:U5", "slack:U6", "slack:U7"
PLACES: dict[str, Callable[[Message, Desk], tuple[Reply, ...]]] = {
    "home": home,
    "page": first_replies,
    "tab": lambda reader, desk: replies_for(reader.who, desk, outsider=False),
}


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Postings and a breach are overdue, two products were asked for."""
    desk = replace(desk, commands=COMMANDS, role=Role.EVERYONE)
    lead = Person(id=LEAD, name="Dana Reyes", role=Role.ADMIN)
    others = (Person(id=id, name=f"Pat {id[-1]}", role=Role.STAFF) for id in (TEACHER, OWNER, SUPER))
    put(desk, lead, *others, Setup(lead=LEAD, superintendent=SUPER))
    for text in (
        f"log-contract vendor: Acme; executed: 2026-10-01; owner: {LEAD}",
        f"log-contract vendor: Beta; executed: 2026-10-01; owner: {OWNER}",
        "log-breach vendor: Acme; board told: 2026-10-20",
    ):
        assert said(desk, text, LEAD).event, text
    assert said(desk, "ask-app Kahoot; data: yes; school: no", TEACHER).event
    assert said(desk, "ask-app Quizlet; data: yes; school: no", OWNER).event
    return desk


def said(desk: Desk, text: str, who: str) -> Reply:
    return respond(Message(text, who=who, surface="slack", place=f"{who}-chat"), desk)


def shown(desk: Desk, who: str, where: str) -> tuple[Reply, ...]:
    return PLACES[where](Message("", who=who, surface="slack"), desk)


@pytest.mark.parametrize("where", PLACES)
def test_a_teacher_finds_what_a_teacher_does(office: Desk, where: str) -> None:
    replies = shown(office, TEACHER, where)
    told, says = "\n".join(map(plain, replies)), {one.say for reply in replies for one in reply.choices}
    assert {"app", "ask-app", "apps approved", "training"} <= says
    assert "Kahoot" in told and "Quizlet" not in told, "their own requests"
    for others in ("Acme", "Beta", "verdue", "families of a breach", deadline_words.NOTHING_OPEN):
        assert others not in told, f"{others}: {told}"
    assert not any(isinstance(part, Tiles) for reply in replies for part in reply.parts)


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("who", [TEACHER, OWNER])
def test_no_button_there_refuses(office: Desk, who: str, where: str) -> None:
    for reply in shown(office, who, where):
        rows = [one for row in reply.rows for one in (*row.actions, *([row.opens] if row.opens else []))]
        for choice in (*reply.choices, *rows):
            parsed = parse_command(choice.say)
            assert may(parsed.name, Message(choice.say, parsed=parsed, who=who, surface="slack"), office), choice


@pytest.mark.parametrize("where", PLACES)
def test_who_owns_something_finds_that_too(office: Desk, where: str) -> None:
    told = "\n".join(map(plain, shown(office, OWNER, where)))
    assert "Beta" in told and "Acme" not in told and "Quizlet" in told


@pytest.mark.parametrize("who", [LEAD, SUPER])
def test_whoever_looks_after_the_district_sees_it(office: Desk, who: str) -> None:
    assert "Acme" in "\n".join(map(plain, shown(office, who, "home")))
    assert shown(office, who, "tab") == (), "the board itself"


@pytest.mark.parametrize("role", [Role.STAFF, Role.PRIVACY, Role.ADMIN])
def test_nothing_on_record_is_no_praise(desk: Desk, role: Role) -> None:
    desk = replace(desk, commands=COMMANDS, role=Role.EVERYONE)
    put(desk, Person(id=TEACHER, name="Pat Lee", role=role))
    for where in ("home", "page"):
        assert deadline_words.NOTHING_OPEN not in "\n".join(map(plain, shown(desk, TEACHER, where)))
    assert deadline_words.NOTHING_OPEN not in plain(said(desk, "deadlines", TEACHER))
