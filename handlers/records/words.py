"""The sentences of answers about the district's own records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from handlers.contracts.words import provision_state
from handlers.dialogue.shorten import short
from handlers.dialogue.words import NOT_ADVICE, day

NOT_A_CONCLUSION = (
    "This is what the records show, and not a legal conclusion: whether the district complies is for your counsel to "
    f"say. {NOT_ADVICE}"
)
LATE, SOON, INCOMPLETE, NO_OWNER, NO_END, BREACHES = (
    "Overdue:",
    "Due next:",
    "Contracts with provisions missing or not known:",
    "Without an owner:",
    "Contracts without an end date on record:",
    "Breaches with something still open:",
)
NOTHING_ON_RECORD = "Nothing is on record yet."
OPEN_DEADLINES, MISSING, NEXT = "Its deadlines:", "Missing or not known:", "What to do next:"
NOBODY, NO_END_DATE = "nobody yet", "no end date on record"
SHOW_OVERDUE, SHOW_DEADLINES, SHOW_CONTRACTS, SHOW_BREACHES = (
    "Overdue",
    "All deadlines",
    "All contracts",
    "All breaches",
)
LOG_CONTRACT, LOG_BREACH, CORRECT, HISTORY, ASK_VENDOR = (
    "Log a contract",
    "Log a breach",
    "Correct",
    "History",
    "What to ask the vendor for",
)
LOG_RENEWAL, MARK_DONE, RECEIVED = "Log the new contract", "Mark done", "We received the notice"
WANTS_SPANISH = re.compile(r"\b(?:spanish|español|espanol|en castellano)\b", re.IGNORECASE)
NO_REMINDERS = "No reminder is planned."
SETTINGS_TITLE = "The district's settings"
NO_CHANGES = "Nothing was changed then."
SETTINGS_HOW = "An administrator changes these with setup."
NO_CLOSURES = "none entered"
SETTINGS = (
    "District",
    "Page of contracts",
    "Reminders go to",
    "Privacy lead",
    "Superintendent",
    "Posts go out from",
    "Days before the safe date",
    "Closures",
)


def many(number: int, word: str) -> str:
    """A number with its word: ``1 contract``, ``2 breaches``."""
    plural = {"breach": "breaches"}.get(word, f"{word}s")
    return f"{number:,} {word if number == 1 else plural}"


def none_of(kind: str) -> str:
    """That there are none: ``No contracts``, ``No breaches``."""
    return many(0, kind).replace("0", "No", 1)


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


SHOW_OWNERS = "Who owns what"


def contract_name(vendor: str, product: str) -> str:
    """A contract's name in a sentence."""
    return f"{vendor} ({product})" if product and product.casefold() != vendor.casefold() else vendor


def joined(pieces: Iterable[str]) -> str:
    """The pieces that say something, one after the other."""
    return "; ".join(piece for piece in pieces if piece)


def signed(on: date) -> str:
    """When it was executed."""
    return f"executed {day(on)}"


def ends(on: date | None, today: date) -> str:
    """When a contract ends, or that nobody knows."""
    if on is None:
        return NO_END_DATE
    if on < today:
        return f"ended {day(on)}"
    left = (on - today).days
    return f"ends {day(on)}{f', in {left} days' if left > 1 else ', tomorrow' if left else ', TODAY'}"


def end(on: date | None, today: date) -> str:
    """The day on which a contract ends, as a fact."""
    said = ends(on, today)
    return said[5:6].upper() + said[6:] if said.startswith("ends ") else said


def owned(owner: str) -> str:
    """Whose it is."""
    return f"owner {owner}" if owner else "no owner"


def lacking(number: int) -> str:
    """How many provisions are missing."""
    return provision_state(number)


def lacking_by_name(pins: Sequence[str]) -> str:
    """Which provisions are missing, as ``(a)(2) deletion``."""
    return f"missing or not known: {', '.join(pins)}" if pins else lacking(0)


def data(labels: Sequence[str], kinds: str) -> str:
    """Which data it covers."""
    said = ", ".join(labels)
    return f"{said} ({kinds})" if said and kinds else said or kinds or "no data named"


def owner_title(name: str, owner: str, id: str) -> str:
    """Who owns a record."""
    return short(f"{name}: owned by {owner} ({id})" if owner else f"{name}: nobody owns it yet ({id})")


def of(said: str) -> str:
    """Whose."""
    return f"of {said}" if said else ""


def period(since: date | None, until: date | None, said: str) -> str:
    """A period in words: as it was said, and its dates."""
    if since and until:
        dates = day(since) if since == until else f"{day(since)} to {day(until)}"
    else:
        dates = f"from {day(since)} on" if since else f"until {day(until)}" if until else ""
    return f"({said}: {dates})" if said and dates else f"({dates})" if dates else ""


def soon(days: int) -> str:
    """What "soon" was taken for."""
    return f"I took soon as the next {days} days."


def without_end(number: int) -> str:
    """Contracts that such a list cannot have."""
    return f"{many(number, 'contract')} {'has' if number == 1 else 'have'} no end date on record and may end sooner."


def counts(vendors: int, lacking: int) -> str:
    """Of how many vendors the contracts are, and how many are incomplete."""
    state = f"{lacking} with provisions missing or not known" if lacking else "no provision missing"
    return f"With {many(vendors, 'vendor')}; {state}."


def no_data(number: int) -> str:
    """Contracts of which nobody said which data they cover."""
    return f"{many(number, 'contract')} {'names' if number == 1 else 'name'} no data, so more may hold it."


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
    """The day on which a duty was closed, and its last date where that is later."""
    late = f" (its last date was {day(last)})" if on and on > last else ""
    return f" {day(on)}{late}" if on else ""


def posted_line(id: str, when: str, who: str, proof: str) -> str:
    """How the posting is proved; ``when`` is ``closed_day``."""
    by = f", marked by {who}" if who else ""
    return f"{id} done{when}{by}. Proof: {proof or 'none kept'}"


def posted_state(on: date | None, posting: str) -> str:
    """Whether a contract in a list is posted."""
    return f"posted {day(on)}" if on else f"not posted yet{f' ({posting})' if posting else ''}"


def kept_link(link: str) -> str:
    """The link on the contract's record."""
    return f"Link to the contract: {link}"


def missing_title(name: str, number: int, id: str) -> str:
    """How many provisions are missing."""
    return short(f"{name}: {lacking(number)} ({id})")


def has_provision(title: str, *, there: bool | None) -> str:
    """Whether one provision was marked."""
    state = "marked as there" if there else "marked as missing" if there is False else "not known, nobody marked it"
    return f"{title}: {state}"


def lacks(fields: Iterable[str]) -> str:
    """What else is not on record."""
    names = {
        "owner": "an owner",
        "expiry": "an end date",
        "link": "a link to the contract",
        "file": "a file of the contract",
        "posting": "proof of the posting",
        "data": "which data it covers",
    }
    return f"Also not on record: {', '.join(names[one] for one in fields)}."


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
        "provisions": "with provisions missing or not known",
    }
    said = [names[one] for one in lacks if not (one == "provisions" and provisions)]
    if provisions:
        said.insert(0, f"without a marked provision on {' or '.join(one.replace('-', ' ') for one in provisions)}")
    return " and ".join(said) or names["provisions"]


def holding(words: Sequence[str]) -> str:
    """Which data they hold."""
    return f"with {' and '.join(words)}" if words else ""


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


def data_title(name: str, id: str) -> str:
    """Which data a contract covers."""
    return short(f"{name}: data on record ({id})")


def none_like(said: str, kind: str) -> str:
    """No record of that kind names it."""
    return short(f"No {kind} with {said} is on record" if said else f"No such {kind} is on record")


def log_it(kind: str, near: Sequence[str]) -> str:
    """What to do about that."""
    alike = f"Did you mean {' or '.join(near)}? " if near else ""
    how = "log it with its date, and I count what follows" if kind == "contract" else "log it, and I count what follows"
    return f"{alike}If there is one, {how}. It may be there under another name."


def which(number: int, kind: str, said: str) -> str:
    """Several fit."""
    return short(f"{many(number, kind)} fit{f' {said}' if said else ''}: which one?")


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


def students(number: int, breaches: int, unknown: int) -> str:
    """How many students were affected."""
    rest = f"; the number is not known for {many(unknown, 'breach')}" if unknown else ""
    return f"{many(number, 'student')} affected in {many(breaches, 'breach')}{rest}"


def counted(number: int, kind: str, told: str) -> str:
    """How many there are, or that there are none."""
    return short(f"{many(number, kind) if number else none_of(kind)}{f' {told}' if told else ''}")


def by_state(counts: Iterable[tuple[str, int]]) -> str:
    """The parts of a count."""
    return ", ".join(f"{number} {name}" for name, number in counts if number)


def standing(late: int, due: int, incomplete: int, window: int) -> str:
    """How the records stand, in a line."""
    said = [
        f"{late} overdue" if late else "nothing overdue",
        f"{due} due within {window} days",
        f"{many(incomplete, 'contract')} incomplete" if incomplete else "no provision missing",
    ]
    return short(", ".join(said)[:1].upper() + ", ".join(said)[1:])


def more(number: int) -> str:
    """What a short list leaves out."""
    return f"and {number} more"


def renewal_title(name: str, on: date | None, id: str) -> str:
    """What a renewal needs."""
    return short(f"Renewing {name}{f' on {day(on)}' if on else ''} ({id})")


def renewal_posting(safe: date, last: date, executed: date) -> str:
    """By when a renewed contract must be posted."""
    dates = f"by {day(safe)}" if safe == last else f"by {day(safe)} (safe date; the last date is {day(last)})"
    return f"If it is executed on {day(executed)}, it must be posted with its notice {dates}."


RENEWAL_NO_DATE = "Tell me the day on which it will be signed, and I count when it must be posted."


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


def reminder_line(deadline: str, title: str, when: date, to: str) -> str:
    """A reminder that is coming."""
    return f"{day(when)}: {deadline} {title}, to {to}"


def reminders_title(number: int, said: str) -> str:
    """How many reminders are coming."""
    return short(f"{many(number, 'reminder')} coming{f' for {said}' if said else ''}")


TO = {
    "team": "the privacy team",
    "owner": "the owner",
    "lead": "the privacy lead",
    "superintendent": "the superintendent",
}


def roles_of(name: str, role: str) -> str:
    """What one person's role is."""
    return f"{name}: {role}"
