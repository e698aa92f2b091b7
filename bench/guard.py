"""How well does the privacy guard see? Precision and recall on labelled strings, overall and by kind.

Budgets: in each half precision and recall at least 0.95; a string at most 2 ms.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from measure import ROOT, SMALL, done, figure, timed

from handlers.forms.privacy.names import find_personal_data

STRINGS = ROOT / "tests" / "handlers" / "forms" / "guard_strings.jsonl"
ALL = "all"


def main() -> None:
    """Print a table for each half; with ``--errors``, the strings of the tuning half that went wrong."""
    rows = [json.loads(line) for line in STRINGS.read_text(encoding="utf-8").splitlines()][:: 10 if SMALL else 1]
    find_personal_data("")
    spent = sum(timed(lambda text=row["text"]: find_personal_data(text)) for row in rows) / len(rows) * 1000  # type: ignore[misc]
    for half in ("tuning", "final"):
        mine = [row for row in rows if row["half"] == half]
        show(half, mine, errors=half == "tuning" and "--errors" in sys.argv)
    figure("each string", spent, "ms", most=2)
    done()


def show(half: str, rows: list[dict[str, object]], *, errors: bool) -> None:
    """One half. A label is found when a find of its kind overlaps it; exact when the find is the very same span."""
    labels, found, finds, right, exact = Counter[str](), Counter[str](), Counter[str](), Counter[str](), 0
    quiet = 0
    for row in rows:
        text, wanted, got = str(row["text"]), spans(row), find_personal_data(str(row["text"]))
        hits = [any(f.kind == kind and f.start < end and start < f.end for f in got) for kind, start, end in wanted]
        good = [any(f.kind == kind and f.start < end and start < f.end for kind, start, end in wanted) for f in got]
        exact += sum((f.kind, f.start, f.end) in wanted for f in got)
        quiet += not wanted and not got
        for (kind, _, _), hit in zip(wanted, hits, strict=True):
            labels.update([kind, ALL])
            found.update([kind, ALL] if hit else [])
        for find, ok in zip(got, good, strict=True):
            finds.update([find.kind, ALL])
            right.update([find.kind, ALL] if ok else [])
        if errors and not (all(hits) and all(good)):
            print(f"  {text!r}: {[(f.kind, f.text) for f in got]} instead of {row['finds']}")
    harmless = sum(not row["finds"] for row in rows)
    print(f"\n{half} half: {len(rows)} strings, {harmless} without personal data ({quiet} of them passed)")
    print(f"{'':24}{'precision':>16}{'recall':>16}")
    for kind in [ALL, *sorted(set(labels) - {ALL})]:
        print(f"{kind:24}{share(right[kind], finds[kind]):>16}{share(found[kind], labels[kind]):>16}")
    figure(f"{half} half, precision", right[ALL] / finds[ALL] if finds[ALL] else 1, "", least=0.95)
    figure(f"{half} half, recall", found[ALL] / labels[ALL] if labels[ALL] else 1, "", least=0.95)
    print(f"{'exactly the same span':24}{share(exact, finds[ALL]):>16}{share(exact, labels[ALL]):>16}")


def spans(row: dict[str, object]) -> list[tuple[str, int, int]]:
    """The labels of a string with their places."""
    text, finds = str(row["text"]), row["finds"]
    assert isinstance(finds, list)
    return [(kind, text.index(piece), text.index(piece) + len(piece)) for kind, piece in finds]


def share(part: int, whole: int) -> str:
    """A share with its counts."""
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "-"


if __name__ == "__main__":
    main()
