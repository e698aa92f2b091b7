"""What people are told: the team of what waits, once a day at most, and those who asked of what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handlers.apps import words
from handlers.apps.card import day_of, decider
from handlers.apps.finding.standing import Stand, Standing, approval_of
from handlers.apps.listing import row_of
from handlers.apps.lookup import bounds, headline
from handlers.deadlines.schedule.quiet_hours import morning
from handlers.deadlines.schedule.steps import Step, StepKind, kind_of, read_step, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Rows, Text
from handlers.people.chats import is_from_a_chat
from handlers.people.owners import can_message
from storage.kinds.app_request import AppRequest, AppState
from storage.port import Draft
from storage.records import Event, Person, Record, Reminder

MOST_LISTED = 10


def list_reminder(draft: Draft, desk: Desk) -> Iterator[Reminder]:
    """What tells the team that something waits: now, or the next morning where it was told today."""
    known = {one.step: one for one in draft.reminders("")}
    today = Step(StepKind.APPS, on=desk.today)
    if (told := known.get(str(today))) is None:
        yield reminder_for(today, "", desk.now)
    elif told.sent_at:
        day = desk.today + timedelta(days=1)
        if str(tomorrow := Step(StepKind.APPS, on=day)) not in known:
            yield reminder_for(tomorrow, "", morning(day, draft.setup(), desk.now))


def decision_reminders(request: AppRequest, message: Message, draft: Draft, desk: Desk) -> Iterator[Record]:
    """What tells those who asked, in their own chat or by e-mail; not the person who decides."""
    for asker in request.askers:
        if asker != message.who and (is_from_a_chat(asker) or can_message(asker, desk)):
            if draft.person(asker) is None:
                yield Person(id=asker)
            yield reminder_for(Step(StepKind.DECIDED, to=asker, about=request.id), "", desk.now)


def list_post(desk: Desk) -> Reply | None:
    """What waits for the privacy team, in one message; None where nothing does."""
    waiting = [one for one in desk.store.apps() if one.status is AppState.OPEN]
    if not waiting:
        return None
    more = len(waiting) - MOST_LISTED
    return Reply(
        title=words.to_decide(len(waiting)),
        parts=(
            Rows(tuple(row_of(one, desk) for one in waiting[:MOST_LISTED])),
            *((Text(words.more(more)),) if more > 0 else ()),
        ),
        choices=(Choice(words.SEE_ALL, "apps open"),),
    )


def decision_post(reminder: Reminder, desk: Desk) -> Reply | None:
    """What was decided, for somebody who asked; None where it is open again."""
    step = read_step(reminder.step)
    request = desk.store.app(step.about) if step else None
    if request is None or request.status is AppState.OPEN or request.decided is None:
        return None
    says = words.by(decider(request, desk), day_of(request.decided, desk))
    if request.status is AppState.APPROVED:
        standing = approval_of(request, desk)
        title, tone = headline(request.product, standing, desk)
        return Reply(title=title, parts=(Text(says), *map(Text, bounds(standing, desk))), tone=tone)
    reason = (Text(words.reason(request.reason)),) if request.reason else ()
    if request.status is AppState.WITHDRAWN:
        return Reply(title=words.withdrawn(request.product), parts=reason)
    title, tone = headline(request.product, Standing(Stand.REFUSED, request=request), desk)
    return Reply(title=title, parts=(Text(says), *reason), tone=tone)


def apps_posts(event: Event | None, desk: Desk) -> Iterator[str]:
    """The newest message that lists what waits, where the event is about a request."""
    if event is None or not any(desk.store.app(id) for id in event.touched):
        return
    sent = [one for one in desk.store.reminders("") if kind_of(one) is StepKind.APPS and " " in one.sent_as]
    if sent:
        yield max(sent, key=lambda one: str(one.sent_at)).sent_as
