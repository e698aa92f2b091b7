"""Messages to one person or the team about no deadline: roles, missing pages, training, app requests, an outage."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from handlers.apps.asking import decision_post, list_post
from handlers.deadlines.steps import Step, StepKind, Unsaid, kind_of, next_posting_time, read_step, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.forms.filling import change
from handlers.links import pages_post
from handlers.people import names
from handlers.people import words as people_words
from handlers.people.chats import is_from_a_chat
from handlers.people.page_people import email_of
from handlers.reminders import words
from handlers.reminders.channels import PAGE, Place, RetryLater, Unreachable, own_chat, own_places
from handlers.reminders.messages.readers import for_place
from handlers.reminders.messages.words import ALL
from handlers.reminders.sending.batch import Batch, PostResult, Result
from handlers.reminders.sending.deliver import TRIES_PER_PLACE, failed, hold
from handlers.training.commands import nudge
from storage.port import Draft
from storage.records import Event, Person, Record, Reminder, Role, Setup
from storage.transient import AccessToken, fingerprint

GIVING = frozenset({"grant", "revoke", "setup", "administer"})
"""The commands that give or take a role."""
NO_CHAT_PAUSE, GIVES_UP = timedelta(minutes=10), timedelta(days=30)
"""How long to wait for a person without a chat before the next try, and after how long to give up."""
SEEN_BY = timedelta(days=365)
"""How long a notice waits for a person who has to come to the page to read it."""


def with_notices(records: Sequence[Record], ids: set[str], message: Message, draft: Draft, desk: Desk) -> list[Record]:
    """The records of a change, with reminders that tell these people of it; not the person who makes it."""
    recipients = sorted(id for id in ids - {message.who} if is_from_a_chat(id))
    written_ids = {record.id for record in records}
    people = [draft.person(id) or Person(id=id) for id in recipients if id not in written_ids]
    steps = (reminder_for(Step(StepKind.ROLE, on=desk.now.astimezone(UTC), to=id), "", desk.now) for id in recipients)
    return [*records, *people, *steps]


def newest_notices(steps: Sequence[Reminder], batch: Batch) -> list[Reminder]:
    """The last notice for each person, which has the present role; earlier ones are closed unsent."""
    newest = {step.where: step for step in sorted(steps, key=lambda step: step.step)}
    if older := [step for step in steps if step not in newest.values()]:
        batch.began.store.mark_sent(older, batch.now(), Unsaid.NOTHING_TO_TELL)
    return list(newest.values())


def tell_role(step: Reminder, batch: Batch) -> PostResult:
    """Sends a notice of a role at any hour; holds it while the person has no chat with the bot."""
    reply = role_notice(step.where, batch.desk())
    return _tell(step, reply, lambda desk: own_chat(step.where, desk, batch.channels), batch, at_any_hour=True)


def _tell(
    step: Reminder,
    reply: Reply | None,
    place_in: Callable[[Desk], Place | None],
    batch: Batch,
    *,
    at_any_hour: bool = False,
) -> PostResult:
    """Sends it in working hours, and holds it while it has no place; closes what says nothing or is too old."""
    desk = batch.desk()
    if reply is None or desk.now - step.due_at > GIVES_UP:
        desk.store.mark_sent([step], desk.now, Unsaid.NOT_NEEDED)
        return PostResult(Result.NOT_NEEDED)
    if not at_any_hour and (allowed := next_posting_time(desk.now, batch.setup)) > desk.now:
        return hold([step], allowed)
    place = place_in(desk)
    if place is None:
        return hold([step], desk.now.astimezone(UTC) + NO_CHAT_PAUSE)
    if until := batch.wait_for_slot(place):
        return hold([step], until, place)
    return send_alone(step, reply, place, batch)


def _team_place(step: Reminder, batch: Batch) -> Place | None:
    """Where the team reads it: another of its places where it could not be sent to the one before."""
    places = batch.places(step, None)
    return places[min(max(step.attempts - 1, 0) // TRIES_PER_PLACE, len(places) - 1)] if places else None


def send_alone(step: Reminder, reply: Reply, place: Place, batch: Batch) -> PostResult:
    """Sends one step in a message of its own and records it; tried again where that fails."""
    desk = batch.desk()
    if not batch.begin([step], step.id):
        return PostResult(Result.NOT_NEEDED, place.id)
    try:
        shown = for_place(reply, place, desk)
        sent_as = batch.channels[place.surface].send(place, shown, step.id, again=bool(step.post))
    except RetryLater as later:
        return hold([step], batch.pause(place, later.seconds), place)
    except Unreachable:
        return hold([step], desk.now.astimezone(UTC) + NO_CHAT_PAUSE, place)
    except Exception as problem:  # noqa: BLE001 - whatever a surface raises, it is kept and tried again
        return failed([step], place, problem, batch)
    desk.store.mark_sent([step], desk.now, sent_as)
    return PostResult(Result.SENT, place.id)


def keep_for_page(who: str, desk: Desk) -> None:
    """Stores a notice for a person who comes to the page by a link; it is shown once."""
    if email_of(who):
        desk.store.end_tokens(who, "notice")
        desk.store.add_token(
            AccessToken(id=_notice_id(who), person=who, until=desk.now + SEEN_BY, kind="notice"), desk.now
        )


def take_from_page(who: str, desk: Desk) -> Reply | None:
    """The notice of their role for a person on the page, shown once; None where there is none."""
    if not email_of(who) or desk.store.find_token(_notice_id(who), "notice", desk.now) is None:
        return None
    return role_notice(who, desk) if desk.store.spend_token(_notice_id(who), "notice", desk.now) else None


def _notice_id(who: str) -> str:
    return fingerprint(f"notice {who}")


def role_notice(who: str, desk: Desk) -> Reply | None:
    """What a person reads of the last change of their role; None where there was none."""
    event = next((one for one in reversed(desk.store.history(who)) if one.what in GIVING and one.after), None)
    person, setup = desk.store.person(who), desk.store.setup()
    if event is None or person is None:
        return None
    effective_role = Role.highest(person.role, setup.members) if person.role is Role.EVERYONE else person.role
    return Reply(
        title=_title(person, event, desk),
        parts=tuple(map(Text, _lines(event, effective_role, desk))),
        choices=(Choice(words.BEGIN, "help"),),
    )


def _title(person: Person, event: Event, desk: Desk) -> str:
    before = str(event.before.get(person.id, {}).get("role", Role.EVERYONE))
    led, leads = (rows.get("setup", {}).get("lead", "") == person.id for rows in (event.before, event.after))
    if leads:
        return words.now(people_words.LEADS)
    if led and desk.store.setup().lead != person.id:
        return words.no_longer(role=people_words.LEADS)
    if person.role is Role.EVERYONE:
        return words.NO_ROLE
    return words.now(
        people_words.NAMES[person.role], "" if before == Role.EVERYONE else people_words.NAMES[Role(before)]
    )


def _lines(event: Event, may: Role, desk: Desk) -> Iterator[str]:
    giver = names.display_name(event.who, desk)
    yield words.by(giver, event.when.astimezone(desk.zone).date())
    yield words.may(what=people_words.MAY[may])


def tell_pages(step: Reminder, batch: Batch) -> PostResult:
    """Tells the team that posted pages are gone; nothing where they are back."""
    return _tell(step, pages_post(step, batch.desk()), lambda _: _team_place(step, batch), batch)


def tell_silence(step: Reminder, batch: Batch) -> PostResult:
    """Tells the team since when no bot ran."""
    return _tell(step, _silence_post(step, batch.desk()), lambda _: _team_place(step, batch), batch)


LONG_SILENCE = timedelta(hours=1)
"""From this much of the time in which posts go out, the team is told."""


def plan_silence(since: datetime, desk: Desk) -> None:
    """Plans the message where the team has a place and ``since`` is long ago; safe to repeat."""
    setup, since = desk.store.setup(), since.astimezone(desk.zone)
    if not setup.place or _told_from(since, setup) > desk.now:
        return
    told = reminder_for(Step(StepKind.SILENT, on=since.astimezone(UTC)), "", desk.now)
    clock = Message("", who="clock", surface="clock", request=told.step)
    change("open", clock, desk, lambda _: [told])


def _told_from(since: datetime, setup: Setup) -> datetime:
    """The moment from which a silence is long: an hour in which posts go out has passed."""
    hour_later = next_posting_time(since, setup) + LONG_SILENCE
    posted = next_posting_time(hour_later, setup)
    return hour_later if posted == hour_later else posted + LONG_SILENCE


def _silence_post(step: Reminder, desk: Desk) -> Reply:
    """Since when, until when, what comes now, and what people may have to say again."""
    parsed = read_step(step.step)
    assert parsed is not None
    assert isinstance(parsed.on, datetime)
    since, until = parsed.on.replace(tzinfo=UTC).astimezone(desk.zone), step.due_at.astimezone(desk.zone)
    return Reply(
        title=words.silent_title(since=since),
        parts=(Text(words.silent_until(until=until)), Text(words.SAY_AGAIN)),
        choices=(Choice(ALL, "deadlines"),),
    )


def tell_training(step: Reminder, batch: Batch) -> PostResult:
    """Reminds a person of the training; nothing where they did it. Holds it while they have no chat."""

    def place_in(desk: Desk) -> Place | None:
        return next((one for one in own_places(step.where, desk, batch.channels) if one != PAGE), None)

    return _tell(step, nudge(step.where, batch.desk()), place_in, batch)


def tell_app(step: Reminder, batch: Batch) -> PostResult:
    """Tells the team of open app requests, or an asker of a decision, in working hours; nothing once that is moot."""
    if kind_of(step) is StepKind.DECIDED:
        reply = decision_post(step, batch.desk())
        return _tell(step, reply, lambda desk: own_chat(step.where, desk, batch.channels), batch)
    return _tell(step, list_post(batch.desk()), lambda _: _team_place(step, batch), batch)
