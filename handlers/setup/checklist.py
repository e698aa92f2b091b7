"""The checklist of the first hour (name me, import, fix, publish, invite), the places to choose, and the welcome."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.contracts.form import marks_of, missing_fields
from handlers.contracts.listing import SAY as LOG_CONTRACT
from handlers.deadlines.states import overdue, owner_of
from handlers.deadlines.status import title_of
from handlers.deadlines.steps import StepKind, goes_out, kind_of, recipient_of
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Choice, Facts, Reply, Text
from handlers.forms.filling import event_mark
from handlers.history.take_back import IMPORT, OF_IMPORTS
from handlers.people import names
from handlers.people.access import ASKED, admins, is_lead, may_begin, role_of
from handlers.people.chats import is_from_a_chat, read_id
from handlers.people.contacts import WELCOME, remember_welcome
from handlers.people.words import QUESTION, STAFF_ASKS, called, together
from handlers.records.district import reader_of
from handlers.register.checks import last_publication
from handlers.register.publish import known_address
from handlers.reminders.messages.posts import next_digest
from handlers.reminders.undelivered import open_rows
from handlers.setup import welcome_words
from handlers.setup import words as setup_words
from storage.records import Event, Person, Place, Role, Status


def place_here(message: Message, desk: Desk) -> Place | None:
    """The place of the message on file, also from a thread, whose id is the place's and the thread's; else None."""
    places = (message.place, message.place.rpartition(":")[0])
    return next((found for id in places if (found := desk.store.place(id))), None)


def shared_places(desk: Desk) -> list[Place]:
    """The private places of several people that the bot is in, and the one that is set up."""
    own, set_up = {person.place for person in desk.store.people()}, desk.store.setup().place
    return [
        place
        for place in desk.store.places()
        if place.private and (place.address or place.id == set_up) and place.id not in {setup_words.PAGE, *own}
    ]


def place_options(places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """The id and the name of each place; where several share a name, it says which one of them it is."""
    for place in places:
        alike = [one.id for one in places if one.name == place.name]
        name = names.place_name(place)
        yield (
            place.id,
            setup_words.one_of(name=name, number=alike.index(place.id) + 1, among=len(alike))
            if len(alike) > 1
            else name,
        )


def comparable(name: str) -> str:
    """A place's name for comparison: without the # before Slack's, which people leave out."""
    return name.removeprefix("#").casefold()


FIRST_CONTRACT = "C-1"
WORST, FAR = 3, date.max
GONE_THROUGH = frozenset({"provisions", "executed"})
"""The fields of a contract in which somebody fixes it."""
LOGS = frozenset({LOG_CONTRACT, IMPORT})
"""Commands that put contracts on record."""
STEPS = frozenset({"publish", "grant"})
"""Commands of which every change may do a step of the checklist."""
MOST_NAMED, MOST_PLACES = 3, 2
COMPLETE = frozenset({"administer", "setup"})
"""Commands whose buttons need no form: the result replaces the card."""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to set up: how it stands, and how the reader can do it, the best way first; none where it is done."""

    label: str
    says: str
    done: bool
    choices: tuple[Choice, ...] = ()
    asks: str = ""
    """What the reader is asked who can do it."""
    parts: tuple[ChecklistItem, ...] = ()
    """What it consists of, while something of it is left."""
    beside: tuple[Choice, ...] = ()
    """What it left to be done, whatever comes next."""


def checklist(message: Message, desk: Desk) -> tuple[ChecklistItem, ...]:
    """The items in their order, for the sender of the message. Raises StoreError."""
    role = role_of(message, desk)
    return (
        _named((_administrator(message, desk), _reminders(message, desk, role), _lead(message, desk, role))),
        _imported(desk, role),
        _fixed(desk, role),
        _published(desk, role),
        _invited(desk, role),
    )


def is_finished(items: tuple[ChecklistItem, ...]) -> bool:
    """Whether nothing is left to be done."""
    return all(item.done for item in items)


def concerns(items: tuple[ChecklistItem, ...], message: Message, desk: Desk) -> bool:
    """Whether something is left, and the sender sets the bot up, may begin to, or leads and can do a part of it."""
    if is_finished(items):
        return False
    leads = is_lead(message, desk) and _next(items) is not None
    return role_of(message, desk) is Role.ADMIN or may_begin(message, desk) or leads


def _next(items: tuple[ChecklistItem, ...]) -> ChecklistItem | None:
    """The first item that the reader can do; None where there is none."""
    return next((item for item in items if item.choices), None)


def _choices(item: ChecklistItem | None) -> tuple[Choice, ...]:
    found = item.choices if item else ()
    return tuple(
        replace(choice, primary=not number, settles=choice.say.partition(" ")[0] in COMPLETE)
        for number, choice in enumerate(found)
    )


def with_checklist(reply: Reply, items: tuple[ChecklistItem, ...]) -> Reply:
    """The reply with the items, each marked done or open, what the reader is asked next, and the buttons for it."""
    if is_finished(items):
        return reply
    listed = Facts(tuple(row for item in items for row in _rows(item)))
    item = _next(items)
    asked = (Text(item.asks),) if item else ()
    beside = (choice for one in items for choice in one.beside)
    return replace(reply, parts=(*reply.parts, listed, *asked), choices=(*_choices(item), *beside, *reply.choices))


ALL_STEPS = Choice(welcome_words.ALL_STEPS, f"help {welcome_words.STEPS}")


def with_next_step(reply: Reply, message: Message, desk: Desk, *, apart: bool = False) -> Reply:
    """The reply with what comes next in one line and its buttons, and a button that shows all items.

    For who has no part in it, the reply alone. ``apart``: what the buttons lead to does not replace this reply.
    """
    items = checklist(message, desk)
    if not concerns(items, message, desk):
        return reply
    step = _next(items) or next(item for item in items if not item.done)
    line = Text(welcome_words.next_step(number=items.index(step) + 1, among=len(items), asks=step.asks))
    own = {one.say: replace(one, primary=False) for one in reply.choices}
    offered = [replace(own.pop(one.say, one), primary=one.primary) for one in _choices(step)]
    offered = [replace(one, settles=False) if apart else one for one in offered]
    choices = (*offered, ALL_STEPS, *own.values())[:MOST_CHOICES]
    return replace(reply, parts=(*reply.parts, line), choices=choices)


def _rows(item: ChecklistItem) -> Iterator[tuple[str, str]]:
    """The item, and below it its parts."""
    yield welcome_words.item(item.label, done=item.done), item.says
    yield from ((welcome_words.part(part.label, done=part.done), part.says) for part in item.parts)


def _administrator(message: Message, desk: Desk) -> ChecklistItem:
    administrators = [called(one) for one in admins(desk.store, desk)]
    if administrators:
        return ChecklistItem(
            welcome_words.ADMINISTRATOR, together(administrators, MOST_NAMED, welcome_words.AND), done=True
        )
    if desk.role is Role.ADMIN:
        return ChecklistItem(welcome_words.ADMINISTRATOR, welcome_words.THIS_COMPUTER, done=True)
    asked = ASKED if may_begin(message, desk) else ()
    return ChecklistItem(welcome_words.ADMINISTRATOR, welcome_words.NOBODY, done=False, choices=asked, asks=QUESTION)


def _reminders(message: Message, desk: Desk, role: Role) -> ChecklistItem:
    if set_up := desk.store.setup().place:
        place = desk.store.place(set_up)
        return ChecklistItem(welcome_words.REMINDERS, (place.name or place.id) if place else set_up, done=True)
    shared = shared_places(desk)
    if not shared and not _has_chats(message, desk):
        return ChecklistItem(welcome_words.REMINDERS, welcome_words.ON_PAGE, done=True)
    here = place_here(message, desk)
    if role is not Role.ADMIN:
        offered: tuple[Choice, ...] = ()
    elif here in shared:
        offered = (Choice(welcome_words.HERE, _marked("setup place: here", desk)),)
    else:
        offered = tuple(
            Choice(welcome_words.there(name), _marked(f"setup place: {id}", desk))
            for id, name in (*place_options(shared),)[:MOST_PLACES]
        )
    asks = welcome_words.IS_IT_HERE if here in shared else welcome_words.WHERE
    says, asks = (welcome_words.NOT_CHOSEN, asks) if shared else (welcome_words.ADD_ME, welcome_words.ADD_ME_FIRST)
    return ChecklistItem(welcome_words.REMINDERS, says, done=False, choices=offered, asks=asks)


def _lead(message: Message, desk: Desk, role: Role) -> ChecklistItem:
    if lead := desk.store.setup().lead:
        return ChecklistItem(welcome_words.LEAD, names.display_name(lead, desk), done=True)
    if not _has_chats(message, desk):
        by_name = (Choice(welcome_words.NAME_LEAD, "grant lead"),) if role is Role.ADMIN else ()
        return ChecklistItem(
            welcome_words.LEAD, welcome_words.NOT_NAMED, done=False, choices=by_name, asks=welcome_words.WHO_LEADS
        )
    may = role is Role.ADMIN and bool(read_id(message.who))
    offered = (
        (
            Choice(welcome_words.I_LEAD, _marked("setup lead: me", desk)),
            Choice(welcome_words.ANOTHER_LEADS, "grant lead"),
        )
        if may
        else ()
    )
    return ChecklistItem(
        welcome_words.LEAD, welcome_words.NOT_NAMED, done=False, choices=offered, asks=welcome_words.WHO_LEADS
    )


def _marked(say: str, desk: Desk) -> str:
    """The command marked with the setup's last change, so that an old button cannot undo a newer choice."""
    return event_mark(say, max((one.number for one in desk.store.history(desk.store.setup().id)), default=0))


def _named(parts: Sequence[ChecklistItem]) -> ChecklistItem:
    """Who administers, where reminders go and who leads: the next that the reader can do, else the first left."""
    left = [part for part in parts if not part.done]
    if not left:
        return ChecklistItem(welcome_words.NAME_ME, parts[-1].says, done=True)
    first = next((part for part in left if part.choices), left[0])
    says = welcome_words.named(done=len(parts) - len(left), among=len(parts))
    return replace(first, label=welcome_words.NAME_ME, says=says, done=False, parts=tuple(parts))


def _imported(desk: Desk, role: Role) -> ChecklistItem:
    if desk.store.contract(FIRST_CONTRACT):
        left = tuple(open_rows(desk)) if role.includes(Role.PRIVACY) else ()
        says = "; ".join((welcome_words.ON_RECORD, *(one.label for one in left)))
        return ChecklistItem(welcome_words.IMPORT, says, done=True, beside=left[:1])
    ways = (Choice(welcome_words.IMPORT_LIST, "import"), Choice(welcome_words.LOG_FIRST, LOG_CONTRACT))
    offered = ways if role.includes(Role.PRIVACY) else ()
    return ChecklistItem(
        welcome_words.IMPORT, welcome_words.NOT_LOGGED, done=False, choices=offered, asks=welcome_words.LOG_ONE
    )


def _fixed(desk: Desk, role: Role) -> ChecklistItem:
    """Done once somebody went through three contracts, or none lacks that: provisions, and the day of signing.

    What a spreadsheet told of a contract was gone through by nobody here.
    """
    kept = [one for one in desk.store.contracts() if not one.withdrawn]
    unmarked = {one.id: len(marks_of(one, desk).unchecked) for one in kept}
    gaps = {one.id: unmarked[one.id] + (one.executed is None) for one in kept}
    lacking = {id: number for id, number in gaps.items() if number}
    if kept and (not lacking or len(_gone_through(desk) & (gaps.keys() - lacking.keys())) >= WORST):
        return ChecklistItem(welcome_words.FIX, welcome_words.FIXED, done=True)
    worst = sorted((one for one in kept if one.id in lacking), key=lambda one: (-lacking[one.id], one.executed or FAR))
    offered = tuple(
        Choice(welcome_words.fix(one), f"correct {one.id} {', '.join(missing_fields(one, desk))}")
        for one in worst[:WORST]
    )
    undated = sum(one.executed is None for one in kept)
    says = welcome_words.lacking(undated, sum(map(bool, unmarked.values()))) if kept else welcome_words.FIRST_IMPORT
    may = role.includes(Role.PRIVACY)
    return ChecklistItem(
        welcome_words.FIX, says, done=False, choices=offered if may else (), asks=welcome_words.WHICH_FIRST
    )


def _gone_through(desk: Desk) -> set[str]:
    """The records of which somebody told the provisions or the day of signing here, not by a spreadsheet."""
    by_hand = [event for event in desk.store.events() if event.what not in OF_IMPORTS]
    return {id for event in by_hand for id, found in event.after.items() if found.keys() & GONE_THROUGH}


def _published(desk: Desk, role: Role) -> ChecklistItem:
    """Done once families can see it: on the bot's own website, or at the address with which it was published last."""
    setup, last = desk.store.setup(), last_publication(desk)
    if last and (setup.register or last.address):
        says = welcome_words.PUBLISHED if setup.register else welcome_words.WRITTEN
        return ChecklistItem(welcome_words.PUBLISH, says, done=True)
    may = role.includes(Role.PRIVACY) and desk.store.contract(FIRST_CONTRACT)
    offered = (Choice(welcome_words.PUBLISH_NOW, "register"),) if may else ()
    says, asks = (
        (welcome_words.NOT_PUBLISHED, welcome_words.WHAT_IS_SEEN)
        if last is None
        else (welcome_words.WITHOUT_ADDRESS, welcome_words.WITH_ITS_ADDRESS)
        if known_address("", desk)
        else (welcome_words.PREPARED, welcome_words.ITS_ADDRESS)
    )
    return ChecklistItem(welcome_words.PUBLISH, says, done=False, choices=offered, asks=asks)


def _invited(desk: Desk, role: Role) -> ChecklistItem:
    if _helpers(desk):
        return ChecklistItem(welcome_words.INVITE, welcome_words.INVITED, done=True)
    offered = (Choice(welcome_words.INVITE_SOMEBODY, "grant"),) if role is Role.ADMIN else ()
    return ChecklistItem(
        welcome_words.INVITE, welcome_words.ALONE, done=False, choices=offered, asks=welcome_words.WHO_HELPS
    )


def _helpers(desk: Desk) -> list[Person]:
    """Who has a role beside the first administrator and the privacy lead, who are named in a step of their own."""
    named = {desk.store.setup().lead, *(one.id for one in admins(desk.store, desk)[:1])}
    return [one for one in desk.store.people() if one.role.includes(Role.STAFF) and one.id not in named]


FIRST_HOUR, KEPT = "first hour", timedelta(days=400)
"""What is counted once the checklist is done, and for how long a count is kept."""


def _ending(desk: Desk) -> tuple[Text, ...]:
    """Said once, after the last step: that all is done, what is overdue now, and the next reminder."""
    if desk.store.counted(FIRST_HOUR, desk.today - KEPT, desk.today + timedelta(days=1)):
        return ()
    desk.store.count(FIRST_HOUR, desk.today)
    late = [title_of(one, desk) for one in overdue(desk.store.deadlines(status=Status.OPEN), desk.today)]
    told = (Text(welcome_words.overdue_now(what=together(late, MOST_NAMED, welcome_words.AND))),) if late else ()
    coming = next_reminder(desk)
    ahead = (Text(welcome_words.your_next_reminder(on=coming.on, about=coming.about, to=coming.to)),) if coming else ()
    return (Text(welcome_words.ALL_DONE), *told, *ahead)


def with_next_reminder(reply: Reply, desk: Desk) -> Reply:
    """The reply; where its command put contracts on record, with the next reminder of one of them."""
    written = desk.written[-1] if desk.written and desk.written[-1].what in LOGS else None
    if written is None or (coming := next_reminder(desk, frozenset(written.made))) is None:
        return reply
    on, single = wording.short_day(coming.on, desk.now), len([*filter(desk.store.contract, written.made)]) == 1
    if single and coming.at_once:  # the reply says what it is about
        says = welcome_words.reminded_at_once(on=wording.month_day(coming.on), to=coming.to)
    elif single:
        says = welcome_words.reminded_of_it(on=on, to=coming.to)
    else:
        says = welcome_words.reminded_next(on=on, about=coming.about, to=coming.to)
    return replace(reply, parts=(*reply.parts, Text(says)))


@dataclass(frozen=True, slots=True)
class NextReminder:
    """When the next reminder comes, what it is of, and who gets it."""

    on: datetime
    about: str
    to: str
    at_once: bool = False
    """Whether one goes out this minute besides."""


def next_reminder(desk: Desk, made: Container[str] = ()) -> NextReminder | None:
    """The next reminder; None where none is to come but what goes out this minute. Where ``made``, of one of these.

    Of what is overdue, a list reminds: its owner's, or the weekly digest.
    """
    found = [one for one in desk.store.deadlines(status=Status.OPEN) if not made or one.record in made]
    ids, late = {one.id for one in found}, len(overdue(found, desk.today))
    digests = next_digest(desk) if late else []
    steps = [
        one
        for one in desk.store.due(desk.now + KEPT)
        if one.deadline in ids or (late and kind_of(one) is StepKind.DIGEST)
    ]
    setup, at_once = desk.store.setup(), False
    for step in sorted([*steps, *digests], key=lambda one: one.due_at):
        deadline = desk.store.deadline(step.deadline)
        on = goes_out(step, deadline, setup, desk.now)
        if on > desk.now:
            alone = deadline and not overdue([deadline], desk.today)
            told = welcome_words.one_deadline(title=title_of(deadline, desk)) if deadline and alone else ""
            to = reader_of(recipient_of(step), owner_of(deadline, desk) if deadline else "", desk)
            return NextReminder(on, told or welcome_words.overdue_list(number=late), to, at_once)
        at_once = True
    return None


def _has_chats(message: Message, desk: Desk) -> bool:
    """Whether anybody speaks to the bot in a chat, or is named as an administrator there."""
    return bool(desk.admins) or any(map(is_from_a_chat, (message.who, *_ids(desk))))


def _ids(desk: Desk) -> list[str]:
    return [*(person.id for person in desk.store.people()), *(place.id for place in desk.store.places())]


__all__ = ["getting_started", "remember_welcome", "welcome", "welcome_to_place", "welcomes_to_refresh"]
QUESTIONS = tuple(Choice(said, said) for said in wording.FIRST_QUESTIONS)
STAFF_QUESTIONS = tuple(Choice(label, said) for label, said in STAFF_ASKS.items())


def getting_started(message: Message, desk: Desk) -> Reply | None:
    """The checklist with its one primary button; None where the sender has no part in it, or all is done.

    Raises StoreError.
    """
    if desk.records is None or message.outsider or message.public:
        return None
    items = checklist(message, desk)
    return _listed(items) if concerns(items, message, desk) else None


def _listed(items: tuple[ChecklistItem, ...]) -> Reply:
    return with_checklist(
        Reply(title=welcome_words.progress(done=sum(item.done for item in items), among=len(items))), items
    )


def takes_a_step(command: str, written: Event) -> bool:
    """Whether the change may do a step outside the setup: a first contract, provisions, a publication, a person."""
    fixed = written.what not in LOGS and any(GONE_THROUGH & found.keys() for found in written.after.values())
    return command in STEPS or FIRST_CONTRACT in written.made or fixed


def led_on(reply: Reply, message: Message, desk: Desk) -> Reply:
    """The reply to what does a step of the checklist, with the next step; after the last one, the next reminder."""
    if is_finished(checklist(message, desk)) and (ending := _ending(desk)):
        return replace(reply, parts=(*reply.parts, *ending))
    return with_next_step(with_next_reminder(reply, desk), message, desk, apart=True)


def welcome(message: Message, desk: Desk) -> Reply:
    """What somebody reads who opens the app: what is to be set up, if they do that, and questions to ask.

    Raises StoreError.
    """
    started = getting_started(message, desk)
    if started is None:
        return Reply(
            title=wording.WELCOME_TITLE,
            parts=(Text(wording.WELCOME),),
            choices=STAFF_QUESTIONS if role_of(message, desk) is Role.STAFF else QUESTIONS,
            footer=wording.NOT_ADVICE,
        )
    return replace(
        started,
        parts=(Text(wording.WELCOME), *started.parts),
        choices=(*started.choices, *(replace(one, aside=True) for one in QUESTIONS)),
        footer=wording.NOT_ADVICE,
    )


def welcome_to_place(message: Message, desk: Desk) -> tuple[Reply, Reply | None]:
    """What everybody in a place reads, and what the person who added the app reads alone, if there is more for them.

    Everybody is shown how the setup stands where only the place's own people read it, and no button that some of them
    may not press; that person reads beside it what they are asked next, with its buttons. Raises StoreError.
    """
    own = getting_started(message, desk)
    asked = tuple(one for one in own.parts if not isinstance(one, Facts)) if own and own.choices else ()
    return _to_all(message, desk), replace(own, parts=asked) if own and asked else None


def _to_all(message: Message, desk: Desk) -> Reply:
    if message.public or desk.records is None:
        parts, title = (Text(welcome_words.OPEN_PLACE),), wording.WELCOME_TITLE
        return Reply(title=title, parts=parts, choices=QUESTIONS, footer=wording.NOT_ADVICE, private=False)
    items = checklist(replace(message, who="", owner=False), replace(desk, role=Role.EVERYONE))
    texts = Text(welcome_words.CLOSED_PLACE), *((Text(welcome_words.ALL_SET),) if is_finished(items) else ())
    reply = Reply(title=wording.WELCOME_TITLE, parts=texts, footer=wording.NOT_ADVICE, private=False)
    return replace(with_checklist(reply, items), choices=QUESTIONS)


def welcomes_to_refresh(changed: Event | None, desk: Desk) -> Iterator[tuple[str, Reply]]:
    """The address of each welcome shown and its new text, where the event changes an item of the checklist."""
    if changed is None or desk.records is None or not _ticks(changed, desk):
        return
    owners = {person.place: person for person in desk.store.people() if person.place}
    for place in desk.store.places():
        reader, sent_as = owners.get(place.id), place.address.get(WELCOME)
        message = Message(
            "", surface=place.surface, place=place.id, who=reader.id if reader else "", owner=bool(reader)
        )
        if sent_as and reader and _turns(changed, message, desk):
            yield sent_as, welcome(message, desk)
        elif sent_as and not reader and place.private:
            yield sent_as, _to_all(message, desk)


def _turns(changed: Event, message: Message, desk: Desk) -> bool:
    """Whether the welcome of one person, who sends the message, shows the checklist or did so before the event."""
    own = "role" in changed.after.get(message.who, {})
    roles = [found.get("role") for by_id in (changed.before, changed.after) for found in by_id.values()]
    sets_up = role_of(message, desk) is Role.ADMIN or may_begin(message, desk) or is_lead(message, desk)
    return own or Role.ADMIN in roles or sets_up


SHOWN = ("place", "lead", "published", "register")
"""The settings that the checklist shows; of what was published, the address too."""


def _ticks(changed: Event, desk: Desk) -> bool:
    """Whether the event is about what the checklist shows of the setup, a person's role, or the first contract."""
    setup = desk.store.setup()
    was, now = (by_id.get(setup.id, {}) for by_id in (changed.before, changed.after))
    shown = (*SHOWN, "site") if setup.published else SHOWN
    return (
        any((was.get(one) or None) != (now.get(one) or None) for one in shown)
        or FIRST_CONTRACT in (*changed.touched, *changed.made)
        or any("role" in found for found in changed.after.values())
    )
