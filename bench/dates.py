"""How well are the days of a question read? Our reader beside dateparser and parsedatetime, on the project's questions.

``dated_questions.jsonl`` says of each question that names a day which days a person means, seen from Tuesday,
November 24, 2026; ``maybe`` are days that may be read or left. In all other questions of ``tests/development`` no day
is meant. The two libraries are no part of the project: ``python -m pip install dateparser parsedatetime``.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from handlers.dialogue.command_spec import Sorry  # noqa: E402
from handlers.understanding.days.dates import days_in, read_relative  # noqa: E402

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - the libraries read local time
Reader = Callable[[str], set[date]]
TYPED = {
    "2026-11-24": "today, this morning, Tuesday, 2026-11-24, 11/24/2026, Nov 24, 24 November",
    "2026-11-23": "yesterday, on Monday, Nov. 23rd, 23rd of Nov, yesterday at 3:30 pm",
    "2026-11-25": "tomorrow",
    "2026-11-26": "11/26, this Thursday, next Thursday",
    "2026-11-20": "Friday, last Friday, Fri",
    "2026-11-17": "last Tuesday",
    "2027-01-04": "1/4, Jan 4",
    "": "someday, next year, last 11/20, friday 13, may be tomorrow, yesterday or today, 7, 2026, 2026-13-01, Nov 31",
}
"""What is typed where a date is asked for; with no date, what has to be refused."""
SIZE = """
import sys, time
pages = lambda: int(open("/proc/self/statm").read().split()[1])
before, started = pages(), time.process_time()
{start}
print(f"{{(time.process_time() - started) * 1000:.0f}} ms, {{(pages() - before) / 256:.0f}} MB")
"""


def ours() -> Reader:
    """Our own reader; a vague day is no day."""
    return lambda text: {day for one in days_in(text, TODAY) if (day := one.on(TODAY))}


def dateparser(*, strict: bool) -> Reader:
    """dateparser's search, in English, the past preferred; ``strict`` leaves out what has no day of its own."""
    search_dates = importlib.import_module("dateparser.search").search_dates
    settings = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": NOON, "STRICT_PARSING": strict}
    if strict:
        settings["REQUIRE_PARTS"] = ["day"]
    return lambda text: {found.date() for _, found in search_dates(text, languages=["en"], settings=settings) or ()}


def parsedatetime() -> Reader:
    """parsedatetime's search."""
    calendar = importlib.import_module("parsedatetime").Calendar()
    return lambda text: {found.date() for found, flag, *_ in calendar.nlp(text, NOON) or () if flag in (1, 3)}


LOAD = "from dateparser.search import search_dates; search_dates('today', languages=['en'])"
READERS: dict[str, tuple[str, Callable[[], Reader], str]] = {
    "ours": ("dateutil", ours, f"sys.path.insert(0, {str(ROOT)!r}); import handlers.understanding.days.dates"),
    "dateparser": ("dateparser", lambda: dateparser(strict=False), LOAD),
    "dateparser, strict": ("dateparser", lambda: dateparser(strict=True), LOAD),
    "parsedatetime": ("parsedatetime", parsedatetime, "import parsedatetime; parsedatetime.Calendar()"),
}


def typed() -> Iterator[tuple[str, Callable[[str], date | None]]]:
    """How each reads what is typed where one date is asked for."""
    yield "ours", read_one
    if importlib.util.find_spec("dateparser"):
        parse = importlib.import_module("dateparser").parse
        settings = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": NOON}
        yield "dateparser", lambda text: (found := parse(text, languages=["en"], settings=settings)) and found.date()
    if importlib.util.find_spec("parsedatetime"):
        calendar = importlib.import_module("parsedatetime").Calendar()
        yield "parsedatetime", lambda text: found[0].date() if (found := calendar.parseDT(text, NOON))[1] else None


def read_one(text: str) -> date | None:
    """The date as our commands and forms read it."""
    try:
        return read_relative(text, TODAY).date()
    except Sorry:
        return None


def main() -> None:
    """Print a line for each reader; with ``--errors``, what ours reads wrongly."""
    rows = [json.loads(line) for line in (ROOT / "bench" / "dated_questions.jsonl").read_text().splitlines()]
    dated = {row["q"] for row in rows}
    undated = [text for text in questions() if text not in dated]
    print(
        f"{sum(len(row['days']) for row in rows)} days in {len(rows)} questions; {len(undated)} questions without one"
    )
    print(f"{'':20}{'right':>7}{'missed':>8}{'wrong':>7}{'all right':>11}{'invented in':>13}{'ms':>8}  to load")
    for name, (package, make, start) in READERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"{name:20} not here: python -m pip install {package}")
            continue
        show(name, make(), rows, undated, start)
    show_typed()


def show_typed() -> None:
    """How many typed dates were read, and how much that is no date was refused."""
    for name, read in typed():
        right = {
            day: [read(one) == (date.fromisoformat(day) if day else None) for one in said.split(", ")]
            for day, said in TYPED.items()
        }
        dates = [one for day, all_of_it in right.items() if day for one in all_of_it]
        print(f"{name:20} typed dates read {sum(dates)} of {len(dates)}, refused {sum(right[''])} of {len(right[''])}")


def show(name: str, read: Reader, rows: list[dict[str, list[str]]], undated: list[str], start: str) -> None:
    """How many days were found, missed and misread, how many undated questions got a day, and what it costs."""
    right = missed = wrong = whole = 0
    spent = []
    for row in rows:
        wanted, fine = ({date.fromisoformat(day) for day in row.get(key, ())} for key in ("days", "maybe"))
        started = time.process_time()
        found = read(str(row["q"]))
        spent.append(time.process_time() - started)
        right, missed, wrong = (
            right + len(found & wanted),
            missed + len(wanted - found),
            wrong + len(found - wanted - fine),
        )
        whole += wanted <= found <= wanted | fine
        if name == "ours" and "--errors" in sys.argv and not wanted <= found <= wanted | fine:
            print(row["q"], sorted(map(str, found)), row["days"])
    invented = 0
    for text in undated:
        started = time.process_time()
        invented += bool(read(text))
        spent.append(time.process_time() - started)
    cost = subprocess.run([sys.executable, "-c", SIZE.format(start=start)], capture_output=True, text=True, check=True)
    figures = f"{right:7}{missed:8}{wrong:7}{whole / len(rows):11.1%}{invented:13}{statistics.mean(spent) * 1000:8.2f}"
    print(f"{name:20}{figures}  {cost.stdout.strip()}")


def questions() -> Iterator[str]:
    """All development questions."""
    for path in sorted((ROOT / "tests" / "development").glob("*.jsonl")):
        yield from (json.loads(line)["q"] for line in path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
