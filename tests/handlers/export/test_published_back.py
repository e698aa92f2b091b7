"""Does the register know after a restored export what it ever showed, and what a person answered for?"""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.export.export import export_file
from handlers.export.read_back import read_back
from handlers.register.checks import last_publication
from handlers.register.entries import public_register
from storage.embedded.store import open_embedded
from tests.handlers.register.register_district import log, office_of, run, say


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Desk:
    """One contract was shown and then withdrawn, one was withdrawn unseen, and one text was checked."""
    office = office_of(desk)
    log(office, "Acme", "Read")
    log(office, "Brio", "Play", description="For Emma Smith, born 4/5/2014.", sure="guard-description")
    run(office, tmp_path / "site", looked_at=("C-1", "C-2"))
    log(office, "Cleo", "Draw")
    for id in ("C-1", "C-3"):
        say(office, f"withdraw {id} a double")
    return office


@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_what_was_shown_stays_in_the_archive_and_what_was_checked_stays_checked(
    format: str, office: Desk, tmp_path: Path
) -> None:
    other = replace(office, records=open_embedded(tmp_path / "other", "hartford"))
    read_back(export_file(office, format).content, Message("import", who="dana"), other)
    there, here = public_register(office), public_register(other)
    assert [one.contract.id for one in here.ended] == ["C-1"] == [one.contract.id for one in there.ended]
    assert here.last == there.last and here.last and here.last.checked
    assert [one.contract.description for one in here.in_force] == ["For Emma Smith, born 4/5/2014."]
    assert last_publication(other) == last_publication(office)
    assert other.store.setup().published == office.store.setup().published, "it is the same proof, byte for byte"


def test_where_nothing_was_published_nothing_is_said_to_be(desk: Desk, tmp_path: Path) -> None:
    office = office_of(desk)
    log(office, "Acme", "Read")
    other = replace(office, records=open_embedded(tmp_path / "other", "hartford"))
    read_back(export_file(office, "json").content, Message("import", who="dana"), other)
    assert last_publication(other) is None and not other.store.setup().published
