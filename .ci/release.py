"""Make a release from the tag of the commit that is checked out: ``python .ci/release.py``.

Into build/release go the wheel, the source archive, the container's context, the versions of the packages that it was
tested with, the bill of materials and the checksums. Everything is made twice from the tag, in two folders, and
nothing is kept unless both are the same, byte for byte. CONTRIBUTING.md says how versions are given.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bill import bill, constraints

ROOT = Path(__file__).parents[1]
LAW = ("knowledge/law", "knowledge/notices", "knowledge/topics")
EDITION = "knowledge/edition.yaml"
NOT_IN_CONTAINERS = (":(exclude)tests", ":(exclude)bench", ":(exclude).ci")


class NotReleasedError(Exception):
    """The release cannot be made; the sentence says why."""


def git(repository: Path, *words: str) -> bytes:
    """What git says. Raises CalledProcessError."""
    return subprocess.run(["git", "-C", repository, *words], check=True, capture_output=True).stdout  # noqa: S607


def tag_of(repository: Path) -> str:
    """The tag to release: v and the version in pyproject.toml. Raises NotReleasedError."""
    tags = git(repository, "tag", "--points-at", "HEAD").decode().split()
    version = tomllib.loads(git(repository, "show", "HEAD:pyproject.toml").decode())["project"]["version"]
    if f"v{version}" in tags:
        return f"v{version}"
    if tags:
        raise NotReleasedError(f"The tag is {tags[0]}, but pyproject.toml says version {version}. Correct one of them.")
    raise NotReleasedError(
        f"The commit that is checked out has no tag. To release it: git tag v{version}, then make release."
    )


def check_law(repository: Path, tag: str) -> None:
    """A changed law has a version of its own. Raises NotReleasedError."""
    merged = git(repository, "tag", "--merged", tag, "--sort=-version:refname", "v*").decode().split()
    earlier = [each for each in merged if each != tag]
    if not earlier:
        return
    changed = git(repository, "diff", "--name-only", earlier[0], tag, "--", *LAW).decode().split()
    if changed and not git(repository, "diff", "--name-only", earlier[0], tag, "--", EDITION):
        raise NotReleasedError(
            f"The law files changed since {earlier[0]} ({changed[0]}), but {EDITION} did not. Raise its version there."
        )


def make(repository: Path, tag: str, into: Path) -> None:
    """Make everything from the tag in an empty folder."""
    moment = int(git(repository, "log", "-1", "--format=%ct", tag))
    source = into / "source"
    tar = git(repository, "archive", "--format=tar", tag)
    with tarfile.open(fileobj=BytesIO(tar)) as archive:
        archive.extractall(source, filter="data")
    project = tomllib.loads((source / "pyproject.toml").read_text())["project"]
    lock = (source / "requirements.lock").read_text()
    name = f"dpa-{project['version']}"
    whole = git(repository, "archive", "--format=tar", f"--prefix={name}/", tag)
    (into / f"{name}.tar.gz").write_bytes(gzip.compress(whole, mtime=0))
    if (source / "Dockerfile").exists():
        context = git(repository, "archive", "--format=tar", tag, ".", *NOT_IN_CONTAINERS)
        (into / f"{name}-container.tar.gz").write_bytes(gzip.compress(context, mtime=0))
    (into / f"{name}-constraints.txt").write_text(constraints(lock))
    dockerfile = (source / "Dockerfile").read_text() if (source / "Dockerfile").exists() else ""
    (into / f"{name}.cdx.json").write_text(bill(lock, project, datetime.fromtimestamp(moment, UTC), dockerfile))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "wheel", "--no-deps", "--no-index"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    subprocess.run([*pip, "--no-build-isolation", "-w", into, source], check=True, env=environment)
    shutil.rmtree(source)
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(into.iterdir())]
    (into / "SHA256SUMS").write_text("".join(sums))


def compare(one: Path, other: Path) -> None:
    """Both have the same files, byte for byte. Raises NotReleasedError."""
    names = sorted({file.name for folder in (one, other) for file in folder.iterdir()})
    for name in names:
        if not ((one / name).is_file() and (other / name).is_file()):
            raise NotReleasedError(f"{name} was made only once of two times. Nothing was released.")
        if name != "SHA256SUMS" and (one / name).read_bytes() != (other / name).read_bytes():
            raise NotReleasedError(f"{name} was not the same when it was made again. Nothing was released.")


def main() -> int:
    """Make the release, or say why not."""
    os.umask(0o022)
    (ROOT / "build").mkdir(exist_ok=True)
    try:
        tag = tag_of(ROOT)
        check_law(ROOT, tag)
        with TemporaryDirectory(dir=ROOT / "build", prefix="release-") as scratch:
            one, other = Path(scratch, "one"), Path(scratch, "other")
            for folder in (one, other):
                folder.mkdir()
                make(ROOT, tag, folder)
            compare(one, other)
            released = ROOT / "build" / "release"
            shutil.rmtree(released, ignore_errors=True)
            one.rename(released)
    except NotReleasedError as problem:
        print(problem, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as problem:
        print((problem.stderr or b"").decode() or problem, file=sys.stderr)
        return 1
    for file in sorted(released.iterdir()):
        print(f"{file.stat().st_size / 1e6:8.2f} MB  {file.relative_to(ROOT)}")
    print(f"Made twice from {tag}, the same bytes both times.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
