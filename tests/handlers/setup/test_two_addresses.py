"""Is it asked which of several e-mail addresses is meant, wherever they stand?"""

from itertools import permutations

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond

PIECES = ("Ana Ruiz", "a@schools.example.org", "<b@schools.example.org>", "staff")


@pytest.mark.parametrize("line", [" ".join(("grant", *order)) for order in permutations(PIECES)])
def test_several_addresses_are_shown_and_nothing_is_saved(desk: Desk, line: str) -> None:
    before = desk.store.head()
    reply = respond(Message(line, who="Dana"), desk)
    assert desk.store.head() == before, plain(reply)
    shown = plain(reply) + "".join(f.value for f in reply.form.fields) if reply.form else line
    assert "a@schools.example.org" in shown and "b@schools.example.org" in shown
