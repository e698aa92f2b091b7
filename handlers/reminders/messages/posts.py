"""What the message of one deadline says: while it is open, when it is closed, and when a newer one took over."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display import status
from handlers.deadlines.display.card import title_of
from handlers.deadlines.display.rows import acts
from handlers.deadlines.schedule.plan import POLICY
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Cite, Part, Reply, Text
from handlers.law import words as law_words
from handlers.people import names
from handlers.people import words as people_words
from handlers.people.access import role_of
from handlers.people.owners import can_message
from handlers.reminders.messages import words as reminder_words
from knowledge.citation import Citation
from storage.records import Deadline, Event, Role, Status

CLOSING_COMMANDS = frozenset({"done", "notice-sent", "withdraw"})


def post(deadline: Deadline, desk: Desk, *, for_owner: bool = False) -> Reply:
    """An open deadline with its buttons; ``for_owner``: it goes to its owner, or to the lead in the owner's stead."""
    cite = next((p.cite for p in desk.law.on(desk.today).passages.values() if str(p.cite) == deadline.cite), None)
    said = [*_handed_on(deadline, desk), *(_in_stead(deadline, desk) if for_owner else ())]
    return Reply(
        title=title_of(deadline, desk),
        parts=(
            *map(Text, said),
            status.facts(deadline, desk),
            *(Text(line, status.days([deadline])) for line in _snoozed(deadline, desk)),
            *(
                [Cite(law_words.pin(cite), cite.link)]
                if cite
                else [Text(deadline.cite)]
                if deadline.cite != POLICY
                else []
            ),
        ),
        choices=(
            *_acts(deadline, desk, for_owner=for_owner),
            *status.notice_action(deadline, desk),
            *((Choice(law_words.SHOW_RULE, f"rule {deadline.cite}"),) if deadline.cite != POLICY else ()),
        ),
        tone=status.tone([deadline], desk),
        footer=f"{deadline_words.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _where(deadline: Deadline, cite: Citation | None) -> Iterator[Part]:
    """Where the law says it; what the district chose itself stands among the facts."""
    if cite:
        yield Cite(law_words.pin(cite), cite.link)
    elif deadline.cite != POLICY:
        yield Text(deadline.cite)


def _acts(deadline: Deadline, desk: Desk, *, for_owner: bool) -> tuple[Choice, ...]:
    """What its readers may do with it: an owner who is not on the team may close it, and no more."""
    alone = for_owner and can_message(deadline.owner, desk)
    team = not alone or role_of(Message("", who=deadline.owner), desk).includes(Role.PRIVACY)
    return acts(deadline) if team else acts(deadline)[:1]


def moved_post(deadline: Deadline, desk: Desk) -> Reply:
    """What is left of a message whose deadline stands in a newer one."""
    return Reply(title=title_of(deadline, desk), parts=(Text(f"{reminder_words.MOVED}."),))


def closed_post(deadline: Deadline, desk: Desk) -> Reply:
    """A post whose deadline is done or withdrawn: what was due, how it ended, by whom; a done one can be reopened."""
    done = deadline.status is Status.DONE
    may_be_opened = done and not status.is_withdrawn(deadline, desk)
    duty = deadline_title(deadline, desk)
    closed = deadline.closed.astimezone(desk.zone).date() if deadline.closed else None
    said = [deadline_words.closed(deadline, closed)] if done and closed else []
    return Reply(
        title=reminder_words.closed_title(duty, status.subject(deadline, desk), done=done),
        parts=(
            *(Text(line) for line in (*said, *deadline_words.state(deadline), *closed_by(deadline, desk))),
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
    """What closed it."""
    events = reversed(desk.store.history(deadline.id))
    return next((event for event in events if event.what in CLOSING_COMMANDS), None)


def did(deadline: Deadline, desk: Desk) -> str:
    """Who did what it asked for, with which proof."""
    last = closing(deadline, desk)
    who = names.display_name(last.who, desk) if last else reminder_words.SOMEBODY
    return deadline_words.did(who, deadline_title(deadline, desk), status.subject(deadline, desk), deadline.proof)


def closed_by(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Who closed it and when, where an event tells it."""
    if last := closing(deadline, desk):
        yield reminder_words.closed_by(names.display_name(last.who, desk), last.when.astimezone(desk.zone).date())


def _handed_on(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Who gave it to its owner, where somebody else did."""
    events = reversed(desk.store.history(deadline.id))
    last = next((event for event in events if event.what == "assign"), None)
    if last and last.who.casefold() not in names.all_names(deadline.owner, desk):
        giver, day = names.display_name(last.who, desk), last.when.astimezone(desk.zone).date()
        yield reminder_words.handed_on(names.display_name(deadline.owner, desk), giver, day)


def _in_stead(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """For the lead: that the post is for an owner who cannot be messaged."""
    if deadline.owner and not can_message(deadline.owner, desk):
        yield people_words.for_owner(names.display_name(deadline.owner, desk))


def _snoozed(deadline: Deadline, desk: Desk) -> Iterator[str]:
    """Until when it is snoozed, while it is."""
    if deadline.snoozed_until and deadline.snoozed_until > desk.today:
        yield from deadline_words.state(deadline)
