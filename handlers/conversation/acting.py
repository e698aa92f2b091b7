"""Turns a message into an act on the records or a typed command; decides when typed text stands as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.contracts.listing import near_names, searched
from handlers.conversation import replies
from handlers.conversation.answering import CORRECT, completed
from handlers.conversation.intents import OF_PEOPLE, WISHES, Acts, Looks, Runs
from handlers.conversation.looking import look_at
from handlers.conversation.places import placed
from handlers.conversation.understood import Taken, Understood, names, over
from handlers.conversation.values import run_values
from handlers.deadlines.search import every_name, select_deadlines
from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue.command_spec import BREACH, CONTRACT, DEADLINE, CommandSpec, ParsedCommand, Sorry, kind_of
from handlers.dialogue.desk import Desk, Memory, Message
from handlers.dialogue.paging import asked
from handlers.records.handing_over import OF_PERSON
from handlers.records.proposal import duty_name_at, meant_deadlines
from handlers.understanding.command_parser import MAY_USE, QUESTION, Nearly
from handlers.understanding.fuzzy import closest
from handlers.understanding.named import key_of
from handlers.understanding.requests.query_slots import is_list_word
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.requests.values.corrections import OF_DAYS, said_setting
from handlers.understanding.requests.values.days import DayOf, near_day, said_days
from storage.records import Status

_OF_NAME = frozenset({"log-contract", "log-breach", "log-exception", "ask-app"})
"""Acts on a vendor or product that need not be on file."""
_WORD = re.compile(r"[\w'-]+")


def act_on(said: Understood, intent: str, wanted: Acts) -> Request:
    """The act with the record that is meant and every value that was said. Raises Sorry."""
    if wanted.command == "undo" and _tells_new_day(said):
        return act_on(said, CORRECT, Acts(CORRECT))
    slots, was = said.slots(wanted.command), said.open
    slots = _of_record(said, slots, wanted.command)
    request = Request(wanted.command, acts=True, kind=wanted.kind, slots=replace(slots, field=wanted.field))
    request = _as_meant(said, completed(intent, request, said.frame, said.text, said.desk), intent)
    other_person = request.command in OF_PEOPLE and bool(request.slots.email or request.slots.person_said)
    if was and was.command == request.command and request.acts and not (other_person or slots.duties or names(slots)):
        return replace(request, slots=over(was.slots, request.slots))
    return request


def _tells_new_day(said: Understood) -> bool:
    """Whether a new day is told for the record shown last, as in "scratch that, they told us Monday"."""
    memory = said.memory
    is_shown = memory.newest == "records" and kind_of(memory.subject) in {CONTRACT, BREACH}
    return is_shown and any(one.day and one.role in OF_DAYS for one in said.slots(CORRECT).said_days)


def _of_record(said: Understood, slots: Slots, command: str) -> Slots:
    """The slots with the records pointed at, or the one shown last, where none is named. A place goes before a name."""
    if not names(slots) and command in _OF_NAME and said.memory.named:
        return replace(slots, vendor=said.memory.named)
    place = placed(said.frame, said.text, said.memory) if said.memory.rows and not slots.ids else None
    named = names(slots)
    if place or (place == () and not named) or not (named or slots.before or slots.duties):
        ids = said.pointed
        if ids == ():
            raise Sorry(list_words.no_such_entry(len(said.memory.rows)))
        slots = replace(slots, ids=ids or _last(said, command) or _only(said, command))
    elif command == "done" and not named and _has_open(said.pointed or (), slots, said.desk):
        slots = replace(slots, ids=said.pointed or ())
    elif command == "received" and not slots.ids:
        slots = replace(slots, records=(*slots.records, *_breach_shown(said, slots)))
    return slots


def _has_open(ids: tuple[str, ...], slots: Slots, desk: Desk) -> bool:
    """Whether the duties that are named are open for those records."""
    return bool(ids) and bool(meant_deadlines(replace(slots, ids=ids), desk))


def _breach_shown(said: Understood, slots: Slots) -> tuple[str, ...]:
    """The breach shown last, where it is at the vendor that is named; else empty."""
    shown = said.desk.store.breach(said.memory.subject) if kind_of(said.memory.subject) is BREACH else None
    contracts = filter(None, map(said.desk.store.contract, slots.records))
    vendors = {key_of(one) for one in (slots.vendor, *(one.vendor for one in contracts)) if one}
    is_meant = shown and not shown.withdrawn and shown.id not in slots.records and key_of(shown.vendor) in vendors
    return (shown.id,) if shown and is_meant else ()


def _as_meant(said: Understood, request: Request, intent: str) -> Request:
    """The act by what was said for it: a setup that sets nothing is a look at the settings."""
    slots, meant = request.slots, request
    match request.command:
        case "setup" if not (slots.value or slots.person_said or slots.links):
            meant = replace(request, command="deadlines", acts=False, view=View.SETTINGS)
        case "grant" if not slots.role and (field := said_setting(said.text, ())[0]) in OF_PERSON:
            meant = replace(request, command="setup", slots=replace(slots, field=field))
        case "remind" if not names(slots) and not slots.duties:
            meant = replace(request, slots=replace(slots, duties=_duty_of_law(said)))
        case "withdraw" if _are_done(said, slots.ids):
            meant = replace(request, command="undo", kind="deadline")
        case "publish" if names(slots):
            meant = _done(request, "posting")
        case "received" if intent == "received" and _has_notice(said, slots.ids):
            came = any(one.role is DayOf.NOTICE for one in slots.said_days)
            meant = _done(request, "" if came else "families")
        case _ if intent == "notice-sent" and not (slots.said_days or slots.links or slots.wrong_dates):
            meant = replace(request, command="breach", acts=False, view=View.TOLD, kind="breach")
    return meant


def _are_done(said: Understood, ids: tuple[str, ...]) -> bool:
    """Whether the ids are deadlines that are all done: "a mistake" then undoes them and withdraws nothing."""
    deadlines = [said.desk.store.deadline(one) for one in ids]
    return bool(deadlines) and all(one is not None and one.status is Status.DONE for one in deadlines)


def _done(request: Request, duty: str) -> Request:
    """The request to mark that duty of the record done; without one, it is asked which notice came or went that day."""
    ids = tuple(one for one in request.slots.ids if kind_of(one) is not DEADLINE)
    slots = replace(request.slots, duties=(duty,) if duty else (), ids=ids)
    return replace(request, command="done", kind="deadline", slots=slots)


def _duty_of_law(said: Understood) -> tuple[str, ...]:
    """The duty that the last answer on the law was about; empty where it was about none."""
    law, memory = said.desk.law.on(said.desk.today), said.memory
    answer = law.answer(memory.topic) if memory.newest == "law" and memory.topic in law.topics else None
    name = duty_name_at(answer.cites, law) if answer else ""
    return (name,) if name else ()


def _has_notice(said: Understood, ids: tuple[str, ...]) -> bool:
    """Whether the vendor's notice of that breach is on record, so that a new notice may be the district's own."""
    records = {*ids, *(one.record for one in said.desk.store.deadlines() if one.id in ids)}
    meant = [one for one in said.desk.store.breaches() if not one.withdrawn and {one.id, one.contract} & records]
    return bool(meant) and meant[-1].board_told is not None


def _last(said: Understood, command: str) -> tuple[str, ...]:
    """The record shown last, where the command can act on it; else empty: ``undo`` is of the sender's newest change."""
    memory = said.memory
    shown = command != "undo" and memory.newest == "records" and memory.subject
    fits = shown and replies.acts_on(command, memory.subject, said.desk)
    already_done = command == "done" and _are_done(said, (memory.subject,))
    return (memory.subject,) if fits and not already_done else ()


def _only(said: Understood, command: str) -> tuple[str, ...]:
    """The only breach that waits for the vendor's notice, for ``received`` without a record, else the only open one."""
    if command != "received":
        return ()
    breaches = {one.id: one for one in said.desk.store.breaches() if not one.withdrawn}
    open_ones = {one.record for one in said.desk.store.deadlines(status=Status.OPEN)} & set(breaches)
    found = [id for id, one in breaches.items() if one.board_told is None] or sorted(open_ones)
    return tuple(found) if len(found) == 1 else ()


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


_FIELD = re.compile(r"(?:^|[;\n])\s*[A-Za-z][\w ]{1,30}?\s*[:=](?!//)")
_NEW_TOPIC = re.compile(
    r"^(?:(?:ok|so|and|now)[,. ]+)?(?:on )?(?:an?(?:other)? )?(?:different|new|other|separate|unrelated|next)? ?"
    r"(?:topic|question|subject|matter|note)\s*[:;.–—-]+\s*(?=\w)",
    re.IGNORECASE,
)
LISTS = frozenset({"contracts", "breaches", "deadlines"})
"""Lists that a name behind theirs narrows; other words are a sentence."""
ASKED = frozenset(one.command for one in WISHES.values() if isinstance(one, Acts))
"""Acts that are asked for in words, too."""
FEW = 3
"""So many words behind a command's name are hardly a sentence."""
_SAID_OF_ONE = frozenset({"correct", "snooze"})
"""Commands that people say of a record in whole sentences, which begin as the typed command does."""
_GOES_ON = frozenset({"for", "by", "to", "till", "until", "another"})
"""Words with which such a sentence goes on, and no date or field begins."""


def typed_wholly(parsed: ParsedCommand, message: Message, desk: Desk) -> bool:
    """Whether the text stands as the command it was parsed as; if not, the model reads it."""
    text = message.text.strip()
    first = text.partition(" ")[0].lower()
    spec = desk.commands.get(first)
    if parsed.problem:
        return isinstance(parsed.problem, Nearly) or spec is None or len(text.split()) <= FEW
    if spec is None or parsed.name != first:
        in_words = parsed.name in {QUESTION, MAY_USE, "on-record", ""} or (parsed.name in ASKED and not parsed.rest)
        return not in_words and parsed.name not in LISTS and len(text.split()) <= 2 * FEW
    rest = asked(parsed.rest)[0].strip() if spec.name in LISTS else parsed.rest.strip()
    if (
        not (rest and spec.listed)
        or "-" in spec.name
        or _FIELD.search(rest)
        or spec.name == QUESTION
        or message.proposal
    ):
        return True
    if parsed.id:
        return not (spec.name in _SAID_OF_ONE and _is_said(rest.partition(" ")[2]))
    if spec.name in LISTS:
        return " " not in rest or finds(spec.name, rest, message, desk)
    fits = (
        (bool(spec.fits) and not _needs_record(spec))
        or "_" in rest.partition(" ")[0]
        or any(kind_of(word.upper()) and word[-1].isalnum() for word in rest.split()[:2])
    )
    return fits or (not _needs_record(spec) and (spec.short_argument or len(rest.split()) <= FEW))


def begins(parsed: ParsedCommand, message: Message, desk: Desk) -> bool:
    """Whether it begins with the name of a command, and can be that command or only a slip in it."""
    spec = desk.commands.get(message.text.strip().partition(" ")[0].lower())
    if spec is None or (_needs_record(spec) and not parsed.id and not message.outsider and not message.public):
        return False
    return parsed.name == spec.name or parsed.problem is not None


def finds(name: str, words: str, message: Message, desk: Desk) -> bool:
    """Whether a list's own search finds something by these words, or asks whom they mean."""
    if name == "deadlines":
        try:
            return select_deadlines(words, message, desk) is not None or bool(closest(words, every_name(desk)))
        except Sorry:
            return True
    hits = searched(words, desk) if name == "contracts" else desk.store.breaches(words)
    return bool(hits) or (not any(map(is_list_word, words.split())) and bool(near_names(words, desk)))


def _is_said(rest: str) -> bool:
    """Whether a sentence goes on behind the id, and neither a field with its value nor a day follows."""
    return rest.partition(" ")[0].lower() in _GOES_ON


def _needs_record(spec: CommandSpec) -> bool:
    return bool(spec.takes_id and spec.needs_argument)


def new_topic(text: str) -> str:
    """What is asked after "different topic:"; empty where no other topic is announced."""
    match = _NEW_TOPIC.match(text)
    return text[match.end() :] if match else ""


_ORDINAL = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_LITTLE_WORDS = (
    "no not sorry actually oops i we you meant mean it that they was is were did on the ok okay and but so what if "
    "about wait make signed told us came got then this rather instead sign find found learn learned tell would had "
    "suppose say posted post executed arrived"
).split()
_LITTLE = re.compile(rf"\b(?:{'|'.join(_LITTLE_WORDS)})\b|[^\w]+", re.IGNORECASE)
_AGAIN = re.compile(
    r"^(?:(?:so|ok|and|please|sorry)\b[\s,]*)*(?:give me|what was|what is|what's|tell me|which was) (?:the"
    r"|that) (?:date|day|deadline)(?: again)?[\s?.!]*$|\bdate again\b",
    re.IGNORECASE,
)


def recounted(text: str, memory: Memory, desk: Desk) -> str:
    """The event and the new day, as the command due takes them; empty where more is said, or nothing was counted."""
    event, before = memory.law.get("event", ""), memory.law.get("on", "")
    if not event or memory.newest != "law":
        return ""
    if before and _AGAIN.search(text):
        return f"{event} {before}"
    ordinal = _ORDINAL.search(text)
    days: list[date | None] = [one.day for one in said_days(text, desk.today) if one.day]
    left = text
    for one in said_days(text, desk.today):
        left = left.replace(one.said, " ")
    if not days and ordinal and before:
        left = left.replace(ordinal[0], " ")
        days = [near_day(int(ordinal[1]), date.fromisoformat(before))]
    if len(days) != 1 or len(_LITTLE.sub(" ", left).split()) > 0 or days[0] is None:
        return ""
    return f"{event} {days[0].isoformat()}"
