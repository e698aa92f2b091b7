"""What is said of "the second one" is done to the second row of the list shown last, and to nothing else."""

import re
from datetime import date, timedelta
from itertools import cycle

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Event, Person, Record, Role
from tests.handlers.district import WHO

LISTS = (
    "deadlines",
    "deadlines overdue",
    "what is overdue?",
    "contracts",
    "which contracts lack provisions?",
    "who-has",
)
PLACES = {"first": 0, "second": 1, "2nd": 1, "third": 2, "last": -1}
ACTS = (
    "close the {} one, it was posted at https://example.org/x",
    "done the {} one",
    "mark the {} one done",
    "assign the {} one to Ana Ruiz",
    "snooze the {} one for a week",
    "correct the {} one",
    "withdraw the {} one",
)
ID = re.compile(r"\b[CDB]-\d+\b")
CHANGES = re.compile(r"(?:done|assign|snooze|correct|withdraw|undo|received) ")


@pytest.fixture
def district(desk: Desk) -> Desk:
    """Four contracts with an overdue posting each, and their end; one breach with a duty to tell families."""

    def write(draft: Draft) -> list[Record]:
        made: list[Record] = [Person(id=WHO, name="Dana", role=Role.PRIVACY), Person(id="slack:U8", name="Ana Ruiz")]
        for number, vendor in enumerate(("Alpha Press", "Bolide", "Cindermath", "Dovetale")):
            signed = date(2026, 10, 5) + timedelta(days=number)
            one = Contract(id=draft.new_id(Contract), vendor=vendor, executed=signed, expiry=date(2026, 11, 10))
            made += [one, deadline(draft, one.id, "post-contract", signed + timedelta(days=7), desk)]
            made.append(deadline(draft, one.id, "contract-expiry", date(2026, 11, 10), desk))
        breach = Breach(id=draft.new_id(Breach), vendor="Bolide", contract="C-2", board_told=date(2026, 11, 20))
        made += [breach, deadline(draft, breach.id, "tell-families-of-breach", date(2026, 11, 26), desk)]
        return [*made, deadline(draft, breach.id, "post-breach-notice", date(2026, 11, 26), desk)]

    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)
    return desk


def deadline(draft: Draft, record: str, duty: str, due: date, desk: Desk) -> Deadline:
    return Deadline(
        id=draft.new_id(Deadline),
        record=record,
        duty=duty,
        cite="10-234bb(g)",
        who="board",
        safe=due,
        last=due,
        opened=desk.now,
    )


def say(text: str, desk: Desk, place: str) -> Reply:
    return respond(Message(text, who=WHO, surface="slack", place=place), desk)


def rows(reply: Reply) -> list[str]:
    return [found[0] for row in reply.rows if row.opens and (found := ID.search(row.opens.say))]


def may_touch(id: str, desk: Desk) -> set[str]:
    """The record and what follows from it; of a deadline only itself and its own record's owner."""
    if id.startswith("D"):
        one = desk.store.deadline(id)
        return {id, one.record} if one else {id}
    breaches = [one.id for one in desk.store.breaches() if one.contract == id]
    follows = [one.id for of in (id, *breaches) for one in desk.store.deadlines(record=of)]
    return {id, *breaches, *follows}


def touched(reply: Reply) -> set[str]:
    """What the buttons and the form of a reply would change."""
    says = [choice.say for choice in reply.every_choice] + ([reply.form.say] if reply.form else [])
    return {id for say in says if CHANGES.match(say) for id in ID.findall(say)[:1]}


@pytest.mark.parametrize("shown", LISTS)
def test_a_place_in_a_list_names_the_entry_shown_there(shown: str, district: Desk) -> None:
    places = cycle(PLACES.items())
    next(places) if LISTS.index(shown) % 2 else None
    for act in ACTS:
        word, at = next(places)
        ids = rows(say(shown, district, act))
        before = district.store.head()
        reply = say(act.format(word), district, act)
        assert district.store.head() == before, "nothing is done before the press"
        assert touched(reply) <= may_touch(ids[at], district), f"{act.format(word)} of {ids}\n{plain(reply)}"
        assert ids[at] in plain(reply) or touched(reply), f"{act.format(word)} of {ids}\n{plain(reply)}"


def test_a_number_opens_the_entry_counted_from_one(district: Desk) -> None:
    ids = rows(say("contracts", district, "slack:1"))
    for number, said in enumerate(("open {}", "#{}", "option {}"), 1):
        say("contracts", district, "slack:1")
        text = plain(say(said.format(number), district, "slack:1"))
        assert set(ID.findall(text)) & set(ids) == {ids[number - 1]}, text


def test_an_opened_entry_leaves_the_places_of_its_list(district: Desk) -> None:
    ids = rows(say("contracts", district, "slack:1"))
    for word, at in (("second", 1), ("third", 2), ("last", -1)):
        text = plain(say(f"open the {word} one", district, "slack:1"))
        assert set(ID.findall(text)) & set(ids) == {ids[at]}, f"{word} of {ids}\n{text}"


def test_an_act_on_a_number_is_proposed_for_the_entry_counted_from_one(district: Desk) -> None:
    ids = rows(say("deadlines overdue", district, "slack:1"))
    for number, act in ((1, "snooze #{}"), (2, "withdraw number {}"), (len(ids), "snooze #{}")):
        say("deadlines overdue", district, "slack:1")
        found = touched(say(act.format(number), district, "slack:1"))
        assert ids[number - 1] in found <= may_touch(ids[number - 1], district), (act, number, found)


def test_a_place_that_the_list_lacks_touches_nothing(district: Desk) -> None:
    for shown, act in zip(cycle(LISTS), ACTS, strict=False):
        number = len(rows(say(shown, district, act)))
        word = "tenth" if number < 10 else "eleventh"
        reply = say(act.format(word), district, act)
        assert not touched(reply), f"{act.format(word)}\n{plain(reply)}"


def test_several_places_are_a_proposal_each(district: Desk) -> None:
    ids = rows(say("deadlines overdue", district, "slack:1"))
    reply = say("mark the first two done", district, "slack:1")
    assert touched(reply) == set(ids[:2])
    assert len([choice for choice in reply.choices if choice.say.startswith("done ")]) == 2
    say("deadlines overdue", district, "slack:2")
    assert touched(say("mark the second and third one done", district, "slack:2")) == set(ids[1:3])
    say("deadlines overdue", district, "slack:3")
    assert not touched(say("both are posted, https://example.org/x", district, "slack:3"))
    pair = rows(say("breach B-1", district, "slack:4"))
    assert touched(say("both are done", district, "slack:4")) <= set(pair)


def _closed(reply: Reply) -> set[str]:
    """What its buttons close; that the vendor's notice came is offered besides, and closes nothing."""
    return {choice.say.split()[1] for choice in reply.choices if choice.say.startswith("done ")}


def test_that_somebody_was_told_closes_only_a_duty_to_tell(district: Desk) -> None:
    families = {one.id for one in district.store.deadlines() if one.duty == "tell-families-of-breach"}
    for shown in ("breach B-1", "contract C-2", "contract C-1", "deadlines"):
        say(shown, district, f"slack:{shown}")
        reply = say("we told them today by email", district, f"slack:{shown}")
        assert _closed(reply) <= families, f"after {shown}\n{plain(reply)}"
    say("breach B-1", district, "slack:one")
    assert _closed(say("we told them today by email", district, "slack:one")) == families
