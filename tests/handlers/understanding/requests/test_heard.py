"""Is the model heard on what somebody wants to see, and only where it is sure?"""

from datetime import date

import pytest

from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.read import read_request
from handlers.understanding.requests.request import Names, Request, View
from knowledge.reading.signs import Signs

TODAY = date(2026, 11, 26)
DISTRICT = NameIndex(Names({"Lexia": ("C-1",), "Nearpod": ("C-2", "B-1")}, {}, {"Dana": "Dana"}))


def read(text: str, wishes: dict[str, float], commands: dict[str, float]) -> Request | None:
    return read_request(text, TODAY, DISTRICT, Signs(wishes=wishes, commands=commands))


@pytest.mark.parametrize(
    ("text", "command", "view"),
    [
        ("weak spots in there?", "gaps", View.MISSING),
        ("the one-pager for cabinet", "board", View.STANDING),
        ("I'm new, what can I type", "help", View.HELP),
        ("percentage of postings late", "count", View.OVERDUE),
        ("transportation ones", "contracts", View.LIST),
        ("steps for re-upping in spring", "renew", View.EXPIRING),
    ],
)
def test_the_model_is_heard_where_no_wording_fits(text: str, command: str, view: View) -> None:
    found = read(text, {"look": 0.9, "law": 0.05}, {command: 0.95})
    assert found and not found.acts and found.view is view


def test_where_the_model_is_unsure_of_look_or_law_it_stays_a_question_on_the_law() -> None:
    assert read("weak spots in there?", {"look": 0.5, "law": 0.45}, {"gaps": 0.8}) is None
    assert read("weak spots in there?", {"law": 0.9, "look": 0.08}, {"gaps": 0.99}) is None
    assert read("weak spots in there?", {"look": 0.8, "law": 0.05}, {"gaps": 0.3}) is None


def test_a_sure_look_at_nothing_in_particular_is_at_how_things_stand() -> None:
    found = read("anything on fire today", {"look": 0.9, "law": 0.05}, {"deadlines": 0.3})
    assert found and found.view is View.STANDING


def test_a_named_record_is_shown_whole_where_the_view_is_not_clear() -> None:
    found = read("lexia, thoughts", {"look": 0.6, "law": 0.2}, {"standing": 0.3})
    assert found and found.view is View.CARD and found.slots.records == ("C-1",)


def test_a_letter_needs_its_record_and_a_count_something_of_ours() -> None:
    assert read("wording to send them", {"look": 0.9}, {"vendor-letter": 0.95}) is None
    assert read("how many chromebooks in the cart in 204", {"look": 0.7}, {"count": 0.9}) is None


def test_a_particular_view_goes_before_a_record_shown_whole() -> None:
    found = read("show me the nearpod trail", {"look": 0.95}, {"history": 0.9})
    assert found and found.view is View.HAPPENED


def test_a_wording_gives_way_to_a_sure_question_on_the_law_unless_it_names_a_record() -> None:
    law = {"law": 0.95, "look": 0.02}
    assert read("what terms is a contract void without", {}, {}) is not None
    assert read("what terms is a contract void without", law, {}) is None
    assert read("what is Lexia missing", law, {}) is not None
