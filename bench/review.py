"""How well are the ten provisions read in agreements, written and real, beside simple methods?

DPA_AGREEMENTS names folders with NAME.txt and labels.jsonl, parted by ":"; folders that are not there are left out.
"""

import hashlib
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from measure import ROOT, SMALL, done, figure, say, timed

from handlers.papers.paper import Paper
from handlers.review.engine import review_paper

FOLDERS = os.environ.get("DPA_AGREEMENTS", ":".join(str(ROOT / "tests/agreements" / name) for name in "abcd"))
ITEMS = (
    "property",
    "deletion",
    "purpose",
    "review",
    "security",
    "breach",
    "end",
    "ferpa",
    "governing-law",
    "severability",
)
STATUSES = ("present", "weak", "contradicted", "absent")
Answer = Mapping[str, tuple[str, str]]
"""Of each item the status and the quote."""


def cases(folder: Path) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each labelled paper of a folder: its name, its text, its labels. DPA_FOLD parts them by the hash of the name."""
    fold = os.environ.get("DPA_FOLD", "all")
    for line in (folder / "labels.jsonl").read_text().splitlines():
        name = re.search(r'"file":\s*"([^"]+)"', line)
        kept = name and int(hashlib.sha1(name[1].encode()).hexdigest(), 16) % 3 == 0  # noqa: S324 - parts files
        if not name or (fold == "seen" and kept) or (fold == "kept" and not kept):
            continue
        labels = json.loads(line)
        yield labels["file"], (folder / labels["file"]).read_text(), labels["provisions"]
