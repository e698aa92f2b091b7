"""List the locked dependencies that are outdated, and those that nobody seems to look after: run it once a week.

``python .ci/outdated.py [NAME …]``; without names, every package of requirements-dev.lock. It asks the package index
that pip uses for each one (a minute), and changes nothing. Exit 1 where one has had no release for two years.
"""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename
from packaging.version import Version

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("licenses", ROOT / ".ci/licenses.py")
assert _spec
assert _spec.loader
licenses = importlib.util.module_from_spec(_spec)
sys.modules["licenses"] = licenses
_spec.loader.exec_module(licenses)

JSON = "application/vnd.pypi.simple.v1+json"
UNMAINTAINED = timedelta(days=730)
KNOWN = {
    "botbuilder-core": "its successor is measured in docs/decisions.md",
    "botbuilder-integration-aiohttp": "as botbuilder-core",
    "botbuilder-schema": "as botbuilder-core",
    "botframework-connector": "as botbuilder-core",
    "botframework-streaming": "as botbuilder-core",
    "msrest": "botbuilder-core needs it",
    "requests-oauthlib": "msrest needs it",
    "six": "finished; python-dateutil needs it",
}
"""Why one may go without a release for so long."""


@dataclass(frozen=True, slots=True)
class State:
    """One dependency: the locked version, the newest one, and when that was released."""

    name: str
    locked: Version
    newest: Version
    released: datetime

    def says(self, now: datetime) -> str:
        """What is to be done; empty where nothing is."""
        old = "" if self.newest <= self.locked else f"{self.newest} is there"
        quiet = f"no release since {self.released:%B %Y}" if self.is_quiet(now) else ""
        reason = KNOWN.get(self.name, "")
        return "; ".join(filter(None, (old, f"{quiet} ({reason})" if quiet and reason else quiet)))

    def is_quiet(self, now: datetime) -> bool:
        """Whether nobody seems to look after it."""
        return now - self.released > UNMAINTAINED


def index_url() -> str:
    """The simple index that pip uses here."""
    found = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    if found.returncode == 0 and found.stdout.strip():
        return found.stdout.strip().rstrip("/")
    from pip._internal.models.index import PyPI  # noqa: PLC0415 - only where none is set

    return str(PyPI.simple_url).rstrip("/")


def state(name: str, locked: Version, page: dict[str, Any]) -> State:
    """What the index's page of a package says. Versions before their release and withdrawn ones do not count."""
    times: dict[Version, datetime] = {}
    for file in page["files"]:
        version = _version(file["filename"])
        if version and not version.is_prerelease and not file.get("yanked"):
            when = datetime.fromisoformat(file.get("upload-time", "1970-01-01T00:00:00Z"))
            times[version] = min(when, times.get(version, when))
    newest = max(times, default=locked)
    return State(name, locked, newest, times.get(newest, datetime.fromtimestamp(0, UTC)))


def _version(filename: str) -> Version | None:
    try:
        parse = parse_wheel_filename if filename.endswith(".whl") else parse_sdist_filename
        return parse(filename)[1]
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None


def looked_up(names: list[str]) -> Iterator[State]:
    """The state of each locked package that is named; without names, of all."""
    index = index_url()
    wanted = [one for one in licenses.locked(ROOT / "requirements-dev.lock") if not names or one.name in names]

    def ask(one: Any) -> State:
        answer = requests.get(f"{index}/{one.name}/", headers={"Accept": JSON}, timeout=60)
        answer.raise_for_status()
        return state(one.name, Version(next(iter(one.specifier)).version), answer.json())

    with ThreadPoolExecutor(4) as several:
        yield from several.map(ask, wanted)


def main(names: list[str]) -> int:
    """Print what is to be done."""
    now, wrong, every = datetime.now(UTC), 0, list(looked_up(names))
    for one in every:
        if says := one.says(now):
            print(f"{one.name} {one.locked}: {says}")
        wrong += one.is_quiet(now) and one.name not in KNOWN
    print(f"{len(every)} dependencies, {wrong} that nobody seems to look after.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
