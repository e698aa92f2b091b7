"""Does an answer name the kind of data that was asked about?"""

import pytest

from handlers.dialogue.desk import Desk
from handlers.understanding.named import kinds_in
from knowledge.citation import Citation


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("fingerprint scanners in the gym", ["biometric-information"]),
        ("do kids' DMs count", ["text-messages"]),
        ("Lunch PINs and allergies", ["health-records", "student-identifiers"]),
        ("who hosts the software", []),
        ("is GPS location on the list", []),
    ],
)
def test_everyday_words_lead_to_the_kinds_on_the_list(question: str, kinds: list[str], bare_desk: Desk) -> None:
    law = bare_desk.law.on(bare_desk.today)
    listed = [kind for kind in law.kinds.values() if kind.cite == Citation("10-234aa(4)")]
    assert [kind.id for kind in kinds_in(question, listed)] == kinds
