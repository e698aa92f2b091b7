"""Is a message read as a whole, sentence by sentence where it is long, and without its slips where that is surer?"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from handlers.conversation.looking import read_frame
from handlers.dialogue.desk import Desk, Memory, Message
from knowledge.frames.frame_reader import Frame

TELLS = "We are going through the apps of the whole district before the audit in June and it takes all week."
ASKS = "Which contracts are missing?"


def heard(desk: Desk, text: str, shares: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What is wanted, the likeliest first, of a reader that has these shares for these texts."""

    def read(state: str, said: str) -> Frame:
        return Frame(shares.get(said, {"outside": 0.6, "contracts": 0.4}))

    return list(read_frame(Message(text, who="Dana"), Memory(), replace(desk, frame=read)).intents)


def test_the_sentence_that_asks_counts_where_the_whole_is_unsure(desk: Desk) -> None:
    whole = {"outside": 0.4, "law": 0.3, "contracts": 0.3}
    assert heard(desk, f"{TELLS} {ASKS}", {f"{TELLS} {ASKS}": whole, ASKS: {"missing": 0.95}})[0] == "missing"


def test_a_sentence_that_is_not_clear_counts_for_nothing(desk: Desk) -> None:
    whole = {"outside": 0.4, "law": 0.3, "contracts": 0.3}
    assert (
        heard(desk, f"{TELLS} {ASKS}", {f"{TELLS} {ASKS}": whole, ASKS: {"missing": 0.8, "law": 0.2}})[0] == "outside"
    )


def test_no_sentence_is_read_by_itself_where_the_whole_is_certain(desk: Desk) -> None:
    whole = {"contracts": 0.95, "law": 0.05}
    assert heard(desk, f"{TELLS} {ASKS}", {f"{TELLS} {ASKS}": whole, ASKS: {"missing": 0.95}})[:1] == ["contracts"]


def test_two_wishes_in_two_sentences_are_both_heard(desk: Desk) -> None:
    one, other = "Show me what is due.", "Then list the breaches."
    shares = {
        f"{one} {other}": {"due": 0.45, "breaches": 0.4, "law": 0.15},
        one: {"due": 0.95, "law": 0.05},
        other: {"breaches": 0.95, "law": 0.05},
    }
    assert set(heard(desk, f"{one} {other}", shares)[:2]) == {"due", "breaches"}


def test_a_question_on_the_law_takes_what_is_told_before_it_along(desk: Desk) -> None:
    told, asked = "List our Kami contract.", "May they sell the data?"
    shares = {
        f"{told} {asked}": {"contracts": 0.45, "law": 0.4, "card": 0.15},
        told: {"contracts": 0.95, "law": 0.05},
        asked: {"law": 0.95, "card": 0.05},
    }
    assert heard(desk, f"{told} {asked}", shares)[0] == "law"


def test_slips_of_the_finger_are_mended_where_that_is_surer(desk: Desk) -> None:
    shares = {"show ovredue deadlines": {"outside": 0.3}, "show overdue deadlines": {"overdue": 0.9}}
    assert heard(desk, "show ovredue deadlines", shares) == ["overdue"]


@pytest.mark.parametrize("sure", [0.5, 0.8])
def test_what_is_sure_stays_as_it_is_typed(sure: float, desk: Desk) -> None:
    shares = {"show ovredue deadlines": {"due": sure}, "show overdue deadlines": {"overdue": 0.9}}
    assert heard(desk, "show ovredue deadlines", shares) == ["due"]
