"""Which command is a text, before anything is done?"""

import pytest

from handlers.dispatch import parse_command


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("undo D-4", True),
        ("undo\nD-4", True),
        ("Done\tD-4 https://example.org", True),
        ("log-contract", True),
        ("grant slack:U042 privacy", True),
        ("Grant writer wants test scores for a report", False),
        ("Received a breach notice from Acme, what now?", False),
        ("contracts", False),
        ("undo", True),
        ("", False),
        ("x" * 30_000, False),
    ],
)
def test_a_text_changes_the_records_where_its_command_does(text: str, expected: bool) -> None:
    assert parse_command(text).changes is expected
