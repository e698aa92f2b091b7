"""Look for secrets in the files that git tracks: ``python .ci/secrets.py [FILE …]``. Exit 1 where there may be one.

It knows the shapes of the tokens that this project and its neighbours use, private keys, passwords in addresses, and
long random values beside a word such as *password*. What only looks like one, as in a test, stands in ``KNOWN`` with
its reason, or is plainly made up (``MADE_UP``).
"""

import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHAPES = {
    "a Slack token": r"\bxox[abeoprs]-(?:\d+-){1,3}[A-Za-z0-9]{20,}|\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{40,}",
    "a Slack webhook": r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9+/]{40,}",
    "an Azure secret": r"\b[A-Za-z0-9_~.]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}\b",
    "an AWS key": r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b",
    "a Google key": r"\bAIza[\w-]{35}\b",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})\b",
    "a GitLab token": r"\bglpat-[\w-]{20,}\b",
    "a package index token": r"\bpypi-[\w-]{50,}|\bnpm_[A-Za-z0-9]{36}\b",
    "a private key": r"-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=]{20}",
    "a JSON web token": r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}",
    "a password in an address": r"\b[a-z][a-z0-9+]+://[^\s:/@'\"{}<>]+:(?P<value>[^\s:/@'\"{}<>$…]{8,})@",
    "a secret value": r"(?i)(?:password|passwd|secret|token|api_?key)\w{0,12}[\"']?\s*[:=]\s*[\"']?"
    r"(?P<value>[\w+/=~.-]{24,})",
}
PATTERNS = {what: re.compile(shape) for what, shape in SHAPES.items()}
MADE_UP = re.compile(r"(?i)example|your|secret|password|token|change|test|dummy|[.(]\w+\(|^[a-z_.]+$|^(.)\1+$")
RANDOM = 3.7
"""Bits a character; words and names have fewer than what was drawn at random."""
SKIPPED = {".lock", ".npz", ".png", ".pdf", ".docx", ".xlsx", ".backup"}
"""Hashes, numbers and pictures."""
KNOWN: dict[str, str] = {}
"""What was found, and why it is none."""


def found(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, the kind and the value of everything that may be a secret."""
    for what, pattern in PATTERNS.items():
        for one in pattern.finditer(text):
            value = one.groupdict().get("value") or one[0]
            weak = "value" in pattern.groupindex
            if value in KNOWN or (weak and (MADE_UP.search(value) or randomness(value) < RANDOM)):
                continue
            yield text.count("\n", 0, one.start()) + 1, what, value


def randomness(value: str) -> float:
    """Bits a character, by how often each occurs in it."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())


def tracked() -> list[Path]:
    """The files that git tracks; outside a clone, none."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def main(names: list[str]) -> int:
    """Name the places, never the secret."""
    files = [Path(name) for name in names] or tracked()
    wrong = 0
    for path in files:
        if path.suffix in SKIPPED or not path.is_file():
            continue
        for line, what, value in found(path.read_bytes().decode("utf-8", "replace")):
            wrong += 1
            print(f"{path}:{line}: this looks like {what} ({value[:4]}…)", file=sys.stderr)
    print(f"{len(files)} files, {wrong} possible secrets.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
