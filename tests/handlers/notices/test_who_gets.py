"""Does a notice of a family's request reach only those who may see the request, whatever they ask for it in?"""

from dataclasses import replace

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.notices.specs import FORMATS
from storage.records import Role
from tests.handlers.district import WHO, given, refuses, say
from tests.handlers.notices.samples import fill_district

LEAD = "slack:U5"


@pytest.mark.parametrize("form", ["", "text", *FORMATS])
def test_staff_get_no_letter_of_a_request_that_they_may_not_see(form: str, desk: Desk) -> None:
    office = replace(fill_district(desk), role=Role.EVERYONE)
    given(given(office, Role.STAFF), Role.PRIVACY, LEAD)
    asks = f"notice family-request R-1 en {form}".strip()
    reply = respond(Message(asks, who=WHO, surface="slack", place="slack:C1"), office)
    assert not reply.files
    told = say(office, asks)
    assert refuses(told, "notice") and "Kahoot" not in told
    assert not refuses(say(office, asks, LEAD), "notice")
    assert not refuses(say(office, asks.replace("family-request R-1", "contract C-1")), "notice")
