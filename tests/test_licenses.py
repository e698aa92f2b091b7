"""May every locked dependency be used, and does the check refuse the licenses that may not?"""

import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".ci" / "licenses.py"
_spec = importlib.util.spec_from_file_location("licenses", SCRIPT)
assert _spec and _spec.loader
licenses = importlib.util.module_from_spec(_spec)
sys.modules["licenses"] = licenses
_spec.loader.exec_module(licenses)


def run(*lock: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *lock], capture_output=True, text=True, cwd=ROOT, check=False, timeout=120
    )


def test_every_locked_dependency_has_an_allowed_license() -> None:
    done = run()
    assert done.returncode == 0, done.stderr
    assert "aiohttp" in done.stdout and "LGPL-3.0-only  (a library" in done.stdout and ", 0 not allowed." in done.stdout


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_what_is_required_with_an_extra_is_pinned_with_it(lock: str) -> None:
    """Else pip takes the newest release for the extra, finds it unpinned, and no new machine can be set up."""
    pinned = {one.name.lower(): one.extras for one in licenses.locked(ROOT / lock)}
    required = [Requirement(one) for name in pinned for one in importlib.metadata.requires(name) or ()]
    used = [one for one in required if one.marker is None or one.marker.evaluate({"extra": ""})]
    assert any(one.extras for one in used)
    assert not [str(one) for one in used if not one.extras <= pinned.get(one.name.lower(), set())]


def test_a_dependency_that_is_not_installed_or_of_another_version_fails(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        'no-such-package==1.0 \\\n    --hash=sha256:00\nclick==0.1 ; python_version >= "3"\nelsewhere==1 ; sys_platform == "win32"\n'
    )
    done = run(str(lock))
    assert done.returncode == 1
    assert "no-such-package 1.0: not installed" in done.stderr and "click 0.1: " in done.stderr
    assert "elsewhere" not in done.stdout, "what another system needs is left out"


@pytest.mark.parametrize(
    ("name", "expression", "license", "classifiers"),
    [
        ("a", "AGPL-3.0-or-later", "", []),
        ("a", "GPL-2.0-only AND MIT", "", []),
        ("a", "(MIT OR GPL-2.0-only) AND BSD-2-Clause", "", []),
        ("a", "", "MIT", ["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"]),
        ("a", "", "LGPLv3", ["License :: OSI Approved :: MIT License"]),
        ("a", "", "", []),
        ("a", "", "Proprietary", []),
        ("a", "LGPL-3.0-only", "", []),
        ("psycopg", "GPL-3.0-only", "", []),
        ("psycopg", "LGPL-3.0-only", "AGPL-3.0-only", []),
    ],
)
def test_copyleft_and_unknown_licenses_are_refused(
    name: str, expression: str, license: str, classifiers: list[str]
) -> None:
    found = licenses.declared({"License-Expression": expression, "License": license}, classifiers)
    assert licenses.judged(name, "1", found).wrong


@pytest.mark.parametrize(
    ("name", "expression", "license", "classifiers"),
    [
        ("a", "Apache-2.0 AND MIT", "", []),
        ("a", "GPL-2.0-only OR MIT", "", []),
        ("a", "", "Dual License", ["License :: OSI Approved :: BSD License"]),
        (
            "a",
            "",
            "Copyright (c) somebody\n\nRedistribution … GPL-compatible",
            ["License :: OSI Approved :: MIT License"],
        ),
        ("psycopg", "LGPL-3.0-only", "", []),
    ],
)
def test_permissive_licenses_and_named_exceptions_pass(
    name: str, expression: str, license: str, classifiers: list[str]
) -> None:
    found = licenses.declared({"License-Expression": expression, "License": license}, classifiers)
    assert not licenses.judged(name, "1", found).wrong


def test_every_exception_is_still_needed() -> None:
    assert set(licenses.EXCEPTIONS) <= {one.name for one in licenses.locked(licenses.LOCK)}
