"""How a deadline is shown: its facts, row, card, tone and buttons, and the charts of how many are due or late."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from handlers.deadlines import words as deadline_words
from handlers.deadlines.plan import ASK_DISCOVERY, EXPIRY, POLICY
from handlers.deadlines.states import (
    DeadlineState,
    by_harm,
    done_on,
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
from handlers.dialogue.catalog import catalog
from handlers.dialogue.chart import Bar, Chart
from handlers.dialogue.command_spec import Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import (
    LONGEST_LABEL,
    PRESSING,
    Choice,
    Cite,
    Facts,
    Part,
    People,
    Reply,
    Row,
    Rows,
    Text,
    Tone,
)
from handlers.dialogue.text import short
from handlers.law import words as law_words
from handlers.people import names
from handlers.people.access import pressable, role_of, shows_record
from knowledge.counting import Within, count, day_of
from knowledge.law import NOTIFY_OF_CONTRACT, POST_BREACH, POST_CONTRACT, REPORT, TELL_ADDRESS, TELL_FAMILIES
from storage.records import Contract, Deadline, Event, OfVendor, Role, Status

messages = catalog(__file__)


def tone(open_ones: Sequence[Deadline], desk: Desk) -> Tone:
    """The tone of a reply about these open deadlines: that of the most pressing one."""
    tones = {due_tone(one, desk) for one in open_ones}
    return next((one for one in PRESSING if one in tones), "due" if tones else "done")


def due_tone(deadline: Deadline, desk: Desk) -> Tone:
    """How an open deadline presses: overdue, due today, due by the next business day, or due."""
    on, today = next_day(deadline, desk.today), desk.today
    if on <= today:
        return "due-today" if on == today else "overdue"
    next_business_day = count(Within("business days", 1), today, desk.calendar).last
    return "due-soon" if next_business_day and on <= day_of(next_business_day) else "due"


def asked_first(open_ones: Iterable[Deadline], desk: Desk) -> list[Deadline]:
    """What each breach asks of the district first."""
    first: dict[str, Deadline] = {}
    for deadline in by_harm(filter(follows_breach, open_ones), desk.today):
        if is_boards(deadline) or deadline.last_day < desk.today:
            first.setdefault(deadline.record or deadline.id, deadline)
    return list(first.values())


def breaches_named(open_ones: Iterable[Deadline], desk: Desk) -> str:
    """The title text for what breaches ask of the district first: each task, by when, with its vendors.

    Each breach is counted once. A vendor's clock that is still running asks nothing of the district. Empty for none.
    """
    asked: dict[str, list[str]] = {}
    for deadline in asked_first(open_ones, desk):
        by = "" if deadline.last_day < desk.today else deadline_words.by(next_day(deadline, desk.today), desk.today)
        asked.setdefault(f"{deadline_title(deadline, desk).partition(': ')[0]}{by}", []).append(subject(deadline, desk))
    return deadline_words.asked_of(asked)


def list_title(open_ones: Sequence[Deadline], rest: str, desk: Desk) -> str:
    """The title of a list: the tasks that breaches ask for, then ``rest``."""
    return deadline_words.named_first(breaches_named(open_ones, desk), rest)


def facts(deadline: Deadline, desk: Desk) -> Facts:
    """One deadline as pairs of label and value."""
    owner = names.display_name(owner_of(deadline, desk), desk)
    rows = deadline_words.rows(deadline, subject(deadline, desk), owner, desk.today)
    if own := days_by_contract(deadline, desk):
        rows = chain(rows, [(deadline_words.TIME_LIMIT, deadline_words.of_contract(own))])
    return Facts(tuple(rows), days([deadline]))


def days(found: Iterable[Deadline]) -> tuple[date, ...]:
    """The dates of these deadlines: safe date, last date, and the day each is snoozed to."""
    return tuple(day for one in found for day in (one.safe, one.last_day, one.snoozed_until) if day)


def subject(deadline: Deadline, desk: Desk) -> str:
    """The vendor a deadline is about; empty for a yearly duty."""
    return next((record.vendor for record in about(deadline, desk)), "")


def _named(record: OfVendor, desk: Desk) -> str:
    """The vendor as the title of a deadline names it: with the product where the vendor has several contracts."""
    if not isinstance(record, Contract) or record.product.casefold() in {"", record.vendor.casefold()}:
        return record.vendor
    vendor = record.vendor.casefold()
    is_one_of_several = any(
        one.id != record.id and not one.withdrawn and one.vendor.casefold() == vendor for one in desk.store.contracts()
    )
    return f"{record.vendor}, {record.product}" if is_one_of_several else record.vendor


def _named_in_title(deadline: Deadline, desk: Desk) -> str:
    """What the title of a deadline names beside its duty; empty for a yearly duty."""
    return next((_named(record, desk) for record in about(deadline, desk)), "")


def is_withdrawn(deadline: Deadline, desk: Desk) -> bool:
    """Whether the record that the deadline is about was withdrawn."""
    return any(record.withdrawn for record in about(deadline, desk))


def about(deadline: Deadline, desk: Desk) -> Iterator[OfVendor]:
    """The record that the deadline is about, as zero or one item; none for a yearly duty."""
    kind = kind_of(deadline.record)
    record = kind.find(desk.store, deadline.record) if kind else None
    if isinstance(record, OfVendor):
        yield record


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
    """Buttons that help meet the deadline: the notice, the report, or at a contract's end the renewal."""
    if deadline.duty == EXPIRY:
        yield _renewal(deadline, desk)
    if kind := NOTICES.get(deadline.duty):
        label = deadline_words.DELETION if deadline.duty == EXPIRY else deadline_words.NOTICE
        yield Choice(label, f"notice {kind} {deadline.record}".strip())
    if deadline.duty == REPORT:
        yield Choice(deadline_words.THE_REPORT, "report commission")


def _renewal(deadline: Deadline, desk: Desk) -> Choice:
    """At a contract's end: the button that closes it with a newer contract as proof, where one is on record.

    Else the button to renew. A newer contract has the same vendor and product and a later day of execution.
    """
    old = desk.store.contract(deadline.record)
    alike = (
        one
        for one in desk.store.contracts()
        if old and not one.withdrawn and (one.vendor, one.product) == (old.vendor, old.product)
    )
    dated = [
        (one.executed, one) for one in alike if one.executed and old and old.executed and one.executed > old.executed
    ]
    if dated:
        day, new = max(dated, key=lambda pair: pair[0])
        proof = deadline_words.renewed_on(new.id, day)
        return Choice(deadline_words.renewed_by(id=new.id), f"done {deadline.id} {proof}")
    return Choice(deadline_words.RENEW, f"renewal {deadline.record}")


def next_parts(saved: str, deadlines: Sequence[Deadline], desk: Desk) -> Iterator[Text]:
    """For a record that was just saved: the next step and its date, then ``saved`` and how many dates remain."""
    open_ones = by_harm((one for one in deadlines if one.status is Status.OPEN), desk.today)
    for due in open_ones[:1]:
        next_step = deadline_words.next_step(deadline_title(due, desk), deadline_words.stands(due, desk.today))
        yield Text(next_step, days([due]))
    yield Text(deadline_words.more_dates(saved, len(open_ones) - 1 if open_ones else 0))
    if not deadlines:
        yield Text(deadline_words.NOTHING_FOLLOWS)


def deadline_rows(found: Iterable[Deadline], desk: Desk, reader: Message | None = None, *, owners: bool = True) -> Rows:
    """A row for each deadline with the buttons its reader may press; without a reader, rows only open.

    Where the reader may not see the record behind a deadline, the row has only the duty and how it stands.

    ``owners``: whether to show the owner's name; pass False where all have the same owner.
    """
    owner = None if owners else ""
    rows = []
    for deadline in found:
        row = deadline_row(deadline, desk, _actions(deadline, desk, reader), owner=owner)
        bare = row.title.removesuffix(f" ({_named_in_title(deadline, desk)})")
        rows.append(row if shows_record(deadline, reader, desk) else replace(row, title=bare, opens=None))
    return Rows(tuple(rows))


def deadline_row(
    deadline: Deadline, desk: Desk, actions: tuple[Choice, ...] = (), *, opens: bool = True, owner: str | None = None
) -> Row:
    """One deadline: its duty and what it is about, how it stands, its id and its owner.

    ``owner`` replaces the owner's display name; empty leaves it out. ``opens``: whether the row opens the deadline.
    """
    owner_id = owner_of(deadline, desk)
    owner_name = names.display_name(owner_id, desk) if owner is None else owner
    stands = deadline_words.brief(deadline, desk.today)
    pieces = (f"{stands[:1].upper()}{stands[1:]}", *_snoozed(deadline, desk), deadline.id, owner_name)
    people: People = ((owner_name, owner_id),) if owner and owner_id else ()
    return Row(
        deadline_words.post_title(deadline_title(deadline, desk).partition(": ")[0], _named_in_title(deadline, desk)),
        " · ".join(piece for piece in pieces if piece),
        row_tone(deadline, desk),
        opened_by(deadline, desk) if opens else None,
        actions,
        people,
    )


def _snoozed(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Until when an open deadline is snoozed, and by whom; nothing once that day has come."""
    if deadline.status is Status.OPEN and deadline.snoozed_until and deadline.snoozed_until > desk.today:
        event = names.last_of("snoozed_until", deadline.id, desk)
        by = names.display_name(event.who, desk) if event else ""
        yield deadline_words.snoozed_until_by(deadline.snoozed_until, by, desk.today)


def of_record(record: OfVendor, deadlines: Iterable[Deadline], desk: Desk, reader: Message | None = None) -> list[Part]:
    """The rows for a record's deadlines, withdrawn ones left out; a note where a live record has none by the law."""
    kept = [one for one in deadlines if one.status is not Status.WITHDRAWN]
    if not kept:
        uncounted = isinstance(record, Contract) and record.executed is None
        return [] if record.withdrawn or uncounted else [Text(deadline_words.NOTHING_FOLLOWS)]
    rows = (deadline_row(one, desk, _actions(one, desk, reader), owner="") for one in kept)
    named = f" ({_named(record, desk)})"
    return [Rows(tuple(replace(row, title=row.title.removesuffix(named)) for row in rows))]


def opened_by(deadline: Deadline, desk: Desk) -> Choice:
    """The button that shows the deadline, labeled with its id and its vendor, or its duty where it has no vendor."""
    about = subject(deadline, desk) or deadline_title(deadline, desk)
    return Choice(short(f"{deadline.id} {about}", LONGEST_LABEL), f"deadline {deadline.id}")


def row_tone(deadline: Deadline, desk: Desk) -> Tone:
    """The tone of one deadline's row; "plain" for one that is not due soon."""
    if deadline.status is not Status.OPEN:
        return "done" if deadline.status is Status.DONE else "plain"
    return "plain" if state_of(deadline, desk.today) is DeadlineState.LATER else due_tone(deadline, desk)


def list_tone(found: Sequence[Deadline], desk: Desk, besides: Sequence[Deadline] = ()) -> Tone:
    """The tone of a list.

    "overdue" where anything in it is overdue; "done" where everything is done; where everything is open, that of what
    presses most; else "plain", as where something ``besides`` it is overdue.
    """
    tones = {row_tone(one, desk) for one in found}
    if "overdue" in tones:
        return "overdue"
    every = tones | {row_tone(one, desk) for one in besides}
    if every == {"done"}:
        return "done"
    if not every or every & {"overdue", "done"} or any(one.status is not Status.OPEN for one in found):
        return "plain"
    return next((one for one in PRESSING if one in tones), "due")


def titled_tone(found: Sequence[Deadline], desk: Desk, besides: Sequence[Deadline] = ()) -> Tone:
    """The tone of a list whose title is `list_title`: that of what breaches ask for, where it begins with that."""
    return list_tone(asked_first(found, desk) or found, desk, besides)


def record_ids(found: Iterable[Deadline]) -> tuple[str, ...]:
    """The records that deadlines are about, each once."""
    return tuple(dict.fromkeys(one.record for one in found if one.record))


def acts(deadline: Deadline) -> tuple[Choice, ...]:
    """The buttons of an open deadline: Done, Snooze, Reassign. An owner outside the team may use only the first."""
    return (
        Choice(deadline_words.DONE, f"done {deadline.id}"),
        Choice(deadline_words.SNOOZE, f"snooze {deadline.id}"),
        Choice(deadline_words.ASSIGN, f"assign {deadline.id}"),
    )


def _actions(deadline: Deadline, desk: Desk, reader: Message | None) -> tuple[Choice, ...]:
    """The buttons that the reader may press on an open deadline; none without a reader."""
    if reader is None or deadline.status is not Status.OPEN:
        return ()
    return pressable(acts(deadline), reader, desk)


def find_deadline(id: str, desk: Desk) -> Deadline:
    """The deadline with that id. Raises Sorry."""
    deadline = desk.store.deadline(id.strip().upper())
    if deadline is None:
        raise Sorry(deadline_words.none(id=id))
    return deadline


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``deadline ID``: what is due and how it stands."""
    return deadline_reply(find_deadline(rest, desk), desk)


def title_of(deadline: Deadline, desk: Desk) -> str:
    """Its duty, and what it is about: the vendor, with the product where that has several contracts."""
    return deadline_words.post_title(deadline_title(deadline, desk), _named_in_title(deadline, desk))


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
        tone=tone([deadline], desk) if deadline.status is Status.OPEN else row_tone(deadline, desk),
        footer=f"{deadline_words.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _state(deadline: Deadline) -> Iterator[Part]:
    """Its proof, as a link where it is a web address; or until when it is snoozed and why."""
    if deadline.status is Status.DONE and re.fullmatch(r"https?://\S+", deadline.proof):
        yield Cite(deadline_words.PROOF_LINK, deadline.proof)
        return
    yield from (Text(said, days([deadline])) for said in deadline_words.state(deadline))


def _card_actions(deadline: Deadline, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with the deadline now."""
    if deadline.status is Status.OPEN and deadline.duty == ASK_DISCOVERY:
        yield Choice(deadline_words.ENTER_DISCOVERY, f"correct {deadline.record} discovered")
    if deadline.status is Status.OPEN:
        done, *others = acts(deadline)
        yield from (done, *notice_action(deadline, desk), *_with_file(deadline), *others)
    elif deadline.status is Status.DONE and not is_withdrawn(deadline, desk):
        yield Choice(deadline_words.UNDO, f"undo {deadline.id}")
        yield from _with_file(deadline)
    yield Choice(deadline_words.WHY, f"why {deadline.id}")
    if deadline.cite != POLICY:
        yield Choice(law_words.SHOW_RULE, f"rule {deadline.cite}")


def _with_file(deadline: Deadline) -> Iterator[Choice]:
    """At a contract's end, the button to add or get the vendor's confirmation of deletion as a file."""
    if deadline.duty == EXPIRY:
        label = deadline_words.KEEP_FILE if deadline.status is Status.OPEN else deadline_words.FILE
        yield Choice(label, f"deletion-file {deadline.id}")


def closed(deadline: Deadline, desk: Desk) -> str:
    """That it was done, in time or not, and what the law asks where its proof tells of something else."""
    asks = deadline_words.asks_electronic(deadline, desk.law)
    return " ".join(filter(None, (deadline_words.closed(deadline, done_on(deadline, desk) or desk.today), asks)))


def closed_already(deadline: Deadline, message: Message, desk: Desk) -> Reply:
    """The reply to a command on a deadline that is closed already: who closed it, and when. Not an error.

    Where its record was corrected, it shows the deadline in its place.
    """
    if deadline.status is Status.DONE and not is_withdrawn(deadline, desk):
        by_whom = names.by("done", deadline.id, message, desk)
        return deadline_reply(deadline, desk, deadline_words.done_already(deadline, *by_whom))
    if not is_withdrawn(deadline, desk):
        event, current = names.last_of("status", deadline.id, desk), _in_its_place(deadline, desk)
        by_whom = (names.who(event, message, desk), names.when(event, desk)) if event else ()
        said = deadline_words.replaced(deadline, current.id if current else "", *by_whom)
        return deadline_reply(current or deadline, desk, said)
    by_whom = names.by("withdraw", deadline.record, message, desk)
    shown = deadline_reply(deadline, desk, deadline_words.withdrawn_already(deadline, *by_whom))
    return replace(shown, choices=(Choice(deadline_words.restore(deadline), f"undo {deadline.record}"), *shown.choices))


def _in_its_place(deadline: Deadline, desk: Desk) -> Deadline | None:
    """The deadline that its record has for the same duty since it was corrected; None where it has none."""
    others = (one for one in desk.store.deadlines(record=deadline.record) if one.duty == deadline.duty)
    kept = (one for one in others if one.status is not Status.WITHDRAWN)
    return max(kept, key=lambda one: (one.status is Status.OPEN, one.opened), default=None)


def open_already(deadline: Deadline, message: Message, desk: Desk) -> Reply:
    """The reply to reopening a deadline that is open already: who reopened it, if anybody did."""
    return deadline_reply(deadline, desk, deadline_words.open_already(*names.by("undo", deadline.id, message, desk)))


def handed_over(id: str, message: Message, desk: Desk) -> Reply | None:
    """The reply to a former owner whose button is no longer theirs: who gave the deadline to whom.

    None for everybody else.
    """
    deadline = desk.store.deadline(id) if id and desk.records is not None else None
    event = names.last_of("owner", id, desk) if deadline else None
    staff = not (message.outsider or message.public) and role_of(message, desk).includes(Role.STAFF)
    if deadline is None or event is None or not staff or not _took_from(message, event, deadline, desk):
        return None
    owner = names.display_name(deadline.owner, desk)
    handed_over_text = deadline_words.handed_over(names.who(event, message, desk), owner, names.when(event, desk))
    return deadline_reply(deadline, desk, handed_over_text)


def _took_from(message: Message, event: Event, deadline: Deadline, desk: Desk) -> bool:
    """Whether the event took the deadline from the sender, who does not own it now."""
    before = str(event.before.get(deadline.id, {}).get("owner", ""))
    me = names.all_names(message.who, desk)
    return bool(message.who) and before == message.who and deadline.owner.casefold() not in me


WEEKS = 6
FEWEST = 2
"""A chart of fewer deadlines than this would show no more than the list does."""


def weeks_chart(open_ones: Sequence[Deadline], today: date) -> Iterator[Chart]:
    """How many open deadlines fall into each of the coming weeks, and how many are overdue; none where few are open."""
    late = len(overdue(open_ones, today))
    monday = today - timedelta(days=today.weekday())
    begins = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    ahead = Counter((next_day(one, today) - monday).days // 7 for one in open_ones if one.last_day >= today)
    counts = [ahead[number] for number in range(WEEKS)]
    if late + sum(counts) < FEWEST:
        return
    weeks = zip(begins[1:], counts[1:], strict=True)
    bars = (
        Bar(messages.THIS_WEEK, counts[0], "soon"),
        *(Bar(wording.month_day(begin), count) for begin, count in weeks),
    )
    shown = (*((Bar(messages.LATE, late, "late"),) if late else ()), *bars)
    yield Chart(messages.WEEKS, shown, _weeks(late, counts[0], sum(counts[1:]), WEEKS))


def coming_chart(open_ones: Sequence[Deadline], today: date) -> Iterator[Chart]:
    """``weeks_chart`` without the overdue ones, for a page that already gives their number."""
    yield from weeks_chart([one for one in open_ones if one.last_day >= today], today)


def timely_chart(every: Sequence[Deadline], desk: Desk) -> Iterator[Chart]:
    """How many of the deadlines that are done were done in time; none where few are done."""
    done = [(one, on) for one in every if (on := done_on(one, desk))]
    late = sum(on > one.last_day for one, on in done)
    if len(done) < FEWEST:
        return
    bars = (Bar(messages.ON_TIME, len(done) - late, "good"), Bar(messages.DONE_LATE, late, "late"))
    yield Chart(messages.TIMELY, bars, messages.timely(in_time=len(done) - late, late=late), whole=True)


def _weeks(late: int, now: int, later: int, number: int) -> str:
    """The chart of the coming weeks as a sentence."""
    overdue = f"{late} overdue, " if late else ""
    return messages.due_this_week_in_the_weeks(overdue=overdue, now=now, later=later, number=number - 1)
