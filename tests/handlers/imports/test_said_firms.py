"""Is a firm with and without "Inc." one firm, whether it is imported, logged or asked for?"""

import itertools

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from tests.handlers.district import say
from tests.handlers.imports.made import text

WRITTEN = (
    "Newsela",
    "Newsela, Inc.",
    "NEWSELA INC",
    "newsela llc",
    "Newsela Ltd.",
    "Newsela, PBC",
    "Newsela GmbH",
    "News-Ela Co.",
)
HEAD = ["Vendor", "Product", "Date signed", "Expires"]


def imported(desk: Desk, *rows: list[str]) -> str:
    file = File("contracts.csv", "text/csv", text([HEAD, *rows]).encode())
    return plain(respond(Message("import", fields={"only": ""}, files=(file,), who="Dana", surface="slack"), desk))


@pytest.mark.parametrize(("one", "other"), [*itertools.permutations(WRITTEN[:4], 2)])
def test_the_same_row_is_on_record_however_the_firm_is_written(one: str, other: str, desk: Desk) -> None:
    say(desk, f"log-contract vendor: {one}; executed: 2026-11-20")
    assert "1 on record already" in imported(desk, [other, "Newsela", "11/20/2026", ""])
    assert "1 to be settled first" in imported(desk, [other, "Newsela Pro", "11/20/2026", ""])
    assert "1 new" in imported(desk, [f"{other} Labs", "Newsela", "11/20/2026", ""])


def test_each_way_to_write_it_is_a_twin_and_is_found(desk: Desk) -> None:
    say(desk, f"log-contract vendor: {WRITTEN[1]}; product: Newsela; executed: 2026-11-20")
    for written in WRITTEN:
        assert "C-1 already has the same vendor" in say(
            desk, f"log-contract vendor: {written}; product: Newsela; executed: 2026-11-20"
        )
        assert "C-1" in say(desk, f"who owns the {written} contract?")
        assert "On record" in say(desk, f"do we have a contract with {written}?")
    assert len(desk.store.contracts()) == 1
