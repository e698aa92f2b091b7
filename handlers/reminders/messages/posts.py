"""The text and buttons of each post: one deadline, open or closed, the weekly digest, a list, and a short nudge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.plan import EXPIRY, POLICY
from handlers.deadlines.states import (
    SOON,
    Harm,
    breaches_apart,
    by_harm,
    done_on,
    foremost,
    harm_of,
    is_boards,
    overdue,
    owner_of,
)
from handlers.deadlines.status import acts, deadline_row, deadline_rows, list_title, title_of, titled_tone, weeks_chart
from handlers.deadlines.steps import Recipient, Step, StepKind, kind_of, morning, reminder_for, weekly_after
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Cite, Part, Reply, Row, Rows, Text, Tone
from handlers.forms.filling import change
from handlers.law import words as law_words
from handlers.people import names
from handlers.people import words as people_words
from handlers.people.access import role_of
from handlers.people.names import can_message
from handlers.questions.listing import uncovered_last_week
from handlers.reminders import words
from handlers.reminders.messages import words as reminder_words
from handlers.reminders.undelivered import approved_without_contract, without_deadline
from storage.records import Deadline, Event, Reminder, Role, Status

CLOSING_COMMANDS = frozenset({"done", "notice-sent", "withdraw"})


def post(deadline: Deadline, desk: Desk, *, for_owner: bool = False) -> Reply:
    """An open deadline with its buttons; ``for_owner``: it goes to its owner, or to the lead in the owner's place."""
    notes = [*_handed_on(deadline, desk), *(_in_stead([deadline], desk) if for_owner else ())]
    return Reply(
        title=title_of(deadline, desk),
        parts=(
            *map(Text, notes),
            status.facts(deadline, desk),
            *(Text(line, status.days([deadline])) for line in _snoozed(deadline, desk)),
            *_cited(deadline, desk),
        ),
        choices=(
            *_acts(deadline, desk, for_owner=for_owner),
            *status.notice_action(deadline, desk),
            *((Choice(law_words.SHOW_RULE, f"rule {deadline.cite}"),) if deadline.cite != POLICY else ()),
        ),
        tone=status.tone([deadline], desk),
        footer=f"{deadline_words.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _cited(deadline: Deadline, desk: Desk) -> Iterator[Cite]:
    """The passage that it follows from; nothing where the day is the district's own."""
    if deadline.cite != POLICY:
        cite = next((p.cite for p in desk.law.on(desk.today).passages.values() if str(p.cite) == deadline.cite), None)
        yield Cite(law_words.pin(cite), cite.link) if cite else Cite(deadline.cite, "")


def _acts(deadline: Deadline, desk: Desk, *, for_owner: bool) -> tuple[Choice, ...]:
    """The buttons its readers may use: an owner outside the team can only close it."""
    alone = for_owner and can_message(deadline.owner, desk)
    team = not alone or role_of(Message("", who=deadline.owner), desk).includes(Role.PRIVACY)
    return acts(deadline) if team else acts(deadline)[:1]


def moved_post(deadline: Deadline, desk: Desk) -> Reply:
    """What remains of a message whose deadline has a newer one."""
    return Reply(title=title_of(deadline, desk), parts=(Text(f"{reminder_words.MOVED}."),))


def closed_post(deadline: Deadline, desk: Desk) -> Reply:
    """The post of a closed deadline: what was due, how it ended, by whom; a done one can be reopened."""
    done = deadline.status is Status.DONE
    may_be_opened = done and not status.is_withdrawn(deadline, desk)
    duty = deadline_title(deadline, desk)
    timeliness = [deadline_words.closed(deadline, on)] if (on := done_on(deadline, desk)) else []
    return Reply(
        title=reminder_words.closed_title(duty, status.subject(deadline, desk), done=done),
        parts=(
            *(Text(line) for line in (*timeliness, *deadline_words.state(deadline), *closed_by(deadline, desk))),
            status.facts(deadline, desk),
        ),
        choices=(
            *([Choice(deadline_words.UNDO, f"undo {deadline.id}")] if may_be_opened else []),
            *((Choice(law_words.SHOW_RULE, f"rule {deadline.cite}"),) if deadline.cite != POLICY else ()),
        ),
        tone="done" if done else "plain",
        footer=wording.NOT_ADVICE,
    )


def closing(deadline: Deadline, desk: Desk) -> Event | None:
    """The event that closed the deadline; None for none."""
    events = reversed(desk.store.history(deadline.id))
    return next((event for event in events if event.what in CLOSING_COMMANDS), None)


def did(deadline: Deadline, desk: Desk) -> str:
    """Who did what the deadline asked for, and the proof."""
    last = closing(deadline, desk)
    who = names.display_name(last.who, desk) if last else reminder_words.SOMEBODY
    return deadline_words.did(who, deadline_title(deadline, desk), status.subject(deadline, desk), deadline.proof)


def closed_by(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Who closed it and when, where an event is on record."""
    if last := closing(deadline, desk):
        yield reminder_words.closed_by(names.display_name(last.who, desk), last.when.astimezone(desk.zone).date())


def _handed_on(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Who gave it to its owner, where that was somebody else."""
    events = reversed(desk.store.history(deadline.id))
    last = next((event for event in events if event.what == "assign"), None)
    if last and last.who.casefold() not in names.all_names(deadline.owner, desk):
        giver, day = names.display_name(last.who, desk), last.when.astimezone(desk.zone).date()
        yield reminder_words.handed_on(names.display_name(deadline.owner, desk), giver, day)


def _in_stead(found: Iterable[Deadline], desk: Desk) -> Iterator[str]:
    """A note for the lead, who gets the post where owners cannot be messaged."""
    unreached = [one for one in dict.fromkeys(each.owner for each in found) if one and not can_message(one, desk)]
    if unreached:
        called = [names.display_name(one, desk) for one in unreached]
        yield people_words.for_owner(owner=people_words.together(called, people_words.MOST_NAMED))


def _snoozed(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Until when it is snoozed; nothing once that has passed."""
    if deadline.snoozed_until and deadline.snoozed_until > desk.today:
        yield from deadline_words.state(deadline)


MOST_LISTED, ENDS_WITHIN = 5, 30


def digest_reply(desk: Desk) -> Reply | None:
    """What is overdue or due soon, vendors' clocks, and questions not covered; None where there is nothing."""
    open_ones = desk.store.deadlines(status=Status.OPEN)
    if not open_ones and not has_more(desk):
        return None
    late = overdue(open_ones, desk.today)
    soon = _soon(open_ones, desk.today)
    return Reply(
        title=list_title(open_ones, reminder_words.digest_title(desk.today, len(late), len(soon)), desk),
        parts=(*weeks_chart(open_ones, desk.today), *(digest_parts(desk) or [Text(reminder_words.NOTHING_SOON)])),
        choices=(Choice(reminder_words.ALL, "deadlines"), *_lists(desk)),
        tone=titled_tone(listed(desk), desk),
    )


def open_breaches(desk: Desk) -> list[Deadline]:
    """The open deadlines of breaches, the most pressing first."""
    return breaches_apart(desk.store.deadlines(status=Status.OPEN), desk.today)[0]


def listed(desk: Desk) -> list[Deadline]:
    """All deadlines that a digest lists."""
    return [one for _, found in _headed(desk) for one in found]


def digest_parts(desk: Desk, besides: Sequence[Deadline] = ()) -> list[Part]:
    """The digest's lists without deadlines in ``besides``, and its lines about what has no deadline."""
    parts: list[Part] = []
    for heading, found in _headed(desk):
        others = [one for one in found if one not in besides]
        if others:
            shown = foremost(others, MOST_LISTED, desk.today)
            parts += [Text(heading, heads=True), deadline_rows(shown, desk)]
            parts += [Text(reminder_words.more(len(others) - len(shown)))] if len(others) > len(shown) else []
    if uncovered := uncovered_last_week(desk):
        parts.append(Text(uncovered))
    if _backup_failed(desk):
        parts.append(Text(words.BACKUP_FAILED))
    if lines := [one.label for one in without_deadline(desk)]:
        parts.append(Text(words.also_waiting(lines=lines)))
    return parts


def _lists(desk: Desk) -> Iterator[Choice]:
    """The buttons to the lists of what has no deadline."""
    yield from (Choice(words.LISTS.get(one.say, words.SETTLE_ROWS), one.say) for one in without_deadline(desk))


def has_more(desk: Desk) -> bool:
    """Whether the digest has anything besides deadlines."""
    return bool(uncovered_last_week(desk)) or _backup_failed(desk) or any(True for _ in without_deadline(desk))


def _backup_failed(desk: Desk) -> bool:
    return desk.backup_failed is not None and desk.backup_failed()


def _headed(desk: Desk) -> Iterator[tuple[str, list[Deadline]]]:
    """The digest's lists, each with its heading."""
    breaches, others = breaches_apart(desk.store.deadlines(status=Status.OPEN), desk.today)
    late, soon = overdue(others, desk.today), _soon(others, desk.today)
    yield reminder_words.BREACHES, breaches
    yield reminder_words.LATE, late
    yield reminder_words.SOON, soon
    yield reminder_words.VENDORS_CLOCKS, [one for one in others if one not in late and _is_near_clock(one, desk)]


def _is_near_clock(one: Deadline, desk: Desk) -> bool:
    """Whether it is a vendor's clock to list now; the end of a contract only within `ENDS_WITHIN` days."""
    return not is_boards(one) and (one.duty != EXPIRY or (one.last_day - desk.today).days <= ENDS_WITHIN)


def _soon(found: Sequence[Deadline], today: date) -> list[Deadline]:
    return [one for one in found if is_boards(one) and one.last_day >= today and (one.safe - today).days <= SOON]


def next_digest(desk: Desk) -> list[Reminder]:
    """The reminder for next week's digest, as a list of one."""
    return [_digest(weekly_after(desk.today, desk.store.setup()), desk)]


def plan_digest(desk: Desk) -> None:
    """Plans the next digest, unless one is planned; safe to repeat."""
    digests = (one for one in desk.store.reminders("") if kind_of(one) is StepKind.DIGEST)
    if any(reminder.sent_at is None for reminder in digests):
        return
    first = _digest(_first_day(desk), desk)
    clock = Message("", who="clock", surface="clock", request=f"from {first.step}")
    change("open", clock, desk, lambda _: [first])


def _first_day(desk: Desk) -> date:
    """Today, where a working week begins and its morning is still to come; else the first day of next week."""
    setup, today = desk.store.setup(), desk.today
    begins = weekly_after(today - timedelta(days=7), setup) == today
    return today if begins and desk.now < morning(today, setup, desk.now) else weekly_after(today, setup)


def _digest(day: date, desk: Desk) -> Reminder:
    return reminder_for(Step(StepKind.DIGEST, on=day), "", morning(day, desk.store.setup(), desk.now))


MOST_SHOWN = 15
MOST_NAMED = 8


def list_post(
    found: Sequence[Deadline], readers: frozenset[Recipient], desk: Desk, *, digest: bool = False, moved: int = 0
) -> Reply:
    """Several deadlines in one post, breaches first, the most pressing first, as their ``readers`` see them.

    ``moved``: how many more were here and have a newer message now. ``digest``: whether what else is due soon follows.
    """
    open_ones = [one for one in found if one.status is Status.OPEN]
    closed = [one for one in found if one.status is not Status.OPEN]
    breaches, rest = breaches_apart(open_ones, desk.today)
    elsewhere = [one for one in open_breaches(desk) if one not in breaches] if digest else []
    late, more = overdue(open_ones, desk.today), len(rest) - MOST_SHOWN
    in_stead = [*_in_stead(open_ones, desk)] if Recipient.OWNER in readers else []
    readers = readers - {Recipient.OWNER} if in_stead else readers
    parts: list[Part] = [*map(Text, in_stead)]
    parts += [Text(reminder_words.BREACHES, heads=True)] if (breaches and rest) or elsewhere else []
    parts += _rows(breaches, readers, desk)
    parts += [deadline_rows(elsewhere, desk)] if elsewhere else []
    parts += [Text(reminder_words.OTHERS, heads=True)] if (breaches or elsewhere) and rest else []
    parts += _rows(rest[:MOST_SHOWN], readers, desk)
    parts += [Text(reminder_words.more(more))] if more > 0 else []
    unlisted = len(_unlisted(late, readers, desk)) if rest or digest else 0
    parts += [Text(reminder_words.also_overdue(number=unlisted))] if unlisted and not digest else []
    parts += [Text(line) for line in _closed(closed, desk)]
    if moved and not open_ones:  # nothing is left here, so the post has no list and no buttons
        return Reply(title=reminder_words.MOVED, parts=tuple(parts))
    parts += [Text(reminder_words.moved(number=moved))] if moved else []
    parts += digest_parts(desk, besides=[*open_ones, *elsewhere]) if digest else []
    if not digest and readers & {Recipient.LEAD, Recipient.SUPERINTENDENT}:
        parts += [Text(one.label) for one in approved_without_contract(desk)]
    tone: Tone = (
        titled_tone([*open_ones, *elsewhere], desk) if open_ones or elsewhere else "done" if closed else "plain"
    )
    return Reply(
        title=_title([*breaches, *elsewhere], rest, unlisted, readers, desk),
        parts=tuple(parts),
        choices=(_all(readers, late=len(late) == len(open_ones)),) if open_ones or digest else (),
        tone=tone,
        footer=wording.NOT_ADVICE if open_ones else "",
    )


def _rows(found: Sequence[Deadline], readers: frozenset[Recipient], desk: Desk) -> list[Part]:
    return [Rows(tuple(_row(one, readers, desk) for one in found), deadline_words.SHOW)] if found else []


def _title(
    breaches: Sequence[Deadline], rest: Sequence[Deadline], unlisted: int, readers: frozenset[Recipient], desk: Desk
) -> str:
    """What breaches ask for, then how many others are due today and later, and how many the readers have overdue."""
    late = overdue(rest, desk.today)
    today = sum(harm_of(one, desk.today) is Harm.TODAY for one in rest)
    number = len(rest) + unlisted
    counted = reminder_words.list_title(
        number, len(late) + unlisted, today, _whose(readers), after_breach=bool(breaches)
    )
    return status.list_title(breaches, counted if number or not breaches else "", desk)


def _unlisted(listed: Sequence[Deadline], readers: frozenset[Recipient], desk: Desk) -> list[Deadline]:
    """What else is overdue in the district, for those who read of all of it: the team, and the privacy lead."""
    if not readers & {Recipient.TEAM, Recipient.LEAD}:
        return []
    others = breaches_apart(desk.store.deadlines(status=Status.OPEN), desk.today)[1]
    return [one for one in overdue(others, desk.today) if one not in listed]


def _whose(readers: frozenset[Recipient]) -> str:
    """The one role that reads it; empty for the team, or for a person in several roles."""
    return str(next(iter(readers))) if len(readers) == 1 and Recipient.TEAM not in readers else ""


def _all(readers: frozenset[Recipient], *, late: bool) -> Choice:
    if readers == {Recipient.OWNER}:
        return Choice(reminder_words.ALL_MINE, "deadlines mine")
    return Choice(reminder_words.ALL_OVERDUE, "deadlines overdue") if late else Choice(list_words.ALL, "deadlines")


def _row(deadline: Deadline, readers: frozenset[Recipient], desk: Desk) -> Row:
    """A row with its cite and its buttons; the superintendent, who is asked for nothing, can only open it."""
    asked = readers != {Recipient.SUPERINTENDENT}
    owner = names.display_name(owner_of(deadline, desk), desk) if readers != {Recipient.OWNER} else ""
    row = deadline_row(deadline, desk, acts(deadline) if asked else (), owner=owner)
    says = " · ".join((row.says, *(cite.pin for cite in _cited(deadline, desk))))
    return replace(row, says=says, people=row.people if asked else ())


def _closed(closed: Sequence[Deadline], desk: Desk) -> Iterator[str]:
    """A line for each closed deadline that was listed: who did what, with its proof; and which were withdrawn."""
    done = [one for one in closed if one.status is Status.DONE]
    yield from (did(one, desk) for one in done[:MOST_NAMED])
    if len(done) > MOST_NAMED:
        yield reminder_words.more_done(number=len(done) - MOST_NAMED)
    withdrawn_titles = [title_of(one, desk) for one in closed if one.status is Status.WITHDRAWN]
    if withdrawn_titles:
        yield reminder_words.withdrawn(withdrawn_titles[:MOST_NAMED], len(withdrawn_titles))


def nudge(found: Sequence[Deadline], desk: Desk) -> Reply:
    """One or two lines that remind of what is due today or overdue, with the owners' names.

    Nobody is mentioned: owners get a message of their own, and may not read along.
    """
    found = by_harm(found, desk.today)
    late = overdue(found, desk.today)
    due_today = [one for one in found if one.last_day == desk.today]
    groups = ((late, "late"), (due_today, "last"), ([one for one in found if one not in (*late, *due_today)], "safe"))
    parts = tuple(_nudged(some, how, desk) for some, how in groups if some)
    return Reply(title="", parts=parts, private=False)


def _nudged(found: Sequence[Deadline], how: str, desk: Desk) -> Text:
    owners = [*dict.fromkeys(filter(None, (owner_of(one, desk) for one in found)))]
    shown = [title_of(one, desk) for one in found[:MOST_NAMED]]
    says = reminder_words.nudge(how, shown, len(found), found[0])
    called = ", ".join(names.display_name(owner, desk) for owner in owners[:MOST_NAMED])
    return Text(f"{called}: {says}" if called else f"{says[:1].upper()}{says[1:]}")
