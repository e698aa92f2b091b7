"""Does the wheel work where it was installed, away from the project, and leave its folder alone?

It is built as ``python -m build`` does: the source archive, and from that the wheel, with nothing at hand but what
pyproject.toml names for the build. Where it is installed there is nothing but what the wheel says it needs.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from bot.installed import version
from tests.models import models

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "knowledge", "storage")
MADE = ("__pycache__", "*.pyc", "build", "*.egg-info")
FINDER = Path("knowledge/finding/trained.npz")
MEGABYTES = 66
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")


def run(*words: str | Path, **more: object) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


def needs(names: Iterable[str], found: dict[str, Distribution]) -> dict[str, Distribution]:
    """The packages that these requirements come to, as they are installed here, and what those need in turn."""
    for one in map(Requirement, names):
        package = distribution(one.name)
        assert one.specifier.contains(package.version, prereleases=True), f"{one}, but {package.version} is installed"
        key = f"{one.name}[{','.join(one.extras)}]"
        if key not in found:
            found[key] = package
            wanted = map(Requirement, package.requires or ())
            extras = one.extras or {""}
            used = (
                each for each in wanted if not each.marker or any(each.marker.evaluate({"extra": e}) for e in extras)
            )
            needs((str(each).partition(";")[0] for each in used), found)
    return found


def venv_with(names: Iterable[str], folder: Path) -> Path:
    """An environment whose Python finds these packages alone."""
    others = folder / "others"
    others.mkdir(parents=True)
    for package in needs(names, {}).values():
        for top in {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}:
            if not (others / top).exists():
                (others / top).symlink_to(Path(str(package.locate_file(top))))
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    (next((folder / "venv").glob("lib/python*/site-packages")) / "others.pth").write_text(str(others))
    return folder / "venv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the archive of a copy of the project, whose finder has learned already."""
    models()
    source, into = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns(*MADE, FINDER.name))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    system = tomllib.loads((source / "pyproject.toml").read_text())["build-system"]
    python = venv_with(system["requires"], tmp_path_factory.mktemp("build")) / "bin/python"
    build = (python, "-c", f"import sys, {system['build-backend']} as b; getattr(b, sys.argv[1])(sys.argv[2])")
    run(*build, "build_sdist", into, cwd=source)
    with tarfile.open(next(into.glob("*.tar.gz"))) as archive:
        archive.extractall(into, filter="data")
    unpacked = next(path for path in into.iterdir() if path.is_dir())
    shutil.copy(ROOT / FINDER, unpacked / FINDER)
    run(*build, "build_wheel", into, cwd=unpacked)
    return next(into.glob("*.whl"))


UNREAD = ROOT / "knowledge" / "messages"
"""What no program reads yet."""


def test_the_wheel_has_every_file_of_the_rooms_and_the_licenses(wheel: Path) -> None:
    assert wheel.stat().st_size < MEGABYTES * 1_000_000
    names = set(ZipFile(wheel).namelist())
    lacks = [
        name
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and (name := str(path.relative_to(ROOT))) not in names
        if UNREAD not in path.parents
    ]
    assert not lacks, "name these in pyproject.toml, under package-data"
    assert {f"dpa-{version()}.dist-info/licenses/{name}" for name in ("LICENSE", "NOTICE")} <= names
    assert str(FINDER) in names


def test_the_installed_wheel_answers_and_its_folder_stays_as_it_was(wheel: Path, tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    venv = venv_with(project["dependencies"], tmp_path)
    packages = next(venv.glob("lib/python*/site-packages"))
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
        assert dpa("ask", "may the vendor sell student data?").startswith("[NOT ALLOWED]")
        assert "in order" in dpa("check")
        assert "files are in" in dpa("law", "copy", "ours")
        assert looks(packages) == before, "something was written into the package"
        assert [path.name for path in elsewhere.iterdir()] == ["ours"]
    finally:
        for folder in (packages, *(path for path in packages.rglob("*") if path.is_dir())):
            folder.chmod(0o755)


def looks(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}
