"""Which sentences would say a number of days that the law no longer sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from knowledge.citation import Period
from knowledge.complaint import Complaint
from knowledge.model import Act, Duty, Entry, Example, Topic
from knowledge.wording.numbers import Mention, in_words, mentions
from knowledge.wording.placeholders import FORMS, PLACE, Duties, Placeholder, duties_of, texts


def unreadable(entries: Sequence[Entry]) -> Iterator[Complaint]:
    """What stands in braces and names no duty, or no number of one."""
    duties = duties_of(entries)
    for entry in entries:
        for text in dict.fromkeys(texts(entry)):
            for found in PLACE.finditer(text):
                try:
                    place = Placeholder.parse(found[1])
                    if place:
                        place.says(duties, entry.since)
                except ValueError as problem:
                    yield _complaint(
                        entry, text, f"'{found[0]}' cannot be filled in: {problem}", _meant(found[1], duties)
                    )


def _meant(inside: str, duties: Duties) -> str:
    name = inside.split(maxsplit=1)[0] if inside.split() else ""
    near = [] if name in duties else get_close_matches(name, duties, 1, cutoff=0.5)
    hint = f"Did you mean {{{near[0]}}}? " if near else ""
    return f"{hint}Write a duty's name, as in {{post-contract}}, then if need be one of: {', '.join(FORMS)}."


def stale(entries: Sequence[Entry]) -> Iterator[Complaint]:
    """Each number of days that stands in a sentence while its duty comes to have another one.

    Acts tell what they changed, and examples are worked by themselves.
    """
    duties = duties_of(entries)
    for entry in entries:
        if isinstance(entry, Act | Example):
            continue
        for text, period in _dated(entry):
            for mention in mentions(PLACE.sub("", text)):
                changed = [pair for name in duties if (pair := _changes(mention, duties[name], entry, period))]
                if changed:
                    yield _complaint(entry, text, _says(mention, changed), _cure(mention, changed))


def _dated(entry: Entry) -> Iterator[tuple[str, Period]]:
    """Each text of an entry once, with the days on which it is shown."""
    if isinstance(entry, Topic):
        starts = max((old.until for old in entry.before if old.until), default=entry.since)
        now = Period(max(entry.since, starts), entry.until)
        yield from ((text, now) for text in dict.fromkeys((entry.title, *texts((*entry.answer, *entry.more)))))
        for old in entry.before:
            yield from ((text, Period(old.since, old.until)) for text in texts(old.whole))
    else:
        yield from ((text, entry.period) for text in dict.fromkeys(texts(entry)))


def _changes(mention: Mention, versions: Sequence[Duty], entry: Entry, period: Period) -> tuple[Duty, Duty] | None:
    """The duty that the mention speaks of and the one that differs, both on days on which the sentence is shown."""
    if isinstance(entry, Duty) and entry in versions:
        alike = [duty for duty in versions if mention.means(duty.within)]
        return (alike[-1], entry) if alike and not mention.means(entry.within) else None
    shown = [duty for duty in versions if _meet(duty.period, period)]
    alike = [duty for duty in shown if mention.means(duty.within)]
    other = [duty for duty in shown if not mention.means(duty.within)]
    if not alike or not other or (alike[0].since > other[-1].since and not mention.exact(alike[0].within)):
        return (
            None  # "10 days" is older than the duty that comes to have ten business days, and speaks of something else
        )
    return alike[-1], other[-1]


def _meet(one: Period, other: Period) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def _says(mention: Mention, changed: Iterable[tuple[Duty, Duty]]) -> str:
    what = "; ".join(f"{old.id} has {_words(new)} {_when(new)}" for old, new in changed)
    return f"the text says '{mention.text}', but {what}"


def _words(duty: Duty) -> str:
    return in_words(duty.within) if duty.within.number else f"'{duty.within}'"


def _when(duty: Duty) -> str:
    return f"until {_day(duty.until)}" if duty.until else f"since {_day(duty.since)}"


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _cure(mention: Mention, changed: Sequence[tuple[Duty, Duty]]) -> str:
    names = " or ".join(f"{{{old.id}}}" for old, _ in changed)
    turn = max(changed[0][0].since, changed[0][1].since)
    return (
        f"Write {names} instead of the number; or give this text 'until: {turn}' and write a new one with "
        f"'since: {turn}'; or, if it speaks of something else, write {{{mention.text}}}."
    )


def _complaint(entry: Entry, text: str, wrong: str, mend: str) -> Complaint:
    """A complaint at the line of the text, or of the entry where that is not known."""
    file, _, line = entry.at.rpartition(":")
    lines = [number for written, number in entry.lines.items() if written.startswith(" ".join(text.split()))]
    return Complaint(file, lines[0] if lines else int(line or 1), wrong, mend)
