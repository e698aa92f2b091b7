"""Does the wheel work where it was installed, away from the project, and leave its folder alone?"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.installed import version
from tests.models import models

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "knowledge", "storage")
MADE = ("__pycache__", "*.pyc", "build", "*.egg-info")
MEGABYTES = 60
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")


def run(*words: str | Path, **more: object) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the project, whose finder has learned already."""
    models()
    source, into = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns(*MADE))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    run(*PIP, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", into, source)
    return next(into.glob("*.whl"))


def test_the_wheel_has_every_file_of_the_rooms_and_the_licenses(wheel: Path) -> None:
    assert wheel.stat().st_size < MEGABYTES * 1_000_000
    names = set(ZipFile(wheel).namelist())
    lacks = [
        name
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and (name := str(path.relative_to(ROOT))) not in names
    ]
    assert not lacks, "name these in pyproject.toml, under package-data"
    assert {f"dpa-{version()}.dist-info/licenses/{name}" for name in ("LICENSE", "NOTICE")} <= names
    assert "knowledge/finding/trained.npz" in names


def test_the_installed_wheel_answers_and_its_folder_stays_as_it_was(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    packages = next(venv.glob("lib/python*/site-packages"))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"))
    into = ("--python", venv / "bin/python", "install", "--no-deps", "--no-index", "--no-compile", "--ignore-installed")
    run(*PIP, *into, wheel)
    for folder in (packages, *(path for path in packages.rglob("*") if path.is_dir())):
        folder.chmod(0o555)
    before = looks(packages)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    bare = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "DPA_SETTINGS": os.devnull}

    def dpa(*words: str) -> str:
        return run(venv / "bin/dpa", *words, cwd=elsewhere, env=bare)

    try:
        assert dpa("--version").startswith(f"dpa {version()}\nlaw ")
        assert dpa("ask", "may the vendor sell student data?").startswith("[NO]")
        assert "in order" in dpa("check")
        assert "files are in" in dpa("law", "copy", "ours")
        assert looks(packages) == before, "something was written into the package"
        assert [path.name for path in elsewhere.iterdir()] == ["ours"]
    finally:
        for folder in (packages, *(path for path in packages.rglob("*") if path.is_dir())):
            folder.chmod(0o755)


def looks(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}
