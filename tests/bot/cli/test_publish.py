"""Does ``dpa publish`` say what is lacking, publish into a folder, and copy it to a web server?"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.records import Event
from tests.bot.cli.district_cli import DistrictCli
from tests.bot.cli.sshd import MISSING, PRESENT, web_server

SITE = "https://schools.example.org/privacy"


@pytest.fixture
def district(files: DistrictCli) -> DistrictCli:
    files.log("Acme", "Bright")
    assert files("setup", "district: Maplewood Public Schools", DPA_NOW="2026-11-24T09:00").returncode == 0
    return files


def held(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_what_is_missing_is_named_and_accepted(district: DistrictCli, tmp_path: Path) -> None:
    site = tmp_path / "site"
    stopped = district("publish", str(site), "--address", SITE)
    assert stopped.returncode == 1 and "C-1 Acme, App: description, data, the contract's file" in stopped.stdout
    assert "--accept" in stopped.stderr and not site.exists()
    done = district("publish", str(site), "--address", SITE, "--accept")
    assert done.returncode == 0 and f"2 contracts in force: {SITE}" in done.stdout, done
    assert "Nothing has changed" in district("publish", str(site), "--address", SITE, "--accept").stdout
    assert (site / "es/index.html").stat().st_mode & 0o777 == 0o644 and site.stat().st_mode & 0o777 == 0o755


def test_it_works_on_both_stores(office: DistrictCli, tmp_path: Path) -> None:
    assert office("publish", str(tmp_path / "site"), "--accept").returncode == 0
    with office.opened() as store:
        assert store.file_content(store.setup().published) == (tmp_path / "site/published.json").read_bytes()
    assert office("audit", "verify").returncode == 0


def test_the_folder_may_stand_in_the_settings(district: DistrictCli, tmp_path: Path) -> None:
    assert "DPA_REGISTER" in district("publish", "--accept").stderr
    done = district("publish", "--accept", DPA_REGISTER=str(tmp_path / "site"))
    assert done.returncode == 0 and (tmp_path / "site/index.html").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--address", "schools"), "is not a web address"),
        *(
            (("--to", target.format(dash)), "is not a target")
            for dash in ("-e", "-oProxyCommand=x", "--", "-D")
            for target in ("{}:/a", "{}@host:/a", "u@{}:/a", "sftp://{}/a", "sftp://{}@host/a", "sftp://u@{}/a")
        ),
        (("--to", "user@host:/a b"), "is not a target"),
        (("--to", "sftp://host"), "is not a target"),
    ],
)
def test_what_cannot_be_is_refused(district: DistrictCli, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    done = district("publish", str(tmp_path / "site"), "--accept", *words)
    assert done.returncode == 2 and says in done.stderr and not (tmp_path / "site").exists()


@pytest.mark.parametrize("folder", ["/", "//", "/tmp/..", "x" * 300, "/dev/null", "/proc/self/mem/site", "{}/loop"])
def test_a_folder_that_cannot_be_one_is_a_sentence(district: DistrictCli, folder: str) -> None:
    (district.data / "loop").symlink_to("loop")
    done = district("publish", folder.format(district.data), "--accept")
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and done.stderr.endswith(".\n"), done


def test_the_records_are_no_place_for_it(district: DistrictCli) -> None:
    done = district("publish", str(district.data / "district/site"), "--accept")
    assert done.returncode == 2 and "folder of the records" in done.stderr


@pytest.mark.parametrize("target", ["u@host.example.org:/srv/privacy", "sftp://u@host.example.org/srv/privacy"])
def test_a_missing_program_is_named(
    district: DistrictCli, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = district("publish", str(tmp_path / "site"), "--accept", "--to", target)
    assert done.returncode == 2 and "sudo apt install" in done.stderr, done


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The configuration with which a web server on this machine is reached."""
    if not PRESENT:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with web_server(tmp_path_factory.mktemp("sshd")) as config:
        yield config


@pytest.mark.parametrize("kind", ["web.example.org:{}", "sftp://web.example.org{}"])
def test_it_is_copied_to_a_web_server(district: DistrictCli, ssh: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / 'My "own" [1] site').mkdir()
    site, remote = tmp_path / 'My "own" [1] site', tmp_path / "remote"
    config = tmp_path / "my client's file"
    config.write_bytes(ssh.read_bytes())
    remote.mkdir()
    (remote / "mine.html").write_text("not ours")

    def go() -> None:
        to = ("--to", kind.format(remote), "--ssh-config", str(config))
        done = district("publish", str(site), "--address", SITE, "--accept", *to)
        assert done.returncode == 0, done
        assert held(remote) == {**held(site), "mine.html": b"not ours"}

    go()
    with district.opened() as store:
        store.erase(Event(who="x", what="erase", when=store.events()[-1].when, surface="test"), "C-2")
    go()
    assert not (remote / "contracts/C-2.html").exists()


@pytest.mark.parametrize("kind", ["web.example.org:{}", "sftp://web.example.org{}"])
def test_a_server_that_refuses_leaves_the_records_as_they_were(
    district: DistrictCli, ssh: Path, tmp_path: Path, kind: str
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, and no folder")
    to = ("--to", kind.format(blocked / "deep/site"), "--ssh-config", str(ssh))
    done = district("publish", str(tmp_path / "site"), "--address", SITE, "--accept", *to)
    assert done.returncode == 2 and "was not copied" in done.stderr, done
    with district.opened() as store:
        assert not store.setup().published


def test_a_copy_that_breaks_off_leaves_no_proof_of_what_is_not_there(
    district: DistrictCli, ssh: Path, tmp_path: Path
) -> None:
    remote = tmp_path / "remote"
    remote.mkdir()
    (remote / "contracts").write_text("a file where the folder of the contracts should be")
    to = ("--to", f"sftp://web.example.org{remote}", "--ssh-config", str(ssh))
    done = district("publish", str(tmp_path / "site"), "--address", SITE, "--accept", *to)
    assert done.returncode == 2 and "was not copied" in done.stderr, done
    assert not (remote / "published.json").exists()
