"""Does each command do its work in a process of its own, as people start it?"""

import io
import zipfile
from pathlib import Path

from tests.bot.cli.district_cli import LOG, DistrictCli


def test_each_command_does_its_work(files: DistrictCli, database: DistrictCli, tmp_path: Path) -> None:
    backup = str(tmp_path / "district.backup")

    def did(office: DistrictCli, *words: str) -> bytes:
        done = office.raw(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    did(files, "log-contract", LOG.format("Acme"))
    did(files, "backup", backup)
    files.log("Since")
    with zipfile.ZipFile(io.BytesIO(did(files, "export", "--format", "xlsx"))) as box:
        assert b"Since" in b"".join(box.read(name) for name in box.namelist())
    did(files, "restore", backup, "--even-if-lost")
    did(files, "migrate", "--to", database.url)
    assert b"1 event, none changed" in did(database, "audit", "verify")
    assert b"Acme" in did(database, "contracts")
