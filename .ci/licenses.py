"""List the license of every locked dependency, and fail where one may not be used here.

``python .ci/licenses.py [LOCK]``; without a file it reads requirements.lock. What it knows comes from the metadata of
the packages that are installed. A license passes if it is in ``ALLOWED``; any other needs a line with its reason in
``EXCEPTIONS``. Exit 1 if a dependency fails.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

LOCK = Path(__file__).parents[1] / "requirements.lock"
ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0",
    "PSF-2.0", "Zlib",
})  # fmt: skip
"""MPL-2.0 asks to publish changes to its own files only, and none are made. BSD: the metadata does not say which."""
ALIASES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
EXCEPTIONS = {
    "psycopg": ("LGPL-3.0-only", "a library loaded at run time, unchanged, that anybody may replace"),
    "psycopg-binary": ("LGPL-3.0-only", "psycopg's compiled part, on the same terms"),
    "pypdfium2": (
        "BSD-3-Clause, Apache-2.0, dependency licenses",
        "the last are those of what PDFium is built of, all permissive; their texts come with the package",
    ),
    "regex": (
        "Apache-2.0 AND CNRI-Python",
        "CNRI-Python is the permissive license of Python 1.6, on which Python's own re stands too",
    ),
}
"""The exact license that passes for one package, and why."""
SHORT = 80
"""A longer license field holds the license's text instead of its name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One dependency: what its metadata declares, and what is wrong with that (empty if nothing)."""

    name: str
    version: str
    licenses: tuple[str, ...]
    wrong: str = ""
    reason: str = ""


def locked(lock: Path) -> Iterator[Requirement]:
    """The packages of a lock file that this Python and this system need."""
    for line in lock.read_text().splitlines():
        if line and line[0] not in " #":
            one = Requirement(line.removesuffix("\\"))
            if one.marker is None or one.marker.evaluate():
                yield one


def declared(about: Mapping[str, str], classifiers: Iterable[str]) -> tuple[str, ...]:
    """Every license that the metadata names; of a text in the place of a name, nothing."""
    names = [about.get("License-Expression", ""), about.get("License", "")]
    names += [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    short = (name.strip() for name in names if "\n" not in name.strip() and len(name) <= SHORT)
    return tuple(dict.fromkeys(ALIASES.get(name, name) for name in short if name and name != "OSI Approved"))


def allowed(expression: str) -> bool:
    """Whether an SPDX expression lets us choose licenses that are all allowed. Brackets are not taken apart."""
    if "(" in expression:
        return all(word in ALLOWED for word in re.findall(r"[^\s()]+", expression) if word not in {"AND", "OR"})
    return any(all(part in ALLOWED for part in choice.split(" AND ")) for choice in expression.split(" OR "))


def judged(name: str, version: str, licenses: tuple[str, ...]) -> Row:
    """Whether these licenses may be used."""
    exact, reason = EXCEPTIONS.get(name, ("", ""))
    left = [each for each in licenses if each != exact]
    copyleft = [each for each in left if not allowed(each) and re.search(r"GPL|General Public", each)]
    if copyleft:
        return Row(name, version, licenses, f"{copyleft[0]} is not allowed here")
    if len(left) == len(licenses) and not any(map(allowed, left)):
        return Row(name, version, licenses, "the license is not known: add it to ALLOWED, or here to EXCEPTIONS")
    return Row(name, version, licenses, reason=reason if len(left) < len(licenses) else "")


def row(one: Requirement) -> Row:
    """One dependency of the lock."""
    wanted = next(iter(one.specifier)).version
    try:
        found = metadata.distribution(one.name)
    except metadata.PackageNotFoundError:
        return Row(one.name, wanted, (), "not installed: run make setup")
    if found.version != wanted:
        return Row(one.name, wanted, (), f"{found.version} is installed: run make setup")
    about = {key: str(found.metadata[key]) for key in ("License-Expression", "License") if key in found.metadata}
    return judged(one.name, wanted, declared(about, found.metadata.get_all("Classifier") or []))


def main(lock: Path = LOCK) -> int:
    """Print the table, then what is wrong."""
    rows = [row(one) for one in locked(lock)]
    wide = max(len(each.name) for each in rows)
    for each in rows:
        note = f"  ({each.reason})" if each.reason else ""
        print(f"{each.name:{wide}}  {each.version:18}  {', '.join(each.licenses) or '-'}{note}")
    wrong = [each for each in rows if each.wrong]
    for each in wrong:
        print(f"{each.name} {each.version}: {each.wrong}", file=sys.stderr)
    print(f"{len(rows)} dependencies, {len(wrong)} not allowed.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
