"""How deadlines are shown: their tone, their lines, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from handlers.deadlines import chart_words
from handlers.deadlines import words as deadline_words
from handlers.deadlines.plan import ASK_DISCOVERY, EXPIRY, POLICY
from handlers.deadlines.states import (
    DeadlineState,
    by_harm,
    follows_breach,
    is_boards,
    next_day,
    overdue,
    owner_of,
    state_of,
)
from handlers.deadlines.vendor_terms import days_by_contract, deadline_title
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.chart import Bar, Chart
from handlers.dialogue.command_spec import OfVendor, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Cite, Facts, Part, People, Reply, Row, Rows, Text, Tone
from handlers.dialogue.text import short
from handlers.law import words as law_words
from handlers.people import names
from handlers.people.access import pressable, role_of, shows_record
from knowledge.law import NOTIFY_OF_CONTRACT, POST_BREACH, POST_CONTRACT, REPORT, TELL_ADDRESS, TELL_FAMILIES
from storage.records import Deadline, Event, Role, Status


def tone(open_ones: Sequence[Deadline], desk: Desk) -> Tone:
    """The tone of a reply about these open deadlines."""
    if overdue(open_ones, desk.today):
        return "overdue"
    return "due" if open_ones else "done"


def breaches_named(open_ones: Iterable[Deadline], desk: Desk) -> str:
    """What the breaches among them ask for first, by when, and at which vendors, each breach once; empty for none.

    A vendor's clock that still runs asks nothing of the district.
    """
    first: dict[str, Deadline] = {}
    for one in by_harm(filter(follows_breach, open_ones), desk.today):
        if is_boards(one) or one.last_day < desk.today:
            first.setdefault(one.record or one.id, one)
    asked: dict[str, list[str]] = {}
    for one in first.values():
        by = "" if one.last_day < desk.today else deadline_words.by(next_day(one, desk.today), desk.today)
        asked.setdefault(f"{deadline_title(one, desk).partition(': ')[0]}{by}", []).append(subject(one, desk))
    return deadline_words.asked_of(asked)


def list_title(open_ones: Sequence[Deadline], rest: str, desk: Desk) -> str:
    """The title of a list: the breaches in it by name, then the ``rest``."""
    return deadline_words.named_first(breaches_named(open_ones, desk), rest)


def facts(deadline: Deadline, desk: Desk) -> Facts:
    """One deadline as pairs of label and value."""
    owner = names.display_name(owner_of(deadline, desk), desk)
    rows = deadline_words.rows(deadline, subject(deadline, desk), owner, desk.today)
    if own := days_by_contract(deadline, desk):
        rows = chain(rows, [(deadline_words.TIME_LIMIT, deadline_words.of_contract(own))])
    return Facts(tuple(rows), days([deadline]))


def days(found: Iterable[Deadline]) -> tuple[date, ...]:
    """Their dates."""
    return tuple(day for one in found for day in (one.safe, one.last_day, one.snoozed_until) if day)


def subject(deadline: Deadline, desk: Desk) -> str:
    """The vendor a deadline is about; empty for a yearly duty."""
    return next((record.vendor for record in about(deadline, desk)), "")


def is_withdrawn(deadline: Deadline, desk: Desk) -> bool:
    """Whether the record that it is about was withdrawn."""
    return any(record.withdrawn for record in about(deadline, desk))


def about(deadline: Deadline, desk: Desk) -> Iterator[OfVendor]:
    """The record that it is about; none for a yearly duty."""
    kind = kind_of(deadline.record)
    found = kind.find(desk.store, deadline.record) if kind else None
    if isinstance(found, OfVendor):
        yield found


NOTICES: Mapping[str, str] = {
    POST_CONTRACT: "contract",
    NOTIFY_OF_CONTRACT: "contract",
    TELL_FAMILIES: "breach",
    POST_BREACH: "breach",
    TELL_ADDRESS: "yearly",
    EXPIRY: "deletion",
}
"""The kind of notice that meets a duty."""


def notice_action(deadline: Deadline, desk: Desk) -> Iterator[Choice]:
    """The button to the notice or the report that meets it, where there is one; at a contract's end, what renews it."""
    if deadline.duty == EXPIRY:
        yield _renewal(deadline, desk)
    if kind := NOTICES.get(deadline.duty):
        label = deadline_words.DELETION if deadline.duty == EXPIRY else deadline_words.NOTICE
        yield Choice(label, f"notice {kind} {deadline.record}".strip())
    if deadline.duty == REPORT:
        yield Choice(deadline_words.THE_REPORT, "report commission")


def _renewal(deadline: Deadline, desk: Desk) -> Choice:
    """What renews a contract that ends; where a newer one on the same product is on record, that it took over."""
    old = desk.store.contract(deadline.record)
    newer = (
        one
        for one in desk.store.contracts()
        if old and not one.withdrawn and one.executed > old.executed
        if (one.vendor, one.product) == (old.vendor, old.product)
    )
    if new := max(newer, key=lambda one: one.executed, default=None):
        proof = deadline_words.renewed_on(new.id, new.executed)
        return Choice(deadline_words.renewed_by(new.id), f"done {deadline.id} {proof}")
    return Choice(deadline_words.RENEW, f"renewal {deadline.record}")


def next_parts(saved: str, deadlines: Sequence[Deadline], desk: Desk) -> Iterator[Text]:
    """For a record that was just saved: the next step and its date, then that it is saved."""
    open_ones = by_harm((one for one in deadlines if one.status is Status.OPEN), desk.today)
    for due in open_ones[:1]:
        said = deadline_words.next_step(deadline_title(due, desk), deadline_words.stands(due, desk.today))
        yield Text(said, days([due]))
    yield Text(deadline_words.more_dates(saved, len(open_ones) - 1 if open_ones else 0))
    if not deadlines:
        yield Text(deadline_words.NOTHING_FOLLOWS)


def deadline_rows(found: Iterable[Deadline], desk: Desk, reader: Message | None = None, *, owners: bool = True) -> Rows:
    """The deadlines with what the reader can do with each; without a reader, each can only be opened.

    Of one that follows from a record which is not for the reader, only the duty and how it stands.

    ``owners``: with the owner's name, which says nothing where all have the same.
    """
    owner = None if owners else ""
    rows = []
    for one in found:
        row = deadline_row(one, desk, _actions(one, desk, reader), owner=owner)
        bare = row.title.removesuffix(f" ({subject(one, desk)})")
        rows.append(row if shows_record(one, reader, desk) else replace(row, title=bare, opens=None))
    return Rows(tuple(rows))


def deadline_row(
    deadline: Deadline, desk: Desk, actions: tuple[Choice, ...] = (), *, opens: bool = True, owner: str | None = None
) -> Row:
    """One deadline: its duty and vendor, how it stands, its id and its owner, by another name where one is given."""
    whose = owner_of(deadline, desk)
    owned = names.display_name(whose, desk) if owner is None else owner
    stands = deadline_words.brief(deadline, desk.today)
    pieces = (f"{stands[:1].upper()}{stands[1:]}", deadline.id, owned)
    people: People = ((owned, whose),) if owner and whose else ()
    return Row(
        deadline_words.post_title(deadline_title(deadline, desk).partition(": ")[0], subject(deadline, desk)),
        " · ".join(piece for piece in pieces if piece),
        row_tone(deadline, desk),
        opened_by(deadline, desk) if opens else None,
        actions,
        people,
    )


def of_record(record: OfVendor, deadlines: Iterable[Deadline], desk: Desk, reader: Message | None = None) -> list[Part]:
    """The deadlines of a record and how they stand; of a withdrawn one, only what was done before."""
    found = [one for one in deadlines if one.status is not Status.WITHDRAWN]
    if not found:
        return [] if record.withdrawn else [Text(deadline_words.NOTHING_FOLLOWS)]
    rows = (deadline_row(one, desk, _actions(one, desk, reader), owner="") for one in found)
    return [Rows(tuple(replace(row, title=row.title.removesuffix(f" ({record.vendor})")) for row in rows))]


def further(record: OfVendor, deadlines: Sequence[Deadline], desk: Desk) -> list[Part]:
    """The deadlines besides the first open one, which a reply names at its top; with nothing open, all."""
    first = next((one for one in deadlines if one.status is Status.OPEN), None)
    others = [one for one in deadlines if one is not first and one.status is not Status.WITHDRAWN]
    return of_record(record, others, desk) if others or first is None else []


def opened_by(deadline: Deadline, desk: Desk) -> Choice:
    """What shows it, named by its id, and its vendor or else its duty."""
    about = subject(deadline, desk) or deadline_title(deadline, desk)
    return Choice(short(f"{deadline.id} {about}", LONGEST_LABEL), f"deadline {deadline.id}")


def row_tone(deadline: Deadline, desk: Desk) -> Tone:
    """How one deadline stands; one that is far off stands out in no way."""
    if deadline.status is not Status.OPEN:
        return "done" if deadline.status is Status.DONE else "plain"
    match state_of(deadline, desk.today):
        case DeadlineState.OVERDUE:
            return "overdue"
        case DeadlineState.PASSING | DeadlineState.SOON:
            return "due"
        case DeadlineState.LATER:
            return "plain"


def list_tone(found: Sequence[Deadline], desk: Desk, besides: Sequence[Deadline] = ()) -> Tone:
    """The tone of a list: overdue where anything in it is, else one that all of it has, and what is ``besides``."""
    tones = {row_tone(one, desk) for one in found}
    if "overdue" in tones:
        return "overdue"
    tones |= {row_tone(one, desk) for one in besides}
    if tones == {"done"}:
        return "done"
    is_due = tones and tones <= {"due", "plain"} and all(one.status is Status.OPEN for one in found)
    return "due" if is_due else "plain"


def record_ids(found: Iterable[Deadline]) -> tuple[str, ...]:
    """The records that deadlines are about, each once."""
    return tuple(dict.fromkeys(one.record for one in found if one.record))


def acts(deadline: Deadline) -> tuple[Choice, ...]:
    """What can be done with an open deadline; the first is its owner's too."""
    return (
        Choice(deadline_words.DONE, f"done {deadline.id}"),
        Choice(deadline_words.SNOOZE, f"snooze {deadline.id}"),
        Choice(deadline_words.ASSIGN, f"assign {deadline.id}"),
    )


def _actions(deadline: Deadline, desk: Desk, reader: Message | None) -> tuple[Choice, ...]:
    if reader is None or deadline.status is not Status.OPEN:
        return ()
    return pressable(acts(deadline), reader, desk)


def find_deadline(id: str, desk: Desk) -> Deadline:
    """The deadline with that id. Raises Sorry."""
    found = desk.store.deadline(id.strip().upper())
    if found is None:
        raise Sorry(deadline_words.none(id))
    return found


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``deadline ID``: what is due and how it stands."""
    return deadline_reply(find_deadline(rest, desk), desk)


def title_of(deadline: Deadline, desk: Desk) -> str:
    """Its duty, and the vendor it is about."""
    return deadline_words.post_title(deadline_title(deadline, desk), subject(deadline, desk))


def deadline_reply(deadline: Deadline, desk: Desk, first: str = "") -> Reply:
    """A deadline with its buttons; ``first`` says what was just done with it."""
    return Reply(
        title=short(f"{deadline.id}: {title_of(deadline, desk)}"),
        parts=(
            *((Text(first, days([deadline])),) if first else ()),
            facts(deadline, desk),
            *_state(deadline),
            *((Text(deadline_words.NO_LEGAL_DAY),) if deadline.duty == ASK_DISCOVERY else ()),
        ),
        choices=tuple(_card_actions(deadline, desk)),
        tone=tone([deadline], desk) if deadline.status is Status.OPEN else "done",
        footer=f"{deadline_words.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _state(deadline: Deadline) -> Iterator[Part]:
    """Its proof, an address as a link that can be followed; or until when it is snoozed and why."""
    if deadline.status is Status.DONE and re.fullmatch(r"https?://\S+", deadline.proof):
        yield Cite(deadline_words.PROOF_LINK, deadline.proof)
        return
    yield from (Text(said, days([deadline])) for said in deadline_words.state(deadline))


def _card_actions(deadline: Deadline, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with it now."""
    if deadline.status is Status.OPEN and deadline.duty == ASK_DISCOVERY:
        yield Choice(deadline_words.ENTER_DISCOVERY, f"correct {deadline.record} discovered")
    if deadline.status is Status.OPEN:
        done, *others = acts(deadline)
        yield from (done, *notice_action(deadline, desk), *_with_file(deadline), *others)
    elif not is_withdrawn(deadline, desk):
        yield Choice(deadline_words.UNDO, f"undo {deadline.id}")
        yield from _with_file(deadline)
    if deadline.cite != POLICY:
        yield Choice(law_words.SHOW_RULE, f"rule {deadline.cite}")


def _with_file(deadline: Deadline) -> Iterator[Choice]:
    """The vendor's confirmation of deletion as a file, at the end of a contract."""
    if deadline.duty == EXPIRY:
        label = deadline_words.KEEP_FILE if deadline.status is Status.OPEN else deadline_words.FILE
        yield Choice(label, f"deletion-file {deadline.id}")


def closed_already(deadline: Deadline, message: Message, desk: Desk) -> Reply:
    """What somebody reads who wants to do something with a deadline that is closed: by whom, and when; no error."""
    if not is_withdrawn(deadline, desk):
        by_whom = names.by("done", deadline.id, message, desk) if deadline.status is Status.DONE else ()
        return deadline_reply(deadline, desk, deadline_words.done_already(deadline, *by_whom))
    by_whom = names.by("withdraw", deadline.record, message, desk)
    shown = deadline_reply(deadline, desk, deadline_words.withdrawn_already(deadline, *by_whom))
    return replace(shown, choices=(Choice(deadline_words.restore(deadline), f"undo {deadline.record}"), *shown.choices))


def open_already(deadline: Deadline, message: Message, desk: Desk) -> Reply:
    """What somebody reads who wants to reopen an open one."""
    return deadline_reply(deadline, desk, deadline_words.open_already(*names.by("undo", deadline.id, message, desk)))


def handed_over(id: str, message: Message, desk: Desk) -> Reply | None:
    """What a former owner reads whose button is not theirs any more: who gave it to whom; None for everybody else."""
    deadline = desk.store.deadline(id) if id and desk.records is not None else None
    event = names.last_of("owner", id, desk) if deadline else None
    staff = not (message.outsider or message.public) and role_of(message, desk).includes(Role.STAFF)
    if deadline is None or event is None or not staff or not _took_from(message, event, deadline, desk):
        return None
    owner = names.display_name(deadline.owner, desk)
    said = deadline_words.handed_over(names.who(event, message, desk), owner, names.when(event, desk))
    return deadline_reply(deadline, desk, said)


def _took_from(message: Message, event: Event, deadline: Deadline, desk: Desk) -> bool:
    before = str(event.before.get(deadline.id, {}).get("owner", ""))
    me = names.all_names(message.who, desk)
    return bool(message.who) and before == message.who and deadline.owner.casefold() not in me


WEEKS = 6
FEWEST = 2
"""Deadlines of which a chart shows more than their list does."""


def weeks_chart(open_ones: Sequence[Deadline], today: date) -> Iterator[Chart]:
    """How many open deadlines fall into each of the coming weeks, and how many are overdue; none where few are open."""
    late = len(overdue(open_ones, today))
    monday = today - timedelta(days=today.weekday())
    begins = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    next_days = [next_day(one, today) for one in open_ones if one.last_day >= today]
    counts = [sum(begin <= day < begin + timedelta(weeks=1) for day in next_days) for begin in begins]
    if late + sum(counts) < FEWEST:
        return
    weeks = zip(begins[1:], counts[1:], strict=True)
    bars = (
        Bar(chart_words.THIS_WEEK, counts[0], "soon"),
        *(Bar(chart_words.week(begin), count) for begin, count in weeks),
    )
    shown = (*((Bar(chart_words.LATE, late, "late"),) if late else ()), *bars)
    yield Chart(chart_words.WEEKS, shown, chart_words.weeks(late, counts[0], sum(counts[1:]), WEEKS))


def coming_chart(open_ones: Sequence[Deadline], today: date) -> Iterator[Chart]:
    """The same without what is overdue, where a figure beside it says how much that is."""
    yield from weeks_chart([one for one in open_ones if one.last_day >= today], today)


def timely_chart(every: Sequence[Deadline], desk: Desk) -> Iterator[Chart]:
    """How many of the deadlines that are done were done in time; none where few are done."""
    done = [one for one in every if one.status is Status.DONE and one.closed]
    late = sum(one.closed.astimezone(desk.zone).date() > one.last_day for one in done if one.closed)
    if len(done) < FEWEST:
        return
    bars = (Bar(chart_words.ON_TIME, len(done) - late, "good"), Bar(chart_words.DONE_LATE, late, "late"))
    yield Chart(chart_words.TIMELY, bars, chart_words.timely(len(done) - late, late), whole=True)
