"""Does the report to the Commission say rightly until when a product was used?"""

import csv
import io

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from storage.kinds import PlanException
from tests.handlers.district import WHO, say


@pytest.mark.parametrize(
    ("ends", "until"),
    [
        (("",), ""),
        (("2026-10-09",), "2026-10-09"),
        (("2026-10-09", ""), ""),
        (("", "2026-10-09"), ""),
        (("2026-10-09", "2026-11-13", "2026-09-30"), "2026-11-13"),
        (("2026-10-09", "2026-11-13", ""), ""),
    ],
)
def test_a_product_is_used_until_its_last_exception_ends(ends: tuple[str, ...], until: str, desk: Desk) -> None:
    for number, ended in enumerate(ends):
        over = f"; ended: {ended}" if ended else ""
        say(desk, f"log-exception vendor: Speakly; student: {number + 1}; plan: IEP; started: 2026-09-01{over}")
    assert len(desk.store.records(PlanException)) == len(ends)
    [file] = respond(Message("report commission csv", who=WHO, surface="slack", place="slack:C1"), desk).files
    [line] = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")))
    assert (line["used_since"], line["used_until"]) == ("2026-09-01", until)
