"""Is what a breach asks first, and named, in every list of every district, however much else is overdue?"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest

from bot.slack.render import blocks
from bot.teams.render import cards
from handlers.board.board import board, first_replies, greeting
from handlers.board.dues import BoardQuery
from handlers.board.home import home
from handlers.board.link import board_for
from handlers.commands import COMMANDS
from handlers.deadlines.states import by_harm, follows_breach, owner_of
from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, Row
from handlers.dispatch import respond
from handlers.packet.count import figures_of
from handlers.packet.figures import read_period
from handlers.programs.law_answers import deadlines as api_deadlines
from handlers.reminders.messages.posts import digest_reply, list_post
from knowledge.law import POST_BREACH, POST_CONTRACT, TELL_FAMILIES, VENDOR_TELLS
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Event, Person, Record, Role, Setup, Status

LEAD, OWNER, SUPERINTENDENT = "slack:U1", "slack:U2", "slack:U3"
SEEDS = range(4)
MOST = 20
"""Rows of a page."""


def filled(desk: Desk, seed: int) -> Desk:
    """A district with 60 postings of all ages and three breaches among them, logged in any order."""
    chance = random.Random(seed)
    desk = replace(desk, commands=COMMANDS, admins=frozenset({LEAD}))
    postings = [("", POST_CONTRACT, chance.choice([*range(-90, 0), 0, 2, 9])) for _ in range(59)]
    told = [("Hacked 1", TELL_FAMILIES, chance.choice([-40, -3, -1, 0, 1, 2])), ("Hacked 2", TELL_FAMILIES, -9)]
    plans = [*postings, ("", POST_CONTRACT, -60), *told[: 1 + seed % 2], ("Silent", VENDOR_TELLS[0], 29)]
    chance.shuffle(plans)

    def write(draft: Draft) -> Iterator[Record]:
        names = {LEAD: "Lena Lead", OWNER: "Ana Ruiz", SUPERINTENDENT: "Sam Super"}
        yield from (Person(id=id, name=name, role=Role.PRIVACY) for id, name in names.items())
        yield Setup(lead=LEAD, superintendent=SUPERINTENDENT)
        for vendor, duty, ahead in plans:
            day = desk.today + timedelta(days=ahead)
            if vendor:
                record: Breach | Contract = Breach(id=draft.new_id(Breach), vendor=vendor, discovered=desk.today)
            else:
                record = Contract(id=draft.new_id(Contract), vendor=f"Vendor {day}", executed=day - timedelta(days=7))
            yield record
            for each in (POST_BREACH, duty) if duty == TELL_FAMILIES else (duty,):
                days = {"safe": day, "last": day, "opened": desk.now - timedelta(days=100)}
                who, owner = "contractor" if duty in VENDOR_TELLS else "board", chance.choice([OWNER, LEAD, ""])
                yield Deadline(
                    id=draft.new_id(Deadline),
                    record=record.id,
                    duty=each,
                    cite="10-234dd(a)(3)",
                    who=who,
                    owner=owner,
                    **days,
                )

    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)
    return desk


def say(text: str, who: str = LEAD) -> Callable[[Desk], Sequence[Reply]]:
    return lambda desk: [respond(Message(text, who=who, surface="slack", place="slack:D1"), desk)]


def told(readers: set[Recipient], *, digest: bool = False) -> Callable[[Desk], Sequence[Reply]]:
    def posted(desk: Desk) -> Sequence[Reply]:
        return [list_post(desk.store.deadlines(status=Status.OPEN), frozenset(readers), desk, digest=digest)]

    return posted


LISTS: dict[str, Callable[[Desk], Sequence[Reply]]] = {
    "deadlines": say("deadlines"),
    "deadlines mine, of the lead": say("deadlines mine"),
    "deadlines this week": say("deadlines this week"),
    "deadlines of a superintendent": say("deadlines", SUPERINTENDENT),
    "board": say("board"),
    "first": say("what should I do first?"),
    "first, of somebody else": say("what should I do first?", SUPERINTENDENT),
    "this week": say("what do I need to do this week?"),
    "digest": lambda desk: [reply for reply in [digest_reply(desk)] if reply],
    "weekly list": told({Recipient.TEAM}, digest=True),
    "list for the team": told({Recipient.TEAM}),
    "list for the lead": told({Recipient.LEAD, Recipient.OWNER}),
    "list for the owner": told({Recipient.OWNER}),
    "list for the superintendent": told({Recipient.SUPERINTENDENT}),
    "Home": lambda desk: home(Message("", who=LEAD, surface="slack"), desk),
    "Home of the superintendent": lambda desk: home(Message("", who=SUPERINTENDENT, surface="slack"), desk),
    "greeting": lambda desk: [greeting(Message("", who=LEAD, surface="page"), desk)],
    "page of an administrator, whose checklist is not done": lambda desk: first_replies(
        Message("", who=LEAD, surface="page"), desk
    ),
}


def rows(replies: Sequence[Reply]) -> list[Row]:
    return list(chain.from_iterable(reply.rows for reply in replies))


def of_breaches(desk: Desk) -> list[Deadline]:
    return by_harm(filter(follows_breach, desk.store.deadlines(status=Status.OPEN)), desk.today)


def untold(desk: Desk) -> Iterator[str]:
    for one in of_breaches(desk):
        if one.duty == TELL_FAMILIES:
            breach = desk.store.breach(one.record)
            assert breach
            yield breach.vendor


@pytest.mark.parametrize("seed", SEEDS)
def test_a_breach_is_first_and_named_in_every_list(desk: Desk, seed: int) -> None:
    desk = filled(desk, seed)
    vendors, every = list(untold(desk)), of_breaches(desk)
    assert vendors
    for name, show in LISTS.items():
        replies = show(desk)
        first, shown = replies[0], rows(replies)
        said = f"{name}, {seed}: {first.title}\n" + "\n".join(f"{row.title} {row.says}" for row in shown[:8])
        assert "Tell the families" in first.title and all(vendor in first.title for vendor in vendors), said
        assert first.title.startswith("Tell the families"), said
        assert [row.title for row in shown[: len(vendors)]] == [f"Tell the families ({v})" for v in vendors], said
        due = [one for one in every if name not in {"deadlines this week", "this week"} or one.last_day <= desk.today]
        assert {one.id for one in due} <= {one.id for one in every if any(one.id in row.says for row in shown)}, said
        slack, teams = blocks.messages(first)[0]["text"], cards.messages(first)[0]["summary"]
        assert all("Tell the families" in notified and vendors[0] in notified for notified in (slack, teams)), said
        is_late = any(row.tone == "overdue" for row in shown[: len(vendors)])  # what the title begins with
        assert ("Overdue ·" in slack, "Overdue ·" in teams) == (is_late, is_late), said
        assert " of 6" not in first.title, "a share of all says nothing"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_boards_and_other_programs_have_the_same_order(desk: Desk, seed: int) -> None:
    desk = filled(desk, seed)
    reader = Message("", who=LEAD, surface="slack")
    every = by_harm(desk.store.deadlines(status=Status.OPEN), desk.today)
    ids = [one.id for one in of_breaches(desk)]
    assert [one.id for one in every][: len(ids)] == ids
    page, tab = board(BoardQuery(), desk, reader), board_for(LEAD, desk, outsider=False)
    for shown in (page, tab, board(BoardQuery(), desk)):
        assert [row.id for row in shown.due][: len(ids)] == ids
        assert all(any(act.say == f"done {row.id}" for act in row.actions) or not row.actions for row in shown.due)
        assert [one.vendor for one in shown.untold] == list(untold(desk))
    assert [one.id for one in api_deadlines("", 1, MOST, reader, desk).deadlines] == [one.id for one in every[:MOST]]
    figures = figures_of(read_period("", desk.today), desk)
    late = [one.id for one in every if one.last_day < desk.today]
    assert [one.id for one in figures.overdue] == late
    assert [one.id for one in figures.next] == [one.id for one in every if one.id not in late]


def test_all_is_by_harm_then_by_date(desk: Desk) -> None:
    desk = filled(desk, 1)
    every = by_harm(desk.store.deadlines(status=Status.OPEN), desk.today)
    rest = [one for one in every if not follows_breach(one)]
    assert rest == sorted(rest, key=lambda one: (one.last_day, int(one.id[2:])))
    duties = [one.duty for one in every if follows_breach(one)]
    assert duties == sorted(duties, key=lambda duty: duty != TELL_FAMILIES)


def test_what_nobody_owns_is_the_leads_and_a_breach_gets_its_owner_when_it_is_saved(desk: Desk) -> None:
    desk = filled(desk, 0)
    nobodys = [one for one in desk.store.deadlines(status=Status.OPEN) if not one.owner]
    assert nobodys and all(owner_of(one, desk) == LEAD for one in nobodys)
    said = str(respond(Message("deadlines mine", who=LEAD, surface="slack", place="slack:D1"), desk))
    assert "those that nobody owns, and what every breach asks" in said
    saved = respond(Message("log-breach vendor: Acme; board told: 2026-11-23; owner: "), desk)
    assert saved.event
    breach = next(one for one in desk.store.breaches() if one.vendor == "Acme")
    assert {breach.owner, *(one.owner for one in desk.store.deadlines(record=breach.id))} == {LEAD}
