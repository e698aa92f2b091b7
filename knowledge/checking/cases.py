"""Works the examples of the law files, and checks that they cover every date and element."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from knowledge.citation import FIRST_DAY
from knowledge.complaint import Complaint
from knowledge.counting import Calendar, count
from knowledge.deciding.tests_of import decide, judge, meets
from knowledge.law import E, Law
from knowledge.model import Duty, Element, Entry, Example, Exemption, Rule, Term, elements_in, leaves_of

GUARDED = {"passage", "term", "rule", "duty", "checklist"}
SHAPE_NAMES = GUARDED | {"notice", "topic"}


def complain(entry: Entry, wrong: str, mend: str, text: str = "") -> Complaint:
    """A complaint at the line of the text, or at the entry's own where that is not known."""
    file, _, line = entry.at.rpartition(":")
    words = " ".join(text.split())
    lines = [number for written, number in entry.lines.items() if words and written.startswith(words)]
    return Complaint(file, entry.lines.get(words) or next(iter(lines), 0) or int(line or 1), wrong, mend)


def work(law: Law) -> Iterator[Complaint]:
    """Complaints about examples that come out wrong, and about elements and dates that no example covers."""
    for example in law.every(Example):
        yield from _work_one(law, example)
    for term in law.every(Term):
        cases = [e for e in law.every(Example) if e.term == term.id]
        yield from _both_ways(term, elements_in(term), cases)
    for rule in law.every(Rule):
        cases = [e for e in law.every(Example) if e.rule == rule.id and _version(law, Rule, rule.id, e.day) is rule]
        yield from _both_ways(rule, rule.conditions, cases)
        for exemption in rule.unless:
            yield from _both_ways(rule, exemption.elements, cases)
            yield from _exemption_both_ways(rule, exemption, cases)
        yield from _both_ways(rule, rule.done, [e for e in law.every(Example) if e.rule == rule.id])
    for duty in law.every(Duty):
        cases = [e for e in law.every(Example) if e.duty == duty.id]
        yield from _both_ways(duty, elements_in(duty), cases)
    yield from _unguarded_days(law)
    yield from _unworked_duties(law)


def _version(law: Law, shape: type[E], name: str, day: date | None) -> E | None:
    """The entry that an example is about: the version of its day, or else the newest."""
    versions = [e for e in law.every(shape) if e.id == name and (day is None or e.period.covers(day))]
    return max(versions, key=lambda e: e.since, default=None)


def _work_one(law: Law, example: Example) -> Iterator[Complaint]:
    if example.day and (example.in_force or example.not_in_force):
        yield from _in_force(law, example)
    elif example.duty and not example.facts:
        yield from _dates(law, example)
    elif example.duty:
        yield from _performed(law, example)
    elif example.rule or example.term:
        yield from _verdict(law, example)
    else:
        yield complain(
            example,
            f"the example '{example.id}' tests nothing",
            "Give it a rule, a term, a duty, or a day with in_force or not_in_force.",
        )


def _in_force(law: Law, example: Example) -> Iterator[Complaint]:
    assert example.day
    law_of_day = law.on(example.day)
    for name, wanted in [(n, True) for n in example.in_force] + [(n, False) for n in example.not_in_force]:
        shape, _, ident = name.partition(" ")
        known = {e.id for e in law.entries if type(e).__name__.lower() == shape and shape in SHAPE_NAMES}
        if ident not in known:
            yield complain(
                example, f"the example '{example.id}' names '{name}', which does not exist", "Correct the name."
            )
            continue
        if shape == "passage":
            held = any(p.id == ident for p in law_of_day.passages.values())
        else:
            held = ident in getattr(law_of_day, {"duty": "duties"}.get(shape, shape + "s"))
        if held != wanted:
            yield complain(
                example,
                f"on {example.day} {name} is {'' if held else 'not '}in force; the example says otherwise",
                "Correct the example, or the since: and until: of that entry.",
            )


def _dates(law: Law, example: Example) -> Iterator[Complaint]:
    event = example.event
    if event is None:
        yield complain(example, f"the example '{example.id}' has no event", "Add 'event:' with a date.")
        return
    day = _by_law_of(example)
    duty = law.on(day).duties.get(example.duty)
    if duty is None:
        yield complain(example, f"there is no duty '{example.duty}' on {day}", "Correct the name or the dates.")
        return
    due = count(duty.within, event, Calendar())
    for name, wanted, got in [("safe", example.safe, due.safe), ("last", example.last, due.last)]:
        shown = got.replace(tzinfo=None) if isinstance(got, datetime) else got
        if shown != wanted:
            yield complain(
                example,
                f"in '{example.id}' the {name} date comes out as {shown}, not {wanted}",
                "Correct the example, or the duty's 'within:'; if an earlier law is meant, add a 'day:' of it.",
            )


def _by_law_of(example: Example) -> date:
    """The day whose law applies to an example with dates: its own ``day``, or that of the event."""
    event = example.day or example.event
    assert event
    return date(event.year, event.month, event.day)


def _verdict(law: Law, example: Example) -> Iterator[Complaint]:
    name = example.rule or example.term
    entry: Rule | Term | None = (
        _version(law, Rule, name, example.day) if example.rule else _version(law, Term, name, example.day)
    )
    if entry is None:
        yield complain(
            example, f"the example '{example.id}' speaks of '{name}', which does not exist", "Correct the name."
        )
        return
    unknown = set(example.facts) - ids_of(entry)
    if unknown:
        yield _no_such_element(example, min(unknown), name, ids_of(entry))
        return
    if isinstance(entry, Rule):
        got: str = decide(entry, example.facts).verdict.value
    else:
        got = meets(entry, example.facts).state
    if got != example.verdict:
        yield complain(
            example,
            f"'{example.id}' comes out as '{got}', not '{example.verdict or 'nothing'}'",
            "Correct the example's facts or verdict, or the elements of the entry.",
        )
    if example.done and isinstance(entry, Rule) and judge(entry.done, example.facts).state != example.done:
        yield complain(
            example,
            f"in '{example.id}' what is required does not come out as '{example.done}'",
            "Correct the example's facts or done, or the elements under 'done:'.",
        )


def _performed(law: Law, example: Example) -> Iterator[Complaint]:
    """A duty on the facts of an example: whether it applies, and whether it was done as it must be."""
    duty = _version(law, Duty, example.duty, example.day)
    if duty is None:
        yield complain(example, f"there is no duty '{example.duty}'", "Correct the name or the dates.")
        return
    known = ids_of(duty)
    if unknown := set(example.facts) - known:
        yield _no_such_element(example, min(unknown), duty.id, known)
        return
    applies = judge(duty.conditions, example.facts).state
    got = {"met": "required", "not met": "not_required"}.get(applies, "conditional")
    done = judge(duty.done, example.facts).state
    if got != example.verdict or (example.done and done != example.done):
        yield complain(
            example,
            f"'{example.id}' comes out as '{got}', done '{done}', not '{example.verdict}', done '{example.done}'",
            "Correct the example's facts, verdict or done, or the elements of the entry.",
        )


def _no_such_element(example: Example, name: str, entry: str, known: set[str]) -> Complaint:
    return complain(
        example,
        f"the example '{example.id}' has a fact '{name}' that no element of '{entry}' is called",
        "Use one of: " + ", ".join(sorted(known)) + ".",
    )


def ids_of(entry: Rule | Term | Duty) -> set[str]:
    """The ids of all elements that an example's facts may name."""
    return {leaf.id for leaf in leaves_of(elements_in(entry))}


def _both_ways(entry: Entry, elements: Iterable[Element], cases: list[Example]) -> Iterator[Complaint]:
    for leaf in leaves_of(elements):
        for value in ("yes", "no"):
            if not any(case.facts.get(leaf.id) == value for case in cases):
                yield complain(
                    entry,
                    f"no example of '{entry.id}' has '{leaf.id}: {value}'",
                    "Add an example, so that nobody can remove this element unnoticed.",
                )


def _exemption_both_ways(rule: Rule, exemption: Exemption, cases: list[Example]) -> Iterator[Complaint]:
    states = {judge(exemption.elements, case.facts).state for case in cases}
    for state in ("met", "not met"):
        if state not in states:
            yield complain(
                rule,
                f"no example shows the exception '{exemption.id}' of '{rule.id}' {state}",
                "Add an example with the facts of that exception.",
            )


def _unguarded_days(law: Law) -> Iterator[Complaint]:
    """Complaints about each since and until without an example on that day and on the day before."""
    guards = {
        (name, example.day)
        for example in law.every(Example)
        for name in (*example.in_force, *example.not_in_force)
        if example.day
    }
    for entry in law.entries:
        name = f"{type(entry).__name__.lower()} {entry.id}"
        if name.partition(" ")[0] not in GUARDED:
            continue
        for word, turn in (("since", entry.since), ("until", entry.until)):
            for day in (turn - timedelta(days=1), turn) if turn and turn != FIRST_DAY else ():
                if (name, day) not in guards:
                    yield complain(
                        entry,
                        f"no example guards the '{word}: {turn}' of '{entry.id}' on {day}",
                        f"Add an example with 'day: {day}' and '{name}' under in_force or not_in_force.",
                    )


def _unworked_duties(law: Law) -> Iterator[Complaint]:
    for duty in law.every(Duty):
        cases = [e for e in law.every(Example) if e.duty == duty.id and e.event and duty.period.covers(_by_law_of(e))]
        if duty.event and not cases:
            yield complain(
                duty, f"no example works the time limit of '{duty.id}'", "Add one with event:, safe: and last:."
            )
