"""Makes of a message the act on the records that it asks for, or the command that is run as it is typed."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation import replies
from handlers.conversation.completing import completed
from handlers.conversation.intents import OF_PEOPLE, Acts, Looks, Runs
from handlers.conversation.kept import over
from handlers.conversation.looking import look_at
from handlers.conversation.places import placed
from handlers.conversation.taken import Taken
from handlers.conversation.understood import Understood, names
from handlers.conversation.values import run_values
from handlers.dialogue import bounded_re as re
from handlers.dialogue.errors import Sorry
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.record_kinds import CONTRACT, DEADLINE, kind_of
from handlers.dialogue.text import list_words
from handlers.records.acts.which import duty_name_at
from handlers.understanding.requests.request import Request, Slots, View
from storage.records import Status

_OF_NAME = frozenset({"log-contract", "log-breach", "log-exception", "ask-app"})
"""Acts on a vendor or product that need not be on file."""
_WORD = re.compile(r"[\w'-]+")


def act_on(said: Understood, intent: str, wanted: Acts) -> Request:
    """The act with the record that is meant and every value that was said. Raises Sorry."""
    slots, was = said.slots(wanted.command), said.open
    named = names(slots)
    slots = _of_record(said, slots, wanted.command)
    request = Request(wanted.command, acts=True, kind=wanted.kind, slots=replace(slots, field=wanted.field))
    request = _as_meant(said, completed(intent, request, said.frame, said.text, said.desk), intent, named=named)
    other = request.command in OF_PEOPLE and bool(request.slots.email or request.slots.person_said)
    if was and was.command == request.command and request.acts and not (other or slots.duties or names(slots)):
        return replace(request, slots=over(was.slots, request.slots))
    return request


def _of_record(said: Understood, slots: Slots, command: str) -> Slots:
    """With the records that are pointed at, or the one shown last, where none is named. A place goes before a name."""
    if not names(slots) and command in _OF_NAME and said.memory.named:
        return replace(slots, vendor=said.memory.named)
    place = placed(said.frame, said.text, said.memory) if said.memory.rows and not slots.ids else None
    named = names(slots)
    if place or (place == () and not named) or not (named or slots.before or slots.duties):
        ids = said.pointed
        if ids == ():
            raise Sorry(list_words.no_such_entry(len(said.memory.rows)))
        slots = replace(slots, ids=ids or _last(said, command) or _only(said, command))
    return slots


def _as_meant(said: Understood, request: Request, intent: str, *, named: bool) -> Request:
    """The act by what was said for it: a setup that sets nothing is a look at the settings."""
    slots, meant = request.slots, request
    match request.command:
        case "setup" if not (slots.value or slots.person_said or slots.links):
            meant = replace(request, command="deadlines", acts=False, view=View.SETTINGS)
        case "remind" if not names(slots) and not slots.duties:
            meant = replace(request, slots=replace(slots, duties=_duty_of_law(said)))
        case "withdraw" if _are_done(said, slots.ids):
            meant = replace(request, command="undo", kind="deadline")
        case "publish" if names(slots):
            meant = _done(request, "posting")
        case "received" if intent == "received" and not named and _has_notice(said, slots.ids):
            meant = _done(request, "families")
        case _ if intent == "notice-sent" and not (slots.said_days or slots.links or slots.wrong_dates):
            meant = replace(request, command="breach", acts=False, view=View.TOLD, kind="breach")
    return meant


def _are_done(said: Understood, ids: tuple[str, ...]) -> bool:
    """Whether it is on deadlines that are done, which no mistake withdraws."""
    found = [said.desk.store.deadline(one) for one in ids]
    return bool(found) and all(one is not None and one.status is Status.DONE for one in found)


def _done(request: Request, duty: str) -> Request:
    """That a duty of the record is done."""
    ids = tuple(one for one in request.slots.ids if kind_of(one) is not DEADLINE)
    slots = replace(request.slots, duties=(duty,), ids=ids)
    return replace(request, command="done", kind="deadline", slots=slots)


def _duty_of_law(said: Understood) -> tuple[str, ...]:
    """The duty that was answered last."""
    law, memory = said.desk.law.on(said.desk.today), said.memory
    found = law.answer(memory.topic) if memory.newest == "law" and memory.topic in law.topics else None
    name = duty_name_at(found.cites, law) if found else ""
    return (name,) if name else ()


def _has_notice(said: Understood, ids: tuple[str, ...]) -> bool:
    """Whether the vendor's notice of that breach is on record, so that another one was sent by the district."""
    records = {*ids, *(one.record for one in said.desk.store.deadlines() if one.id in ids)}
    meant = [one for one in said.desk.store.breaches() if not one.withdrawn and {one.id, one.contract} & records]
    return bool(meant) and meant[-1].board_told is not None


def _last(said: Understood, command: str) -> tuple[str, ...]:
    """The record shown last, for an act on what is on file."""
    memory = said.memory
    fits = memory.newest == "records" and memory.subject and replies.acts_on(command, memory.subject, said.desk)
    over = command == "done" and _are_done(said, (memory.subject,))
    return (memory.subject,) if fits and not over else ()


def _only(said: Understood, command: str) -> tuple[str, ...]:
    """The one breach of which the vendor's notice is still to come, where that came and none is named."""
    waiting = [one.id for one in said.desk.store.breaches() if not (one.board_told or one.withdrawn)]
    return tuple(waiting) if command == "received" and len(waiting) == 1 else ()


def run(said: Understood, wanted: Runs) -> Taken:
    """The command as it would be typed, with the record or the values that were said."""
    command, rest = wanted.command, run_values(wanted.takes, said.frame)
    if command == said.parsed.name and rest.casefold() in said.parsed.rest.casefold():
        return Taken(said.message, said.parsed)  # typed as it is, with all of the name
    if wanted.of_record or (command == "app" and not rest):
        slots = said.slots(command)
        kinds = said.desk.commands[command].takes_id
        if slots.ids and kind_of(slots.ids[0]) not in kinds:
            return said.as_request(look_at(said, Looks(View.CARD)))
        meant = slots.ids or slots.records or said.pointed or _last(said, command)
        rest = slots.product or slots.vendor if command == "app" and not slots.ids else ""
        rest = rest or next((one for one in meant if kind_of(one) in kinds), "")
    if not rest and wanted.of_record:
        return said.as_request(Request(CONTRACT.lists, view=View.LIST, kind=CONTRACT.word))
    if not rest and command == "app":
        if not said.is_theirs("apps"):
            return said.as_law()
        command = "apps"
    words = _WORD.findall(said.text.casefold())
    rest = f"{wanted.always} {rest or next((one for one in wanted.words if one in words), '')}".strip()
    return Taken(said.message, ParsedCommand(command, rest, id=rest if kind_of(rest) else ""))
