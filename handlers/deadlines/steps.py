"""The steps at which reminders go out: the text that stores each, when posts may go out, and a deadline's steps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from handlers.deadlines.plan import ASK_DISCOVERY, EXPIRY, PlannedDeadline
from handlers.deadlines.states import is_boards
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import BREACH
from handlers.dialogue.command_spec import kind_of as kind_of_record
from handlers.dialogue.desk import Desk, Message
from handlers.people import names
from handlers.people.names import can_message
from knowledge.counting import YEARS, Calendar
from knowledge.law import AT_ANY_HOUR
from storage.port import Draft
from storage.records import Deadline, Record, Reminder, Setup, Status


class Recipient(StrEnum):
    """Who gets a reminder; their place is looked up when it is sent."""

    TEAM = "team"
    OWNER = "owner"
    LEAD = "lead"
    SUPERINTENDENT = "superintendent"


class StepKind(StrEnum):
    """Why a reminder goes out; the value is the word stored."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    BEFORE = "before"
    SAFE = "safe"
    LAST = "last"
    OVERDUE = "overdue"
    SNOOZED = "snoozed"
    DIGEST = "digest"
    OWN = "own"
    """Somebody asked to be reminded; the deadline stays as it is."""
    QUESTION = "question"
    """Somebody's question for the privacy lead; no deadline."""
    ANSWER = "answer"
    """The privacy lead's answer to it."""
    TIDY = "tidy"
    """The posts in a channel or chat are updated; nobody gets a new message."""
    ROLE = "role"
    """Somebody is told of the role that they were given or lost."""
    PAGES = "pages"
    """The daily check found that posted pages are gone."""
    APPS = "apps"
    """Products wait for the privacy team's decision; told once a day."""
    DECIDED = "decided"
    """Somebody is told what was decided on a product that they asked for."""
    TRAINING = "training"
    """Somebody is reminded of the school year's training."""
    SILENT = "silent"
    """The team is told that no bot ran for some time."""


LETTERS = frozenset({StepKind.QUESTION, StepKind.ANSWER})
"""What one person writes to another; each is sent as a message of its own."""
ASKER = "asker"
"""Stands for the recipient of an ANSWER, whose identity stays sealed."""


class Unsaid(StrEnum):
    """What is stored in place of a message's address when a reminder is closed without one."""

    NOT_NEEDED = "not needed"
    NOTHING_TO_TELL = "nothing to tell"
    TIDIED = "tidied"
    SEALED = "sealed"
    """It was delivered, to somebody whom no record names."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, for one recipient.

    ``days``: for BEFORE, the days before the safe date; for OVERDUE, the number of the reminder, from 1 on.
    ``on``: the day a SNOOZED deadline wakes, or the day of a DIGEST, PAGES, APPS, OWN or TRAINING step; for ASSIGNED,
    TIDY and ROLE the moment, for SILENT since when.
    ``to``: the person or place, for OWN, TRAINING, TIDY, ROLE, QUESTION, ANSWER and DECIDED.
    ``about``: the id of the question or the app request, for QUESTION, ANSWER and DECIDED.
    """

    kind: StepKind
    recipient: Recipient = Recipient.TEAM
    days: int = 0
    on: date | datetime | None = None
    to: str = ""
    about: str = ""

    def __str__(self) -> str:
        """The text that is stored: ``3-before``, ``overdue-2 lead``, ``snoozed-2026-12-01``."""
        match self.kind:
            case StepKind.BEFORE:
                text = f"{self.days}-{self.kind}"
            case StepKind.OVERDUE:
                text = f"{self.kind}-{self.days}"
            case StepKind.ASSIGNED | StepKind.SILENT:
                text = f"{self.kind}-{self.on:{_MOMENT}}"
            case StepKind.SNOOZED | StepKind.DIGEST | StepKind.PAGES | StepKind.APPS:
                text = f"{self.kind}-{self.on}"
            case StepKind.QUESTION | StepKind.ANSWER | StepKind.DECIDED:
                return f"{self.kind}-{self.about} {self.to}"
            case StepKind.OWN | StepKind.TRAINING:
                return f"{self.kind}-{self.on} {self.to}"
            case StepKind.TIDY | StepKind.ROLE:
                return f"{self.kind}-{self.on:{_MOMENT}} {self.to}"
            case StepKind.OPENED | StepKind.SAFE | StepKind.LAST:
                text = str(self.kind)
        return text if self.recipient is Recipient.TEAM else f"{text} {self.recipient}"


_MOMENT = "%Y%m%d%H%M%S"
_STORED = re.compile(
    r"(?:(?P<plain>opened|safe|last)|(?P<before>\d+)-before|overdue-(?P<overdue>\d+)|(?P<at>assigned|silent)-(?P<moment>\d{14})"
    r"|(?P<dated>snoozed|digest|pages|apps)-(?P<day>\d{4}-\d\d-\d\d))(?: (?P<recipient>owner|lead|superintendent))?"
)
_OWN = re.compile(r"(?P<kind>own|training)-(?P<day>\d{4}-\d\d-\d\d) (?P<to>.+)")
_LETTER = re.compile(r"(?P<kind>question|answer|decided)-(?P<about>[GA]-\d+) (?P<to>.+)")
_AT_MOMENT = re.compile(r"(?P<kind>tidy|role)-(?P<moment>\d{14}) (?P<to>.+)")


def read_step(text: str) -> Step | None:
    """The step that is stored as ``text``; None where it is no step that this bot plans."""
    match = _STORED.fullmatch(text)
    if match is None:
        return _addressed(text)
    recipient = Recipient(match["recipient"] or Recipient.TEAM)
    if match["before"]:
        return Step(StepKind.BEFORE, recipient, days=int(match["before"]))
    if match["overdue"]:
        return Step(StepKind.OVERDUE, recipient, days=int(match["overdue"]))
    if match["moment"]:
        return Step(StepKind(match["at"]), recipient, on=_moment(match["moment"]))
    if match["dated"]:
        return Step(StepKind(match["dated"]), recipient, on=date.fromisoformat(match["day"]))
    return Step(StepKind(match["plain"]), recipient)


def _addressed(text: str) -> Step | None:
    """A stored step with a ``to``: OWN, TRAINING, QUESTION, ANSWER, DECIDED, TIDY or ROLE; else None."""
    if own := _OWN.fullmatch(text):
        return Step(StepKind(own["kind"]), on=date.fromisoformat(own["day"]), to=own["to"])
    if letter := _LETTER.fullmatch(text):
        return Step(StepKind(letter["kind"]), to=letter["to"], about=letter["about"])
    if at_moment := _AT_MOMENT.fullmatch(text):
        return Step(StepKind(at_moment["kind"]), on=_moment(at_moment["moment"]), to=at_moment["to"])
    return None


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT)  # noqa: DTZ007 - as stored


def kind_of(reminder: Reminder) -> StepKind | None:
    """The kind of a stored reminder; None where its step cannot be read."""
    step = read_step(reminder.step)
    return step.kind if step else None


def was_said(sent_as: str) -> bool:
    """Whether a closed reminder was delivered: ``sent_as`` is the address of a message, and no ``Unsaid`` reason."""
    return bool(sent_as) and sent_as not in set(Unsaid)


def recipient_of(reminder: Reminder) -> Recipient:
    """Who gets a stored reminder; the team where ``where`` names no other recipient."""
    named = {str(recipient): recipient for recipient in Recipient}
    return named.get(reminder.where, Recipient.TEAM)


def reminder_for(step: Step, deadline: str, due_at: datetime) -> Reminder:
    """The reminder to store for a step; ``deadline`` is an id, empty for a digest."""
    return Reminder(deadline=deadline, step=str(step), due_at=due_at, where=step.to or step.recipient.value)


SATURDAY = 5


def is_urgent(deadline: Deadline | None) -> bool:
    """Whether its reminders may go out at any hour; False without a deadline."""
    return deadline is not None and deadline.duty in AT_ANY_HOUR


def is_working(day: date, setup: Setup) -> bool:
    """Whether the district works on that day: no weekend, no legal holiday, and none of its own closures."""
    legal = day.year in YEARS and Calendar().holiday(day) is not None
    return day.weekday() < SATURDAY and not legal and day.isoformat() not in setup.closures


def morning(day: date, setup: Setup, now: datetime) -> datetime:
    """The moment when a day's posts go out, in the zone of ``now``."""
    return datetime.combine(day, time.fromisoformat(setup.morning), now.tzinfo)


def next_posting_time(now: datetime, setup: Setup) -> datetime:
    """``now`` where posts may go out, else the next morning on which they may."""
    if is_working(now.date(), setup):
        if now < morning(now.date(), setup, now):
            return morning(now.date(), setup, now)
        if now.time() < time.fromisoformat(setup.evening):
            return now
    return morning(working_after(now.date(), setup), setup, now)


def goes_out(reminder: Reminder, deadline: Deadline | None, setup: Setup, now: datetime) -> datetime:
    """The moment when a reminder that is still to be sent is sent, in the zone of ``now``; ``now`` where it is late."""
    at = max(reminder.due_at, now).astimezone(now.tzinfo)
    return at if is_urgent(deadline) else next_posting_time(at, setup)


def working_after(day: date, setup: Setup) -> date:
    """The next working day after ``day``."""
    later = day + timedelta(days=1)
    return later if is_working(later, setup) else working_after(later, setup)


def weekly_after(day: date, setup: Setup, least: int = 1) -> date:
    """The first working day of a later week, at least ``least`` days after ``day``."""
    monday = day + timedelta(days=7 - day.weekday())
    first = monday if is_working(monday, setup) else working_after(monday, setup)
    return first if (first - day).days >= least else weekly_after(day + timedelta(days=7), setup, 1)


def working_before(day: date, setup: Setup) -> date:
    """``day`` itself where it is a working day, else the last working day before it."""
    return day if is_working(day, setup) else working_before(day - timedelta(days=1), setup)


LEAST_REST = 4
"""Days at least between the first overdue reminder and the first weekly one."""
SUPERINTENDENT_FROM = 3
"""Days after the last date from which the superintendent's weekly list has the deadline."""


def ladder(deadline: Deadline, setup: Setup, now: datetime) -> tuple[Reminder, ...]:
    """The reminders of a deadline that opens now, for each recipient; steps that have passed are left out.

    A vendor's clock has reminders on its last date and after; until then only the digest has it. The end of a contract
    has reminders before it, on the days that the district chose for renewals. A reminder for a day off goes out on the
    working day before.

    Only each recipient's first overdue step is planned: sending it plans the next one (``next_rung``), so reminders
    never stop by themselves. All overdue reminders come on the first working day of a week, in one list; those of a
    breach come on its first overdue day.
    """
    coming = [
        reminder_for(Step(kind, recipient, days), deadline.id, at)
        for kind, days, day in _dated_steps(deadline, setup)
        if (at := morning(day if is_urgent(deadline) else working_before(day, setup), setup, now)) > now
        for recipient in (Recipient.TEAM, Recipient.OWNER)
    ]
    if is_boards(deadline):
        coming.insert(0, reminder_for(Step(StepKind.OPENED), deadline.id, now))
    return (*coming, *(_first_overdue(deadline, recipient, setup, now) for recipient in Recipient))


def next_rung(sent: Reminder, setup: Setup, now: datetime, *, families_wait: bool = False) -> Reminder | None:
    """The overdue reminder after ``sent``; None where ``sent`` is not an overdue reminder.

    It comes weekly; daily for the lead and the owner while ``families_wait`` to be told. What passed while the bot was
    down is skipped.
    """
    step = read_step(sent.step)
    if step is None or step.kind is not StepKind.OVERDUE:
        return None
    least = LEAST_REST if step.days == 1 and not families_wait else 1
    daily = families_wait and step.recipient in {Recipient.OWNER, Recipient.LEAD}
    due_at = morning(now.date() + timedelta(days=1) if daily else weekly_after(now.date(), setup, least), setup, now)
    return replace(reminder_for(replace(step, days=step.days + 1), sent.deadline, due_at), where=sent.where)


def _dated_steps(deadline: Deadline, setup: Setup) -> Iterator[tuple[StepKind, int, date]]:
    """The steps up to the last date, as (kind, days before the safe date, day)."""
    if is_boards(deadline):
        for days in setup.rungs.get(deadline.duty, setup.before):
            yield StepKind.BEFORE, days, deadline.safe - timedelta(days=days)
        yield StepKind.SAFE, 0, deadline.safe
    if deadline.duty == EXPIRY:
        for days in setup.renewals:
            yield StepKind.BEFORE, days, deadline.safe - timedelta(days=days)
    if not is_boards(deadline) or deadline.last_day != deadline.safe:
        yield StepKind.LAST, 0, deadline.last_day


def _first_overdue(deadline: Deadline, recipient: Recipient, setup: Setup, now: datetime) -> Reminder:
    """The recipient's first overdue reminder that is still to come."""
    if recipient is Recipient.SUPERINTENDENT and not is_urgent(deadline):
        due_from = max(deadline.last_day + timedelta(days=SUPERINTENDENT_FROM - 1), now.date())
        count, day = SUPERINTENDENT_FROM, weekly_after(due_from, setup)
    else:
        count, day = 1, max(deadline.last_day + timedelta(days=1), now.date() + timedelta(days=1))
    return reminder_for(Step(StepKind.OVERDUE, recipient, count), deadline.id, morning(day, setup, now))


def replanned(new: Setup, old: Setup, draft: Draft, desk: Desk) -> Iterator[Reminder]:
    """The renewal reminders to write where the settings' renewal days changed: new ones, and old ones withdrawn.

    Days that have passed get no reminder, so that nobody is told of all contracts at once.
    """
    if new.renewals == old.renewals:
        return
    for deadline in desk.store.deadlines(status=Status.OPEN):
        if deadline.duty != EXPIRY:
            continue
        planned = {one.step: one for one in ladder(deadline, new, desk.now) if kind_of(one) is StepKind.BEFORE}
        kept = {one.step: one for one in draft.reminders(deadline.id) if kind_of(one) is StepKind.BEFORE}
        for step, reminder in kept.items():
            if reminder.sent_at is None and reminder.withdrawn is (step in planned):
                yield replace(reminder, withdrawn=step not in planned)
        yield from (one for step, one in planned.items() if step not in kept)


def is_same(planned: PlannedDeadline, deadline: Deadline) -> bool:
    """Whether the deadline is the planned one, due on the same days.

    The day for asking a vendor for the discovery is the bot's own, so it always counts as the same.
    """
    if planned.duty == deadline.duty == ASK_DISCOVERY:
        return True
    return (planned.duty, planned.safe, planned.last) == (deadline.duty, deadline.safe, deadline.last)


def trace_of(planned: PlannedDeadline, desk: Desk) -> Mapping[str, str]:
    """How the dates were counted, for the record: the day of the count and the edition of the law files go with it."""
    edition = desk.law.edition
    files = {"edition": edition.version, "edition_day": edition.date.isoformat()} if edition else {}
    own = {"own_copy": "yes"} if edition and edition.copied else {}
    return {**planned.trace, "counted": desk.today.isoformat(), **files, **own}


def open_deadlines(
    planned: Iterable[PlannedDeadline], record: str, owner: str, draft: Draft, desk: Desk
) -> Iterator[Record]:
    """The planned deadlines as records, each followed by its reminders.

    A breach's deadlines go to the privacy lead where ``owner`` is empty.
    """
    if kind_of_record(record) is BREACH:
        owner = owner or draft.setup().lead
    for plan in planned:
        deadline = Deadline(
            id=draft.new_id(Deadline),
            record=record,
            duty=plan.duty,
            cite=plan.cite,
            who=plan.who,
            safe=plan.safe,
            last=plan.last,
            opened=desk.now,
            owner=owner,
            tag=plan.tag,
            trace=trace_of(plan, desk),
        )
        yield deadline
        yield from ladder(deadline, draft.setup(), desk.now)


def with_owner_reminders(records: Iterable[Record], message: Message, desk: Desk) -> Iterator[Record]:
    """The records, each new open deadline of the board followed by the reminder that tells its owner."""
    for record in records:
        yield record
        if isinstance(record, Deadline) and is_boards(record) and record.status is Status.OPEN:
            yield from owner_reminder(record, Step(StepKind.OPENED, Recipient.OWNER), message, desk)


def owner_reminder(deadline: Deadline, step: Step, message: Message, desk: Desk) -> Iterator[Reminder]:
    """The reminder, due now, that tells a new owner.

    None where the owner is the sender, or has no chat.
    """
    knows = deadline.owner.casefold() in names.all_names(message.who, desk)
    if deadline.owner and not knows and can_message(deadline.owner, desk):
        yield reminder_for(step, deadline.id, desk.now)


PEOPLE = frozenset({Recipient.OWNER, Recipient.LEAD})
"""Who reads all that is overdue of theirs in one list."""


def without_flood(records: Iterable[Record], today: date, told: frozenset[Recipient] = frozenset()) -> Iterator[Record]:
    """The records without reminders that a deadline was opened; of one that has passed, with those to ``told`` alone.

    Each deadline must come before its reminders.
    """
    over = set[str]()
    for record in records:
        if isinstance(record, Deadline) and record.last_day < today:
            over.add(record.id)
        if not (isinstance(record, Reminder) and _floods(record, over, told)):
            yield record


def _floods(reminder: Reminder, over: set[str], told: frozenset[Recipient]) -> bool:
    passed = reminder.deadline in over and recipient_of(reminder) not in told
    return passed or kind_of(reminder) is StepKind.OPENED
