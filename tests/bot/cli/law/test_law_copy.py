"""Can a district keep a law of its own beside the package, and see what differs after an update?"""

import json
import shutil
from pathlib import Path

import pytest

from bot.compose import open_law, sources
from bot.models import TRAINED_FINDER, load_finder, load_reader
from bot.settings import Settings, read_settings
from handlers.dialogue.command_spec import Sorry
from knowledge.complaint import BadLaw
from knowledge.edition import FILE, HERE, ORIGIN, FileChange, compare, copy_law, files_of
from knowledge.load import load
from knowledge.reading import reader
from tests.bot.cli.district_cli import DistrictCli

POSTING, TOPIC = "law/posting.yaml", "topics/breach.yaml"


@pytest.fixture
def office(tmp_path: Path) -> DistrictCli:
    return DistrictCli(tmp_path / "data")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    copy_law(tmp_path / "ours")
    return tmp_path / "ours"


def edit(file: Path) -> None:
    file.write_text(file.read_text() + "# ours\n")


def test_a_copy_is_made_whole_and_no_folder_is_written_over(office: DistrictCli, tmp_path: Path) -> None:
    ours = tmp_path / "law" / "hartford"
    done = office("law", "copy", str(ours))
    assert done.returncode == 0 and f"DPA_LAW={ours}" in done.stdout
    assert files_of(ours).keys() == files_of(HERE).keys() and not compare(ours)
    edit(ours / POSTING)
    again = office("law", "copy", str(ours))
    assert again.returncode == 2 and "was not made" in again.stderr and "# ours" in (ours / POSTING).read_text()
    assert [path.name for path in ours.parent.iterdir()] == ["hartford"], "nothing half done is left"


def test_the_answers_come_from_the_copy(office: DistrictCli, copy: Path) -> None:
    file = copy / "law/operators.yaml"
    text = file.read_text()
    title = next(line for line in text.splitlines() if "title: " in line)
    file.write_text(text.replace(title, f"{title} in Hartford", 1))
    (copy / FILE).write_text("version: 2026.1-hartford\ndate: 2026-12-01\n")
    law = open_law(Settings(law=copy))
    assert any(getattr(entry, "title", "").endswith(" in Hartford") for entry in law.entries)
    assert law.edition and (law.edition.version, law.edition.copied) == ("2026.1-hartford", True)
    said = office("--version", DPA_LAW=str(copy)).stdout.splitlines()[1]
    assert said == f"law 2026.1-hartford of Tue, Dec 1, 2026, your copy in {copy}: 2 files differ from the package"


def test_what_is_learned_from_a_copy_is_kept_with_the_records(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (copy / "phrasings").iterdir():
        file.unlink()
    (copy / "phrasings/few.txt").write_text(
        "== sell\nmay they sell it\nmay they rent it\n== out-of-scope\nhow is the weather\n"
    )
    before = TRAINED_FINDER.stat()
    found = sources(Settings(law=copy, data=tmp_path / "data"))
    assert load_finder(found).topics == ("out-of-scope", "sell")
    assert found.finder == tmp_path / "data/finder.npz" and found.finder.is_file()
    monkeypatch.setattr("knowledge.finding.train", None)
    assert load_finder(found).topics == ("out-of-scope", "sell"), "it is learned once"
    assert (TRAINED_FINDER.stat().st_mtime_ns, TRAINED_FINDER.stat().st_size) == (before.st_mtime_ns, before.st_size)
    assert found.reader is None
    shutil.copy(reader.FILE, tmp_path / "data/reader.npz")
    assert found.reader and load_reader({}, found.reader).read("may they sell it?").signs.stances


def test_an_update_shows_each_file_that_differs_and_how(copy: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    copy_law(newer)
    for name in (POSTING, "law/breach.yaml"):
        edit(copy / name)
    for name in (TOPIC, "law/breach.yaml"):
        edit(newer / name)
        edit(newer / name)
    (copy / "topics/own.yaml").write_text("")
    (newer / "topics/new.yaml").write_text("")
    (copy / "law/advice.yaml").unlink()
    (newer / "law/kinds.yaml").unlink()
    assert compare(copy, newer) == {
        "law/advice.yaml": FileChange.REMOVED,
        "law/breach.yaml": FileChange.BOTH,
        "law/kinds.yaml": FileChange.GONE,
        POSTING: FileChange.YOURS,
        TOPIC: FileChange.PACKAGE,
        "topics/new.yaml": FileChange.NEW,
        "topics/own.yaml": FileChange.ADDED,
    }
    (copy / ORIGIN).unlink()
    assert compare(copy, newer)[TOPIC] is FileChange.DIFFERS, "where nobody knows what was copied"


def test_the_commands_tell_what_differs(office: DistrictCli, copy: Path) -> None:
    here = {"DPA_LAW": str(copy)}
    assert office("law", "diff", **here).stdout == "No file differs from the package.\n"
    edit(copy / POSTING)
    listed = office("law", "diff", **here)
    assert listed.returncode == 0 and listed.stdout.startswith(f"{POSTING}  changed in your copy\n")
    assert "\n+# ours\n" in office("law", "diff", "--file", POSTING, **here).stdout
    assert office("law", "diff", "--file", "law/none.yaml", **here).returncode == 2
    assert office("law", "diff").returncode == 2, "no copy is named"
    checked = office("check", **here)
    assert checked.returncode == 0, checked
    assert "1 file differs from the package" in checked.stdout


@pytest.mark.parametrize(
    ("broken", "said"),
    [("law", "is no copy of the law files"), ("topics", "the program asks for it"), ("phrasings", "no phrasings")],
)
def test_a_copy_that_lacks_something_is_refused_in_a_sentence(
    office: DistrictCli, copy: Path, broken: str, said: str
) -> None:
    shutil.rmtree(copy / broken)
    done = office("ask", "may they sell it?", DPA_LAW=str(copy))
    assert done.returncode in {1, 2} and said in done.stderr and not done.stdout
    assert not office.data.exists(), "nothing half done"


def test_an_edition_that_cannot_be_read_is_named(copy: Path) -> None:
    (copy / FILE).write_text("version: 2026.1\ndate: last week\n")
    with pytest.raises(BadLaw, match=FILE):
        load(copy)
    (copy / FILE).unlink()
    assert load(copy).edition is None


def test_a_setting_that_names_no_copy_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DPA_LAW", str(tmp_path))
    with pytest.raises(Sorry, match="dpa law copy"):
        read_settings()


def test_the_origin_tells_the_hash_of_each_file(copy: Path) -> None:
    assert json.loads((copy / ORIGIN).read_text()).keys() == files_of(HERE).keys()
