"""Does the reply to what was just saved lead with the next step, and fit a phone?"""

import re
import textwrap

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, Text
from handlers.dispatch import respond
from storage.records import Person, Place, Setup
from tests.handlers.district import put

WIDE, LINES = 46, 12
"""What a phone shows of a message: characters in a line, and lines without scrolling."""


def say(desk: Desk, text: str) -> Reply:
    return respond(Message(text, who="slack:U2", surface="slack"), desk)


@pytest.fixture
def office(desk: Desk) -> Desk:
    channel, chat = (Place(id=id, surface="slack", private=True) for id in ("slack:C1", "slack:D2"))
    put(desk, channel, chat, Person(id="slack:U2", name="Ana Ruiz", place=chat.id), Setup(place=channel.id))
    say(desk, "log-contract vendor: Late; executed: 2026-10-01; breach days: 45; expiry: 2027-06-30")
    return desk


@pytest.mark.parametrize(
    "text",
    [
        "log-contract vendor: Acme; executed: 2026-11-20; expiry: 2027-06-30; breach days: 45; provisions: property",
        "log-contract vendor: Acme; executed: 2026-11-20; owner: slack:U9",
        "log-contract vendor: Acme; executed: 2026-10-01",
        "log-breach contract: C-1; discovered: 2026-11-20; categories: student_information, student_records",
        "log-breach vendor: Acme",
        "log-breach vendor: Acme; discovered: 2026-10-01; board told: 2026-11-23",
        "log-breach vendor: Acme; board told: 2026-11-23",
    ],
)
def test_it_leads_with_the_next_step_and_fits_a_phone(office: Desk, text: str) -> None:
    reply = say(office, text)
    texts = [part.says for part in reply.parts if isinstance(part, Text)]
    assert texts[0].startswith("Next: ") and re.search("[a-z]{2} [0-9]", texts[0]) and texts[1].startswith("Saved as ")
    shown = [reply.title, *texts, reply.footer]
    assert len(texts) == len(reply.parts)
    assert sum(len(textwrap.wrap(one, WIDE)) for one in shown) <= LINES, shown
    assert "Details" in [choice.label for choice in reply.choices] and len(reply.choices) <= 5


def test_the_rest_stands_behind_details(office: Desk) -> None:
    say(office, "log-contract vendor: Acme; executed: 2026-11-20; expiry: 2027-06-30; breach days: 45")
    said = str(say(office, "details C-2"))
    for words in ("5 business days after", "ten provisions", "is void", "45 days", "Jun 30, 2027"):
        assert words in said, words
