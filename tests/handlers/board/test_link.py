"""Does the personal link to the page open one visit, and no second one?"""

from dataclasses import replace

import pytest

from handlers.board.link import current_visitor, opens_for, spend_link
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Link
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people.access import Refused
from tests.handlers.district import WHO

PAGE = "https://dpa.example.org/enter/hartford"


def test_a_link_is_spent_by_the_visit_that_it_opens(desk: Desk) -> None:
    desk = replace(desk, page=PAGE)
    reply = respond(Message("board", who=WHO, surface="slack", place="slack:C1"), desk)
    (link,) = (part for part in reply.parts if isinstance(part, Link))
    secret = link.url.rpartition("/")[2]
    assert opens_for(secret, desk) and opens_for(secret, desk), "a look spends nothing"
    visit = spend_link(secret, desk)
    with pytest.raises(Refused):
        spend_link(secret, desk)
    assert opens_for(secret, desk) is None
    assert current_visitor(visit, desk).who == WHO, "the visit goes on"


@pytest.mark.parametrize(
    ("page", "says"), [(None, "no web address yet"), ("", "only on the computer that runs the bot")]
)
def test_without_an_address_the_board_stands_in_the_chat_and_the_setting_is_named(
    desk: Desk, page: str | None, says: str
) -> None:
    desk = replace(desk, page=page)
    respond(Message("log-contract vendor: Acme; executed: 2026-11-20"), desk)
    shown = respond(Message("board", who=WHO, surface="slack", place="slack:C1"), desk)
    text = plain(shown)
    assert says in text and "DPA_URL" in text
    assert "Contracts incomplete" in text and "Post the contract" in text and not shown.failed
