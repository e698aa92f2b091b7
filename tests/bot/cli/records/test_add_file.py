"""Can a file be added to a contract on record from this machine?"""

from pathlib import Path

from tests.bot.cli.district_cli import PAPER, DistrictCli


def test_a_file_is_added_by_its_path_and_shown_by_its_name(files: DistrictCli, tmp_path: Path) -> None:
    files.log("Acme")
    paper = tmp_path / "Acme agreement.pdf"
    paper.write_bytes(PAPER)
    done = files("add-file", "C-1", str(paper))
    assert done.returncode == 0, done
    assert "Acme agreement.pdf is kept with C-1" in done.stdout
    store = files.store()
    assert store.file_content(store.contract("C-1").file) == PAPER
    shown = files("contract", "C-1").stdout
    assert "File: Acme agreement.pdf" in shown and "SHA" not in shown
    assert files("add-file", "C-1", "nowhere.pdf").returncode == 2
    assert files("audit", "verify").returncode == 0
