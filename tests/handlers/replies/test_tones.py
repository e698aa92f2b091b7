"""Is a reply told at a glance for what it is, and a verdict kept for answers of the law?"""

from pathlib import Path
from typing import get_args

import pytest

from bot.cli.conversation import SIGNS as IN_TERMINAL
from bot.web.words import SIGNS as ON_PAGE
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, Tone
from handlers.dialogue.text import SIGNS, plain
from handlers.dispatch import respond

ROOT = Path(__file__).parents[3]
OF_THE_LAW = set("ask define operator rule due check topic nearest".split())
VERDICTS = {"yes", "no", "depends", "unknown"}


@pytest.fixture
def office(desk: Desk) -> Desk:
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20; provisions: all")
    say(desk, "log-contract vendor: Bold; executed: 2026-11-20")
    say(desk, "log-breach contract: C-1; discovered: 2026-11-20")
    say(desk, "send-gap", question="does the act know of drones", name="without")
    return desk


def say(desk: Desk, text: str, **fields: str) -> Reply:
    return respond(Message(text, fields=fields, who="Dana"), desk)


TYPED = {
    "log-contract": "log-contract vendor: New; executed: 2026-11-20; provisions: all",
    "log-breach": "log-breach vendor: New",
    "received": "received B-1 2026-11-23",
    "contract": "contract C-2",
    "breach": "breach B-1",
    "done": "done D-1 https://hartford.example",
    "undo": "undo D-1",
    "snooze": "snooze D-1 2026-11-25 waiting",
    "assign": "assign D-1 Lee",
    "correct": "correct C-1 product: Maps",
    "withdraw": "withdraw C-1 a mistake",
    "history": "history C-1",
    "answer": "answer G-1 It does not",
    "attach": "attach G-1 sell-data",
    "export": "export json",
    "setup": "setup district: Hartford",
    "grant": "grant slack:U5 staff",
    "deadline": "deadline D-1",
    "details": "details C-1",
    "why": "why D-1",
    "gap": "gap G-1",
    "send-gap": "send-gap and of robots",
    "contract-file": "contract-file C-1",
    "vendor-letter": "vendor-letter C-1",
    "addendum": "addendum C-2",
    "review": "review C-1",
    "exception": "exception E-1",
    "family-request": "family-request R-1",
    "renewal": "renewal C-1",
    "report": "report commission",
    "mark-provision": "mark-provision C-1 deletion missing",
}


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - OF_THE_LAW))
def test_no_record_has_a_verdict(office: Desk, name: str) -> None:
    if name == "undo":
        say(office, TYPED["done"])
    reply = say(office, TYPED.get(name, name))
    assert reply.tone not in VERDICTS, reply


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("log-contract vendor: New; executed: 2026-11-20; provisions: all", "due"),
        ("log-contract vendor: New; executed: 2026-11-20", "incomplete"),
        ("contract C-1", "plain"),
        ("contract C-2", "incomplete"),
        ("vendor-letter C-1", "plain"),
        ("log-breach vendor: New", "incomplete"),
        ("log-breach vendor: New; discovered: 2026-11-20", "due"),
        ("log-breach vendor: New; discovered: 2026-01-20", "overdue"),
        ("breach B-1", "due"),
        ("deadlines", "due"),
        ("deadlines Nobody", "sorry"),
        ("done D-1 https://hartford.example", "done"),
        ("grant slack:U5 staff", "done"),
        ("setup district: Hartford", "done"),
        ("withdraw C-1 a mistake", "done"),
        ("send-gap and of robots", "plain"),
        ("answer G-1 It does not", "done"),
        ("due contract_executed 2026-11-20", "due"),
        ("may the vendor sell student data?", "not-allowed"),
    ],
)
def test_each_has_its_own(office: Desk, text: str, tone: str) -> None:
    assert say(office, text).tone == tone


def test_a_list_says_how_many_are_overdue(office: Desk) -> None:
    say(office, "log-breach vendor: New; discovered: 2026-01-20; categories: student_records")
    late = say(office, "deadlines")
    assert late.tone == "overdue" and "1 overdue" in late.title
    assert "Overdue since" in plain(late) and [row.tone for row in late.rows].count("overdue") == 1


def test_every_surface_has_a_sign_and_a_word_for_each() -> None:
    tones = get_args(Tone)
    assert set(SIGNS) == set(IN_TERMINAL) == set(ON_PAGE) == set(tones)
    for one in set(tones) - {"plain", "sorry"}:
        assert all(SIGNS[one]) and IN_TERMINAL[one]
    for one in set(tones) - {"plain"}:
        assert all(ON_PAGE[one])
    for shown in (SIGNS, IN_TERMINAL):
        assert len(set(shown.values())) == len(tones), "two look alike"
    assert len({word for _, word in SIGNS.values()}) == len(tones) - 1, "two have one word"  # two have none
    styles = (ROOT / "bot/web/static/page.css").read_text()
    for one in set(tones) - {"plain", "unknown"}:
        assert f".reply.{one}" in styles and f".{one} .sign" in styles


def test_words_and_signs_are_there_without_colors_too(office: Desk) -> None:
    assert plain(say(office, "contract C-2")).startswith("○ Incomplete · C-2: Bold")
    assert plain(say(office, "done D-1 https://hartford.example")).startswith("● Done · D-1: ")
