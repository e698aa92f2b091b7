"""Does a backup come back, and does nothing else, on files and on PostgreSQL?"""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.records import Event, StoredFile
from tests.bot.cli.district_cli import PAPER, DistrictCli, head_of, keep_paper


def test_a_backup_comes_back_and_says_what_it_holds(office: DistrictCli, tmp_path: Path) -> None:
    path = tmp_path / "district.backup"
    done = office("backup", str(path))
    assert done.returncode == 0, done.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    head = head_of(done)
    office.log("Since")
    done = office("restore", str(path))
    assert (done.returncode, "lacks 1 change made" in done.stderr) == (2, True)
    assert "Since" in office("contracts").stdout
    done = office("restore", str(path), "--even-if-lost")
    assert (done.returncode, head_of(done)) == (0, head), done.stderr
    assert "Since" not in office("contracts").stdout
    assert office("audit", "verify", "--head", head).returncode == 0


def test_a_damaged_drawer_is_restored_and_the_wreck_is_kept(files: DistrictCli, tmp_path: Path) -> None:
    files.log("Acme")
    path = tmp_path / "district.backup"
    files("backup", str(path))
    files.file.write_text("a wreck")
    done = files("contracts")
    assert (done.returncode, "It was left as it is" in done.stderr) == (2, True)
    assert files("backup", str(tmp_path / "other")).returncode == 2
    done = files("restore", str(path))
    assert done.returncode == 0, done.stderr
    assert "Acme" in files("contracts").stdout
    assert [copy.read_text() for copy in files.data.glob("district/backups/before-restore-*")] == ["a wreck"]


def test_the_good_copy_that_the_damage_names_can_be_restored_as_it_is(files: DistrictCli) -> None:
    files.log("Acme")
    keep_paper(files)
    files.log("Bright", DPA_NOW="2027-01-01T09:00")
    files.file.write_bytes(files.file.read_bytes()[:-100])
    copy = re.search(r"The newest good copy is (\S+\.json)\.", files("contracts").stderr)
    assert copy
    done = files("restore", copy[1])
    assert done.returncode == 0, done.stderr
    assert [contract.vendor for contract in files.store().contracts()] == ["Acme"]
    assert files.store().file_content(hashlib.sha256(PAPER).hexdigest()) == PAPER


@pytest.mark.parametrize("harm", [lambda raw: raw[:-50], lambda raw: raw.replace(b"Acme", b"Bcme"), lambda _: b""])
def test_a_damaged_backup_changes_nothing(office: DistrictCli, tmp_path: Path, harm: Callable) -> None:
    path = tmp_path / "district.backup"
    office("backup", str(path))
    path.write_bytes(harm(path.read_bytes()))
    before = office("export", "--format", "json").stdout
    done = office("restore", str(path), "--even-if-lost")
    assert (done.returncode, "not a backup of this program, or was cut short or changed" in done.stderr) == (2, True)
    assert office("export", "--format", "json").stdout == before


def test_a_full_disk_leaves_the_backup_and_the_export_that_were(files: DistrictCli, small_disk: Path) -> None:
    files.log("Acme")
    backup, export = small_disk / "district.backup", small_disk / "export.json"
    calls = {backup: ("backup", str(backup)), export: ("export", "--format", "json", str(export))}
    assert [files(*words).returncode for words in calls.values()] == [0, 0]
    before = {path: path.read_bytes() for path in calls}
    (small_disk / "ballast").write_bytes(b"x" * 270_000)
    files.log(*(f"{number} {'n' * 190}" for number in range(12)))
    for path, words in calls.items():
        done = files(*words)
        assert (done.returncode, "no room on the disk" in done.stderr) == (2, True), done
        assert path.read_bytes() == before[path]
    assert len(list(small_disk.iterdir())) == 3


def test_a_full_disk_while_restoring_leaves_the_drawer_as_it_was(
    files: DistrictCli, small_disk: Path, tmp_path: Path
) -> None:
    small, path = DistrictCli(small_disk), tmp_path / "district.backup"
    files.log("Acme")
    store = files.store()
    sha256, when = store.keep_file(os.urandom(400_000)), store.events()[0].when
    kept = StoredFile(sha256=sha256, name="big.pdf", media_type="", size=400_000, stored=when)
    store.change(Event(who="x", what="keep", when=when, surface="test"), lambda _: [kept])
    files("backup", str(path))
    small.log("Here before")
    before = small.store().dump()
    done = small("restore", str(path), "--even-if-lost")
    assert (done.returncode, "no room on the disk" in done.stderr) == (2, True), done
    assert small.store().dump() == before


def test_nothing_is_written_over_the_records(files: DistrictCli) -> None:
    files.log("Acme")
    before = files.file.read_bytes()
    for words in (("backup",), ("export", "--format", "json")):
        done = files(*words, str(files.file))
        assert (done.returncode, "in the folder of the records" in done.stderr) == (2, True)
    assert files.file.read_bytes() == before
    done = files("backup", str(files.data / "nowhere" / "b"))
    assert (done.returncode, "cannot be written: No such file" in done.stderr) == (2, True)
    done = files("export", "--format", "ics", str(files.data / "nowhere" / "b"))
    assert (done.returncode, "cannot be written: No such file" in done.stderr) == (2, True)
