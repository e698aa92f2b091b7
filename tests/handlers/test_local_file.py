"""Is a file at a path read at this machine alone, and is it said why one cannot be read?"""

from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond

LONG = "a" * 300
SAYS = {"nowhere.pdf": "There is no file", "~nobody-here/a.pdf": "There is no file", LONG: "cannot be read"}


def typed(command: str, path: str, desk: Desk, surface: str = "terminal") -> str:
    return plain(respond(Message(command, fields={"path": path}, who="dana", surface=surface), desk))


@pytest.mark.parametrize("command", ["import", "add-file C-1"])
@pytest.mark.parametrize(("path", "says"), SAYS.items(), ids=["absent", "no-home", "unreadable"])
def test_a_path_that_gives_no_file_is_answered_with_the_reason(command: str, path: str, says: str, desk: Desk) -> None:
    respond(Message("log-contract vendor: Acme; executed: 2026-09-01", who="dana"), desk)
    assert says in typed(command, path, desk)


@pytest.mark.parametrize("command", ["import", "add-file C-1"])
def test_a_path_means_nothing_in_a_chat(command: str, desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("Vendor,Date signed\nZebra,9/1/2026\n")
    respond(Message("log-contract vendor: Acme; executed: 2026-09-01", who="dana"), desk)
    assert "Zebra" not in typed(command, str(secret), desk, surface="slack")
    assert "Zebra" not in str(desk.store.contracts())
