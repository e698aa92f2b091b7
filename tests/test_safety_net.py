"""Is a secret in the repository found, a dependency that nobody looks after, and a fault that cannot be sown?"""

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from packaging.version import Version

CI = Path(__file__).parents[1] / ".ci"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"ci_{name}", CI / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


secrets, outdated, faults = load("secrets"), load("outdated"), load("faults")
DRAWN = "k3Jq9" + "ZtW1xR7" + "vB5nY8pL2mC4dF6h"
SECRETS = {
    "a Slack token": "xoxb-" + "123456789012-1234567890123-" + DRAWN,
    "a private key": "-----BEGIN " + "PRIVATE KEY-----\n" + DRAWN * 2,
    "a GitHub token": "ghp_" + "A1" * 18,
    "a password in an address": "postgresql://dpa:" + DRAWN + "@db/dpa",
    "a secret value": f'MicrosoftAppPassword = "{DRAWN}"',
    "an AWS key": "AKIA" + "ABCDEFGH234567QR",
}


def test_nothing_that_git_tracks_looks_like_a_secret() -> None:
    assert secrets.main([]) == 0


@pytest.mark.parametrize("what", SECRETS)
def test_a_secret_is_named_by_its_place_and_not_shown(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.md"
    file.write_text(f"# Notes\n\nUse {SECRETS[what]} for now.\n")
    assert secrets.main([str(file)]) == 1
    said = capsys.readouterr().err
    assert f"{file}:3: this looks like {what}" in said and DRAWN not in said


@pytest.mark.parametrize(
    "harmless",
    ["xoxb-1", "DPA_SECRET_KEY=…", "postgresql://name:password@host/database", "token: access_tokens.new_token_for"],
)
def test_an_example_is_no_secret(harmless: str) -> None:
    assert not list(secrets.found(harmless))


def test_what_is_outdated_or_quiet_is_told_with_its_reason() -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    page = {
        "files": [
            {"filename": "six-1.17.0-py3-none-any.whl", "upload-time": "2024-10-01T10:00:00Z"},
            {"filename": "six-1.16.0.tar.gz", "upload-time": "2021-05-05T10:00:00Z"},
            {"filename": "six-2.0b1.tar.gz", "upload-time": "2026-01-05T10:00:00Z"},
            {"filename": "six-3.0.tar.gz", "upload-time": "2026-02-05T10:00:00Z", "yanked": "broken"},
            {"filename": "notes.txt", "upload-time": "2026-02-05T10:00:00Z"},
        ]
    }
    six = outdated.state("six", Version("1.16.0"), page)
    assert six.says(now).startswith("1.17.0 is there; no release since October 2024 (finished")
    unknown = outdated.state("left", Version("1.17.0"), page)
    assert unknown.says(now) == "no release since October 2024"
    assert unknown.says(datetime(2026, 9, 1, tzinfo=UTC)) == ""


def test_every_reason_is_of_a_dependency_that_is_locked() -> None:
    locked = {one.name for one in outdated.licenses.locked(CI.parent / "requirements-dev.lock")}
    assert set(outdated.KNOWN) <= locked


def test_every_fault_can_be_sown() -> None:
    sentences = faults.stale(faults.faults())
    assert not sentences, "\n".join(sentences.values())


def test_a_fault_that_cannot_be_sown_is_refused_by_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "sum.py").write_text("a = 1\nb = 2\nb = 2\n")
    sown = [("sum.py", "a = 1"), ("sum.py", "a = 3"), ("sum.py", "b = 2"), ("gone.py", "a = 1")]
    every = [{"what": f"The sum {find} is wrong.", "file": file, "find": find, "put": "c = 1"} for file, find in sown]
    for name, value in {
        "TREE": tree,
        "FOUND": tmp_path / "found",
        "tree": lambda: None,
        "faults": lambda: every,
    }.items():
        monkeypatch.setattr(faults, name, value)
    monkeypatch.setattr(faults, "caught_by", lambda *_, **__: "FAILED test_sum")
    with pytest.raises(SystemExit) as refused:
        faults.try_all([], whole=False, long=False)
    assert str(refused.value).splitlines() == [
        f"Fault {number} cannot be sown: {file} has its text {times} times, not once. "
        f"Write it in .ci/faults.yaml for what stands there now. The sum {find} is wrong."
        for number, file, find, times in (
            (2, "sum.py", "a = 3", 0),
            (3, "sum.py", "b = 2", 2),
            (4, "gone.py", "a = 1", 0),
        )
    ]
    assert "1 of 4 faults tried, 1 found" in capsys.readouterr().out, "the others are tried"
