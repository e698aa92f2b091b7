"""The texts of deadlines: titles, dates, forms, proofs, buttons, and terms that clash with the law."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.deadlines.plan import POLICY
from handlers.deadlines.states import is_boards
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence, short_day
from handlers.law.words import checked as checked_by
from handlers.people.words import YOU
from handlers.understanding.requests.values.terms import is_not_electronic
from knowledge.citation import Tag
from knowledge.counting import Within
from knowledge.law import EXECUTED, NOTICE_RECEIVED, TELL_FAMILIES, Law
from knowledge.model import Duty
from knowledge.wording import in_words
from storage.records import Deadline, Status

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

PROOF: tuple[str, FieldKind] = (messages.proof_, "text")
DELETED: tuple[str, FieldKind] = (messages.the_vendors_confirmation_of_deletion, "text")
UNTIL: tuple[str, FieldKind] = (messages.snooze_until, "date")
REASON: tuple[str, FieldKind] = (messages.why_, "text")
OWNER: tuple[str, FieldKind] = (messages.new_owner, "person")
REMIND_WHEN: tuple[str, FieldKind] = (messages.remind_me_on, "date")
LONGEST_PROOF = 200
OWN_DUTIES = {
    "contract-expiry": messages.contract_ends_nothing_may_be_kept,
    "ask-discovery-day": messages.ask_the_vendor_for_the_day,
    "exception-review": messages.review_the_exception_for_a_childs,
    "family-answer": messages.answer_the_familys_request,
    "calendar-check": messages.check_next_years_legal_holidays_and,
}


def assigned(owner: str) -> str:
    """Who owns it now, by name, or `YOU`."""
    return messages.yours_now if owner == YOU else messages.assigned(owner=owner)


def proof_of(how: str, on: str, time: str, means: str = "") -> str:
    """A proof in words, as in "families told by e-mail on 2026-10-13"; ``how`` is one of `DONE_HOW`."""
    return " ".join(filter(None, (how, means, f"on {on}", f"at {time}" if time else "")))


def renewed_on(id: str, executed: date) -> str:
    """The proof saved by the button of `renewed_by`."""
    return f"{messages.renewed_by(id=id)}, executed {executed}"


def too_early(on: date, event: str, at: date) -> str:
    """A duty would be done before what it answers: the contract's execution, the vendor's notice or its discovery."""
    says = _BEFORE.get(event, messages.before_discovery)
    return says(on=day(on), at=day(at))


_BEFORE: Mapping[str, Sentence] = {EXECUTED: messages.before_execution, NOTICE_RECEIVED: messages.before_notice}


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
    for what, of_each in vendors.items():
        names = list(dict.fromkeys(of_each))
        shown = [one for one in names if one][:MOST_NAMED]
        more = [f"{len(names) - len(shown)} more"] if shown and len(names) > len(shown) else []
        pieces.append(f"{what} ({', '.join((*shown, *more))})" if shown else what)
    return short("; ".join(pieces), LONGEST_NAMED)


def named_first(named: str, rest: str) -> str:
    """The title of a list: what breaches ask for, then the rest."""
    return short("; ".join(piece for piece in (named, rest) if piece))


def other_clock(deadline: Deadline) -> str:
    """Whose clock it is, where it is not the board's own; else empty."""
    return "" if is_boards(deadline) else messages.VENDORS_CLOCK


def rows(deadline: Deadline, subject: str, owner: str, today: date) -> Iterator[tuple[str, str]]:
    """One deadline as pairs of label and value."""
    yield _when_row(deadline, today)
    pairs = [
        (messages.RECORD, ", ".join(word for word in (deadline.record, subject) if word)),
        (messages.CLOCK, messages.the_s_not_the_boards(who=deadline.who) if not is_boards(deadline) else ""),
        (messages.DAY_SET, POLICY if deadline.cite == POLICY else ""),
        (messages.OWNED_BY, owner),
    ]
    yield from ((label, value) for label, value in pairs if value)


def _when_row(deadline: Deadline, today: date) -> tuple[str, str]:
    """Its dates. That it is overdue is left to the reply's badge."""
    if deadline.status is Status.OPEN and today > deadline.last_day:
        return messages.SINCE, f"{short_day(deadline.last_day, today)}{_safe_was(deadline, today)}"
    stands = when(replace(deadline, proof=""), today)  # the proof is shown apart
    return messages.WHEN, stands[:1].upper() + stands[1:]


def when(deadline: Deadline, today: date) -> str:
    """Both dates seen from today; once the safe date has passed, the text says so.

    Of a closed deadline, its state, proof and last date.
    """
    last = deadline.last_day
    if deadline.status is not Status.OPEN:
        proof = f" ({deadline.proof})" if deadline.proof else ""
        return messages.was_due(value=deadline.status.value, proof=proof, last=short_day(last, today))
    if today > last:
        return messages.overdue_since(last=short_day(last, today), deadline=_safe_was(deadline, today))
    if today == last:
        return messages.due_today(last=short_day(last, today), deadline=_safe_was(deadline, today))
    if today > deadline.safe:
        safe = short_day(deadline.safe, today)
        return messages.safe_date_has_passed_last_date(safe=safe, near=near(last, today), day=short_day(last, today))
    if deadline.safe == last:
        return f"{near(last, today)}{short_day(last, today)}"
    return messages.safe_date_last_date(
        near=near(deadline.safe, today), day=short_day(deadline.safe, today), last=short_day(last, today)
    )


def brief(deadline: Deadline, today: date) -> str:
    """How a deadline stands, in a few words for a row of a list."""
    last, clock = deadline.last_day, other_clock(deadline) or (POLICY if deadline.cite == POLICY else "")
    if deadline.status is not Status.OPEN:
        return messages.was_due_2(value=deadline.status.value, last=short_day(last, today))
    if today > last:
        text = messages.overdue_since_2(last=short_day(last, today))
    elif today == last:
        text = messages.due_today_the_last_day
    elif today >= deadline.safe:
        safe = messages.safe_date_is_today if today == deadline.safe else messages.safe_date_has_passed
        text = messages.last_date(safe=safe, last=short_day(last, today))
    elif deadline.safe == last:
        text = f"due {near(last, today)}{short_day(last, today)}"
    else:
        text = messages.due_last_date(
            near=near(deadline.safe, today), day=short_day(deadline.safe, today), last=short_day(last, today)
        )
    return f"{text} ({clock})" if clock else text


def _safe_was(deadline: Deadline, today: date) -> str:
    return messages.safe_date_was(safe=short_day(deadline.safe, today)) if deadline.safe != deadline.last_day else ""


def stands(deadline: Deadline, today: date) -> str:
    """Both dates, with the cite and the deadline's id."""
    return f"{when(deadline, today)} ({deadline.cite}, {deadline.id})"


def next_step(title: str, stands: str) -> str:
    """The next step and its date."""
    return f"Next: {title[:1].lower()}{title[1:]}, {stands}."


def more_dates(saved: str, number: int) -> str:
    """``saved``, and how many more dates are behind the Details button."""
    return messages.more_date_in_details(saved=saved, number=number) if number else saved


def near(value: date, today: date) -> str:
    """The word "TODAY, " or "tomorrow, " before such a date; else empty."""
    return {0: "TODAY, ", 1: "tomorrow, "}.get((value - today).days, "")


def state(deadline: Deadline) -> Iterator[str]:
    """Its proof, or until when it is snoozed and why."""
    if deadline.status is Status.DONE:
        yield proof(deadline.proof)
    if deadline.status is Status.OPEN and deadline.snoozed_until:
        yield messages.snoozed_until(snoozed_until=day(deadline.snoozed_until), reason=deadline.reason)


def snoozed_until_by(until: date, by: str, today: date) -> str:
    """Until when a deadline in a list is snoozed, and by whom, as far as that is known."""
    return messages.snoozed_by(until=short_day(until, today), by=f" by {by}" if by else "")


def proof(said: str) -> str:
    """The proof that it was done."""
    return f"{messages.PROOF_LINK} {said}"


def checked(deadline: Deadline) -> str:
    """How far the rule behind the deadline was checked against its source."""
    return checked_by(Tag(deadline.tag)) if deadline.tag else ""


def done_title(id: str, name: str) -> str:
    """The form that asks for the proof of a duty, by its name."""
    return short(messages.done_title(id=id, name=name[:1].lower(), about=name[1:]))


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


def closed(deadline: Deadline, on: date) -> str:
    """It is done, in time or not, as it was done that day."""
    last = deadline.last_day
    if on <= deadline.safe:
        return messages.done_before_the_safe_date
    return messages.done_in_time_by_the_last if on <= last else messages.done_after_the_last_date(last=day(last))


def asks_electronic(deadline: Deadline, law: Law) -> str:
    """What the law asks where families were told by letter, by phone or in person; empty for all else."""
    if deadline.duty != TELL_FAMILIES or not is_not_electronic(deadline.proof):
        return ""
    must = law.named(Duty, deadline.duty, deadline.opened.date()).must
    return messages.asks_electronic(must=must, cite=deadline.cite)


def open_already(by: str = "", at: str = "") -> str:
    """It is open already; who reopened it, if anybody did."""
    return sentence(messages.reopened_this(by=by, at=at)) if by else messages.it_is_open_there_is_nothing


def withdrawn_already(deadline: Deadline, by: str = "", at: str = "") -> str:
    """Its record was withdrawn, so nothing is due for it."""
    said = f"{by} withdrew {deadline.record} {at}" if by else messages.was_withdrawn(record=deadline.record)
    return sentence(messages.so_nothing_is_due_for_it(said=said))


def restore(deadline: Deadline) -> str:
    """The button that takes a withdrawal back."""
    return f"Restore {deadline.record}"


def done_already(deadline: Deadline, by: str = "", at: str = "") -> str:
    """It is closed already."""
    return sentence(messages.marked_this_done(by=by, at=at)) if by else messages.is_done_already(id=deadline.id)


def replaced(deadline: Deadline, current: str, by: str = "", at: str = "") -> str:
    """Its record was changed, so it no longer counts; the id of what is due in its place, if anything is."""
    gone = messages.no_longer_counts(id=deadline.id, reason=deadline.reason, by=f" ({by}, {at})" if by else "")
    return " ".join((gone, messages.in_its_place(id=current) if current else messages.nothing_in_its_place))


def handed_over(by: str, owner: str, at: str) -> str:
    """It is somebody else's now."""
    return sentence(
        messages.took_this_over(owner=owner, at=at)
        if by == owner
        else messages.handed_this_to(by=by, owner=owner, at=at)
    )


def snooze_title(id: str, name: str) -> str:
    """The form that asks until when and why."""
    return short(messages.snooze_title(id=id, name=name[:1].lower(), about=name[1:]))


def past_last(last: date, today: date) -> str:
    """Never past the last day."""
    if last < today:
        return messages.it_is_overdue_since_only_the(last=day(last))
    return messages.that_is_after_the_last_date(last=day(last))


def remind_title(id: str, name: str) -> str:
    """The form that asks when somebody wants to be reminded."""
    return short(messages.remind_title(id=id, name=name[:1].lower(), about=name[1:]))


def assign_title(id: str, name: str) -> str:
    """The form that asks for the new owner."""
    return short(messages.assign_title(id=id, name=name[:1].lower(), about=name[1:]))


def proof_title(id: str, name: str) -> str:
    """The form that corrects a proof."""
    return short(messages.proof_title(id=id, name=name[:1].lower(), about=name[1:]))


def post_title(title: str, subject: str) -> str:
    """The title of a deadline's post, from the first day to the last: its duty and its vendor."""
    return short(f"{title}{f' ({subject})' if subject else ''}")


DONE_HOW = POSTED_ON, TOLD_ON, DONE_ON = "posted", messages.families_told, "done"
"""The first words of a proof that the bot makes from what somebody said was done."""


def kind_of_data(kind: str) -> str:
    """A key of ``Contract.breach_days``, in words."""
    return messages.other_data if kind == "other" else kind.replace("_", " ")


def stricter(kind: str, days: int) -> str:
    """A stricter term that counts, in a row."""
    return f"{kind_of_data(kind)} {messages.days(number=days)}"


def clashing(kind: str, days: int, law: Within) -> str:
    """A term that gives the vendor more time, in a row."""
    return messages.clashing(kind=kind_of_data(kind), days=messages.days(number=days), number=law.number)


def clash(kind: str, days: int, law: Within) -> str:
    """A term that gives the vendor more time than the law, and that the law's counts."""
    return messages.clash(days=messages.days(number=days), kind=kind_of_data(kind), law=in_words(law))


def why(says: Iterable[str], checked: str) -> str:
    """What the law says of a clashing term, and how far that was checked."""
    return f"{' '.join(says)} {checked}"


def by_contract(days: int, discovered: date, law: Within) -> str:
    """How a stricter term was counted."""
    return messages.by_contract(days=of_contract(days), discovered=day(discovered), law=in_words(law))


def of_contract(days: int) -> str:
    """A number of days that the contract sets."""
    return messages.of_contract(days=messages.days(number=days))


def told_late(told: date, last: date, days: int, *, by_contract: bool) -> str:
    """The vendor told the board after its last day."""
    limit = of_contract(days) if by_contract else messages.days(number=days)
    return messages.the_vendor_told_the_board_late(last=day(last), limit=limit, told=day(told))
