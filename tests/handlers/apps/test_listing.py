"""Are the requests for products listed in the order in which a privacy lead needs them?"""

from datetime import timedelta
from itertools import permutations

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Rows
from handlers.dispatch import respond
from storage.kinds import AppRequest, AppState
from storage.port import Draft
from storage.records import Event, Record
from tests.handlers.district import WHO

DECIDED = (AppState.REFUSED, AppState.APPROVED, AppState.WITHDRAWN)


def listed(text: str, desk: Desk) -> list[str]:
    reply = respond(Message(text, who=WHO, surface="slack", place="slack:C1"), desk)
    return [row.title for part in reply.parts if isinstance(part, Rows) for row in part.rows]


@pytest.mark.parametrize("order", [*permutations((1, 3, 8))])
def test_the_oldest_open_request_comes_first_then_the_newest_decision(order: tuple[int, ...], desk: Desk) -> None:
    """In whatever order they were asked for."""

    def write(draft: Draft) -> list[Record]:
        made: list[Record] = []
        for days, state in zip(order, DECIDED, strict=True):
            asked, then = desk.now - timedelta(days=10 + len(made)), desk.now - timedelta(days=days)
            ids = draft.new_id(AppRequest), draft.new_id(AppRequest)
            made += [
                AppRequest(id=ids[0], product=f"decided {days}", asked=asked, status=state, decided=then),
                AppRequest(id=ids[1], product=f"open {days}", asked=then),
            ]
        return made

    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), write)
    assert listed("apps page 1", desk) == ["open 8", "open 3", "open 1", "decided 1", "decided 3", "decided 8"]
