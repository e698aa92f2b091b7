"""How well are sheets read whose authors saw nothing of the reader? ``j`` was never read, the others were.

The floors are what was reached last, less .02; none may be lowered without an entry in docs/decisions.md.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from handlers.dialogue.command_spec import Sorry
from handlers.imports.files.tables import read_sheets
from handlers.imports.mapping import choose
from handlers.imports.meaning import ToldRow
from handlers.imports.rows import told_rows

SHEETS = Path(__file__).parent / "sheets"
FLOORS = {
    "m": {"vendor": 0.95, "executed": 0.96, "expires": 0.95, "address": 0.67, "lost": 0.03, "invented": 0},
    "n": {"vendor": 0.95, "executed": 0.72, "expires": 0.94, "address": 0.95, "lost": 0.04, "invented": 2},
    "k": {"vendor": 0.85, "executed": 0.77, "expires": 0.92, "address": 0.90, "lost": 0.08, "invented": 0},
    "o": {"vendor": 0.87, "executed": 0.83, "expires": 0.92, "address": 0.94, "lost": 0.05, "invented": 0},
    "j": {"vendor": 0.95, "executed": 0.86, "expires": 0.85, "address": 0.74, "lost": 0.03, "invented": 3},
}
"""Shares of the rows, and how many days are invented."""
OURS = {"executed": "executed", "expires": "expiry", "address": "link"}


def read(path: Path) -> list[ToldRow]:
    """Every row of a file; none where it is refused."""
    try:
        return [row for one in choose(read_sheets(path.name, path.read_bytes())).read for row in told_rows(one)]
    except Sorry:
        return []


def plain(value: object) -> str:
    return " ".join(re.findall(r"[^\W_]+", str(value or "").casefold()))


def named(row: ToldRow, true: Mapping[str, Any]) -> tuple[bool, bool]:
    """Whether it has the vendor, and the product."""
    vendor, product = plain(row.values.get("vendor")), plain(row.values.get("product"))
    return vendor == plain(true["vendor"] or true["product"]), product == plain(true["product"])


def match(true: Mapping[str, Any], rows: list[ToldRow]) -> ToldRow | None:
    """The row that was read where the true one stands, taken out of ``rows``."""
    place, sheet = true.get("record") or true["line"], true.get("sheet", "")
    there = [row for row in rows if row.number == place and sheet in {"", row.sheet or sheet} and not row.left_out]
    best = max(there, key=lambda row: named(row, true), default=None)
    if best:
        rows.remove(best)
    return best


def counts(folder: Path) -> Iterator[tuple[str, bool]]:
    """For each value of each true row whether it was read."""
    for told in sorted(folder.glob("*.truth.json")):
        stem = told.name.removesuffix(".truth.json")
        rows = read(next(file for file in folder.glob(f"{stem}.*") if file != told))
        for true in json.loads(told.read_text(encoding="utf-8"))["rows"]:
            row = match(true, rows)
            yield "lost", row is None
            yield "vendor", bool(row and named(row, true)[0])
            for name, ours in OURS.items():
                want, got = true.get(name) or "", row.values.get(ours, "") if row else ""
                if name == "address":
                    want = want if not want or "://" in want else f"https://{want}"
                if name != "address" or want:
                    yield name, row is not None and want == got
                if name != "address" and got not in {"", want}:
                    yield "invented", True


@pytest.mark.parametrize("author", FLOORS)
def test_sheets_of_others_are_read_no_worse(author: str) -> None:
    found = Counter(counts(SHEETS / author))
    for name, floor in FLOORS[author].items():
        if name == "invented":
            assert found[name, True] <= floor
            continue
        share = found[name, True] / (found[name, True] + found[name, False])
        assert share <= floor if name == "lost" else share >= floor, f"{name}: {share:.3f}"
