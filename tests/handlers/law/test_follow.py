"""Does a follow-up that tells a fact turn what was decided, and does nothing but keys and values stay known?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from knowledge.counting import Calendar
from knowledge.finding import Guess
from knowledge.load import load
from knowledge.reading.reader import Said, Signs
from storage.embedded.store import open_embedded
from storage.records import Role

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))
FIRST, THEN = "can our helper firm see it?", "but a judge has ordered it"
OTHER = "it was a rainy day"
ENTRY = {"rule:disclose": 0.9}
ASKED = Signs(stances={"may": 0.9}, entries=ENTRY, opens={"depends": 0.9})
ORDERED = Signs(
    stances={"assert": 0.9}, entries=ENTRY, facts={"disclose.court-order": Said(0.97, 0.01)}, opens={"yes": 0.9}
)
DOUBTED = replace(ORDERED, opens={"no": 0.9})
"""The fact is told, but what the message says as a whole is no permission."""
NOTHING = Signs(stances={"assert": 0.9}, entries=ENTRY, opens={"none": 0.9})


def talk(read: Mapping[str, Signs], folder: Path, *said: str) -> tuple[list[Reply], Desk]:
    def rank(_: str) -> tuple[Guess, ...]:
        return (Guess("disclose", 0.95),)

    def signs(text: str) -> Signs:
        return next((one for words, one in read.items() if text.endswith(words)), Signs())

    desk = Desk(load(), rank, Calendar(), NOW, open_embedded(folder, "hartford"), role=Role.ADMIN, read=signs)
    return [respond(Message(text, who="U1", place="here"), desk) for text in said], desk


def test_a_fact_that_is_told_turns_the_decision(tmp_path: Path) -> None:
    (first, then), _ = talk({FIRST: ASKED, THEN: ORDERED}, tmp_path, FIRST, THEN)
    assert first.tone != "allowed"
    assert then.law
    assert then.law.opens == "yes"
    assert "judicial order" in plain(then)


def test_a_permission_needs_a_second_reader(tmp_path: Path) -> None:
    (_, then), _ = talk({FIRST: ASKED, THEN: DOUBTED}, tmp_path, FIRST, THEN)
    assert then.tone not in {"yes", "no"}


def test_what_tells_no_fact_gets_no_yes_and_no_no(tmp_path: Path) -> None:
    (_, then), _ = talk({FIRST: ASKED, OTHER: NOTHING}, tmp_path, FIRST, OTHER)
    assert then.tone not in {"yes", "no"}


def test_no_word_that_was_written_is_kept(tmp_path: Path) -> None:
    _, desk = talk({FIRST: ASKED, THEN: ORDERED}, tmp_path, FIRST, THEN)
    kept = desk.store.conversation("here", "U1", NOW)
    assert kept
    values = " ".join((*kept.answers, *kept.answers.values())).lower()
    assert kept.answers["fact.disclose.court-order"] == "yes"
    assert not {"helper", "firm", "judge", "ordered"} & set(values.split())
