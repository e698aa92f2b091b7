"""Which district does a command mean?"""

from pathlib import Path

from tests.bot.cli.district_cli import DistrictCli


def test_the_only_district_is_meant_and_a_slip_makes_none(office: DistrictCli, tmp_path: Path) -> None:
    assert office("audit", "verify", "--district", "district").returncode == 0
    done = office("audit", "verify", "--district", "distrct")
    assert (done.returncode, "There are: district." in done.stderr) == (2, True)
    assert office("backup", str(tmp_path / "b"), "--district", "../x").returncode == 2
    office.log("Windham's", DPA_DISTRICT="windham")
    assert "Windham" not in office("export", "--format", "json").stdout
    assert "Windham" in office("export", "--format", "json", "--district", "windham").stdout


def test_the_only_one_is_found_by_itself_and_of_several_one_is_named(files: DistrictCli) -> None:
    files.log("Acme", DPA_DISTRICT="hartford")
    assert "1 event," in files("audit", "verify").stdout
    files.log("Bright", DPA_DISTRICT="windham")
    done = files("audit", "verify")
    assert (done.returncode, "There are: hartford, windham." in done.stderr) == (2, True)


def test_a_fresh_machine_is_restored(files: DistrictCli, tmp_path: Path) -> None:
    files.log("Acme", DPA_DISTRICT="hartford")
    files("backup", str(tmp_path / "b"))
    fresh = DistrictCli(tmp_path / "fresh")
    assert "of the district hartford" in fresh("restore", str(tmp_path / "b")).stderr
    done = fresh("restore", str(tmp_path / "b"), "--district", "hartford")
    assert done.returncode == 0, done.stderr
    assert "Acme" in fresh("export", "--format", "json").stdout
