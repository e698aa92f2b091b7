"""Is nobody offered a button that they may not press?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply
from handlers.dispatch import may, parse_command, respond
from storage.records import Role

EXAMPLES = [spec.example for spec in COMMANDS.values() if spec.example and not spec.changes]
SAID = (
    "help",
    "what must a contract contain?",
    "may a vendor sell student data?",
    "our vendor told us of a breach",
    "who owns the Acme contract?",
    "anything overdue?",
    "is Zoom allowed?",
    "mark D-1 done",
    "contract C-1",
    "breach B-1",
    "deadline D-1",
)
RECORDS = (
    "log-contract vendor: Acme; product: Reader; executed: 2026-11-20",
    "log-breach contract: C-1; discovered: 2026-11-20; categories: student_information",
)


@pytest.mark.parametrize(
    ("role", "where"),
    [(Role.EVERYONE, ""), (Role.STAFF, ""), (Role.PRIVACY, ""), (Role.PRIVACY, "public"), (Role.PRIVACY, "outsider")],
)
def test_every_button_may_be_pressed_by_its_reader(desk: Desk, role: Role, where: str) -> None:
    for text in RECORDS:
        respond(Message(text), replace(desk, role=Role.PRIVACY))
    at, offered = replace(desk, role=role), 0
    for text in (*EXAMPLES, *SAID):
        asked = Message(text, who="slack:U7", surface="slack", look=parse_command(text).changes)
        if where:
            asked = replace(asked, **{where: True})
        for choice in _buttons(respond(asked, at)):
            parsed = parse_command(choice.say)
            offered += 1
            pressed = replace(asked, text=choice.say, parsed=parsed)
            assert not parsed.name or may(parsed.name, pressed, at), f"{text}: {choice.label}"
    assert offered > 10


def _buttons(reply: Reply) -> Iterator[Choice]:
    yield from reply.every_choice
