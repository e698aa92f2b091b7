"""Questions that are read wrongly today: each fails until the model is taught better, and then this file says so."""

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.law.ask import answer
from handlers.law.display.verdict_label import opens_with

MISSES = [
    ("the district wants 72 hour breach notice in our contract. are they allowed to ask for shorter than the statute", "yes"),
    ("Only kids' essays got out from our system. As the board's vendor we told the board on day 50. Is that allowed?", "yes"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "opens"), MISSES)
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="the model hears another fact or stance")
def test_a_known_miss(question: str, opens: str, desk: Desk) -> None:
    assert opens_with(answer(Message(question), desk)) == opens
