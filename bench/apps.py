"""How often is "may I use X?" answered for the right product, and how fast?  python bench/apps.py [FOLDER]

FOLDER holds spellings.jsonl, lines of {"typed", "product"}, each product being approved: is it found, or at least offered?
And lookalikes.jsonl, lines of {"typed", "on_file", "expect": "not_on_file"}: is the approval of the product on file shown
to somebody who typed the name of another one? Without FOLDER: the development sets of tests/handlers/apps.
Budgets: another product's approval is shown 0 times; a lookup with 3,000 contracts 50 ms.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from full_drawer import drawer
from measure import SMALL, done, figure

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.apps.catalog import gather
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from storage.records import Contract, Event

HERE = Path(__file__).parents[1] / "tests/handlers/apps"
CONTRACTS = 300 if SMALL else 3000
LOOKUPS = 40 if SMALL else 400


def main(folder: Path) -> None:
    spellings, alike = list(_lines(folder / "spellings.jsonl")), list(_lines(folder / "lookalikes.jsonl"))
    spelt(spellings)
    looked_alike(alike)
    speed([one["typed"] for one in (*spellings, *alike)])
    done()


def spelt(cases: list[dict[str, str]]) -> None:
    """Each product on file, with all the others."""
    names = dict.fromkeys(one["product"] for one in cases)
    catalog = gather([_contract(number, name) for number, name in enumerate(names, 1)], ())
    came: Counter[str] = Counter()
    for one in cases:
        found, meant = catalog.find(one["typed"]), catalog.index.exact(one["product"])
        what = (
            "found"
            if found.key in meant
            else "wrong"
            if found.key
            else "offered"
            if meant & {*found.near}
            else "missed"
        )
        came[what] += 1
        if what != "found":
            print(f"  {what}: '{one['typed']}' for {one['product']}: {found.key} {found.near}")
    for what in ("found", "offered", "missed", "wrong"):
        figure(f"{len(cases)} spellings: {what}", came[what], "", most=0 if what == "wrong" else None)


def looked_alike(cases: list[dict[str, str]]) -> None:
    """Each by itself: what is on file, and the name of another product."""
    shown = offered = 0
    for one in cases:
        catalog = gather([_contract(1, one["on_file"])], ())
        found = catalog.find(one["typed"])
        if found.key and catalog.products[found.key].on_file:
            shown += 1
            print(f"  shown: '{one['typed']}' for {one['on_file']}")
        offered += any(catalog.products[key].on_file for key in found.near)
    figure(f"{len(cases)} look-alikes: another product's approval shown", shown, "", most=0)
    figure(f"{len(cases)} look-alikes: offered with 'Did you mean'", offered, "")


def speed(typed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        store = open_store(settings)
        store.replace_all(drawer(CONTRACTS))
        desk = desk_maker(settings, store)()
        _look(typed[0], desk)
        times = sorted(_look(typed[number % len(typed)], desk) for number in range(LOOKUPS))
        figure(f"{CONTRACTS} contracts: a lookup, p95", times[int(len(times) * 0.95)], "ms", most=50)
        cold = []
        for number in range(5):
            one = store.contracts()[number]
            event = Event(who="bench", what="correct", when=desk.now, surface="bench")
            store.change(event, lambda _, one=one, number=number: [replace(one, notes=f"{number}")])  # type: ignore[misc]
            cold.append(_look(typed[number], desk))
        figure(f"{CONTRACTS} contracts: the first one after a change", sorted(cold)[2], "ms")


def _look(name: str, desk: Desk) -> float:
    began = time.perf_counter()
    respond(Message(f"app {name}", surface="terminal"), desk)
    return (time.perf_counter() - began) * 1000


def _contract(number: int, name: str) -> Contract:
    return Contract(id=f"C-{number}", vendor=name, product=name, executed=date(2026, 10, 7))


def _lines(file: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").splitlines()))


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if not one.startswith("--")]
    sys.exit(main(Path(given[0]) if given else HERE))
