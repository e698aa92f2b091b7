"""The drill, step by step: its own store, desk and clock, the real commands inside it, the debrief and its end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from handlers.deadlines.words import duty_title
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import (
    LONGEST_LABEL,
    LONGEST_TITLE,
    MOST_CHOICES,
    Bullets,
    Choice,
    File,
    Part,
    Quote,
    Reply,
    Row,
    Rows,
    Text,
)
from handlers.dialogue.words import NOT_ADVICE
from handlers.drill import words
from handlers.forms import words as form_words
from handlers.forms.filling import unchanged
from handlers.law import words as law_words
from handlers.people.names import display_name
from knowledge.counting import count, day_of
from knowledge.law import NOTICE_RECEIVED
from storage.embedded.store import open_embedded
from storage.port import Store
from storage.records import Breach, Contract, Deadline, Event, Person, Place, Record, Role, Setup, Status

FOUND, TOLD = date(2024, 12, 28), datetime(2025, 1, 7, 9, 0)  # noqa: DTZ001 - in the district's own zone
"""When the vendor found the breach, and when its e-mail comes to the district."""
EXECUTED = date(2024, 7, 1)
PAUSE, KEPT = timedelta(minutes=30), timedelta(days=7)
"""The most time that one pause adds to the drill's clock; how long an unused drill is kept."""
MORNING = time(9)
LOCAL = "local"


@dataclass(slots=True, weakref_slot=True)
class Drill:
    """One person's drill; ``now`` is the drill's own time, ``seen`` the real time of their last step."""

    folder: Path
    store: Store
    now: datetime
    seen: datetime

    def tick(self, real: datetime) -> None:
        """Moves the drill's clock on by the real time since the last step, at most by `PAUSE`."""
        self.now += min(max(real - self.seen, timedelta()), PAUSE)
        self.seen = real

    def next_morning(self, desk: Desk) -> None:
        """Moves the drill's clock to the next morning."""
        day = self.now.astimezone(desk.zone).date() + timedelta(days=1)
        self.now = datetime.combine(day, MORNING, desk.zone).astimezone(UTC)

    def desk(self, desk: Desk) -> Desk:
        """The drill's own desk: nothing reached from it belongs to the district."""
        bare = replace(desk, now=self.now.astimezone(desk.zone), records=self.store, role=Role.ADMIN, admins=())
        bare = replace(bare, written=[], register="", waiting=None, page_checks=None, sealed=None, drills={})
        return replace(bare, mail=False, invites=None)


def running(message: Message, desk: Desk) -> Drill | None:
    """The sender's drill, its clock up to date; None where they have none."""
    current = desk.drills.get(_key(message))
    if isinstance(current, Drill):
        current.tick(desk.now)
        return current
    return None


def begin(message: Message, desk: Desk) -> Drill:
    """Opens a drill for the sender, and drops those unused for too long."""
    stale_keys = [key for key, one in desk.drills.items() if isinstance(one, Drill) and desk.now - one.seen > KEPT]
    for key in stale_keys:
        _drop(key, desk)
    folder = Path(mkdtemp(prefix="dpa-drill-"))
    store = open_embedded(folder, "drill")
    now = TOLD.replace(tzinfo=desk.zone).astimezone(UTC)
    who, district = display_name(message.who, desk), desk.store.setup().district
    store.change(
        Event(who="clock", what="setup", when=now, surface="clock"),
        lambda draft: [*_seed(message.who, who, district), _contract(draft.new_id(Contract))],
    )
    drill = Drill(folder, store, now, desk.now)
    finalize(drill, rmtree, folder, ignore_errors=True)  # also when the process ends
    desk.drills[_key(message)] = drill
    return drill


def end(message: Message, desk: Desk) -> None:
    """Deletes the sender's drill and its folder."""
    _drop(_key(message), desk)


def _key(message: Message) -> str:
    """The key of the sender's drill; people without a name use the bot's own computer and share one."""
    return message.who or LOCAL


def _drop(key: str, desk: Desk) -> None:
    found = desk.drills.pop(key, None)
    if isinstance(found, Drill):
        rmtree(found.folder, ignore_errors=True)


def _seed(id: str, name: str, district: str) -> Iterator[Record]:
    """A place for reminders, so that no warning says it is missing, and the person in the drill."""
    yield Place(id="drill", surface="drill", name=words.DRILL, private=True)
    if id:
        yield Person(id=id, name=name, role=Role.ADMIN, place="drill")
    yield Setup(district=words.marked_district(district), place="drill")


def _contract(id: str) -> Contract:
    return Contract(id=id, vendor=words.VENDOR, product=words.PRODUCT, executed=EXECUTED, purpose=words.PURPOSE)


def debrief(desk: Desk) -> Reply:
    """What was logged when, what was late, and what was noted wrongly; ``desk`` is the drill's."""
    breaches = [one for one in desk.store.breaches() if not one.withdrawn]
    lines = [line for breach in breaches for line in _breach_lines(breach, desk)] or [words.NOT_LOGGED, *_due(desk)]
    slips = [slip for breach in breaches for slip in _slips(breach)]
    parts: list[Part] = [Text(words.REAL), Bullets(tuple(lines))]
    if slips:
        parts += [Text(words.SLIPS, heads=True), Bullets(tuple(slips))]
    duties = [one for breach in breaches for one in _boards(breach, desk)]
    late = sum(_is_late(one, desk) for one in duties)
    return Reply(
        title=words.title(words.debriefed(late, len(duties))),
        parts=(*parts, Text(words.OVER)),
        choices=(Choice(words.AGAIN, "drill"),),
        tone="done" if duties and not late else "plain",
        footer=f"{words.FOOTER} {NOT_ADVICE}",
    )


def open_duties(desk: Desk) -> list[Deadline]:
    """The board's open deadlines in the drill."""
    breaches = [one for one in desk.store.breaches() if not one.withdrawn]
    return [one for breach in breaches for one in _boards(breach, desk) if one.status is Status.OPEN]


def _boards(breach: Breach, desk: Desk) -> list[Deadline]:
    found = desk.store.deadlines(record=breach.id)
    return [one for one in found if one.who == "board" and one.status is not Status.WITHDRAWN]


def _breach_lines(breach: Breach, desk: Desk) -> Iterator[str]:
    logged = next((one.when for one in desk.store.history(breach.id) if breach.id in one.made), desk.now)
    yield words.logged(breach.id, logged.astimezone(desk.zone), _since_told(logged, desk))
    for one in _boards(breach, desk):
        closed = one.closed.astimezone(desk.zone) if one.closed else None
        yield words.duty(duty_title(one, desk.law), one.last_day, one.cite, closed, late=_days_late(one, desk))


def _since_told(logged: datetime, desk: Desk) -> int:
    told = TOLD.replace(tzinfo=desk.zone)
    return max(0, round((logged - told).total_seconds() / 60))


def _due(desk: Desk) -> Iterator[str]:
    """What would have been due, where no breach was logged."""
    told = TOLD.date()
    for duty in desk.law.on(told).clocks_of(NOTICE_RECEIVED):
        due = count(duty.within, told, desk.calendar)
        if due.last:
            yield words.duty(duty.title, day_of(due.last), law_words.pin(duty.cite), None, late=0)


def _days_late(one: Deadline, desk: Desk) -> int:
    done = one.closed.astimezone(desk.zone).date() if one.closed else desk.today
    return max(0, (done - one.last_day).days)


def _is_late(one: Deadline, desk: Desk) -> bool:
    return one.status is Status.OPEN or _days_late(one, desk) > 0


def _slips(breach: Breach) -> Iterator[str]:
    """Days that were noted differently from the vendor's e-mail."""
    told = day_of(breach.board_told) if breach.board_told else None
    if breach.discovered != FOUND:
        yield words.slip(words.DISCOVERED, breach.discovered, FOUND)
    if told != TOLD.date():
        yield words.slip(words.WAS_TOLD, told, TOLD.date())


INNER = frozenset(
    {
        "log-breach",
        "received",
        "breach",
        "breaches",
        "deadline",
        "deadlines",
        "done",
        "undo",
        "notice",
        "notice-sent",
        "details",
        "correct",
        "history",
    }
)
"""The commands that work in a drill."""
NAME = "drill"


def marked(reply: Reply, clock: Part, choices: Sequence[Choice], more: Iterable[Part] = ()) -> Reply:
    """The reply marked as the drill's: its clock above, its own buttons below, and no effect outside."""
    own_commands = {one.say for one in choices}
    drill_choices = [_choice(one) for one in reply.choices if _is_inner(one.say)]
    kept = [one for one in drill_choices if one.say not in own_commands][: MOST_CHOICES - len(choices)]
    form = (
        replace(reply.form, say=f"{NAME} {reply.form.say}", title=words.title(reply.form.title)) if reply.form else None
    )
    return replace(
        reply,
        title=words.title(reply.title)[:LONGEST_TITLE],
        parts=(clock, *map(_part, reply.parts), *more),
        choices=(*kept, *choices),
        form=form,
        files=tuple(File(f"DRILL-{file.name}", file.media_type, file.content) for file in reply.files),
        private=True,
        event=None,
        effects=(),
        records=(),
        footer=f"{words.FOOTER} {reply.footer}".strip(),
    )


def _is_inner(say: str) -> bool:
    return say.partition(" ")[0] in INNER


def _choice(choice: Choice) -> Choice:
    return replace(choice, say=f"{NAME} {choice.say}", primary=False)


def _part(part: Part) -> Part:
    return replace(part, rows=tuple(map(_row, part.rows))) if isinstance(part, Rows) else part


def _row(row: Row) -> Row:
    return replace(
        row,
        opens=_choice(row.opens) if row.opens and _is_inner(row.opens.say) else None,
        actions=tuple(_choice(one) for one in row.actions if _is_inner(one.say)),
    )


NEXT, DEBRIEF, STOP = "next", "debrief", "stop"
OWN = (NEXT, DEBRIEF, STOP)
MOST_DUTIES = 2


def drill(rest: str, message: Message, desk: Desk) -> Reply:
    """``drill``: begins one, or shows how it stands; ``drill COMMAND``: the command inside it. Raises Sorry."""
    said = rest.strip()
    name, _, more = said.partition(" ")
    if message.look and name not in INNER:
        raise Sorry(form_words.ONLY_LOOKED)
    current = running(message, desk)
    if current is None:
        return _without(said, message, desk)
    if name in INNER:
        return _inner(name, more.strip(), current, message, desk)
    if name == STOP:
        end(message, desk)
        return Reply(title=words.title(words.STOPPED), parts=(Text(words.NOTHING_KEPT),), tone="done")
    if name == DEBRIEF:
        debriefing = debrief(current.desk(desk))
        end(message, desk)
        return debriefing
    if name == NEXT:
        current.next_morning(desk)
    return _standing(current, desk)


def _without(said: str, message: Message, desk: Desk) -> Reply:
    """Begins a drill; a command of a drill that is over is told so."""
    if said:
        again = Choice(words.AGAIN, "drill", primary=True)
        return Reply(title=words.title(words.NONE), parts=(Text(words.ENDED),), choices=(again,), tone="plain")
    return _standing(begin(message, desk), desk, Text(words.INTRO))


def _standing(now: Drill, desk: Desk, *before: Part) -> Reply:
    """The vendor's e-mail and what to do about it, or what is left to do."""
    drill_desk = now.desk(desk)
    is_logged = bool(drill_desk.store.breaches())
    said: tuple[Part, ...] = (
        (Text(words.LEFT if open_duties(drill_desk) else words.ALL_DONE),) if is_logged else tuple(_email())
    )
    reply = Reply(title=words.STANDING if is_logged else words.EMAIL_TITLE, parts=(*before, *said), tone="due")
    return marked(reply, Text(words.clock(now=drill_desk.now)), _next(drill_desk))


def _email() -> Iterator[Part]:
    yield Quote(words.email(discovered=FOUND))
    yield Text(words.WHAT_NOW)


def _inner(name: str, more: str, now: Drill, message: Message, desk: Desk) -> Reply:
    """Runs a command on the drill's desk. Raises Sorry."""
    drill_desk = now.desk(desk)
    if message.look:
        drill_desk = replace(drill_desk, records=unchanged(now.store))
    inner_message = replace(message, text=f"{name} {more}".strip(), parsed=None)
    try:
        reply = desk.commands[name].run(more, inner_message, drill_desk)
    except Sorry as sorry:
        raise Sorry(words.in_drill(str(sorry))) from None
    drill_desk = now.desk(desk)
    to_do = () if reply.form else (Text(words.LEFT if open_duties(drill_desk) else words.ALL_DONE, heads=True),)
    shown = to_do if drill_desk.store.breaches() else ()
    return marked(reply, Text(words.clock(now=drill_desk.now)), () if reply.form else _next(drill_desk), shown)


def _next(own: Desk) -> tuple[Choice, ...]:
    """The buttons for what can be done next; the first that the drill wants is primary."""
    breaches, duties = own.store.breaches(), open_duties(own)
    if not breaches:
        first = [Choice(words.LOG, "drill log-breach contract: C-1", primary=True)]
    elif duties:
        notice = Choice(words.NOTICE, f"drill notice breach {breaches[0].id}")
        first = [notice, *(_done(one, own) for one in duties[:MOST_DUTIES])]
    else:
        first = []
    last = Choice(words.SEE_DEBRIEF, f"drill {DEBRIEF}", primary=not first)
    return (*first, Choice(words.WAIT, f"drill {NEXT}"), last, Choice(words.STOP, f"drill {STOP}", aside=True))


def _done(deadline: Deadline, own: Desk) -> Choice:
    return Choice(words.done(duty_title(deadline, own.law))[:LONGEST_LABEL], f"drill done {deadline.id}")
