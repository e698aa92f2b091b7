"""The bill of materials of a release: every locked package, as CycloneDX JSON.

``python .ci/bill.py`` prints it for requirements.lock and the Dockerfile. Licenses, and the libraries that a package
brings compiled, come from the packages that are installed. Of the image it names the base by its digest, and what is
installed from Debian by name: which versions those are is in the image itself (``dpkg-query --show``).
"""

import json
import re
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from licenses import ALLOWED, EXCEPTIONS, declared
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SPDX = ALLOWED - {"BSD"} | {license for license, _ in EXCEPTIONS.values() if " " not in license}
"""Licenses that have an identifier; the others are given by name."""

_LIBRARY = re.compile(r"(?P<name>lib[\w+]+?(?:-[\d.]+)?)(?:-[0-9a-f]{8})*\.so(?:\.(?P<version>[\d.]+))?")
"""A shared library as it is named in a wheel; a module of Python says for which Python it is."""


@dataclass
class Locked:
    """A package of the lock file: what is asked for, the hashes of its files, and the packages that need it."""

    asked: Requirement
    hashes: list[str] = field(default_factory=list)
    needed_by: list[str] = field(default_factory=list)

    @property
    def version(self) -> str:
        """The one that is locked."""
        return next(iter(self.asked.specifier)).version

    @property
    def url(self) -> str:
        """The package URL, which names it in every bill."""
        return f"pkg:pypi/{self.asked.name.lower().replace('_', '-')}@{self.version}"


def read(lock: str) -> list[Locked]:
    """The packages of a lock file."""
    found: list[Locked] = []
    for line in lock.splitlines():
        if line and line[0] not in " #":
            found.append(Locked(Requirement(line.removesuffix("\\"))))
        elif hash := re.search(r"--hash=sha256:(\w+)", line):
            found[-1].hashes.append(hash[1])
        elif via := re.fullmatch(r" +# +(?:via +)?([\w.-]+)(?: \(.*\))?", line):
            found[-1].needed_by += [via[1]] if via[1] != "via" else []
    return found


def constraints(lock: str) -> str:
    """The locked versions alone, for ``pip --constraint`` and ``uv --constraints``, which take no extras."""
    packages = read(lock)
    for one in packages:
        one.asked.extras.clear()
    return "".join(f"{one.asked}\n" for one in packages)


def bill(lock: str, project: Mapping[str, Any], made: datetime, dockerfile: str = "") -> str:
    """The bill as JSON; the same lock, project, moment and Dockerfile always give the same text."""
    packages = read(lock)
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    urls = {project["name"]: own} | {one.asked.name: one.url for one in packages}
    needs: dict[str, list[str]] = {url: [] for url in (own, *(one.url for one in packages))}
    for one in packages:
        for name in one.needed_by:
            needs[urls[name]].append(one.url)
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + lock)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": list(_licenses((project["license"],))),
                "purl": own,
            },
        },
        "components": [*(_component(one) for one in packages), *_image(dockerfile)],
        "dependencies": [{"ref": url, "dependsOn": sorted(set(needs[url]))} for url in needs],
    }
    return json.dumps(whole, indent=1) + "\n"


def _component(one: Locked) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": one.url,
        "name": one.asked.name,
        "version": one.version,
        "purl": one.url,
    }
    if licenses := list(_licenses(_declared(one))):
        found["licenses"] = licenses
    if one.hashes:  # of its files, of which an installation takes one
        hashes = [{"alg": "SHA-256", "content": each} for each in one.hashes]
        found["externalReferences"] = [{"type": "distribution", "url": one.url, "hashes": hashes}]
    if inside := _bundled(one):
        found["components"] = inside
    return found


def _bundled(one: Locked) -> list[dict[str, Any]]:
    """What the package brings compiled: as its own bills say, and every shared library among its files."""
    package = _installed(one)
    found: dict[tuple[str, str], str] = {}
    for file in sorted((package.files or ()) if package else (), key=str):
        if ".dist-info/sboms/" in str(file):
            for part in json.loads(file.locate().read_text()).get("components", ()):
                found[part["name"], part.get("version", "")] = part.get("purl", "")
        elif library := _LIBRARY.fullmatch(file.name):
            found.setdefault((library["name"], library["version"] or ""), "")
    return [
        {
            "type": "library",
            "bom-ref": f"{one.url}#{name}@{version}",
            "name": name,
            **({"version": version} if version else {}),
            **({"purl": purl} if purl else {}),
        }
        for (name, version), purl in sorted(found.items())
        if not purl.startswith(one.url)
    ]


def _image(dockerfile: str) -> Iterator[dict[str, Any]]:
    """The base of the image, and what its last stage installs from Debian."""
    base = re.search(
        r"^ARG BASE=(?P<name>[\w.-]+):(?P<tag>[\w.-]+)@(?P<digest>sha256:[0-9a-f]{64})$", dockerfile, re.MULTILINE
    )
    if not base:
        return
    ref = f"pkg:oci/{base['name']}@{base['digest'].replace(':', '%3A')}?tag={base['tag']}"
    installs = re.findall(r"apt-get install((?: +[\w.+-]+)+)", dockerfile.rpartition("\nFROM ")[2])
    names = sorted({name for each in installs for name in each.split() if not name.startswith("-")})
    yield {
        "type": "container",
        "bom-ref": ref,
        "name": base["name"],
        "version": base["tag"],
        "purl": ref,
        "components": [
            {"type": "library", "bom-ref": f"{ref}#{name}", "name": name, "purl": f"pkg:deb/debian/{name}"}
            for name in names
        ],
    }


def _installed(one: Locked) -> metadata.Distribution | None:
    """The installed package; None where another version or none is installed."""
    try:
        package = metadata.distribution(one.asked.name)
    except metadata.PackageNotFoundError:
        return None
    return package if package.version == one.version else None


def _declared(one: Locked) -> tuple[str, ...]:
    """What the installed package says of its license."""
    package = _installed(one)
    if package is None:
        return ()
    about = {key: str(package.metadata[key]) for key in ("License-Expression", "License") if key in package.metadata}
    classifiers = package.metadata.get_all("Classifier") or []
    return declared(about, classifiers)


def _licenses(names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """As CycloneDX wants them: one expression, or each by its identifier or name."""
    if len(names) == 1 and re.search(r" (OR|AND|WITH) ", names[0]):
        yield {"expression": names[0]}
        return
    for name in names:
        yield {"license": {"id" if name in SPDX else "name": name}}


if __name__ == "__main__":
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock, dockerfile = ((ROOT / name).read_text() for name in ("requirements.lock", "Dockerfile"))
    print(bill(lock, about, datetime.now(UTC), dockerfile), end="")
