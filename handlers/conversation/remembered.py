"""What is remembered after a reply: the act that is open, the records shown in their order, the button that waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.commands import is_next
from handlers.conversation.looking import read_frame
from handlers.conversation.understood import Taken, kept, over, wish_of
from handlers.conversation.values import act_slots
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import WITH_PAGES, id_pattern
from handlers.dialogue.desk import MOST_ROWS, Desk, Memory
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Reply, Row
from handlers.dialogue.text import plain
from handlers.forms.privacy.names import find_personal_data
from handlers.holders.held import filter_by
from handlers.records.found import next_version
from handlers.understanding.command_parser import QUESTION
from handlers.understanding.days.dates import read_relative
from handlers.understanding.requests.request import Request, Slots, View

_ROW = re.compile(rf"(?:{'|'.join(kind.word for kind in WITH_PAGES)}) ({id_pattern(WITH_PAGES)})")
_ID = re.compile(rf"(?<![\w-]){id_pattern(WITH_PAGES)}(?!\w)")
PRESSABLE = timedelta(minutes=30)
"""How long a yes in words presses the button that was shown."""
MOST_ASIDE = 2
"""Most messages on something else after which an act stays open; after the next it is only offered again."""
_NOTHING_OPEN: Mapping[str, Any] = {
    "wish": {}, "looked": {}, "press": "", "proposal": "", "pressable": "", "task": "", "asked": "", "aside": 0,
}  # fmt: skip
_TYPED: Mapping[str, tuple[View, str]] = {
    "contracts": (View.LIST, "contract"),
    "breaches": (View.LIST, "breach"),
    "deadlines": (View.DUE, "deadline"),
    "contract": (View.CARD, "contract"),
    "breach": (View.CARD, "breach"),
    "deadline": (View.CARD, "deadline"),
}
_AGAIN = frozenset({"app", "review", "addendum"})
"""Commands that may be asked of another one next."""
_OF_NAME = frozenset({"app", "on-record"})
"""Commands on a product that need not be on file."""
_APART = frozenset({"drill"})
"""Commands that speak of records that are not the district's."""
_SAYS_LAW = frozenset({
    QUESTION, "topic", "nearest", "weigh", "because", "rule", "define", "check", "operator", "due", "act", "help",
})  # fmt: skip


def after(memory: Memory, turn: Taken, reply: Reply, desk: Desk) -> Memory:
    """What is remembered after this reply."""
    memory = replace(memory, guessed="")
    if turn.reply is not None:
        return _after_words(memory, turn, desk)
    memory = replace(memory, missed=0, readings=_kept(turn, desk))
    if turn.leaves:
        memory = replace(memory, waiting=turn.leaves, **_NOTHING_OPEN)
    parsed, request = turn.parsed, turn.request
    if reply.failed or parsed.name in _APART:
        return memory
    if request is None and parsed.name in _SAYS_LAW:
        return _after_law(memory, turn, desk)
    return _after_records(memory, turn, reply, desk)


def _after_words(memory: Memory, turn: Taken, desk: Desk) -> Memory:
    """After what the dialogue itself said."""
    if turn.drops:
        return replace(memory, waiting={}, readings=(), missed=0, **_NOTHING_OPEN)
    if turn.denies:
        return replace(memory, press="", pressable="", missed=0)
    if turn.ends and memory.newest == "law":
        return replace(memory, missed=0, topic="", law={}, facts={}, newest="records" if memory.subject else "")
    if turn.keeps:
        return replace(memory, missed=0)
    return replace(memory, readings=_kept(turn, desk), missed=memory.missed + 1)


def _kept(turn: Taken, desk: Desk) -> tuple[Mapping[str, str], ...]:
    return tuple(kept(_on_record(request, desk)) for _, request in turn.readings)


def _after_law(memory: Memory, turn: Taken, desk: Desk) -> Memory:
    event, _, on = turn.parsed.rest.partition(" ")
    if turn.parsed.name == "due" and memory.topic and on:
        day = read_relative(on, desk.today).date().isoformat()
        return replace(memory, law={**memory.law, "event": event, "on": day, "single": "yes"})
    return _set_aside(replace(memory, named=turn.named or memory.named))


def _after_records(memory: Memory, turn: Taken, reply: Reply, desk: Desk) -> Memory:
    rows, request = _rows(reply), turn.request
    subject = _subject(turn, reply, rows)
    one_of_them = subject in memory.rows and len(memory.rows) > 1
    shown = Memory(
        subject=subject,
        rows=memory.rows if one_of_them or not (rows or reply.rows) else rows,
        readings=memory.readings,
        waiting=memory.waiting,
        newest="records",
        named="" if subject or turn.parsed.name not in _OF_NAME else turn.parsed.rest,
    )
    wish = request or _typed(turn)
    shown = replace(shown, guessed=_guessed(reply))
    if reply.outcome is not Outcome.DONE and _waits(reply, request.command if request and request.acts else ""):
        return _with_task(shown, wish, turn, reply, desk)
    if memory.task and not (turn.parsed.changes or turn.pressed):
        still = replace(
            shown,
            wish=memory.wish, task=memory.task, asked=memory.asked,
            press="" if _offers(reply) else memory.press,
            proposal=memory.proposal, pressable=memory.pressable, aside=memory.aside,
            looked=kept(_on_record(wish, desk)) if wish and not wish.acts else memory.looked,
        )  # fmt: skip
        return _set_aside(still)
    return replace(shown, wish=kept(_on_record(wish, desk)) if wish and reply.outcome is not Outcome.DONE else {})


def goes_on(memory: Memory, request: Request | None) -> str:
    """The id for a proposal of the act that waits, with all that was said for it before; empty where it is no such.

    It is a new version where anything changed.
    """
    was = wish_of(memory.wish)
    if not (memory.proposal and was and request and request.acts and request.command == was.command):
        return ""
    both = replace(request, slots=over(was.slots, request.slots))
    if kept(both) != kept(request):
        return ""
    return memory.proposal if kept(request) == memory.wish else next_version(memory.proposal)


def _offers(reply: Reply) -> bool:
    """Whether its first button would change the records, so that a yes may mean that one."""
    return any(is_next(one.say) for one in reply.choices[:1])


def _waits(reply: Reply, command: str) -> bool:
    """Whether a form, a button that saves, or a choice for the act waits for an answer."""
    choices = any(one.settles or (command and one.say.startswith(f"{command} ")) for one in reply.choices)
    return reply.form is not None or (reply.asks and choices)


def _set_aside(memory: Memory) -> Memory:
    """With the act that is open still open after one message on something else, and left after the next."""
    if not memory.task or memory.aside < MOST_ASIDE:
        return replace(memory, aside=memory.aside + bool(memory.task))
    return replace(memory, waiting=memory.wish, **{**_NOTHING_OPEN, "wish": memory.looked})


def _with_task(shown: Memory, wish: Request | None, turn: Taken, reply: Reply, desk: Desk) -> Memory:
    """What is open after a form or a proposal was shown."""
    command = turn.request.command if turn.request else turn.parsed.name
    press = _press(reply)
    if wish and turn.request is None and not turn.message.fields and (reply.form or not press):
        wish = replace(wish, slots=_typed_values(turn, command, desk))
    return replace(
        shown,
        wish=kept(_on_record(wish, desk)) if wish else {},
        press=press,
        proposal=reply.proposal,
        pressable=(desk.now + PRESSABLE).isoformat() if press else "",
        task=command,
        asked=_asked(reply),
        waiting={} if shown.waiting.get("command") == command else shown.waiting,
    )


def _typed_values(turn: Taken, command: str, desk: Desk) -> Slots:
    """What a typed command says, as it would be read in words: its form goes on in words, and none of it is lost."""
    slots = act_slots(read_frame(turn.message, Memory(), desk), turn.message.text, command, desk)
    return slots if slots.ids or not turn.parsed.id else replace(slots, ids=(turn.parsed.id,))


def _asked(reply: Reply) -> str:
    """The first field of the form that is needed and still empty."""
    fields = reply.form.fields if reply.form else ()
    return next((one.id for one in fields if one.required and not one.value), "")


def _on_record(wish: Request, desk: Desk) -> Request:
    """The request without leftover words that are in no record: what somebody only said is not remembered."""
    slots = wish.slots
    if not (slots.left or slots.left_out):
        return wish
    among = desk.store.contracts()
    left, out = (tuple(one for one in said if filter_by(one, among, desk)) for said in (slots.left, slots.left_out))
    return replace(wish, slots=replace(slots, left=left, left_out=out))


def _typed(turn: Taken) -> Request | None:
    """The request that a typed command stands for; None for commands that nothing continues."""
    name = turn.parsed.name
    if name in _TYPED:
        view, kind = _TYPED[name]
        view = View.OVERDUE if name == "deadlines" and "overdue" in turn.parsed.rest else view
        return Request(name, view=view, kind=kind)
    if name in _AGAIN:
        return Request(name)
    if turn.parsed.changes:
        return Request(name, acts=True, slots=Slots(ids=(turn.parsed.id,) if turn.parsed.id else ()))
    return None


def _rows(reply: Reply) -> tuple[str, ...]:
    """The records that were listed, in the order shown: by the rows, else by the buttons, or by the ids in the text.

    Nothing where a row is no record, as a place in that list would then name another one.
    """
    if reply.rows:
        ids = [_of_row(row) for row in reply.rows]
        ids = ids if all(ids) else []
    else:
        ids = [hit[1] for choice in reply.choices if (hit := _ROW.fullmatch(choice.say))]
        ids = ids or _ID.findall(plain(reply))
    return tuple(dict.fromkeys(ids))[:MOST_ROWS]


def _of_row(row: Row) -> str:
    """The record of a row: the one that its button opens, else the one that it names."""
    hit = _ID.search(row.opens.say if row.opens else f"{row.says} {row.title}")
    return hit[0] if hit else ""


def _subject(turn: Taken, reply: Reply, rows: tuple[str, ...]) -> str:
    """The id of the one record that the turn was about; empty where it was about none or several."""
    request = turn.request
    if turn.parsed.id:
        return turn.parsed.id
    if request and len(request.slots.ids) == 1:
        return request.slots.ids[0]
    titled: tuple[str, ...] = tuple(dict.fromkeys(_ID.findall(reply.title)))
    if len(titled) == 1:
        return titled[0]
    shown = request.slots.records if request else ()
    if len(shown) == 1:
        return shown[0]
    return rows[0] if len(rows) == 1 else ""


def _guessed(reply: Reply) -> str:
    """What the one button says for what may have been meant; empty where there is none, or several, or a form waits.

    What is said of a student is not kept.
    """
    says = [one.say for one in reply.choices if one.guessed]
    return says[0] if len(says) == 1 and not (reply.form or find_personal_data(says[0])) else ""


def _press(reply: Reply) -> str:
    """The complete command of the one button that does what is proposed; empty where there is none, or several."""
    waits = [choice.say for choice in reply.choices if choice.settles and choice.primary]
    return waits[0] if len(waits) == 1 and reply.asks else ""
