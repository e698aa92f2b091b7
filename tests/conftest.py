"""Fixtures that several rooms share: a real PostgreSQL, and a real disk that is soon full."""

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import settings

from tests import quick_start
from tests.storage.server import Server, running

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""As in the bot: more threads for one text would only wait for each other, and for the other tests."""
os.environ.setdefault("DPA_SETTINGS", os.devnull)
"""What somebody who tries the bot in this folder has in their settings file changes no test."""
quick_start.install()
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
"""How long one example takes says nothing on a machine that runs other tests beside it."""
gc.set_threshold(50_000, 20, 50)
"""What was imported and loaded is looked through for garbage less often."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules in an order of chance, the same each time: else the slowest, which stand together, would come last."""
    items.sort(key=lambda item: crc32(item.nodeid.partition("::")[0].encode()))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of our own."""
    with running() as server:
        yield server


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """A new database, empty."""
    with server.database() as url:
        yield url


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system with 300 kB of room."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=300k", "tmpfs", place], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", place], check=True)
