"""Is a secret in the repository found, and is a dependency that nobody looks after?"""

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


secrets, outdated = load("secrets"), load("outdated")
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
