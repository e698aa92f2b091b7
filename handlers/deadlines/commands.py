"""The commands on one deadline: done, undo, snooze, assign, remind-me, and correcting its proof."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.plan import EXPIRY, FAMILY_ANSWER
from handlers.deadlines.states import ADDRESS, answered, is_lead
from handlers.deadlines.status import closed_already, deadline_reply, find_deadline, open_already, title_of
from handlers.deadlines.steps import (
    Recipient,
    Step,
    StepKind,
    is_urgent,
    kind_of,
    ladder,
    morning,
    owner_reminder,
    reminder_for,
    working_after,
    working_before,
)
from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import DEADLINE, Sorry, id_pattern
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Field, Reply, Text
from handlers.dialogue.text import short
from handlers.forms.filling import Filled, blank_form, change
from handlers.forms.values import typed_field_names, typed_values
from handlers.people import names
from handlers.people.access import permit
from handlers.people.words import YOU
from handlers.understanding.days.dates import days_in, month_in, split_day
from handlers.understanding.requests.values.terms import MEANS
from handlers.understanding.words import NUMBER, number_of
from storage.kinds import FamilyRequest
from storage.port import Draft
from storage.records import Deadline, Record, Status

_TOLD = re.compile(
    rf"[\s,.]*(?:(?:{'|'.join(deadline_words.DONE_HOW)})(?: {MEANS})? on \d{{4}}-\d\d-\d\d"
    r"(?: at [\d:]+(?: ?[ap]\.?m\.?)?)?)?[\s.]*",
    re.IGNORECASE,
)
"""The text that may follow an address in a proof that the bot's own buttons wrote: "posted on 2026-10-13 at 9:00"."""
_NUMBER_LAST = re.compile(r"\d(?:st|nd|rd|th|\s*[ap]\.?m\.?)?\Z", re.IGNORECASE)


_SNOOZE_NAME = r"(?:(?:snooze )?until|reason|why)\s*[:=]"
_NAMED = re.compile(rf"\s*{_SNOOZE_NAME}", re.IGNORECASE)
_NEXT_NAME = re.compile(rf"[\s,;]+(?={_SNOOZE_NAME})", re.IGNORECASE)
"""The names of a snooze's fields, at the beginning and later on."""


def check_proof(filled: Filled, message: Message, today: date) -> None:
    """Ask for confirmation of a proof that nobody can look up later.

    Of a proof from a typed line, also where the line may say more than the proof.
    """
    proof = filled.text("proof")
    filled.guard("proof")
    if doubt := doubt_about(proof, today):
        filled.doubt("proof", doubt)
    elif proof and "proof" not in message.fields and not is_whole(proof, today):
        filled.doubt("proof", deadline_words.KEEP_WORDS)


def proves(said: str, today: date) -> bool:
    """Whether the text has a web address, a file name or a date, so that somebody can look it up later."""
    return bool(ADDRESS.search(said) or days_in(said, today) or month_in(said))


def doubt_about(said: str, today: date) -> str:
    """What to confirm before the proof is saved: it cannot be looked up, or its date is in the future; else empty."""
    if said and not proves(said, today):
        return deadline_words.KEEP_PROOF
    ahead = next((one.day for one in days_in(said, today) if one.day and one.day > today), None)
    return deadline_words.still_to_come(on=ahead) if ahead else ""


def done_too_early(deadline: Deadline, proof: str, today: date) -> str:
    """That the proof's day is before the event that the duty answers; else empty."""
    at, days = answered(deadline), {one.day for one in days_in(ADDRESS.sub(" ", proof), today) if one.day}
    on = days.pop() if len(days) == 1 else None
    return deadline_words.too_early(on, deadline.trace["event"], at) if at and on and on < at else ""


def is_whole(said: str, today: date) -> bool:
    """Whether the text is an address and nothing else, or ends with a date.

    Words after the date may take the proof back ("posted May 2, but we removed it").
    """
    if ADDRESS.search(said):
        return bool(_TOLD.fullmatch(ADDRESS.sub("", said)))
    trimmed = said.rstrip(" .,;)")
    return bool(_NUMBER_LAST.search(trimmed)) or any(day.end >= len(trimmed) for day in days_in(trimmed, today))


def with_request(deadline: Deadline, draft: Draft) -> Iterator[Record]:
    """The deadline as it is now, then the family request that it answers: closed with its proof, or open again."""
    yield deadline
    request = draft.record(FamilyRequest, deadline.record) if deadline.duty == FAMILY_ANSWER else None
    if request:
        outcome = (request.outcome or "done") if deadline.status is Status.DONE else ""
        yield replace(request, outcome=outcome, proof=deadline.proof, closed=deadline.closed)


_NEXT = re.compile(rf"\s*;\s*(?={id_pattern((DEADLINE,))}\s)", re.IGNORECASE)
"""What stands before the next deadline of a command on several: ``assign D-1 Ana; D-2 Ana``."""
Changed = Callable[[str, Message, Desk], Deadline | Reply]
"""A deadline as a command leaves it; or the reply, where it asks or changes nothing."""


def _each(command: str, rest: str, changed: Changed, message: Message, desk: Desk) -> list[Deadline] | Reply:
    """The deadlines as the command leaves them, or the first reply, so that all are saved or none. Raises Refused."""
    found: list[Deadline] = []
    for said in _NEXT.split(rest):
        permit(desk.commands[command], said.partition(" ")[0], message, desk)
        one = changed(said, message, desk)
        if isinstance(one, Reply):
            return one
        found.append(one)
    return found


def _reply(found: Sequence[Deadline], desk: Desk, says: Callable[[Deadline], str]) -> Reply:
    """What was done with one deadline, or with several: once where it is the same of all, else a line for each."""
    if len(found) == 1:
        return deadline_reply(found[0], desk, says(found[0]))
    lines = tuple(f"{one.id}: {says(one)}" for one in found)
    same = len(set(map(says, found))) == 1
    return Reply(
        title=short(deadline_words.all_saved(ids=" and ".join(one.id for one in found))),
        parts=(
            Text(says(found[0]), status.days(found)) if same else Bullets(lines, status.days(found)),
            status.deadline_rows(found, desk),
        ),
        tone="done",
        footer=wording.NOT_ADVICE,
        records=status.record_ids(found),
    )


def done(rest: str, message: Message, desk: Desk) -> Reply:
    """``done ID PROOF``: closes the deadline; the proof is the address of the posted page or the date of the e-mail.

    ``done ID PROOF; ID PROOF`` closes each of them, or none.
    """
    found = _each("done", rest, _to_close, message, desk)
    if isinstance(found, Reply):
        return found
    was = [find_deadline(one.id, desk) for one in found]
    change("done", message, desk, lambda draft: [kept for one in found for kept in with_request(one, draft)], *was)
    return _reply(found, desk, lambda one: status.closed(one, desk))


def _to_close(rest: str, message: Message, desk: Desk) -> Deadline | Reply:
    """The deadline with its proof, to be saved as closed."""
    id, _, proof = rest.partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    label, hint = deadline_words.PROOF, deadline_words.PROOF_HINT
    if deadline.duty == EXPIRY:
        label, hint = deadline_words.DELETED, deadline_words.DELETED_HINT
    fields = (Field("proof", *label, required=True, hint=hint),)
    filled = Filled(fields, {"proof": proof, **message.fields})
    title = deadline_words.done_title(deadline.id, title_of(deadline, desk))
    if not filled.values["proof"] and not message.fields:
        return blank_form(f"done {deadline.id}", title, deadline_words.DONE, fields)
    check_proof(filled, message, desk.today)
    if early := done_too_early(deadline, filled.text("proof"), desk.today):
        filled.doubt("early", deadline_words.all_the_same(early=early))
    if not filled.ready:
        return filled.again(f"done {deadline.id}", title, deadline_words.DONE)
    return replace(deadline, status=Status.DONE, proof=filled.text("proof"), closed=desk.now)


def undo(rest: str, message: Message, desk: Desk) -> Reply:
    """``undo ID``: reopens the deadline and plans its reminders again."""
    deadline = find_deadline(rest, desk)
    if deadline.status is Status.OPEN:
        return open_already(deadline, message, desk)
    if deadline.status is Status.WITHDRAWN or status.is_withdrawn(deadline, desk):
        return closed_already(deadline, message, desk)
    opened = replace(deadline, status=Status.OPEN, proof="", closed=None, reason="")

    def write(draft: Draft) -> Iterable[Record]:
        have = {reminder.step for reminder in draft.reminders(deadline.id)}
        again = ladder(opened, draft.setup(), desk.now)
        return [*with_request(opened, draft), *(reminder for reminder in again if reminder.step not in have)]

    change("undo", message, desk, write, deadline, *status.about(deadline, desk))
    return deadline_reply(opened, desk, deadline_words.REOPENED)


def snooze(rest: str, message: Message, desk: Desk) -> Reply:
    """``snooze ID DATE REASON``: no reminders until that day. Only the privacy lead may go past the last date."""
    id, _, more = rest.partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    fields = (
        Field("until", *deadline_words.UNTIL, required=True),
        Field("reason", *deadline_words.REASON, required=True),
    )
    filled = Filled(fields, {**_snooze_values(more, fields, desk.today), **message.fields}, desk.today)
    say, title = f"snooze {deadline.id}", deadline_words.snooze_title(deadline.id, title_of(deadline, desk))
    if not any(filled.values.values()) and not message.fields:
        return blank_form(say, title, deadline_words.SNOOZE, fields)
    until, reason_text = _snooze_day(filled, deadline, message, desk), filled.text("reason")
    filled.guard("reason")
    if not filled.ready or until is None:
        return filled.again(say, title, deadline_words.SNOOZE)
    snoozed = replace(deadline, snoozed_until=until, reason=reason_text)
    change("snooze", message, desk, lambda draft: _with_wake_up(snoozed, until, draft, desk), deadline)
    return deadline_reply(snoozed, desk, deadline_words.snoozed(until=until))


def _snooze_values(typed: str, fields: tuple[Field, ...], today: date) -> dict[str, str]:
    """``DATE REASON`` as values, or named: ``until: DATE; reason: REASON``, also with a comma or space between them."""
    if not _NAMED.match(typed):
        when, reason = split_day(typed, today)
        return {"until": when, "reason": reason}
    named = typed_values(_NEXT_NAME.sub("; ", typed), fields)
    when, rest = split_day(named.get("until", ""), today)
    return {"until": when, "reason": " ".join(filter(None, (rest, named.get("reason", ""))))}


def _snooze_day(filled: Filled, deadline: Deadline, message: Message, desk: Desk) -> date | None:
    """The day to snooze to. A day that has passed, or is too late for the sender, is an error at its field."""
    until = filled.day("until", ahead=True)
    if until and until <= desk.today:
        filled.errors["until"] = deadline_words.PAST
    if until and until > deadline.last_day and not leads(message, desk):
        filled.errors["until"] = deadline_words.past_last(deadline.last_day, desk.today)
    return until


def _with_wake_up(snoozed: Deadline, until: date, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The deadline, its reminders before the new day withdrawn or moved, and the one that ends the snooze."""
    wakes = morning(until, desk.store.setup(), desk.now)
    waiting = [r for r in draft.reminders(snoozed.id) if r.sent_at is None and not r.withdrawn]
    yield snoozed
    for reminder in waiting:
        if kind_of(reminder) is StepKind.OVERDUE and reminder.due_at <= wakes:
            # Each overdue step plans the next one: without it nobody would be reminded again.
            yield replace(reminder, due_at=morning(until + timedelta(days=1), desk.store.setup(), desk.now))
        elif reminder.due_at < wakes:
            yield replace(reminder, withdrawn=True)
    yield reminder_for(Step(StepKind.SNOOZED, on=until), snoozed.id, wakes)


def leads(message: Message, desk: Desk) -> bool:
    """Whether the sender is the privacy lead, who alone may snooze past the last date."""
    return bool(message.who) and is_lead(message.who, desk)


def assign(rest: str, message: Message, desk: Desk) -> Reply:
    """``assign ID WHO``: gives it a new owner. ``assign ID WHO; ID WHO`` gives each of them one, or none."""
    found = _each("assign", rest, _to_assign, message, desk)
    if isinstance(found, Reply):
        return found
    was = [find_deadline(one.id, desk) for one in found]
    step = Step(StepKind.ASSIGNED, Recipient.OWNER, on=desk.now)  # unique by its time
    told = [reminder for one in found for reminder in owner_reminder(one, step, message, desk)]
    change("assign", message, desk, lambda _: [*found, *told], *was)
    return _reply(found, desk, lambda one: _assigned(one.owner, message, desk))


def _to_assign(rest: str, message: Message, desk: Desk) -> Deadline | Reply:
    """The deadline with its new owner, to be saved."""
    id, _, who = rest.partition(" ")
    who = re.sub(r"^to (?=\S)", "", who, flags=re.IGNORECASE)
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    fields = (Field("owner", *deadline_words.OWNER, required=True),)
    filled = Filled(fields, names.replace_me({"owner": who, **message.fields}, fields, message))
    if not filled.values["owner"] and not message.fields:
        return blank_form(
            f"assign {deadline.id}",
            deadline_words.assign_title(deadline.id, title_of(deadline, desk)),
            deadline_words.ASSIGN,
            fields,
        )
    owner = names.read_owner(filled, desk)
    if not filled.ready:
        return filled.again(
            f"assign {deadline.id}",
            deadline_words.assign_title(deadline.id, title_of(deadline, desk)),
            deadline_words.ASSIGN,
        )
    return replace(deadline, owner=owner)


def _assigned(owner: str, message: Message, desk: Desk) -> str:
    """Who owns it now, and who is reminded instead where they cannot be messaged."""
    if not owner:
        return deadline_words.UNOWNED
    called = YOU if owner.casefold() in names.all_names(message.who, desk) else names.display_name(owner, desk)
    return " ".join((deadline_words.assigned(called), *names.owner_warnings(owner, desk, called)))


def correct_proof(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct D-1 proof: ADDRESS``: replaces the proof; the deadline stays done. Raises Sorry.

    Its history keeps the old proof.
    """
    id, _, more = rest.partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.DONE:
        raise Sorry(deadline_words.no_proof_yet(id=deadline.id, value=deadline.status.value))
    fields = (Field("proof", *deadline_words.PROOF, required=True, hint=deadline_words.PROOF_HINT),)
    say, title = f"correct {deadline.id} proof", deadline_words.proof_title(deadline.id, title_of(deadline, desk))
    values = dict(message.fields) or ({} if typed_field_names(more, fields) else typed_values(more, fields))
    if not values:
        return blank_form(say, title, deadline_words.SAVE_PROOF, fields, {"proof": deadline.proof})
    filled = Filled(fields, values)
    check_proof(filled, message, desk.today)
    if early := done_too_early(deadline, filled.text("proof"), desk.today):
        filled.doubt("early", deadline_words.all_the_same(early=early))
    if not filled.ready:
        return filled.again(say, title, deadline_words.SAVE_PROOF)
    proof = filled.text("proof")
    if proof == deadline.proof:
        raise Sorry(deadline_words.same_proof(id=deadline.id))
    corrected = replace(deadline, proof=proof)
    change("correct", message, desk, lambda draft: with_request(corrected, draft), deadline)
    asks = deadline_words.asks_electronic(corrected, desk.law)
    return deadline_reply(corrected, desk, f"{deadline_words.PROOF_CORRECTED} {asks}".strip())


_ID = re.compile(rf"\b(?:about |of |before )?({id_pattern((DEADLINE,))})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<number>{NUMBER}) (?P<unit>day|week)s?(?: before| ahead| earlier)?")
WEEK = 7


def remind_me(rest: str, message: Message, desk: Desk) -> Reply:
    """``remind-me ID WHEN``: a reminder for the sender, on a day or so long before the safe date. Raises Sorry."""
    id_match = _ID.search(rest)
    if id_match is None:
        raise Sorry(deadline_words.none(id=rest))
    if not message.who:
        raise Sorry(list_words.NAMELESS)
    deadline = find_deadline(id_match[1], desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    when_text = " ".join(f"{rest[: id_match.start()]} {rest[id_match.end() :]}".split())
    fields = (Field("when", *deadline_words.REMIND_WHEN, required=True, hint=deadline_words.REMIND_HINT),)
    say, title = f"remind-me {deadline.id}", deadline_words.remind_title(deadline.id, title_of(deadline, desk))
    if not when_text and not message.fields:
        return blank_form(say, title, deadline_words.REMIND_ME, fields)
    before = _days_before(when_text)
    when = (deadline.safe - timedelta(days=before)).isoformat() if before else when_text
    filled = Filled(fields, {"when": when, **message.fields}, desk.today)
    on = filled.day("when", ahead=True)
    if on and morning(on, desk.store.setup(), desk.now) <= desk.now:
        filled.errors["when"] = deadline_words.PAST
    elif on and on > deadline.last_day >= desk.today:
        filled.doubt("after-last", deadline_words.after_last(on=on, last_day=deadline.last_day))
    if not filled.ready or on is None:
        return filled.again(say, title, deadline_words.REMIND_ME)
    return _saved(deadline, on, message, desk)


def _saved(deadline: Deadline, asked: date, message: Message, desk: Desk) -> Reply:
    """Saves the reminder, on a working day unless the deadline is urgent, and says when it comes."""
    on = asked if is_urgent(deadline) else _working_day(asked, desk)
    step = Step(StepKind.OWN, on=on, to=message.who)
    reminder = reminder_for(step, deadline.id, morning(on, desk.store.setup(), desk.now))
    change("remind-me", message, desk, lambda _: [reminder], deadline)
    return deadline_reply(deadline, desk, deadline_words.will_remind(on=on))


def _working_day(day: date, desk: Desk) -> date:
    """The last working day up to ``day``; where its morning has passed, the next one after ``day``."""
    setup = desk.store.setup()
    before = working_before(day, setup)
    return before if morning(before, setup, desk.now) > desk.now else working_after(day, setup)


def _days_before(said: str) -> int:
    """The number of days before the safe date in "a week before"; 0 where the text names a day."""
    match = _BEFORE.fullmatch(said.lower())
    if match is None:
        return 0
    return number_of(match["number"]) * (WEEK if match["unit"] == "week" else 1)
