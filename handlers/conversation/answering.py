"""Handles values, a yes, a no and a pick from a list; completes acts; and states where the dialogue stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.conversation import replies
from handlers.conversation.intents import OF_PEOPLE
from handlers.conversation.understood import FEW, PART_OF, THANKS, Taken, Understood, kept, over, wish_of
from handlers.conversation.values import other_year
from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue.command_spec import CONTRACT, DEADLINE, ParsedCommand, Sorry, kind_of
from handlers.dialogue.desk import Desk, Memory
from handlers.dialogue.text import short
from handlers.exceptions.words import PLANS
from handlers.records.by_form import is_yes_or_no, slot_of
from handlers.records.names import district_names, on_file
from handlers.records.proposal import is_press_only
from handlers.understanding.asked.stance import ASKS_WH
from handlers.understanding.courtesy import courtesy
from handlers.understanding.follow_ups import telling_words
from handlers.understanding.named import key_of, words_of
from handlers.understanding.requests.request import ALSO, BREACH, Request, Slots, View, corrected, kinds
from handlers.understanding.requests.values.corrections import (
    FIELDS,
    OF_DAYS,
    all_stated,
    day_text,
    new_days,
    noted,
    said_field,
    said_setting,
    stated,
)
from handlers.understanding.requests.values.days import DayOf, SaidDay, said_days
from knowledge.frames.frame_reader import Frame
from knowledge.law import DELETE, DELETION
from storage.records import Deadline

_DELETES = re.compile(r"\b(?:delet|destr|eras|wip(?:e|ing)|remov|purg|rid of)", re.IGNORECASE)
"""Asks a vendor to delete data, and not for a missing provision."""


_ASKS: Mapping[str, re.Pattern[str]] = {
    "delete": re.compile(r"\b(?:delet\w+|remov\w+|eras\w+|destroy\w*|wip\w+)\b", re.IGNORECASE),
    "correct": re.compile(r"\b(?:correct\w*|fix\w*|chang\w+|amend\w*)\b", re.IGNORECASE),
    "see": re.compile(r"\b(?:see|copy|copies|review|inspect|access|show)\b", re.IGNORECASE),
}
_ASKS_WHAT_IS_HELD = re.compile(
    r"\b(?:everything|whatever|what|data|info\w*|records?)\b(?:\W+\w+){0,4}?\W+(?:has|have|holds?|keeps?|collects?|stores?)\b",
    re.IGNORECASE,
)
"""Asks to see it where nothing else is to be done with it: "what does Quizlet have on her son"."""
CORRECT = "correct"
FAMILY = frozenset({"log-family-request", "log-exception"})
"""Acts for which each message is searched for what is asked, by whom, and under which plan."""
_PLAN_NAMES = frozenset({"iep", "504"})
_TO_DELETE = frozenset({f"rule:{DELETE}", f"item:{DELETION}"})
_ASKED_BY: Mapping[str, re.Pattern[str]] = {
    "parent": re.compile(r"\b(?:parents?|moms?|mothers?|dads?|fathers?|guardians?|famil(?:y|ies))\b", re.IGNORECASE),
    "student": re.compile(r"\bstudents?\b", re.IGNORECASE),
}


def completed(intent: str, request: Request, frame: Frame, text: str, desk: Desk) -> Request:
    """The act with the values that its command needs, read from the text or added from what is on file."""
    if intent == "renew":
        request = replace(request, slots=_first_named(request.slots, text, desk))
    if intent == "correct" and _of_students(frame):
        request = replace(request, slots=_of_breach(request.slots, desk))
    days = {one.role for one in request.slots.said_days}
    if intent == "renew" and DayOf.EXPIRES in days and not days & {DayOf.SIGNED, DayOf.OTHER}:
        slots = replace(on_file(request.slots, desk), said="", field="expiry")
        return replace(request, command="correct", slots=slots)
    if intent == "renew":
        return replace(request, slots=replace(on_file(request.slots, desk), said=""))
    if intent == "vendor-letter" and _DELETES.search(text):
        return replace(request, command="notice", acts=False, view=View.DELETION)
    own = _OF_INTENT.get(intent)
    request = replace(request, slots=own(request.slots, frame, text)) if own else request
    if intent == "log-family-request" and "kind" not in dict(request.slots.marked):
        kind = "delete" if _of_deletion(text, desk) else "see" if _ASKS_WHAT_IS_HELD.search(text) else ""
        marked = (*request.slots.marked, *(("kind", kind),) * bool(kind))
        return replace(request, slots=replace(request.slots, marked=marked))
    return request


def _of_deletion(text: str, desk: Desk) -> bool:
    """Whether the model finds the duty to delete in it, however it is worded."""
    entries = desk.read(text).entries
    return max(entries, key=lambda one: entries[one], default="") in _TO_DELETE


def _of_students(frame: Frame) -> bool:
    """Whether the number of students is what is wrong."""
    named = any(said_field(one, ()) == "students" for one in frame.of("field"))
    return named or bool(frame.of("students") and not frame.of("date"))


def _of_breach(slots: Slots, desk: Desk) -> Slots:
    """The slots with the breach of the contract meant, or the only breach: a contract has no number of students."""
    breaches = [one for one in desk.store.breaches() if not one.withdrawn]
    named = {*slots.ids, *slots.records}
    own = [one.id for one in breaches if {one.id, one.contract} & named] or [one.id for one in breaches]
    return replace(slots, ids=(own[-1],), records=()) if own and (named or len(own) == 1) else slots


def _first_named(slots: Slots, text: str, desk: Desk) -> Slots:
    """The slots with only the records of the vendor or product that is named first."""
    mentions = [one for one in district_names(desk).mentions(text) if {*one.ids} & {*slots.records}]
    first = min(mentions, key=lambda one: one.start, default=None)
    return replace(slots, records=tuple(id for id in slots.records if id in first.ids)) if first else slots


def _correct(slots: Slots, frame: Frame, text: str) -> Slots:
    new_slots = corrected(text, slots)
    if several := all_stated(text):
        also = tuple((f"{ALSO}{field}", value) for field, value in several[1:])
        return replace(new_slots, field=several[0][0], value=several[0][1], marked=(*new_slots.marked, *also))
    field, value = stated(text)
    if field:
        return replace(new_slots, field=field, value=value)
    value = next(iter(frame.of("value")), "")
    named = next(iter(frame.of("field")), "")
    field = said_field(named, new_slots.said_days) if named else new_slots.field
    field = field or new_slots.field or (key_of(named) if key_of(named) in FIELDS else "")
    if _of_students(frame) and BREACH in kinds(slots):
        return replace(new_slots, field="students", value="", said_days=())
    if field == "executed" and any(one.role is DayOf.EXPIRES for one in new_slots.said_days[-1:]):
        field = "expiry"
    return replace(new_slots, field=field, value=value or new_slots.value)


def _note(slots: Slots, frame: Frame, text: str) -> Slots:
    said = slots.note or noted(text) or next(iter(frame.of("value", "reason")), "")
    return replace(slots, field="description" if BREACH in kinds(slots) else "notes", value=said)


def _setup(slots: Slots, frame: Frame, text: str) -> Slots:
    field, value = said_setting(text, slots.said_days)
    return replace(slots, field=field, value=value or next(iter(frame.of("value")), ""))


def _told(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001 - all have this shape
    came = any(one.role is DayOf.NOTICE for one in slots.said_days)  # perhaps to the board, from the vendor
    return slots if slots.duties or came else replace(slots, duties=("families",) if BREACH in kinds(slots) else ())


def _ended(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001
    ends = [one for one in slots.said_days if one.role is DayOf.EXPIRES] or slots.said_days
    day = ends[-1] if ends else None
    return replace(slots, field="expiry", value=day_text(day) if day else "")


def _family(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001
    """What is asked for, and by whom; a name that was said goes into no field."""
    kind = next((kind for kind, said in _ASKS.items() if said.search(text)), "")
    who = next((who for who, said in _ASKED_BY.items() if said.search(text)), "")
    marked = (*slots.marked, *(("kind", kind),) * bool(kind), *(("asked_by", who),) * bool(who))
    return replace(slots, marked=marked, person="", person_said="")


def _exception(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001
    """With the plan that is named, as in "her IEP" or "a 504"."""
    words = {*text.casefold().replace("-", " ").split()}
    plan = next((id for id, label in PLANS if words & _PLAN_NAMES & {*label.casefold().split()}), "")
    return replace(slots, marked=(*slots.marked, ("plan", plan))) if plan else slots


_OF_INTENT: Mapping[str, Callable[[Slots, Frame, str], Slots]] = {
    "correct": _correct,
    "note": _note,
    "setup": _setup,
    "notice-sent": _told,
    "end-contract": _ended,
    "log-exception": _exception,
    "log-family-request": _family,
}


MOST_LISTED = 5
LONGEST = 60
"""Most letters of a proposed command in that line."""


def state_line(memory: Memory, desk: Desk) -> str:
    """Where the dialogue stands: ``asked vendor in log-contract``, ``list C-1 Kami; C-4 Kahoot``; may be empty.

    What is open and what was shown, with a slash between them, where something else was shown while an act is open.
    """
    task = _of_task(memory)
    if not task or not memory.aside:
        return task or _shown(memory, desk)
    return f"{task} / {_shown(memory, desk)}".removesuffix(" / ")


def _of_task(memory: Memory) -> str:
    """The act that is open; empty where none is."""
    if memory.press:
        return f"proposed {short(memory.press, LONGEST)}"
    if memory.task:
        return f"asked {slot_of(memory.asked)} in {memory.task}" if memory.asked else f"form {memory.task} open"
    return ""


def _shown(memory: Memory, desk: Desk) -> str:
    """The answer, record or list that was shown last; empty where nothing was."""
    if memory.newest == "law":
        return _of_law(memory, desk)
    if memory.subject:
        return f"card {named(memory.subject, desk)}"
    if memory.rows:
        return f"list {'; '.join(named(id, desk) for id in memory.rows[:MOST_LISTED])}"
    return ""


def _of_law(memory: Memory, desk: Desk) -> str:
    found = desk.law.on(desk.today).answer(memory.topic) if memory.topic else None
    title = memory.topic.replace("-", " ")
    return f"law {found.cites[0] if found and found.cites else ''} {title}".strip() if memory.topic else ""


def named(id: str, desk: Desk) -> str:
    """The id with the name of its record."""
    kind = kind_of(id)
    record = kind.find(desk.store, id) if kind else None
    if isinstance(record, Deadline):
        return f"{id} {record.duty.replace('-', ' ')}"
    name = getattr(record, "product", "") or getattr(record, "vendor", "") if kind is not DEADLINE else ""
    return f"{id} {name}".strip()


Parse = Callable[[str], ParsedCommand]
CONFIRMS, THANKS_AT_MOST = 0.8, 0.01
"""The share from which a yes in words counts, and the share that thanks must stay below: "much obliged" is no yes."""
YES, MOST_BESIDE = "yes", 5
"""A yes in words, and the most telling words beside it: who says more says more than yes."""
_ANY_WORDS = {"value": 5, "reason": 12}
"""Slots of fields that take any words, and how many words are taken at most where the model marked none."""
_DIGITS = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"(?<![\w/-])\d{1,6}(?![\w/-])")
_ASSENT = re.compile(
    r"y|ye+s*|yess+|yea|yeah|yep|yup|ya|aye|s[ií]|vale|dale|claro|adelante|oui|ok|okay|k|sure|fine|right|correct|good|great"
    r"|perfect|exactly|indeed|absolutely|definitely|certainly|please|confirm(?:ed)?|affirm(?:ed|ative)?|approved?|agreed?"
    r"|accurate|proceed|submit|save|log|file|record|enter|commit|apply|ahead|go|do|send|run|write|post|looks|sounds|works"
    r"|lgtm|ship|means|mhm",
    re.IGNORECASE,
)
"""Words of which a yes has one, besides those of what was proposed: a wrong yes saves, a missed one costs a press."""
_TURNS = re.compile(
    r"over|again|afresh|scratch|undo|redo|restart|back|wait|hold|stop|not|no|never|later|first|before|instead|but|if"
    r"|when|after|until|tomorrow|maybe|wrong|\w+n't",
    re.IGNORECASE,
)
"""Words that turn a yes into something else, or put it off."""
_GOES_ON = frozenset("the a an as and or to for of with my our in on is".split())
"""Words with which no message ends: it was sent half written."""
_BESIDE_YES = frozenset({"reference", "reason"})
"""Slots that a yes may have: "yes, save it". With any other value it is more than a yes."""


def is_question(text: str) -> bool:
    """Whether it asks something, so that it is no answer."""
    return "?" in text or ASKS_WH.match(text) is not None


def set_value(said: Understood, wish: Request) -> Taken | None:
    """The open act with what was said now put over what was said before; None where nothing was."""
    new = said.slots(wish.command)
    if wish.command in PART_OF and (new.person or new.person_said) and not new.owner:
        new = replace(new, owner=new.person or new.person_said)
    new = _for_asked(said, replace(new, ids=new.ids or said.pointed or ()))
    called = new.vendor or new.said
    if called and (new.said or not new.records) and (meant := _of_vendor(called, wish.slots.vendor, said)):
        new = replace(new, vendor=wish.slots.vendor, said="", records=meant, ids=meant)
    if "vendor" not in said.slots_said and new.vendor and wish.slots.vendor and said.frame.of("product"):
        new = replace(new, vendor=wish.slots.vendor, product=said.frame.of("product")[0])
    if wish.command == "log-breach" and not _CORRECTS.search(said.text):
        new = replace(new, said_days=_for_breach(said, wish, new.said_days))
    new = replace(new, number=_instead(said.text, wish.slots.number) or new.number)
    new = replace(new, said_days=_in_place(said.text, new.said_days, wish.slots.said_days))
    if wish.command == CORRECT:
        new = _corrects_more(said, replace(wish, slots=new), wish.slots)
    if wish.command in FAMILY:
        new = completed(wish.command, replace(wish, slots=new), said.frame, said.text, said.desk).slots
    if new == Slots() and not said.frame.values:
        return None
    new = new if new.said_days else replace(new, said_days=other_year(said.frame, wish.slots.said_days))
    somebody = wish.command in OF_PEOPLE and bool(new.person_said)
    slots = new if somebody and wish.slots.person_said else over(wish.slots, new)
    return replace(said.as_request(replace(wish, slots=slots)), said=said.said_besides(slots))


_CORRECTS = re.compile(
    r"\b(?:no|nope|not|sorry|actually|mean|meant|oops|wrong|wait|rather|instead|make|should|correct\w*|chang\w+)\b|n't",
    re.IGNORECASE,
)
"""Words that put another value in place of one that was said."""


def _for_breach(said: Understood, wish: Request, days: tuple[SaidDay, ...]) -> tuple[SaidDay, ...]:
    """The days, where one is named and no more: that of the notice or the discovery if just that is missing."""
    plain = said_days(said.text, said.desk.today)
    if len(days) != 1 or len(plain) != 1 or plain[0].role is not DayOf.OTHER or said.words > FEW:
        return days
    known = {one.role for one in wish.slots.said_days if one.day}
    lacks = [role for role in (DayOf.NOTICE, DayOf.DISCOVERED) if role not in known]
    return (replace(days[0], role=lacks[0] if len(lacks) == 1 else DayOf.OTHER),) if lacks else days


def _in_place(text: str, days: Sequence[SaidDay], known: Sequence[SaidDay]) -> tuple[SaidDay, ...]:
    """The days that are new; one in place of a day known before is of the same event: "not Nov 24, it was Nov 23"."""
    before = {one.day: one.role for one in known}
    right = new_days(text, days)
    stays = [one for one in right if one.role not in {DayOf.OTHER, before.get(one.day)}]
    new = tuple(one for one in days if one.day not in before or one in stays) or right or tuple(days)
    replaced = {before[one.day] for one in days if one not in new and one.day in before}
    if len(replaced) == len(new) == 1:
        return (replace(new[0], role=replaced.pop()),)
    role = next(iter(before.values())) if len(before) == 1 else DayOf.OTHER
    return tuple(replace(one, role=role) if one.role is DayOf.OTHER else one for one in new)


def _corrects_more(said: Understood, wish: Request, was: Slots) -> Slots:
    """The further values of a correction that is open; what it was to correct before stays beside them."""
    new = completed(CORRECT, wish, said.frame, said.text, said.desk).slots
    role = next((role for role, field in OF_DAYS.items() if field == (new.field or was.field)), DayOf.OTHER)
    days = tuple(replace(one, role=role) if one.role is DayOf.OTHER else one for one in new.said_days)
    beside = new.field and was.value and was.field not in {"", new.field}
    also = ((f"{ALSO}{was.field}", was.value),) if beside else ()
    return replace(new, said_days=days, marked=(*new.marked, *also))


def _of_vendor(called: str, vendor: str, said: Understood) -> tuple[str, ...]:
    """The one contract of the vendor spoken of whose product is called so: "the SIS one"."""
    words = set(words_of(called))
    own = [one for one in said.desk.store.contracts() if vendor and one.vendor == vendor and not one.withdrawn]
    ids = [one.id for one in own if words & set(words_of(one.product))]
    return tuple(ids) if len(ids) == 1 else ()


def _instead(text: str, was: int | None) -> int | None:
    """The 23 of ``23, not 22``: of two numbers, the one that was not said before; else None."""
    numbers = dict.fromkeys(map(int, _NUMBER.findall(text)))
    return next(one for one in numbers if one != was) if was in numbers and len(numbers) == 2 else None


def _for_asked(said: Understood, new: Slots) -> Slots:
    """The slots with the text as the answer to the field asked for, where it takes any words and none were marked."""
    asked, text = said.memory.asked, said.text
    slot = slot_of(asked)
    answered = asked in dict(new.marked) or (slot != "value" and slot in said.slots_said)
    if said.memory.press or slot not in _ANY_WORDS or answered:
        return new
    named = said.slots_said & {"vendor", "product", "id"} or new.records or new.said_days
    whole = text if said.words <= _ANY_WORDS[slot] and not (named or is_question(text)) else ""
    words = next((one for one in said.frame.of("value") if not is_yes_or_no(one)), whole)
    return replace(new, marked=(*new.marked, (asked, words))) if asked and words else new


def confirm(said: Understood, parse: Parse) -> Taken:
    """A yes in words: presses the button that waits, where that is enough for it; else what it means instead."""
    memory, act = said.memory, said.open
    if not memory.press:
        answers = act is not None and slot_of(memory.asked) == "value"
        yes = replace(said, message=replace(said.message, text=YES)) if said.words <= FEW else said
        return (act and answers and set_value(yes, act)) or said.as_before(act)
    sure = _is_yes(said.read, said.text, memory.press)
    if not sure and courtesy(said.text) in THANKS:
        return said.as_talk()
    only = is_press_only(memory.press)
    if only or not sure or not _says_no_other(said, act):
        return Taken(said.message, said.parsed, reply=replies.press_it(memory.press, only=only), keeps=True)
    if not memory.pressable or said.desk.now > datetime.fromisoformat(memory.pressable):
        return said.as_before(act)
    press = replace(said.message, text=memory.press, parsed=None, proposal=memory.proposal)
    return Taken(press, parse(memory.press), pressed=True)


def is_meant(text: str, guessed: str, desk: Desk) -> bool:
    """Whether it is a yes, and no more, to the question whether ``guessed`` was meant."""
    if not (guessed and _assents(text, guessed)):
        return False
    frame = desk.frame(f"proposed {short(guessed, LONGEST)}", text)
    return _is_yes(frame, text, guessed) and {one.slot for one in frame.values} <= _BESIDE_YES


def _is_yes(frame: Frame, text: str, press: str) -> bool:
    """Whether it clearly says yes to what ``press`` would do."""
    beside = any(not _ASSENT.fullmatch(one) for one in telling_words(text))
    thanks = frame.share("talk") >= THANKS_AT_MOST and (beside or courtesy(text))
    return frame.share("confirm") >= CONFIRMS and not thanks and _assents(text, press)


def _assents(text: str, press: str) -> bool:
    """Whether the words say yes to what the button ``press`` would do: yes, or its own verb, and nothing against it."""
    words, own = words_of(text), set(press.partition(" ")[0].split("-"))
    if words and words[-1] in _GOES_ON:
        return False
    if len([one for one in telling_words(text) if not _ASSENT.fullmatch(one)]) > MOST_BESIDE:
        return False
    return any(_ASSENT.fullmatch(one) or one in own for one in words) and not any(map(_TURNS.fullmatch, words))


def _says_no_other(said: Understood, act: Request | None) -> bool:
    """Whether a yes names nothing that is not in what was proposed: "yes, received today" may, "yes, 47" may not."""
    shown = {int(number) for number in _DIGITS.findall(said.memory.press)}
    if not {int(number) for number in _DIGITS.findall(said.text)} <= shown:
        return False
    if not said.slots_said - _BESIDE_YES:
        return True
    if act is None or said.slots_said - _BESIDE_YES - {"date"}:
        return False
    return kept(replace(act, slots=over(act.slots, said.slots(act.command)))) == kept(act)


def refuse(said: Understood, act: str) -> Taken:
    """What was proposed is not done; it stays open to be corrected, unless it is cancelled."""
    was = said.open
    if was and act == "deny":
        return Taken(said.message, said.parsed, reply=replies.denied(was), denies=True)
    reply = replies.dropped(was.command if was else said.memory.task, wish_of(said.memory.waiting))
    return Taken(said.message, said.parsed, reply=reply, drops=True)


def _by_words(said: Understood) -> tuple[str, ...]:
    """The only entry of the list whose name has a word of the message that no other has: "the enrollment one"."""
    words = set(words_of(said.text))
    hits = [set(words_of(named(one, said.desk))) & words for one in said.memory.rows]
    common = {word for hit in hits for word in hit if sum(word in other for other in hits) > 1}
    entries = [one for one, hit in zip(said.memory.rows, hits, strict=True) if hit - common]
    return tuple(entries) if len(entries) == 1 else ()


def pick(said: Understood, parse: Parse) -> Taken:
    """One entry of the list shown last: for the act that waits for it, or to be shown. Raises Sorry."""
    slots, rows = said.slots(""), said.memory.rows
    named_ids = {*slots.ids, *slots.records}
    ids = said.pointed or tuple(one for one in rows if one in named_ids) or slots.ids or slots.records
    ids = ids or _by_words(said)
    if said.pointed is None and not ids and rows and said.open is None:
        ids = rows
    if not ids:
        raise Sorry(list_words.no_such_entry(len(rows)))
    if wish := said.open:
        return said.as_request(replace(wish, slots=replace(wish.slots, ids=ids, records=(), vendor="", said="")))
    kind = kind_of(ids[0]) or CONTRACT
    if len(ids) > 1:
        return said.as_request(Request(kind.lists, view=View.LIST, kind=kind.word, slots=Slots(ids=ids)))
    shown = f"{kind.word} {ids[0]}"
    return Taken(replace(said.message, text=shown, parsed=None), parse(shown))
