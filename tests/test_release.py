"""Is a release refused where it must be, and does its bill of materials name every locked package?"""

import importlib
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / ".ci"))
release, bill = importlib.import_module("release"), importlib.import_module("bill")
sys.path.remove(str(ROOT / ".ci"))
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = {"name": "dpa", "version": "9.9.9", "description": "a bot", "license": "Apache-2.0"}
MADE = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a version and a law."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, **{"pyproject.toml": '[project]\nversion = "1.2.0"\n', "knowledge/edition.yaml": "version: 1\n"})
    return tmp_path


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *words], check=True, capture_output=True)


def commit(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a change")


def test_a_release_needs_the_tag_of_its_version(project: Path) -> None:
    with pytest.raises(release.NotReleasedError, match=r"has no tag.*git tag v1.2.0"):
        release.tag_of(project)
    git(project, "tag", "v1.3.0")
    with pytest.raises(release.NotReleasedError, match=r"The tag is v1.3.0, but pyproject.toml says version 1.2.0"):
        release.tag_of(project)
    git(project, "tag", "v1.2.0")
    assert release.tag_of(project) == "v1.2.0"


def test_a_changed_law_needs_a_version_of_its_own(project: Path) -> None:
    git(project, "tag", "v1.2.0")
    release.check_law(project, "v1.2.0")
    commit(project, **{"knowledge/law/posting.yaml": "- duty: post\n"})
    git(project, "tag", "v1.3.0")
    with pytest.raises(release.NotReleasedError, match=r"changed since v1.2.0 \(knowledge/law/posting.yaml\)"):
        release.check_law(project, "v1.3.0")
    commit(project, **{"knowledge/edition.yaml": "version: 2\n"})
    git(project, "tag", "-f", "v1.3.0")
    release.check_law(project, "v1.3.0")


def test_what_was_not_the_same_twice_is_not_released(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "a.whl").write_bytes(b"same")
    release.compare(one, other)
    (other / "a.whl").write_bytes(b"else")
    with pytest.raises(release.NotReleasedError, match=r"a.whl was not the same"):
        release.compare(one, other)
    (other / "a.whl").unlink()
    with pytest.raises(release.NotReleasedError, match="only once"):
        release.compare(one, other)


def test_the_bill_names_every_locked_package_once_with_its_license() -> None:
    text = bill.bill(LOCK, PROJECT, MADE)
    assert text == bill.bill(LOCK, PROJECT, MADE), "reproducible"
    made = json.loads(text)
    assert (made["bomFormat"], made["specVersion"], made["metadata"]["timestamp"]) == (
        "CycloneDX",
        "1.6",
        "2026-12-01T09:00:00Z",
    )
    lines = [line for line in LOCK.splitlines() if line[:1].isalnum()]
    refs = [one["bom-ref"] for one in made["components"]]
    assert len(refs) == len(set(refs)) == len(lines)
    assert all(one["externalReferences"][0]["hashes"] for one in made["components"])
    licensed = {one["name"]: one.get("licenses") for one in made["components"]}
    assert licensed["aiohttp"] and licensed["psycopg"] == [{"license": {"id": "LGPL-3.0-only"}}]
    needs = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    assert needs.keys() == {made["metadata"]["component"]["bom-ref"], *refs}
    assert {ref for each in needs.values() for ref in each} == set(refs), "each is needed by another"
    assert any(
        ref.startswith("pkg:pypi/yarl@") for ref in needs[next(r for r in refs if r.startswith("pkg:pypi/aiohttp@"))]
    )


def test_the_bill_names_what_the_packages_bring_compiled_and_what_the_image_stands_on() -> None:
    made = json.loads(bill.bill(LOCK, PROJECT, MADE, (ROOT / "Dockerfile").read_text()))
    inside = {one["purl"]: {part["name"] for part in one.get("components", ())} for one in made["components"]}
    refs = [part["bom-ref"] for one in made["components"] for part in (one, *one.get("components", ()))]
    assert len(refs) == len(set(refs))
    for one in bill.read(LOCK):
        package = bill._installed(one)
        files = [file.name for file in (package.files or () if package else ())]
        bundled = [name for name in files if re.match(r"lib.*\.so(\.|$)", name)]
        assert not [name for name in bundled if not any(map(name.startswith, inside[one.url]))], one.url
    named = set().union(*inside.values())
    assert {"openssl", "libpdfium", "libpq", "libjpeg", "python3", "ca-certificates"} <= named
    assert "sboms" not in (ROOT / "Dockerfile").read_text(), "the packages' own bills stay in the image"


def test_the_constraints_are_the_locked_versions() -> None:
    found = bill.constraints(LOCK).splitlines()
    assert len(found) == len([line for line in LOCK.splitlines() if line[:1].isalnum()])
    assert any(one.startswith("aiohttp==") for one in found) and not any("hash" in one for one in found)
    assert any("[" in line for line in LOCK.splitlines()) and not any("[" in one for one in found), "pip refuses extras"
