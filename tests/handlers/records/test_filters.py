"""No list drops a word that it was asked by: it is narrowed by it, or names it."""

import random
import re
import string
from dataclasses import replace
from datetime import date, datetime
from itertools import cycle

import pytest

from handlers.contracts.form import checklist
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import ROWS
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Event
from tests.handlers.district import WHO

CANVAS = Contract(
    id="C-1",
    vendor="Instructure",
    product="Canvas",
    executed=date(2026, 9, 8),
    expiry=date(2027, 6, 30),
    schools=("HS", "Elm Street School"),
    categories=("student_information", "student_records"),
    kinds="grades, names",
    purpose="learning management",
)
FRONTLINE = Contract(
    id="C-2",
    vendor="Frontline Education",
    product="Frontline IEP",
    executed=date(2026, 9, 10),
    expiry=date(2027, 8, 31),
    schools=("Oak Hill",),
    subprocessors=("Amazon Web Services",),
    kinds="IEPs, health, disability",
)
NAVIANCE = Contract(
    id="C-3",
    vendor="Naviance",
    product="Naviance",
    executed=date(2026, 11, 2),
    expiry=date(2027, 6, 30),
    schools=("Elmbrook HS",),
    categories=("student_records",),
    kinds="transcripts, SSN?",
)
CONTRACTS = (CANVAS, FRONTLINE, NAVIANCE)
BREACH = Breach(id="B-1", vendor="Naviance", contract="C-3", discovered=date(2026, 11, 16))
DEADLINES = tuple(
    Deadline(
        id=f"D-{number}",
        record=one.id,
        duty="post-contract",
        cite="10-234bb(g)",
        who="board",
        safe=date(2026, 11, 20 + number),
        last=date(2026, 11, 20 + number),
        opened=datetime.fromisoformat("2026-11-02T09:00:00-05:00"),
    )
    for number, one in enumerate(CONTRACTS, 1)
)
TYPED = ("contracts {}", "contracts for {}", "breaches {}", "breaches at {}", "deadlines {}", "deadlines for {}")
ASKED = (
    "list contracts that cover {}",
    "which contracts are for {}",
    "how many contracts do we have for {}?",
    "which contracts expire next year for {}",
    "which contracts are missing provisions for {}",
    "list all contracts with {}",
    "what deadlines are overdue for {}?",
    "show me our breaches at {}",
)
ON_RECORD = {
    "the high school": {"C-1", "C-3"},
    "HS": {"C-1", "C-3"},
    "Elm Street": {"C-1"},
    "Oak Hill School": {"C-2"},
}
MANY = ROWS + 4
OF_DEADLINE = {"C-1": "D-1", "C-2": "D-2", "C-3": "D-3"}
GENERAL = re.compile(r"\b(?:C|D|B)-\d+\b")


def save(desk: Desk, *records: Contract | Breach | Deadline) -> None:
    """New records, whose ids are the next ones of their kind."""

    def write(draft: Draft) -> list[Contract | Breach | Deadline]:
        return [replace(one, id=draft.new_id(type(one))) for one in records]

    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)


@pytest.fixture
def district(desk: Desk) -> Desk:
    save(desk, *CONTRACTS, BREACH, *DEADLINES)
    return desk


def answer(text: str, desk: Desk) -> Reply:
    return respond(Message(text, who=WHO, surface="slack", place=f"slack:{random.random()}"), desk)


def listed(reply: Reply) -> set[str]:
    """The records of the rows."""
    return {found[0] for row in reply.rows if row.opens and (found := GENERAL.search(row.opens.say))}


def nonsense() -> list[str]:
    """Words that nobody has on record, the same in every run."""
    chance = random.Random(7)
    letters = [ch for ch in string.ascii_lowercase if ch not in "aeiou"]
    made = ["".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(3)) + "k" for _ in range(4)]
    return [*made, f"{made[0]} school", f"the {made[1]} {made[2]}"]


def test_no_list_drops_a_word_that_nothing_on_record_says(district: Desk) -> None:
    for form, word in zip((*TYPED, *ASKED, "who-has {}", "who has {} data"), cycle(nonsense()), strict=False):
        reply = answer(form.format(word), district)
        bare = word.removeprefix("the ").split()[0]
        assert bare in plain(reply).casefold(), f"{form.format(word)}\n{plain(reply)}"


def test_every_list_is_narrowed_by_the_schools_on_record(district: Desk) -> None:
    breaches = {"C-3": "B-1"}
    for form, (word, ids) in zip((*TYPED, *ASKED), cycle(ON_RECORD.items()), strict=False):
        follows = (
            breaches if "breach" in form else OF_DEADLINE if "deadline" in form else dict(zip(ids, ids, strict=True))
        )
        reply = answer(form.format(word), district)
        expected = {follows[id] for id in ids if id in follows}
        assert listed(reply) == expected, f"{form.format(word)}\n{plain(reply)}"


def test_a_list_without_a_school_leaves_out_what_has_it(district: Desk) -> None:
    assert listed(answer("list contracts that don't cover Oak Hill", district)) == {"C-1", "C-3"}
    assert listed(answer("contracts without subprocessors", district)) == {"C-1", "C-3"}
    assert listed(answer("which vendors have subprocessors?", district)) == {"C-2"}
    reply = answer("contracts without a zorbak", district)
    assert "zorbak" in plain(reply)


def test_who_has_is_one_answer_however_it_is_asked(district: Desk) -> None:
    kinds = district.law.on(district.today).kinds.values()
    said = [
        *[kind.words[0] for kind in kinds][::4],
        "grades",
        "transcripts",
        "student records",
        "health",
        "names",
        "ssn",
    ]
    for word in said:
        typed, asked = answer(f"who-has {word}", district), answer(f"who has {word}?", district)
        if asked.command:  # else it was taken for a question on the law, and says none of the records
            assert listed(typed) == listed(asked), f"{word}\n{plain(typed)}\n{plain(asked)}"
            assert listed(asked) or asked.title.startswith("No contracts with"), plain(asked)
    assert listed(answer("who has grades?", district)) == {"C-1", "C-3"}
    assert listed(answer("who has social security numbers", district)) == {"C-3"}


def test_the_next_page_has_the_same_words(desk: Desk) -> None:
    save(desk, *(replace(CANVAS, schools=("HS",)) for _ in range(MANY)), FRONTLINE)
    first = answer("list contracts that cover the high school", desk)
    following = next(choice.say for choice in first.choices if choice.label.startswith("All"))
    assert first.title == answer(following, desk).title
    assert len(listed(answer(following, desk))) == min(MANY, ROWS)


def test_approved_products_are_those_of_the_register(desk: Desk) -> None:
    provisions = {item.id: True for item in checklist(desk).items}
    save(desk, replace(CANVAS, provisions=provisions), FRONTLINE)
    for text in ("is there a list of approved apps", "apps approved", "which apps are approved?"):
        reply = answer(text, desk)
        assert listed(reply) == {"C-1"}, plain(reply)


def test_what_was_done_late_is_not_what_is_overdue(district: Desk) -> None:
    answer("done D-1 https://example.org/canvas", district)
    said = plain(answer("how many were posted late this year", district))
    assert "1 done after the last date, 2 overdue" in said


def test_lists_have_no_cites_and_every_row_has_its_id_and_date(district: Desk) -> None:
    for text in ("which contracts lack provisions?", "contracts without an owner", "contracts without a posted notice"):
        for row in answer(text, district).rows:
            assert "10-234" not in row.says
            assert GENERAL.search(row.says), row.says
            assert re.search(r"[A-Z][a-z]{2} \d", row.says), row.says


def test_a_notice_of_another_day_says_what_stands_and_offers_the_correction(desk: Desk) -> None:
    save(desk, NAVIANCE, replace(BREACH, contract="C-1", board_told=date(2026, 11, 20)))
    reply = answer("received B-1 2026-11-19", desk)
    assert "Nov 20" in plain(reply)
    assert "was not taken" in plain(reply)
    assert "correct B-1 board told: 2026-11-19" in {choice.say for choice in reply.choices}
    assert "was not taken" not in plain(answer("received B-1 2026-11-20", desk))


def test_a_list_that_is_narrowed_further_stays_narrowed(desk: Desk) -> None:
    save(desk, *(replace(one, owner=WHO if one is not CANVAS else "") for one in CONTRACTS))
    for first, ids in (("contracts for HS", {"C-3"}), ("who has health data?", {"C-2"})):
        for text in (first, "and only mine"):
            reply = respond(Message(text, who=WHO, surface="slack", place=f"slack:{first}"), desk)
        assert listed(reply) == ids, plain(reply)
