"""Answers about the whole district: where it stands, changes, reminders, roles, settings, and exports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from handlers.contracts.form import lacking_provisions
from handlers.deadlines.states import breaches_apart, foremost, is_lead, overdue, owner_of
from handlers.deadlines.status import deadline_rows, list_title, timely_chart, titled_tone, weeks_chart
from handlers.deadlines.steps import Recipient, StepKind, goes_out, is_urgent, kind_of, recipient_of
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Choice, Facts, Part, Reply, Text, Tone
from handlers.dialogue.words import short_day
from handlers.history.words import EventContext, event_line, only_about
from handlers.people import names
from handlers.people import words as people_words
from handlers.people.access import role_of, tells
from handlers.records import select
from handlers.records import words as record_words
from handlers.records.found import Asked
from handlers.records.proposal import called_by
from handlers.records.single import contract as contract_facts
from storage.records import Contract, Deadline, Event, Reminder, Role, Status

WINDOW = 30
"""Days ahead that the answer about where the district stands covers."""
MOST = 5
MOST_EVENTS, MOST_REMINDERS = 20, 5
_FORMATS = {"csv": r"csv", "json": r"json", "ics": r"ics|ical|calendar|outlook|gcal|google cal"}


def standing(asked: Asked) -> Reply:
    """What is overdue, what is due next, what is missing; never whether the district complies."""
    desk = asked.desk
    contracts = [one for one in desk.store.contracts() if not one.withdrawn]
    if asked.slots.ids or asked.slots.records:
        contracts = asked.contracts
    breaches, others = breaches_apart(select.deadlines(asked), desk.today)
    if not (asked.slots.ids or asked.slots.records):  # also those of others
        breaches = breaches_apart(desk.store.deadlines(status=Status.OPEN), desk.today)[0]
    every = [*breaches, *others]
    every_late = overdue(every, desk.today)
    every_due = [one for one in every if one not in every_late and (one.safe - desk.today).days <= WINDOW]
    late, due = ([one for one in some if one not in breaches] for some in (every_late, every_due))
    lacking = lacking_provisions(contracts, desk)
    parts: list[Part] = [
        *_deadlines(record_words.BREACHES, breaches, asked),
        *weeks_chart(every, desk.today),
        *(() if asked.slots.ids or asked.slots.records else timely_chart(desk.store.deadlines(), desk)),
        *_deadlines(record_words.LATE, late, asked),
        *_deadlines(record_words.SOON, due, asked),
        *_contracts(record_words.INCOMPLETE, lacking, asked),
        *_named(record_words.NO_OWNER, [one for one in contracts if not one.owner]),
        *_named(record_words.NO_END, [one for one in contracts if one.expiry is None]),
    ]
    return Reply(
        title=list_title(breaches, record_words.standing(len(every_late), len(every_due), len(lacking), WINDOW), desk),
        parts=(
            *_whose(asked),
            *(parts or [Text(record_words.NOTHING_ON_RECORD)] if not contracts else parts),
            Text(record_words.NOT_A_CONCLUSION),
        ),
        choices=(
            *((Choice(record_words.SHOW_OVERDUE, "deadlines overdue"),) if late else ()),
            Choice(record_words.SHOW_DEADLINES, "deadlines"),
        ),
        tone=_tone(every, lacking, desk),
    )


def _tone(found: Sequence[Deadline], lacking: Sequence[Contract], desk: Desk) -> Tone:
    tone = titled_tone(found, desk)
    return tone if tone == "overdue" or not lacking else "plain"


def _whose(asked: Asked) -> tuple[Text, ...]:
    """A note that only the asker's own deadlines are counted, where that is so."""
    if asked.slots.person != names.ME or not asked.message.who:
        return ()
    return (Text(record_words.LEADS_COUNT if is_lead(asked.message.who, asked.desk) else record_words.OWN_COUNT),)


def _deadlines(heading: str, found: Sequence[Deadline], asked: Asked) -> list[Part]:
    if not found:
        return []
    shown = foremost(found, MOST, asked.desk.today)
    more = [Text(record_words.more(number=len(found) - len(shown)))] if len(found) > len(shown) else []
    return [Text(heading, heads=True), deadline_rows(shown, asked.desk, asked.message), *more]


def _contracts(heading: str, found: Sequence[Contract], asked: Asked) -> list[Part]:
    if not found:
        return []
    more = [Text(record_words.more(number=len(found) - MOST))] if len(found) > MOST else []
    return [Text(heading, heads=True), contract_facts.rows(found[:MOST], asked.desk), *more]


def _named(heading: str, found: Sequence[Contract]) -> list[Part]:
    if not found:
        return []
    said = ", ".join(f"{one.id} {one.vendor}" for one in found[:MOST])
    more = f", {record_words.more(number=len(found) - MOST)}" if len(found) > MOST else ""
    return [Text(f"{heading} {said}{more}")]


def happened(asked: Asked) -> Reply:
    """What was changed in a period, by anybody or one person, the newest last."""
    desk, slots = asked.desk, asked.slots
    context = EventContext(
        names.names_of_all(desk), desk.zone, {name: spec.verb for name, spec in desk.commands.items()}
    )
    found = [
        event
        for event in _told(desk.store.events(), asked)
        if event.what != "remind"
        and asked.owned_by(event.who)
        and (slots.since is None or event.when.astimezone(desk.zone).date() >= slots.since)
        and (slots.until is None or event.when.astimezone(desk.zone).date() <= slots.until)
    ]
    lines = tuple(event_line(event, context) for event in found[-MOST_EVENTS:])
    return Reply(
        title=record_words.counted(
            len(found),
            "change",
            f"{record_words.of(asked.person)} {record_words.period(slots.since, slots.until, slots.period)}".strip(),
        ),
        parts=(Bullets(lines),) if lines else (Text(record_words.NO_CHANGES),),
    )


def _told(events: Iterable[Event], asked: Asked) -> Iterator[Event]:
    """The events, each with only the records that the asker's role may see."""
    role = role_of(asked.message, asked.desk)
    if role.includes(Role.PRIVACY):
        yield from events
        return
    for event in events:
        ids = [id for id in event.touched if role.includes(tells(id.partition("/")[0], asked.desk))]
        if ids or not event.touched:
            yield only_about(event, ids)


def history(asked: Asked) -> Reply:
    """Everything that happened to one record; for a deadline, what happened to it alone."""
    slots = asked.slots
    ids = slots.ids or slots.records
    record = next((id for id in ids if id[0] == "B"), ids[0]) if asked.request.kind == "breach" else ids[0]
    if not slots.ids:
        own = asked.breaches if asked.request.kind == "breach" else asked.contracts
        record = own[0].id if own else ids[0]
    return asked.desk.commands["history"].run(record, asked.message, asked.desk)


def reminders(asked: Asked) -> Reply:
    """The reminders still to come, for a record, a person, or all; the title says when the next one comes."""
    slots, now = asked.slots, asked.desk.now
    planned = sorted(_planned(asked), key=lambda one: (one.at, not one.urgent))
    inside = [one for one in planned if (slots.since or date.min) <= one.at.date() <= (slots.until or date.max)]
    lines = [record_words.reminder_line(short_day(one.at, now), one.about, tuple(one.to)) for one in inside]
    shown = lines[:MOST_REMINDERS]
    title: str = record_words.NO_REMINDERS
    for one in (inside or planned)[:1]:
        says = record_words.next_reminder if inside else record_words.none_then
        title = says(record_words.reminded_at(one.at, now), one.about, tuple(one.to))
    return Reply(
        title=title,
        parts=(
            *((Bullets(tuple(shown)),) if len(lines) > 1 else ()),
            *((Text(record_words.first_of(shown=len(shown), number=len(lines))),) if len(lines) > len(shown) else ()),
        ),
        choices=(Choice(record_words.SHOW_DEADLINES, "deadlines"),),
    )


@dataclass(slots=True)
class _Planned:
    """A day's reminders of one deadline, or the week's list: when the first goes out, and to whom, each once."""

    about: str
    at: datetime
    urgent: bool = False
    to: dict[str, None] = field(default_factory=dict)

    def add(self, at: datetime, reader: str) -> None:
        self.at = min(self.at, at)
        self.to[reader] = None


def _planned(asked: Asked) -> Iterable[_Planned]:
    """The reminders to come: those of the sender, or of what fits."""
    desk, slots, setup = asked.desk, asked.slots, asked.desk.store.setup()
    mine = slots.person == names.ME
    timeless = replace(slots, since=None, until=None, period="", person="" if mine else slots.person)
    found = dict[tuple[date, str], _Planned]()
    for deadline in select.deadlines(replace(asked, request=replace(asked.request, slots=timeless))):
        owner, about, urgent = owner_of(deadline, desk), called_by(deadline, desk), is_urgent(deadline)
        for reminder, at in _coming(deadline, desk):
            to = recipient_of(reminder).value
            missing = to == Recipient.SUPERINTENDENT and not setup.superintendent
            if not missing and (not mine or _reaches(to, deadline, asked)):
                one = found.setdefault((at.date(), about), _Planned(about, at, urgent))
                one.add(at, reader_of(to, owner, desk))
    late = overdue(desk.store.deadlines(status=Status.OPEN), desk.today)
    of_all = not (slots.ids or slots.records or slots.vendor or timeless.person)
    for reminder, at in _coming(None, desk) if late and of_all else ():
        if kind_of(reminder) is StepKind.DIGEST:
            about = record_words.digest(number=len(late))
            found.setdefault((at.date(), about), _Planned(about, at)).add(at, record_words.TO["team"])
    return found.values()


def reader_of(recipient: str, owner: str, desk: Desk) -> str:
    """Who reads it: of an owner who cannot be messaged, and a lead whom nobody named, those who are told instead."""
    if recipient == Recipient.LEAD and not desk.store.setup().lead:
        return record_words.TO["team"]
    if recipient != Recipient.OWNER or not owner:
        return record_words.TO[recipient]
    if names.owner_warnings(owner, desk):
        return record_words.TO["lead" if names.can_message(desk.store.setup().lead, desk) else "team"]
    return f"{record_words.TO['owner']} ({names.display_name(owner, desk)})"


def _coming(deadline: Deadline | None, desk: Desk) -> Iterator[tuple[Reminder, datetime]]:
    """The reminders of a deadline, or the week's lists, that are still to be sent, each with its moment."""
    setup = desk.store.setup()
    for one in desk.store.reminders(deadline.id if deadline else ""):
        if not (one.sent_at or one.withdrawn):
            yield one, goes_out(one, deadline, setup, desk.now)


def _reaches(to: str, deadline: Deadline, asked: Asked) -> bool:
    """Whether a reminder to that recipient reaches who asks."""
    setup, who = asked.desk.store.setup(), asked.message.who
    people = {"owner": owner_of(deadline, asked.desk), "lead": setup.lead, "superintendent": setup.superintendent}
    return people[to] == who if to in people else role_of(asked.message, asked.desk).includes(Role.PRIVACY)


def roles(asked: Asked) -> Reply:
    """Who may do what; first the person asked about."""
    reply = asked.desk.commands["roles"].run("", asked.message, asked.desk)
    if not asked.slots.person:
        return reply
    if asked.slots.person == names.ME:
        role = role_of(asked.message, asked.desk)
    else:
        person = asked.desk.store.person(asked.slots.person)
        role = person.role if person else asked.desk.store.setup().members
    line = Text(record_words.roles_of(name=asked.person, role=people_words.MAY[role]))
    return replace(reply, parts=(line, *reply.parts))


def settings(asked: Asked) -> Reply:
    """The district's settings, closures included."""
    desk, setup = asked.desk, asked.desk.store.setup()
    place = desk.store.place(setup.place)
    values = (
        setup.district,
        setup.site,
        names.place_name(place) if place else "",
        names.display_name(setup.lead, desk) or record_words.NOBODY,
        names.display_name(setup.superintendent, desk) or record_words.NOBODY,
        f"{setup.morning} to {setup.evening}",
        ", ".join(map(str, setup.before)),
        ", ".join(setup.closures) or record_words.NO_CLOSURES,
    )
    rows = zip(record_words.SETTINGS, values, strict=True)
    return Reply(
        title=record_words.SETTINGS_TITLE,
        parts=(Facts(tuple((label, value) for label, value in rows if value)), Text(record_words.SETTINGS_HOW)),
        choices=(Choice(record_words.SETTINGS_TITLE, "setup"),),
    )


def yearly(asked: Asked) -> Reply:
    """The yearly notice to families, in the language that was asked for."""
    language = " es" if record_words.WANTS_SPANISH.search(asked.message.text) else ""
    return asked.desk.commands["notice"].run(f"yearly{language}", asked.message, asked.desk)


def export(asked: Asked) -> Reply:
    """All records in one file, in the format named; else an Excel workbook."""
    text = asked.message.text.lower()
    format = next((name for name, said in _FORMATS.items() if re.search(rf"\b(?:{said})\b", text)), "xlsx")
    return asked.desk.commands["export"].run(format, asked.message, asked.desk)


def helped(asked: Asked) -> Reply:
    """What the bot can do."""
    return asked.desk.commands["help"].run("", asked.message, asked.desk)
