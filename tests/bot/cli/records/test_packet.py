"""Does a packet go where it was asked for?"""

from pathlib import Path

import pytest

from tests.bot.cli.district_cli import DistrictCli


@pytest.mark.parametrize(
    ("name", "begins"), [("packet.pdf", b"%PDF"), ("packet.docx", b"PK"), ("packet.csv", b"\xef\xbb\xbfpart,")]
)
def test_a_packet_is_written_for_its_period(office: DistrictCli, tmp_path: Path, name: str, begins: bytes) -> None:
    path = tmp_path / name
    done = office("packet", str(path), "--from", "2026-07-01", "--to", "2026-11-24", DPA_NOW="2026-11-24T09:00")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes().startswith(begins)
    assert str(path) in done.stdout


@pytest.mark.parametrize("given", [("packet.rtf",), ("packet.pdf", "--from", "2026-10-02", "--to", "2026-10-01")])
def test_what_cannot_be_writes_nothing(office: DistrictCli, tmp_path: Path, given: tuple[str, ...]) -> None:
    done = office("packet", str(tmp_path / given[0]), *given[1:], DPA_NOW="2026-11-24T09:00")
    assert done.returncode == 2
    assert list(tmp_path.glob("packet.*")) == []


def test_a_full_disk_is_told(office: DistrictCli) -> None:
    done = office("packet", "/dev/full/packet.pdf", DPA_NOW="2026-11-24T09:00")
    assert done.returncode == 2 and "Traceback" not in done.stderr
