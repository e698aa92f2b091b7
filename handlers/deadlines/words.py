"""The texts of deadlines: titles, dates, forms, proofs, buttons, and terms that clash with the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.deadlines.plan import POLICY
from handlers.deadlines.states import is_boards
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence, short_day
from handlers.law.words import checked as checked_by
from knowledge.citation import Tag
from knowledge.counting import Within
from knowledge.law import Law
from knowledge.model import Duty
from knowledge.wording import in_words
from storage.records import Deadline, Status

PROOF: tuple[str, FieldKind] = ("Proof", "text")
PROOF_LINK = "Proof:"
NOTICE, THE_REPORT = "The notice", "The report"
DELETION, RENEW = "Ask to delete our data", "Renew"
KEEP_FILE, FILE = "Keep the vendor's confirmation", "The vendor's confirmation"
DELETED: tuple[str, FieldKind] = ("The vendor's confirmation of deletion", "text")
DELETED_HINT = "The web address or file name of the confirmation, or the date of the vendor's e-mail."
PROOF_HINT = "The web address of the posted page, or the date of the e-mail to families."
UNTIL: tuple[str, FieldKind] = ("Snooze until", "date")
REASON: tuple[str, FieldKind] = ("Why", "text")
OWNER: tuple[str, FieldKind] = ("New owner", "person")
REMIND_WHEN: tuple[str, FieldKind] = ("Remind me on", "date")
REMIND_ME, REMIND_HINT = (
    "Remind me",
    "A day, or as a command so many days or weeks before: remind-me D-1 a week before.",
)
SINCE = "Since"
WHEN, RECORD, CLOCK, OWNED_BY, DAY_SET = "When", "Record", "Clock", "Owner", "Day set"
ENTER_DISCOVERY = "Enter the day of discovery"
NO_LEGAL_DAY = (
    "The law sets no day for asking; this one is ours. Without the day of discovery nobody can tell until when the "
    "vendor must report."
)
DONE, SNOOZE, ASSIGN, UNDO, SHOW = "Done", "Snooze", "Reassign", "Reopen", "Show"
SAVE_PROOF, PROOF_CORRECTED = "Save the proof", "Corrected. The proof before stays in its history."
VENDORS_CLOCK = "vendor's clock"
LONGEST_PROOF = 200
NOTHING_OPEN, NOTHING_YET = "Nothing is due. Well done.", "Nothing is on record yet, so nothing is due."
REOPENED = "It is open again, with its reminders."
PAST = "Choose a date in the future."
LEADS_OWN = "As the privacy lead you watch your own, those that nobody owns, and what every breach asks."
NOTHING_FOLLOWS = "No deadline follows from this under the law of that day."
OWN_DUTIES = {
    "contract-expiry": "Contract ends: nothing may be kept by the contractor",
    "ask-discovery-day": "Ask the vendor for the day of discovery",
    "exception-review": "Review the exception for a child's plan",
    "family-answer": "Answer the family's request",
    "calendar-check": "Check next year's legal holidays and enter your closures",
}


def proof_of(how: str, on: str, time: str) -> str:
    """A proof in words, as in "posted on 2026-10-13"; ``how`` is one of `DONE_HOW`."""
    return f"{how} on {on}{f' at {time}' if time else ''}"


def renewed_by(id: str) -> str:
    """The button on a contract's end where contract ``id`` took over."""
    return f"Renewed by {id}"


def renewed_on(id: str, executed: date) -> str:
    """The proof saved by the button of `renewed_by`."""
    return f"{renewed_by(id)}, executed {executed}"


def none(id: str) -> str:
    """There is no such deadline."""
    return f"There is no deadline '{id[:20]}'. Type deadlines to see what is open."


def duty_title(deadline: Deadline, law: Law) -> str:
    """What a deadline is about, in the words of the law under which it was opened."""
    if own := OWN_DUTIES.get(deadline.duty):
        return own
    try:
        return law.named(Duty, deadline.duty, deadline.opened.date()).title
    except ValueError:
        return deadline.duty


MOST_NAMED, LONGEST_NAMED = 6, 110
"""Vendors in a title, and its letters for breaches; the list below has them all."""


def by(value: date, today: date) -> str:
    """Until when something in a title is to be done."""
    return f" by {short_day(value, today)}"


def asked_of(vendors: Mapping[str, Sequence[str]]) -> str:
    """What breaches ask for, each task with its vendors: "Tell the families by Thu, Oct 15 (Acme, Beta)"."""
    pieces = []
    for what, names in vendors.items():
        shown = [one for one in names if one][:MOST_NAMED]
        more = [f"{len(names) - len(shown)} more"] if shown and len(names) > len(shown) else []
        pieces.append(f"{what} ({', '.join((*shown, *more))})" if shown else what)
    return short("; ".join(pieces), LONGEST_NAMED)


def named_first(named: str, rest: str) -> str:
    """The title of a list: what breaches ask for, then the rest."""
    return short("; ".join(piece for piece in (named, rest) if piece))


def other_clock(deadline: Deadline) -> str:
    """Whose clock it is, where it is not the board's own; else empty."""
    return "" if is_boards(deadline) else VENDORS_CLOCK


def rows(deadline: Deadline, subject: str, owner: str, today: date) -> Iterator[tuple[str, str]]:
    """One deadline as pairs of label and value."""
    yield _when_row(deadline, today)
    pairs = [
        (RECORD, ", ".join(word for word in (deadline.record, subject) if word)),
        (CLOCK, f"the {deadline.who}'s, not the board's" if not is_boards(deadline) else ""),
        (DAY_SET, POLICY if deadline.cite == POLICY else ""),
        (OWNED_BY, owner),
    ]
    yield from ((label, value) for label, value in pairs if value)


def _when_row(deadline: Deadline, today: date) -> tuple[str, str]:
    """Its dates. That it is overdue is left to the reply's badge."""
    if deadline.status is Status.OPEN and today > deadline.last_day:
        return SINCE, f"{short_day(deadline.last_day, today)}{_safe_was(deadline, today)}"
    stands = when(replace(deadline, proof=""), today)  # the proof is shown apart
    return WHEN, stands[:1].upper() + stands[1:]


def when(deadline: Deadline, today: date) -> str:
    """Both dates seen from today; once the safe date has passed, the text says so.

    Of a closed deadline, its state, proof and last date.
    """
    last = deadline.last_day
    if deadline.status is not Status.OPEN:
        proof = f" ({deadline.proof})" if deadline.proof else ""
        return f"{deadline.status.value}{proof}, was due {short_day(last, today)}"
    if today > last:
        return f"OVERDUE since {short_day(last, today)}{_safe_was(deadline, today)}"
    if today == last:
        return f"due TODAY, {short_day(last, today)}{_safe_was(deadline, today)}"
    if today > deadline.safe:
        safe = short_day(deadline.safe, today)
        return f"safe date {safe} has passed; last date is {near(last, today)}{short_day(last, today)}"
    if deadline.safe == last:
        return f"{near(last, today)}{short_day(last, today)}"
    return (
        f"{near(deadline.safe, today)}safe date {short_day(deadline.safe, today)}, last date {short_day(last, today)}"
    )


def brief(deadline: Deadline, today: date) -> str:
    """How a deadline stands, in a few words for a row of a list."""
    last, clock = deadline.last_day, other_clock(deadline) or (POLICY if deadline.cite == POLICY else "")
    if deadline.status is not Status.OPEN:
        return f"{deadline.status.value}, was due {short_day(last, today)}"
    if today > last:
        text = f"overdue since {short_day(last, today)}"
    elif today == last:
        text = "due TODAY, the last day"
    elif today >= deadline.safe:
        safe = "safe date is TODAY" if today == deadline.safe else "safe date has passed"
        text = f"{safe}, last date {short_day(last, today)}"
    elif deadline.safe == last:
        text = f"due {near(last, today)}{short_day(last, today)}"
    else:
        text = f"due {near(deadline.safe, today)}{short_day(deadline.safe, today)}, last date {short_day(last, today)}"
    return f"{text} ({clock})" if clock else text


def _safe_was(deadline: Deadline, today: date) -> str:
    return f" (safe date was {short_day(deadline.safe, today)})" if deadline.safe != deadline.last_day else ""


def stands(deadline: Deadline, today: date) -> str:
    """Both dates, with the cite and the deadline's id."""
    return f"{when(deadline, today)} ({deadline.cite}, {deadline.id})"


DETAILS = "Details"


def next_step(title: str, stands: str) -> str:
    """The next step and its date."""
    return f"Next: {title[:1].lower()}{title[1:]}, {stands}."


def more_dates(saved: str, number: int) -> str:
    """``saved``, and how many more dates are behind the Details button."""
    return f"{saved} {number} more date{'' if number == 1 else 's'} in Details." if number else saved


def near(value: date, today: date) -> str:
    """The word "TODAY, " or "tomorrow, " before such a date; else empty."""
    return {0: "TODAY, ", 1: "tomorrow, "}.get((value - today).days, "")


def state(deadline: Deadline) -> Iterator[str]:
    """Its proof, or until when it is snoozed and why."""
    if deadline.status is Status.DONE:
        yield proof(deadline.proof)
    if deadline.status is Status.OPEN and deadline.snoozed_until:
        yield f"Snoozed until {day(deadline.snoozed_until)}: {deadline.reason}"


def proof(said: str) -> str:
    """The proof that it was done."""
    return f"{PROOF_LINK} {said}"


def checked(deadline: Deadline) -> str:
    """How far the rule behind the deadline was checked against its source."""
    return checked_by(Tag(deadline.tag)) if deadline.tag else ""


def done_title(id: str, name: str) -> str:
    """The form that asks for the proof of a duty, by its name."""
    return short(f"{id} done: {name[:1].lower()}{name[1:]}: what is the proof?")


_PAST: Mapping[str, str] = {
    "Post": "posted",
    "Tell": "told",
    "Keep": "kept",
    "Report": "reported",
    "Ask": "asked",
    "Review": "reviewed",
    "Answer": "answered",
    "Check": "checked",
}
"""The past tense of the verb with which a duty's title begins."""


def did(who: str, title: str, subject: str, proof: str) -> str:
    """Who closed which duty, with its vendor and its proof."""
    verb, _, rest = title.partition(" ")
    what = f"{_PAST[verb]} {rest}" if verb in _PAST else f"closed: {title}"
    of = f" of {subject}" if verb == "Post" and subject else f" ({subject})" if subject else ""
    return f"{who} {what}{of}{f': {short(proof, LONGEST_PROOF)}' if proof else ''}"


def closed(deadline: Deadline, today: date) -> str:
    """It is done, in time or not."""
    last = deadline.last_day
    if today <= deadline.safe:
        return "Done, before the safe date."
    return "Done, in time by the last date." if today <= last else f"Done, after the last date ({day(last)})."


def open_already(by: str = "", at: str = "") -> str:
    """It is open already; who reopened it, if anybody did."""
    return sentence(f"{by} reopened this {at}") if by else "It is open; there is nothing to undo."


def withdrawn_already(deadline: Deadline, by: str = "", at: str = "") -> str:
    """Its record was withdrawn, so nothing is due for it."""
    said = f"{by} withdrew {deadline.record} {at}" if by else f"{deadline.record} was withdrawn"
    return sentence(f"{said}, so nothing is due for it anymore")


def restore(deadline: Deadline) -> str:
    """The button that takes a withdrawal back."""
    return f"Restore {deadline.record}"


def done_already(deadline: Deadline, by: str = "", at: str = "") -> str:
    """It is closed already."""
    return sentence(f"{by} marked this done {at}") if by else f"{deadline.id} is already {deadline.status.value}."


def handed_over(by: str, owner: str, at: str) -> str:
    """It is somebody else's now."""
    return sentence(f"{owner} took this over {at}" if by == owner else f"{by} handed this to {owner} {at}")


def snooze_title(id: str, name: str) -> str:
    """The form that asks until when and why."""
    return short(f"Snooze {id}, {name[:1].lower()}{name[1:]}: until when, and why?")


def past_last(last: date, today: date) -> str:
    """Never past the last day."""
    if last < today:
        return f"It is overdue since {day(last)}; only the privacy lead can put it off."
    return (
        f"That is after the last date, {day(last)}. Choose that day or an earlier one; only the privacy lead can "
        "snooze past it."
    )


def snoozed(until: date) -> str:
    """It is snoozed."""
    return f"Snoozed until the morning of {day(until)}."


def remind_title(id: str, name: str) -> str:
    """The form that asks when somebody wants to be reminded."""
    return short(f"Remind me of {id}, {name[:1].lower()}{name[1:]}: when?")


def after_last(on: date, deadline: Deadline) -> str:
    """The sender's own reminder would come after the last date."""
    return f"{day(on)} is after its last date, {day(deadline.last_day)}."


def will_remind(on: date) -> str:
    """The sender's own reminder is saved; the deadline has not changed."""
    return f"I will remind you on the morning of {day(on)}. The deadline and its other reminders stay as they are."


def assign_title(id: str, name: str) -> str:
    """The form that asks for the new owner."""
    return short(f"Reassign {id}, {name[:1].lower()}{name[1:]}: to whom?")


def assigned(owner: str) -> str:
    """Somebody else owns it."""
    return f"{owner} owns it now."


def proof_title(id: str, name: str) -> str:
    """The form that corrects a proof."""
    return short(f"{id}, {name[:1].lower()}{name[1:]}: correct the proof")


def no_proof_yet(deadline: Deadline) -> str:
    """Only what is done has a proof."""
    return f"{deadline.id} is {deadline.status.value}, so it has no proof yet. To close it, type done {deadline.id}."


def same_proof(deadline: Deadline) -> str:
    """It would change nothing."""
    return f"{deadline.id} already has that proof; nothing was changed."


def post_title(title: str, subject: str) -> str:
    """The title of a deadline's post, from the first day to the last: its duty and its vendor."""
    return short(f"{title}{f' ({subject})' if subject else ''}")


def still_to_come(on: date) -> str:
    """The day of a proof is in the future."""
    return f"{day(on)} is still to come; it is done all the same"


KEEP_WORDS = "Is it done, and are all of these words its proof? They say more than a web address, a file name or a day."
DONE_HOW = POSTED_ON, TOLD_ON, DONE_ON = "posted", "families told", "done"
"""The first words of a proof that the bot makes from what somebody said was done."""
KEEP_PROOF = "Keep this as proof? It has no web address, date or file name, so nobody can check later that it was done."


STRICTER, CLASHES, TIME_LIMIT = "Stricter breach notice", "Clashes with the law", "Time limit"


def kind_of_data(kind: str) -> str:
    """A key of ``Contract.breach_days``, in words."""
    return "other data" if kind == "other" else kind.replace("_", " ")


def stricter(kind: str, days: int) -> str:
    """A stricter term that counts, in a row."""
    return f"{kind_of_data(kind)} {_days(days)}"


def clashing(kind: str, days: int, law: Within) -> str:
    """A term that gives the vendor more time, in a row."""
    return f"breach notice for {kind_of_data(kind)} {_days(days)}, where the law allows {law.number}"


def clash(kind: str, days: int, law: Within) -> str:
    """A term that gives the vendor more time than the law, and that the law's counts."""
    return (
        f"A clause that clashes with the law: The contract gives the vendor {_days(days)} to report a breach of "
        f"{kind_of_data(kind)}; the law allows {in_words(law)} at most. That is no stricter term, so the law's "
        f"{in_words(law)} count."
    )


def why(says: Iterable[str], checked: str) -> str:
    """What the law says of a clashing term, and how far that was checked."""
    return f"{' '.join(says)} {checked}"


def by_contract(days: int, discovered: date, law: Within) -> str:
    """How a stricter term was counted."""
    return (
        f"{of_contract(days)}, counted from the day after {day(discovered)}; weekends and holidays count. The law "
        f"alone would allow {in_words(law)}."
    )


def of_contract(days: int) -> str:
    """A number of days that the contract sets."""
    return f"{_days(days)} (your contract)"


def told_late(told: date, last: date, days: int, *, by_contract: bool) -> str:
    """The vendor told the board after its last day."""
    limit = of_contract(days) if by_contract else _days(days)
    return (
        f"The vendor told the board late: its last day was {day(last)}, {limit} after it discovered the breach, and it "
        f"told the board on {day(told)}."
    )


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def clashes(pin: str) -> str:
    """A clause of the contract clashes with the law, in a line; ``pin`` is where the law says so."""
    return f"A clause of the contract clashes with the law ({pin})."
