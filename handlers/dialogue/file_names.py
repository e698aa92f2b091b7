"""The name of a file as people read it: never a path, and no signs that hide what it is."""

from __future__ import annotations

import unicodedata

LONGEST = 200
UNNAMED = "file"


def file_name(given: str) -> str:
    """The last part of what somebody called a file, without control characters or signs that turn text round."""
    last = given.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}).strip()
    if not clean.strip("."):
        return UNNAMED
    stem, dot, ending = clean.rpartition(".")
    return clean[:LONGEST] if not dot or len(ending) > 10 else f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
