"""Is every element, exception and date of the law held in place by a worked example?

Takes each of them out of the law in turn and works all examples again; prints those whose removal nobody noticed.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from knowledge.checking.check import check
from knowledge.citation import FIRST_DAY
from knowledge.complaint import Complaint
from knowledge.law import Law
from knowledge.load import load
from knowledge.model import Duty, Element, Entry, Example, Rule, Term, Topic


def without(elements: tuple[Element, ...]) -> Iterator[tuple[str, tuple[Element, ...]]]:
    for place, element in enumerate(elements):
        yield element.id, elements[:place] + elements[place + 1 :]
        if element.any_of:
            for name, rest in without(element.any_of):
                yield name, (*elements[:place], replace(element, any_of=rest), *elements[place + 1 :])


def variants(entry: Entry) -> Iterator[tuple[str, Entry]]:
    """The entry with one thing taken out, or one date moved by a day."""
    match entry:
        case Term():
            for name, rest in without(entry.elements):
                yield f"element {name}", replace(entry, elements=rest)
            for name, rest in without(entry.excludes):
                yield f"exclusion {name}", replace(entry, excludes=rest)
        case Rule():
            for name, rest in without(entry.conditions):
                yield f"condition {name}", replace(entry, conditions=rest)
            for place, exemption in enumerate(entry.unless):
                others = entry.unless[:place], entry.unless[place + 1 :]
                yield f"exception {exemption.id}", replace(entry, unless=(*others[0], *others[1]))
                for name, rest in without(exemption.elements):
                    changed = replace(exemption, elements=rest)
                    yield f"{exemption.id}: {name}", replace(entry, unless=(*others[0], changed, *others[1]))
        case Duty() if entry.event and entry.within.unit != "no number":
            yield "time limit", replace(entry, within=_longer(entry))
        case _:
            pass
    if not isinstance(entry, Example | Topic):
        if entry.since != FIRST_DAY:
            yield f"since {entry.since}", replace(entry, since=entry.since - timedelta(days=1))
            yield f"since {entry.since} later", replace(entry, since=entry.since + timedelta(days=1))
        if entry.until:
            yield f"until {entry.until}", replace(entry, until=None)
            yield f"until {entry.until} earlier", replace(entry, until=entry.until - timedelta(days=1))


def _longer(duty: Duty) -> object:
    within = duty.within
    if within.unit == "by":
        later = date(2001, within.month, within.day) + timedelta(days=1)
        return replace(within, month=later.month, day=later.day)
    return replace(within, number=within.number + 1)


def complaints(law: Law) -> set[Complaint]:
    """All but those that an example is missing: whether the examples suffice is what is being tested."""
    phrased = {topic.id: ("x",) for topic in law.every(Topic)}
    return {complaint for complaint in check(law, phrased) if not complaint.wrong.startswith("no example")}


def unnoticed(law: Law, every: int = 1) -> Iterator[str]:
    """What can be taken out without any complaint; with ``every``, only one of so many is tried."""
    sound, tries = complaints(law), count()
    for place, entry in enumerate(law.written):
        for what, changed in variants(entry):
            if next(tries) % every:
                continue
            entries = (*law.written[:place], changed, *law.written[place + 1 :])
            if complaints(Law(entries)) <= sound:
                yield f"{entry.at}: {type(entry).__name__.lower()} '{entry.id}': {what}"


def main() -> int:
    law = load()
    total = sum(1 for entry in law.written for _ in variants(entry))
    missed = list(unnoticed(law))
    print(f"{total} elements, exceptions and dates taken out or moved; {total - len(missed)} noticed.")
    print(*missed, sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
