"""Does any text, however long or odd, get an answer and never a bug?"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import handle
from storage.embedded.store import open_embedded
from storage.records import Role
from storage.vault.sealed import SealedQuestions
from storage.vault.vault import open_vault

Say = Callable[..., str]
LONGEST = 20_000
PIECES = (
    " | of |=|=yes|: |; |\n|,|?|-|x|ſ|İ|²|\ud800|\x00|C-1|B-1|D-1|G-1|@|to |me|all|here|operator|consultant|selling|"
    "notice_sent|privacy|slack:U5|teams:|2026-11-24|9999-12-31|0001-01-01|10-234cc(b)(3)|csv|vendor: |executed: |place: |lead: "
)
SOME = st.one_of(st.text(max_size=40), st.sampled_from(["|", *PIECES.split("|")]))
TEXTS = st.lists(st.tuples(SOME, st.sampled_from([1, 1, 1, 2, 30, 200, 3000])), max_size=6).map(
    lambda found: "".join(piece * often for piece, often in found)[:LONGEST]
)


@pytest.fixture(scope="module")
def say(bare_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Say:
    """How a text ends at a desk with a record of each kind, in which the examples may write. Raises the bug there was."""
    records = open_embedded(tmp_path_factory.mktemp("any"), "hartford")
    sealed = SealedQuestions(open_vault(tmp_path_factory.mktemp("vault")), "hartford")
    desk = replace(
        bare_desk, records=records, sealed=sealed, role=Role.ADMIN, page="https://dpa.example.org/enter/hartford"
    )

    def said(text: str, **fields: str) -> str:
        _, note = handle(Message(text, fields=fields, who="slack:U1", surface="slack", place="slack:D1"), desk)
        if note.problem:
            raise note.problem
        return note.outcome

    assert said("log-contract vendor: Acme; executed: 2026-10-06") == "done"
    assert said("log-breach contract: C-1; discovered: 2026-10-06; categories: student records") == "done"
    assert said("send-gap", question="may a crossing guard juggle?", name="without") == "done"
    return said


EVERY = st.tuples(st.sampled_from(list(COMMANDS)), TEXTS).map(" ".join)
LONG_PIECES = ("x", "long word ", "a=", "of ")


@settings(max_examples=40)
@given(text=st.one_of(EVERY, TEXTS))
def test_any_text_is_answered(say: Say, text: str) -> None:
    assert say(text) != "bug"


@pytest.mark.parametrize("piece", LONG_PIECES)
@pytest.mark.parametrize("name", ["", "log-contract", "contracts"])
def test_a_very_long_text_is_answered(say: Say, name: str, piece: str) -> None:
    assert say(f"{name} {piece * LONGEST}"[:LONGEST]) != "bug"


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
@settings(max_examples=10)
@given(rest=TEXTS)
def test_a_command_with_any_text_is_answered(say: Say, name: str, rest: str) -> None:
    assert say(f"{name} {rest}") != "bug"


@pytest.mark.long
@pytest.mark.parametrize("piece", LONG_PIECES)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_with_a_very_long_text_is_answered(say: Say, name: str, piece: str) -> None:
    for length in (150, 3000, LONGEST):
        assert say(f"{name} {piece * length}"[:LONGEST]) != "bug"


def test_what_is_as_long_as_may_be_is_saved_and_shown(say: Say) -> None:
    """The longest that the forms take, and the longest question."""
    line, long = "w" * 200, "of words " * 330
    assert say(f"log-contract vendor: {line}; product: {line}; executed: 2026-10-06; description: {long}") == "done"
    assert say(f"log-contract vendor: {line}; executed: 2026-10-07; notes: {long}; purpose: {line}") == "done"
    assert say(f"log-breach vendor: {line}; discovered: 2026-10-06; description: {long}") == "done"
    assert say(f"send-gap {'x' * 19_000}") == "asked_back"
    assert say("send-gap", question="may I juggle " * 230, name="with") == "done"
    for name, what in (("contract", "C"), ("breach", "B"), ("gap", "G"), ("deadline", "D"), ("history", "C")):
        assert all(say(f"{name} {what}-{number}") in {"answered", "sorry"} for number in range(1, 60))
    for name in ("contracts", "breaches", "gaps", "deadlines", "attach G-2 student-data-sale", "vendor-letter C-2"):
        assert say(name) != "bug"
