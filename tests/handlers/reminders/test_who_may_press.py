"""May whoever reads a post press each of its buttons, in whichever place it comes?"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from handlers.board.board import sent_posts
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import may, parse_command, respond
from handlers.reminders.messages.current_post import posts_to_refresh
from handlers.reminders.messages.posts import plan_digest
from handlers.reminders.remind import open_yearly, remind
from storage.records import Person, Place, Role, Setup
from tests.handlers.district import put
from tests.handlers.talk import Notes

ADMIN, LEAD, OWNER, SUPER, TEACHER = (f"slack:U{number}" for number in range(1, 6))
TEAM = "slack:C1"
ROLES = (
    {ADMIN: Role.ADMIN, LEAD: Role.PRIVACY, OWNER: Role.STAFF, SUPER: Role.STAFF},
    {ADMIN: Role.ADMIN, LEAD: Role.EVERYONE, OWNER: Role.EVERYONE, SUPER: Role.EVERYONE},
    {ADMIN: Role.ADMIN, LEAD: Role.STAFF, OWNER: Role.PRIVACY, SUPER: Role.PRIVACY},
)


@dataclass
class Chat(Notes):
    """Notes each post with its place, and what stands in its place later."""

    said: list[tuple[str, Reply]] = field(default_factory=list)

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002
        self.said.append((place.id, reply))
        return f"{place.id} {post}"

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:  # noqa: ARG002
        self.said.append((place.id, reply))


def at(desk: Desk, day: date, hour: int = 9) -> Desk:
    return replace(desk, now=datetime(day.year, day.month, day.day, hour, tzinfo=desk.zone))


def district(desk: Desk, roles: dict[str, Role], members: Role) -> Desk:
    desk = replace(desk, commands=COMMANDS, role=Role.EVERYONE)
    chats = [Place(id=f"{id}-chat", surface="slack", private=True) for id in (*roles, TEACHER)]
    people = [Person(id=id, name=f"Person {id[-1]}", role=role, place=f"{id}-chat") for id, role in roles.items()]
    people.append(Person(id=TEACHER, name="Tess Todd", place=f"{TEACHER}-chat"))
    setup = Setup(place=TEAM, lead=LEAD, superintendent=SUPER, members=members, training=True)
    put(desk, Place(id=TEAM, surface="slack", name="privacy", private=True), *chats, *people, setup)
    return desk


def refused(reply: Reply, place: str, desk: Desk) -> Iterator[str]:
    """The buttons that whoever reads it there may not press: a chat's one person, else somebody of the team."""
    who = place.removesuffix("-chat") if place.endswith("-chat") else ADMIN
    if place == TEAM:
        desk = replace(desk, role=Role.PRIVACY)
        who = "slack:U99"
    rows = [choice for row in reply.rows for choice in (*row.actions, *([row.opens] if row.opens else []))]
    for choice in (*reply.choices, *rows):
        parsed = parse_command(choice.say)
        if not may(parsed.name, Message(choice.say, parsed=parsed, who=who, surface="slack"), desk):
            yield f"{place}: {choice.label} ({choice.say}) in {reply.title}"


def log(desk: Desk, text: str, who: str = ADMIN) -> Reply:
    reply = respond(Message(text, who=who, surface="slack"), desk)
    assert reply.event, text
    return reply


@pytest.mark.parametrize(
    ("roles", "members", "many"),
    [
        (ROLES[0], Role.STAFF, 4),
        (ROLES[0], Role.EVERYONE, 1),
        (ROLES[1], Role.STAFF, 1),
        (ROLES[1], Role.EVERYONE, 4),
        (ROLES[2], Role.STAFF, 1),
        (ROLES[2], Role.EVERYONE, 4),
    ],
)
def test_no_post_has_a_button_that_its_reader_may_not_press(
    desk: Desk, roles: dict[str, Role], members: Role, many: int
) -> None:
    first = date(2026, 10, 6)
    desk, chat = at(district(desk, roles, members), first), Chat([])
    plan_digest(desk)
    open_yearly(desk)
    for number in range(many):
        log(
            desk,
            f"log-contract vendor: Vendor {number}; executed: {first}; owner: {OWNER if number % 2 == 0 else LEAD}",
        )
    told: list[tuple[str, Reply, Desk]] = []
    for number in range(40):
        now = at(desk, first + timedelta(days=number))
        if number == 5:
            log(now, f"log-breach vendor: Vendor 0; board told: {now.today}; owner: {OWNER}")
        if number == 8:
            closed = log(now, "done D-1 https://x.example.org")
            told += [(address.partition(" ")[0], reply, now) for address, reply in posts_to_refresh(closed, now)]
        remind(now, {"slack": chat})
        told += [(place, reply, now) for place, reply in chat.said]
        chat.said.clear()
    places = {place for place, _, _ in told}
    assert {TEAM, f"{OWNER}-chat", f"{LEAD}-chat", f"{SUPER}-chat"} <= places
    wrong = [line for place, reply, now in told for line in refused(reply, place, now)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("roles", ROLES[:2], ids=["as usual", "no roles"])
def test_whoever_can_do_nothing_with_a_deadline_can_look_at_it_where_they_may(
    desk: Desk, roles: dict[str, Role]
) -> None:
    first = date(2026, 10, 6)
    desk, chat = at(district(desk, roles, Role.STAFF), first), Chat([])
    log(desk, f"log-breach vendor: Vendor 0; board told: {first}; owner: {OWNER}")
    for number in range(30):
        remind(at(desk, first + timedelta(days=number)), {"slack": chat})
    mine = [reply for place, reply in chat.said if place == f"{SUPER}-chat" and "Overdue" in str(reply.tone).title()]
    assert mine
    for reply in mine:
        says = [choice.say for choice in (*reply.choices, *(row.opens for row in reply.rows if row.opens))]
        assert any(say.startswith("deadline D-") for say in says), reply
        assert not any(say.startswith(("done", "snooze", "assign")) for say in says)


@pytest.mark.parametrize("who", [ADMIN, OWNER, SUPER, TEACHER])
def test_the_page_shows_nobody_a_button_that_refuses_them_nor_a_teacher_what_is_anothers(desk: Desk, who: str) -> None:
    first = date(2026, 10, 6)
    desk, chat = at(district(desk, ROLES[0], Role.STAFF), first), Chat([])
    log(desk, f"log-contract vendor: Vendor 1; executed: {first}; owner: {OWNER}")
    log(desk, f"log-contract vendor: Vendor 2; executed: {first}; owner: {LEAD}")
    later = at(desk, first + timedelta(days=14))
    remind(later, {"slack": chat})
    reader = Message("", who=who, surface="page")
    found = sent_posts(later, reader=reader)
    wrong = [line for one in found if one.reply for line in refused(one.reply, f"{who}-chat", later)]
    assert not wrong, "\n".join(wrong)
    owners = {later.store.deadline(one.deadline).owner for one in found if one.deadline}
    assert owners == ({OWNER, LEAD} if who in {ADMIN, SUPER} else {OWNER} if who == OWNER else set())
