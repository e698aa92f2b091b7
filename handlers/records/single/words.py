"""The texts of answers about one contract or one breach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.records.words import many
from knowledge.counting import Within
from knowledge.wording import in_words

MISSING, UNCHECKED = "Missing:", "Not checked:"
NEXT = "What to do next:"
NOBODY = "nobody yet"
NO_END_DATE = "no end date on record"
HISTORY = "History"
ASK_VENDOR = "What to ask the vendor for"
LOG_RENEWAL = "Log the new contract"
RECEIVED = "We received the notice"


def joined(pieces: Iterable[str]) -> str:
    """The pieces that are not empty, joined by semicolons."""
    return "; ".join(piece for piece in pieces if piece)


def ends(on: date | None, today: date) -> str:
    """When a contract ends, or that no end date is on record."""
    if on is None:
        return NO_END_DATE
    if on < today:
        return f"ended {day(on)}"
    left = (on - today).days
    return f"ends {day(on)}{f', in {left} days' if left > 1 else ', tomorrow' if left else ', TODAY'}"


def end(on: date | None, today: date) -> str:
    """The end of a contract, as the value of a fact."""
    said = ends(on, today)
    return said[5:6].upper() + said[6:] if said.startswith("ends ") else said


def with_names(state: str, lacking: Sequence[str]) -> str:
    """How many provisions are missing, and which."""
    return f"{state}: {', '.join(lacking)}" if lacking else state


def data(labels: Sequence[str], kinds: str) -> str:
    """The data that a contract covers."""
    said = ", ".join(labels)
    return f"{said} ({kinds})" if said and kinds else said or kinds or "no data named"


def owner_title(name: str, owner: str, id: str) -> str:
    """Who owns a record."""
    return short(f"{name}: owned by {owner} ({id})" if owner else f"{name}: nobody owns it yet ({id})")


def expiry_title(name: str, id: str, on: date | None, today: date) -> str:
    """When a contract ends."""
    return short(f"{name} {ends(on, today)} ({id})" if on else f"{name}: {NO_END_DATE} ({id})")


def add_end(id: str) -> str:
    """How to add the end date."""
    return f"To add it, press Correct, or type correct {id} expiry: and the date."


def posted_title(name: str, on: date | None, id: str) -> str:
    """Whether a contract is posted, by the record."""
    return short(f"{name}: posted {day(on)} ({id})" if on else f"{name}: not posted yet, by the record ({id})")


def closed_day(on: date | None, last: date) -> str:
    """The day on which a duty was closed; its last date too, where that was earlier."""
    late = f" (its last date was {day(last)})" if on and on > last else ""
    return f" {day(on)}{late}" if on else ""


def posted_line(id: str, when: str, who: str, proof: str) -> str:
    """That a deadline is done, by whom and with which proof; ``when`` is a `closed_day`."""
    by = f", marked by {who}" if who else ""
    return f"{id} done{when}{by}. Proof: {proof or 'none kept'}"


def posted_state(on: date | None, posting: str) -> str:
    """Whether a contract in a list is posted."""
    return f"posted {day(on)}" if on else f"not posted yet{f' ({posting})' if posting else ''}"


def kept_link(link: str) -> str:
    """The link on the contract's record."""
    return f"Link to the contract: {link}"


def missing_title(name: str, state: str, id: str) -> str:
    """How the provisions stand."""
    return short(f"{name}: {state} ({id})")


def has_provision(title: str, *, there: bool | None) -> str:
    """Whether one provision was marked."""
    state = "marked as there" if there else "marked as missing" if there is False else "not known, nobody marked it"
    return f"{title}: {state}"


def lacks(fields: Iterable[str]) -> str:
    """What is not on record besides provisions."""
    names = {
        "owner": "an owner",
        "expiry": "an end date",
        "link": "a link to the contract",
        "file": "a file of the contract",
        "posting": "proof of the posting",
        "data": "which data it covers",
    }
    return f"Also not on record: {', '.join(names[one] for one in fields)}."


def data_title(name: str, id: str) -> str:
    """Which data a contract covers."""
    return short(f"{name}: data on record ({id})")


def told_title(name: str, id: str) -> str:
    """Who has been told of a breach."""
    return short(f"{name}: who has been told ({id})")


def vendor_told(on: date | None) -> str:
    """Whether the vendor told the board."""
    return (
        f"The board received the vendor's notice on {day(on)}." if on else "No notice from the vendor is on record yet."
    )


def duty_done(title: str, posted: str) -> str:
    """A duty that was closed, with its proof."""
    return f"{title}: {posted}"


def duty_open(title: str, id: str, stands: str, owner: str) -> str:
    """A duty that is still open."""
    return f"{title} ({id}): not marked done; {stands}{f'; owner {owner}' if owner else ''}"


def affected(number: int | None) -> str:
    """How many students a breach affects; empty where the number is unknown."""
    return many(number, "student") if number else ""


def renewal_title(name: str, on: date | None, id: str) -> str:
    """What a renewal needs."""
    return short(f"Renewing {name}{f' on {day(on)}' if on else ''} ({id})")


def renewal_posting(safe: date, last: date, executed: date) -> str:
    """By when a renewed contract must be posted."""
    dates = f"by {day(safe)}" if safe == last else f"by {day(safe)} (safe date; the last date is {day(last)})"
    return f"If it is executed on {day(executed)}, it must be posted with its notice {dates}."


def renewal_clock(within: Within) -> str:
    """When a renewed contract must be posted, where its day of execution is unknown."""
    return f"It must be posted within {in_words(within)} after it is executed. Tell me that day, and I count."


def renewal_steps(*, missing: int) -> tuple[str, ...]:
    """What to do, in order."""
    first = (
        "Ask the vendor to put the missing provisions into the new contract."
        if missing
        else ("Check that the new contract has all provisions again; a renewal is a new text.")
    )
    return (
        first,
        "Log the new contract once it is executed, so that its deadlines are counted.",
        "Post it with its notice, and mark the posting done with the address as proof.",
    )
