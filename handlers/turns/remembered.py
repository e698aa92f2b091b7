"""What is remembered after a reply: the view or act, the records shown in their order, and the button that waits."""

from __future__ import annotations

from dataclasses import replace

from handlers.contracts.specs import ON_RECORD
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.memory import MOST_ROWS, Memory
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.record_kinds import WITH_PAGES, id_pattern
from handlers.dialogue.reply import Reply
from handlers.dialogue.text.plain_text import plain
from handlers.records.names import district_names
from handlers.turns.taken import Taken
from handlers.understanding.named.products import product_in
from handlers.understanding.requests.acts import cues
from handlers.understanding.requests.kept import kept
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.requests.slots import read_slots
from handlers.understanding.vocabulary import QUESTION

_ROW = re.compile(rf"(?:{'|'.join(kind.word for kind in WITH_PAGES)}) ({id_pattern(WITH_PAGES)})")
_ID = re.compile(rf"(?<![\w-]){id_pattern(WITH_PAGES)}(?!\w)")
PRESSED = frozenset({"log-contract", "log-breach", "received", "done", "undo", "assign"})
"""Acts whose button may also be said."""
_TYPED: dict[str, tuple[View, str]] = {
    "contracts": (View.LIST, "contract"),
    "breaches": (View.LIST, "breach"),
    "deadlines": (View.DUE, "deadline"),
    "contract": (View.CARD, "contract"),
    "breach": (View.CARD, "breach"),
    "deadline": (View.CARD, "deadline"),
    "log-contract": (View.NONE, "contract"),
    "log-breach": (View.NONE, "breach"),
}
_APART = frozenset({"drill"})
"""What speaks of records that are not the district's."""
_SAYS_LAW = frozenset(
    {QUESTION, "topic", "nearest", "weigh", "rule", "define", "check", "operator", "due", "act", "help"}
)


def after(memory: Memory, turn: Taken, reply: Reply, desk: Desk) -> Memory:
    """What is remembered after this reply."""
    parsed, request, message = turn.parsed, turn.request, turn.message
    if reply.failed or parsed.name in _APART:
        return replace(memory, press="")
    if request is None and parsed.name in _SAYS_LAW:
        return _after_law(memory, parsed, message, desk)
    rows = _rows(reply)
    acts = bool(reply.form or (request and request.acts))
    wish = request or _typed(parsed, message, desk)
    done = reply.event is not None
    subject = _subject(parsed, request, reply, rows)
    one_of_them = subject in memory.rows and len(memory.rows) > 1
    return Memory(
        wish=kept(wish) if wish and not done else {},
        subject=subject,
        rows=memory.rows if one_of_them else rows or memory.rows,
        press=_press(reply) if acts and wish else "",
        newest="records",
    )


def _after_law(memory: Memory, parsed: ParsedCommand, message: Message, desk: Desk) -> Memory:
    """The same with what was told of a breach or a contract, so that it can be put on record next."""
    if parsed.name == "due" and memory.topic:
        event, _, on = parsed.rest.partition(" ")
        return replace(memory, law={**memory.law, "event": event, "on": on}, press="")
    if parsed.name != QUESTION:
        return replace(memory, press="")
    text = message.text
    told = "log-breach" if re.search(rf"\b{cues.INCIDENT}\b", text, re.IGNORECASE) else ""
    slots = read_slots(text, district_names(desk), desk.today)
    if slots.records or slots.ids:
        memory = replace(memory, subject=next(iter(slots.ids or slots.records)))
    known = memory.wish.get("command", "")
    waits = known.startswith("log-") and "acts" in memory.wish
    if waits and not (slots.vendor and slots.vendor != memory.wish.get("vendor")):
        return memory
    if not told and not (slots.vendor and slots.said_days):
        return memory
    return replace(memory, wish=kept(Request(told or "log-contract", acts=True, slots=slots)), press="")


def _typed(parsed: ParsedCommand, message: Message, desk: Desk) -> Request | None:
    """A typed command as the wish that it is."""
    if parsed.name == ON_RECORD.name and (name := product_in(message.text)):
        return Request(parsed.name, view=View.ON_RECORD, kind="contract", slots=Slots(vendor=name))
    if parsed.name not in _TYPED:
        return None
    view, kind = _TYPED[parsed.name]
    if parsed.name.startswith("log-"):
        slots = read_slots(f"{parsed.rest} {message.fields.get('vendor', '')}", district_names(desk), desk.today)
        return Request(parsed.name, acts=True, kind=kind, slots=slots)
    view = View.OVERDUE if parsed.name == "deadlines" and "overdue" in parsed.rest else view
    return Request(parsed.name, view=view, kind=kind)


def _rows(reply: Reply) -> tuple[str, ...]:
    """The records that were listed, in their order: by their buttons, else by the ids in the text."""
    found = [hit[1] for choice in reply.choices if (hit := _ROW.fullmatch(choice.say))]
    found = found or _ID.findall(plain(reply))
    return tuple(dict.fromkeys(found))[:MOST_ROWS]


def _subject(parsed: ParsedCommand, request: Request | None, reply: Reply, rows: tuple[str, ...]) -> str:
    """The one record that it was about; empty where it was about several."""
    if parsed.id:
        return parsed.id
    if request and len(request.slots.ids) == 1:
        return request.slots.ids[0]
    titled: tuple[str, ...] = tuple(dict.fromkeys(_ID.findall(reply.title)))
    if len(titled) == 1:
        return titled[0]
    shown = request.slots.records if request else ()
    if len(shown) == 1:
        return shown[0]
    return rows[0] if len(rows) == 1 else ""


def _press(reply: Reply) -> str:
    """The complete command of the first button, where it only has to be said."""
    first = next(iter(reply.choices), None)
    if first is None or first.say.partition(" ")[0] not in PRESSED or " " not in first.say:
        return ""
    return first.say if reply.asks and reply.event is None else ""
