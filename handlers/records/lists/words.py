"""The sentences of lists and counts of records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.contracts.words import nothing_says
from handlers.dialogue.text.shorten import short
from handlers.records.words import many

NOTHING_MATCHES = (
    "Nothing on record matches that. What was never logged I cannot know: log what is missing, or press the button for "
    "all of them."
)


def nobody_called(name: str) -> str:
    """No record names a person."""
    return short(f"No record names {name}")


def owns_nothing(name: str) -> str:
    """What to do about that."""
    return (
        f"No contract, breach or deadline has {name} as its owner, and nobody here is on file by that name. It may be "
        "spelled another way; the list of owners shows every name that is on record."
    )


EVERYBODYS = "I do not know who you are here, so these are everybody's."
SHOW_OWNERS = "Who owns what"


def leaving_out(ids: Sequence[str]) -> str:
    """Which ones were to be left out."""
    return f"without {', '.join(ids)}" if ids else ""


def soon(days: int) -> str:
    """What "soon" was taken for."""
    return f"I took soon as the next {days} days."


def without_end(number: int) -> str:
    """Contracts that such a list cannot have."""
    return f"{many(number, 'contract')} {'has' if number == 1 else 'have'} no end date on record and may end sooner."


def counts(vendors: int, lacking: int) -> str:
    """Of how many vendors the contracts are, and how many are incomplete."""
    state = f"{lacking} with provisions missing or not checked" if lacking else "no provision missing"
    return f"With {many(vendors, 'vendor')}; {state}."


def no_data(number: int) -> str:
    """Contracts of which nobody said which data they cover."""
    return f"{many(number, 'contract')} {'names' if number == 1 else 'name'} no data, so more may hold it."


MAY_HOLD_DIRECTORY = "Directory information is part of student information, so these may hold it."


def without(lacks: Sequence[str], provisions: Sequence[str]) -> str:
    """Which ones a list of incomplete records holds."""
    names = {
        "owner": "without an owner",
        "expiry": "without an end date",
        "link": "without a link",
        "file": "without a file",
        "posting": "not posted yet, by the record",
        "data": "that name no data",
        "told": "whose families are not told yet, by the record",
        "provisions": "with provisions missing or not checked",
    }
    said = [names[one] for one in lacks if not (one == "provisions" and provisions)]
    if provisions:
        said.insert(0, f"without a marked provision on {' or '.join(one.replace('-', ' ') for one in provisions)}")
    return " and ".join(said) or names["provisions"]


def holding(words: Sequence[str]) -> str:
    """Which data they hold."""
    return f"with {' and '.join(words)}" if words else ""


def narrowed(filters: Sequence[tuple[str, str, bool]], without: Sequence[tuple[str, str, bool]]) -> str:
    """By which words a list is narrowed, and in which field of the records they stand; or the field that is filled."""
    said = [f"with {word}" if named else f"with '{word}' in {field}" for word, field, named in filters]
    said += [f"without {word}" if named else f"without '{word}' in {field}" for word, field, named in without]
    return " and ".join(said)


def without_word(said: str) -> str:
    """What a list was to be without."""
    return f"without {said}"


def not_by(unknown: Sequence[str]) -> str:
    """By which words a list is not narrowed."""
    said = " or ".join(f"'{short(one, 40)}'" for one in unknown[:4])
    return f"(not filtered by {said})" if unknown else ""


def cannot_filter(unknown: Sequence[str]) -> str:
    """That nothing on record says these words, what was looked through, and what the list shows therefore."""
    return f"{nothing_says(unknown)} So this list is not filtered by {'it' if len(unknown) == 1 else 'them'}."


def only_by_category(ids: Sequence[str], kinds: Sequence[str], categories: Sequence[str]) -> str:
    """Which contracts of the list do not name the kind of data itself, only the category of which it is one."""
    one = len(ids) == 1
    return (
        f"{', '.join(ids[:12])}{' and more' if ids[12:] else ''} {'does' if one else 'do'} not name "
        f"{' or '.join(kinds)}; {'it holds' if one else 'they hold'} {' and '.join(categories)}, which may include it."
    )


def to_do(duties: Sequence[str]) -> str:
    """Which deadlines."""
    names = {
        "posting": "to post a contract",
        "families": "to tell families",
        "website": "to post the notice of a breach",
        "yearly": "for the yearly notice",
        "report": "for the report",
        "calendar": "to check the calendar",
        "end": "at a contract's end",
        "vendor": "of a vendor",
    }
    return " or ".join(names[one] for one in duties)


def done_late(done: int, still: int, told: str) -> str:
    """How many were done late, and how many are late and not done."""
    of = f"{told[:1].upper()}{told[1:]}: " if told else ""
    return short(f"{of}{done} done after the last date, {still} overdue and not done")


def students(number: int, breaches: int, unknown: int) -> str:
    """How many students were affected."""
    rest = f"; the number is not known for {many(unknown, 'breach')}" if unknown else ""
    return f"{many(number, 'student')} affected in {many(breaches, 'breach')}{rest}"


def by_state(counts: Iterable[tuple[str, int]]) -> str:
    """The parts of a count."""
    return ", ".join(f"{number} {name}" for name, number in counts if number)
