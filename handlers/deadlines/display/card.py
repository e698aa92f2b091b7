"""One deadline as a reply: what is due, how it stands, who made it so, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display import status
from handlers.deadlines.display.rows import acts
from handlers.deadlines.display.status import days, facts, tone
from handlers.deadlines.schedule.plan import ASK_DISCOVERY, EXPIRY, POLICY
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Cite, Part, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.law import words as law_words
from handlers.people import doers, names
from handlers.people.access import role_of
from storage.records import Deadline, Event, Role, Status


def find_deadline(id: str, desk: Desk) -> Deadline:
    """The deadline with that id. Raises Sorry."""
    found = desk.store.deadline(id.strip().upper())
    if found is None:
        raise Sorry(deadline_words.none(id))
    return found


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``deadline ID``: what is due and how it stands."""
    return deadline_reply(find_deadline(rest, desk), desk)


def deadline_reply(deadline: Deadline, desk: Desk, first: str = "") -> Reply:
    """A deadline with its buttons; ``first`` says what was just done with it."""
    return Reply(
        title=short(f"{deadline.id}: {deadline_title(deadline, desk)}"),
        parts=(
            *((Text(first, days([deadline])),) if first else ()),
            facts(deadline, desk),
            *_state(deadline),
            *((Text(deadline_words.NO_LEGAL_DAY),) if deadline.duty == ASK_DISCOVERY else ()),
        ),
        choices=tuple(_actions(deadline, desk)),
        tone=tone([deadline], desk) if deadline.status is Status.OPEN else "done",
        footer=f"{deadline_words.checked(deadline)} {wording.NOT_ADVICE}".strip(),
    )


def _state(deadline: Deadline) -> Iterator[Part]:
    """Its proof, an address as a link that can be followed; or until when it is snoozed and why."""
    if deadline.status is Status.DONE and re.fullmatch(r"https?://\S+", deadline.proof):
        yield Cite(deadline_words.PROOF_LINK, deadline.proof)
        return
    yield from (Text(said, days([deadline])) for said in deadline_words.state(deadline))


def _actions(deadline: Deadline, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with it now."""
    if deadline.status is Status.OPEN and deadline.duty == ASK_DISCOVERY:
        yield Choice(deadline_words.ENTER_DISCOVERY, f"correct {deadline.record} discovered")
    if deadline.status is Status.OPEN:
        done, *others = acts(deadline)
        yield from (done, *status.notice_action(deadline, desk), *_with_file(deadline), *others)
    elif not status.is_withdrawn(deadline, desk):
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
    if not status.is_withdrawn(deadline, desk):
        by_whom = doers.by("done", deadline.id, message, desk) if deadline.status is Status.DONE else ()
        return deadline_reply(deadline, desk, deadline_words.done_already(deadline, *by_whom))
    by_whom = doers.by("withdraw", deadline.record, message, desk)
    shown = deadline_reply(deadline, desk, deadline_words.withdrawn_already(deadline, *by_whom))
    return replace(shown, choices=(Choice(deadline_words.restore(deadline), f"undo {deadline.record}"), *shown.choices))


def open_already(deadline: Deadline, message: Message, desk: Desk) -> Reply:
    """What somebody reads who wants to reopen an open one."""
    return deadline_reply(deadline, desk, deadline_words.open_already(*doers.by("undo", deadline.id, message, desk)))


def handed_over(id: str, message: Message, desk: Desk) -> Reply | None:
    """What a former owner reads whose button is not theirs any more: who gave it to whom; None for everybody else."""
    deadline = desk.store.deadline(id) if id and desk.records is not None else None
    event = doers.last_of("owner", id, desk) if deadline else None
    staff = not (message.outsider or message.public) and role_of(message, desk).includes(Role.STAFF)
    if deadline is None or event is None or not staff or not _took_from(message, event, deadline, desk):
        return None
    owner = names.display_name(deadline.owner, desk)
    said = deadline_words.handed_over(doers.who(event, message, desk), owner, doers.when(event, desk))
    return deadline_reply(deadline, desk, said)


def _took_from(message: Message, event: Event, deadline: Deadline, desk: Desk) -> bool:
    before = str(event.before.get(deadline.id, {}).get("owner", ""))
    me = names.all_names(message.who, desk)
    return bool(message.who) and before == message.who and deadline.owner.casefold() not in me
