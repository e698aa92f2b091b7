"""Decides what a message means where the dialogue stands: an answer, a yes or no, a task, a look, or the law.

The model gives the shares of intents and the values; this module weighs them against the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.apps.catalog import catalog_of
from handlers.conversation import answering, replies
from handlers.conversation.acting import act_on, begins, new_topic, recounted, run, typed_wholly
from handlers.conversation.answering import FAMILY, Parse
from handlers.conversation.intents import BESIDE, DIALOGUE, WISHES, Acts, Looks, Runs
from handlers.conversation.looking import BOTH, SURE, TOGETHER, all_of_it, look_at, read_frame, same_of_other
from handlers.conversation.places import entries
from handlers.conversation.remembered import PRESSABLE
from handlers.conversation.tracking import TRACK, tracked
from handlers.conversation.understood import FEW, LIKELY, Taken, Understood, names, wish_of
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import KINDS, ParsedCommand, Sorry, kind_of
from handlers.dialogue.desk import Desk, Memory, Message
from handlers.help.words import NOT_OPEN
from handlers.history.take_back import TAKES_BACK, own_events
from handlers.law.answer import answer_look_up
from handlers.law.questions import own_topic
from handlers.people import names as people_names
from handlers.records.by_form import is_no
from handlers.records.found import is_replaced
from handlers.records.logging import OWN_DUTIES
from handlers.records.proposal import is_posted
from handlers.records.specs import MESSAGE
from handlers.understanding.command_parser import QUESTION
from handlers.understanding.courtesy import courtesy, without_greeting
from handlers.understanding.days.dates import with_numbers
from handlers.understanding.follow_ups import look_up
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.spanish import is_spanish
from storage.records import Status

PLAIN = 0.6
"""The share from which a question on the law, or small talk, is taken as such, whatever else may be meant."""
CLEAR = 0.8
"""The share from which a sentence is read as such, though it begins with a command's name."""
LAW, MAYBE = 0.4, 0.3
"""The law's share from which it is answered, and the records' share from which they are offered instead."""
LIKELIER = 1.2
"""How much likelier than any intent on the records the law has to be for that."""
GOES_ON = 0.35
"""The share of intents that continue the open act from which it is shown again, where nothing is sure."""
SURE_LOOK, FAR = 0.4, 1.8
"""The share from which a look is taken, and how much likelier than any other intent it has to be for that."""
PLACE = 3
"""Most words of a message that only names a place in a list."""
MOST = 3
"""Readings that are offered."""
LONGEST = 1_500
"""Most letters of a message that the model reads; longer ones are a case on the law."""
NO_CONTRACT, ON_RECORD, CANCEL, LOG_BREACH = "no-contract", "on-record", "cancel", "log-breach"
_LISTS: Mapping[str, Looks] = {
    "contracts": Looks(View.LIST, "contract"),
    "breaches": Looks(View.LIST, "breach"),
    "deadlines": Looks(View.DUE),
}
"""What a list's name with words after it asks for."""
_OF_KINDS = frozenset(kind.lists for kind in KINDS)
_ACTS = frozenset(intent for intent, wanted in WISHES.items() if isinstance(wanted, Acts))
_VALUES = ("set", "correct-slot", "pick")
_NARROWER = re.compile(r"\b(?:only|just)\b", re.IGNORECASE)


def taken(message: Message, parsed: ParsedCommand, memory: Memory, desk: Desk, parse: Parse) -> Taken:
    """What the message means where the dialogue stands. Raises StoreError, Sorry."""
    if answering.is_meant(message.text, memory.guessed, desk):  # "Did you mean Amplify?"
        message, parsed = replace(message, text=memory.guessed, parsed=None), parse(memory.guessed)
    turn = _taken(message, parsed, memory, desk, parse)
    return (
        replace(turn, readings=_done_already(memory)) if turn.parsed.name == LOG_BREACH and not turn.request else turn
    )


def _done_already(memory: Memory) -> tuple[tuple[str, Request], ...]:
    """The duties of a breach that the messages before it was saved called done, to be marked done next."""
    was = wish_of(memory.wish)
    days = [one for one in was.slots.said_days if one.role in OWN_DUTIES] if was and was.command == LOG_BREACH else []
    if not (was and days):
        return ()
    duties = tuple(dict.fromkeys(OWN_DUTIES[one.role] for one in days))
    slots = Slots(vendor=was.slots.vendor, records=was.slots.records, duties=duties, said_days=tuple(days))
    return (("done", Request("done", acts=True, kind="deadline", slots=slots)),)


def _taken(message: Message, parsed: ParsedCommand, memory: Memory, desk: Desk, parse: Parse) -> Taken:
    if parsed.name == TRACK and (pasted := message.fields.get(MESSAGE, "") or parsed.rest):
        return tracked(message, pasted, desk, parse)
    if is_replaced(message.proposal, memory.proposal):
        return Taken(message, parsed, reply=replies.replaced(), keeps=True)
    without_model = _unread(message, parsed, memory, desk, parse)
    asks = without_model and message.text.lower().startswith(f"{QUESTION} ") and not message.parsed
    if without_model and not (asks and _is_wish(message, memory, desk)):
        return without_model
    message = replace(message, text=people_names.with_names(with_numbers(message.text), desk))
    if asked := new_topic(message.text):
        rest = replace(message, text=asked, parsed=None)
        return replace(taken(rest, parse(asked), Memory(), desk, parse), starts=True)
    frame = read_frame(message, memory, desk)
    if not frame.intents:
        return Taken(message, parsed)
    return turn(Understood(message, parsed, memory, desk, frame, frame).fitting(), parse)


def _unread(message: Message, parsed: ParsedCommand, memory: Memory, desk: Desk, parse: Parse) -> Taken | None:
    """What is clear without the reader: a button, a typed command, a day to count from, what is surely of the law."""
    if parsed.name in _OF_KINDS and parsed.rest.strip(" ?.!").lower() == "list":
        parsed = replace(parsed, rest="")  # "exceptions list?"
    if parsed.name == replies.READING:
        chosen = _chosen(parsed.rest, memory)
        return Taken(message, ParsedCommand(chosen.command), chosen)
    plain = not (message.fields or message.look) and bool(message.text.strip()) and len(message.text) <= LONGEST
    spec = desk.commands.get(message.text.strip().lower())
    answers = bool(memory.press and spec and spec.needs_argument)  # "sure", while a button waits
    if desk.records is None or not plain or (typed_wholly(parsed, message, desk) and not answers):
        return Taken(message, _of_last(message, parsed, memory, desk, parse))
    if day := recounted(message.text, memory, desk):
        return Taken(message, ParsedCommand("due", day))
    return Taken(message, parsed) if own_topic(message.text, desk) or is_spanish(message.text) else None


def _is_wish(message: Message, memory: Memory, desk: Desk) -> bool:
    """Whether it surely is a request on the records, though it begins with ``ask``: "ask for it, please"."""
    if message.outsider or message.public:
        return False
    best, share = next(iter(read_frame(message, memory, desk).intents.items()), ("", 0.0))
    return best in WISHES and share >= SURE


def _of_last(message: Message, parsed: ParsedCommand, memory: Memory, desk: Desk, parse: Parse) -> ParsedCommand:
    """A command that was typed alone, with the record shown last, where it needs one of that kind."""
    spec = desk.commands.get(message.text.strip().lower())
    if spec is None or not spec.needs_argument or memory.newest != "records":
        return parsed
    return parse(f"{spec.name} {memory.subject}") if kind_of(memory.subject) in spec.takes_id else parsed


def _chosen(place: str, memory: Memory) -> Request:
    """The reading whose button was pressed, or with 0 the act that was left open."""
    at = int(place) - 1 if place.isdigit() else len(memory.readings)
    known = (memory.waiting or memory.wish) if at < 0 else memory.readings[at] if at < len(memory.readings) else {}
    request = wish_of(known)
    if request is None:
        raise Sorry(NOT_OPEN)
    return request


def turn(said: Understood, parse: Parse) -> Taken:
    """What the message means, checked in this order: what its form tells, the dialogue, small talk, the law, a wish."""
    best, share = next(iter(said.frame.intents.items()))
    if clear := _plainly(said, best, share, parse):
        return clear
    if best == "same" and share < SURE:
        return (share >= MAYBE and _same(said)) or turn(said.without(best), parse)
    if best == "outside" and share < PLAIN:
        return turn(said.without(best), parse)
    if best in DIALOGUE:
        return _in_dialogue(said, best, parse) if share >= SURE else _unsure(said)
    if best == "talk" and share >= PLAIN:
        return said.as_talk()
    return _of_law(said, best, share) or _wished_or_unsure(said, best, share)


def _of_law(said: Understood, best: str, share: float) -> Taken | None:
    """As a question on the law, where it is likelier than any wish, or nothing else is asked."""
    law, records = said.frame.share("law"), said.frame.share(*WISHES)
    likeliest = max(said.frame.share(one) for one in WISHES)
    likelier = law >= LAW and law > LIKELIER * likeliest and (law > records or not said.on_file)
    if law >= PLAIN or likelier:
        return said.as_law(records)
    return said.as_law() if best in BESIDE and (share >= PLAIN or records < MAYBE) else None


def _wished_or_unsure(said: Understood, best: str, share: float) -> Taken:
    second = _second(said)
    sure = best in WISHES and (share >= SURE or _is_surely_looked(said, best))
    return _wished(said, best, second) if second or sure else _unsure(said)


def _plainly(said: Understood, best: str, share: float, parse: Parse) -> Taken | None:
    """What its form tells, whatever the model reads in it: a slip in a command, a word of the law, a place."""
    if share < CLEAR and begins(said.parsed, said.message, said.desk) and (typed := _as_typed(said, best, share)):
        return typed
    if decided := _cancelled(said) or _too_late(said) or _whether_on_record(said) or _of_place(said) or _of_link(said):
        return decided
    if share < CLEAR and not said.memory.press and courtesy(said.text):
        return said.as_talk()
    if said.words <= FEW and _is_looked_up(said):
        return said.as_law()
    if (said.words <= PLACE or share < SURE) and said.open is None and entries(said.text, said.memory.rows):
        return answering.pick(said, parse)
    looks = best not in _ACTS or share < SURE
    narrower = looks and said.words <= FEW and _NARROWER.search(said.text) and same_of_other(said)
    return said.as_request(narrower) if narrower else None


def _of_link(said: Understood) -> Taken | None:
    """A web address alone, while a record with an open posting is shown: it marks that posting done."""
    memory = said.memory
    if said.words > 1 or said.slots_said != {"link"} or said.open or memory.newest != "records":
        return None
    shown = [one for one in said.desk.store.deadlines(status=Status.OPEN) if memory.subject in {one.id, one.record}]
    return said.as_request(act_on(said, "done", Acts("done", "deadline"))) if any(map(is_posted, shown)) else None


def _as_typed(said: Understood, best: str, share: float) -> Taken | None:
    """What begins with a command's name as that command, or its list narrowed by the words behind it."""
    if of_list := _LISTS.get(said.parsed.name):
        return None if best in WISHES and share >= SURE else said.as_request(look_at(said, of_list))
    command = said.parsed.name or said.text.split()[0].lower()
    wanted = WISHES.get(command)
    if said.parsed.id and isinstance(wanted, Acts) and not typed_wholly(said.parsed, said.message, said.desk):
        return said.as_request(act_on(said, command, wanted))
    return None if _is_of(best, command) else Taken(said.message, said.parsed)


def _cancelled(said: Understood) -> Taken | None:
    """What is open is over, where just that is said."""
    is_open = said.open or said.memory.press
    return answering.refuse(said, CANCEL) if is_open and said.text.strip(" .!").lower() == CANCEL else None


def _too_late(said: Understood) -> Taken | None:
    """That it is saved and can be undone, where a no and no more comes after the sender's change."""
    memory, now = said.memory, said.desk.now
    waits = said.open or memory.press or memory.task
    if waits or memory.newest != "records" or not is_no(said.text.strip(" .!")):
        return None
    last = next(own_events(said.message, said.desk), None)
    if last is None or last.what in TAKES_BACK or now - last.when > PRESSABLE:
        return None
    return Taken(said.message, said.parsed, reply=replies.saved_already(), keeps=True)


def _whether_on_record(said: Understood) -> Taken | None:
    """Whether there is a contract with the vendor named, asked in the words of the buttons and the help."""
    if said.parsed.name != ON_RECORD:
        return None
    if not said.is_theirs("contracts"):
        return Taken(said.message, said.parsed)
    request = look_at(said, Looks(View.ON_RECORD, "contract"))
    return said.as_request(request) if names(request.slots) else None


def _of_place(said: Understood) -> Taken | None:
    """An act whose name is typed before a place in the list shown last."""
    name, _, rest = said.text.strip().lower().partition(" ")
    wanted = WISHES.get(name)
    if (
        not isinstance(wanted, Acts)
        or said.words > PLACE + 1
        or not (said.memory.rows and entries(rest, said.memory.rows))
    ):
        return None
    return said.as_request(act_on(said, name, wanted))


def _is_of(intent: str, command: str) -> bool:
    """Whether the intent asks for that command."""
    wanted = WISHES.get(intent)
    return intent == command or (isinstance(wanted, Acts | Runs) and wanted.command == command)


def _is_looked_up(said: Understood) -> bool:
    """Whether it is a passage, an act, a word of the law or initials, and no more."""
    wanted = look_up(without_greeting(said.text))
    return wanted is not None and answer_look_up(wanted, said.message, said.desk) is not None


def _in_dialogue(said: Understood, act: str, parse: Parse) -> Taken:
    was = said.open
    match act:
        case "set" | "correct-slot":
            return _value(said, was) or turn(said.without("set", "correct-slot"), parse)
        case "confirm":
            return answering.confirm(said, parse)
        case "deny" | "cancel":
            corrected = act == "deny" and was and was.command in FAMILY and answering.set_value(said, was)
            return corrected or answering.refuse(said, act)
        case "pick":
            return answering.pick(said, parse)
        case "same":
            return _same(said) or turn(said.without("same"), parse)
    last = said.memory.wish if act == "more" else said.memory.waiting or said.memory.wish
    return said.as_before(wish_of(last))


def _value(said: Understood, was: Request | None) -> Taken | None:
    """The open act with what was said for it; a no, where it clearly is to be different and nothing says how.

    What is asked about it sets nothing: the act is shown as it is, with what it still needs.
    """
    if was is None:
        return None
    if changed := answering.set_value(said, was):
        return changed
    if answering.is_question(said.text):
        return said.as_before(was)
    return answering.refuse(said, "deny") if said.frame.share("set", "correct-slot") >= CLEAR else None


def _same(said: Understood) -> Taken | None:
    """The last question or view again, for something else: the law where it was spoken of last, else the view."""
    others = said.pointed if "other" in " ".join(said.frame.of("reference")).lower() else None
    if said.memory.newest == "law" and not others:
        return said.as_law()
    if said.memory.newest == "law" and others:
        return said.as_request(replace(look_at(said, Looks(View.CARD)), view=View.CARD, slots=Slots(ids=others[:1])))
    if request := same_of_other(said, sure=True):
        return said.as_request(request)
    last = wish_of(said.memory.looked or said.memory.wish)
    again = WISHES.get(last.command) if last else None
    return run(said, again) if isinstance(again, Runs) and said.frame.of("vendor", "product") else None


def _is_surely_looked(said: Understood, best: str) -> bool:
    """Whether a look, which changes nothing, is by far the likeliest."""
    if said.memory.newest == "law":
        return False  # what is not sure goes on with the law
    first, second = list(said.frame.intents.values())[:2]
    wanted = WISHES.get(best)
    if isinstance(wanted, Looks) and not said.on_file and look_at(said, wanted).slots.left:
        return False  # of words that nothing on record says
    return best not in {*_ACTS, "help"} and first >= SURE_LOOK and first >= FAR * second


def _second(said: Understood) -> str:
    """The other of two wishes in one message; empty where there is one."""
    both = [one for one, share in said.frame.intents.items() if one in WISHES and share >= BOTH]
    return both[1] if len(both) > 1 and said.frame.share(*both) >= TOGETHER else ""


def _wished(said: Understood, intent: str, second: str) -> Taken:
    first = _wish(said, intent)
    second_request = _wish(said, second).request if second else None
    wish, was = first.request, said.open
    other_act = bool(wish and was and wish.acts and wish.command != was.command)
    return replace(
        first,
        still_open=was if was and not (wish and wish.acts) else None,
        readings=((second, second_request),) if second_request and second_request != wish else (),
        leaves=said.memory.wish if other_act else {},
        said=said.said_besides(wish.slots) if wish and wish.acts else said.said,
    )


def _wish(said: Understood, intent: str) -> Taken:
    """The message as that intent."""
    if intent == "roles" and "lead" in " ".join(said.frame.of("role")).casefold():
        return said.as_law()  # who the privacy lead is
    if intent == NO_CONTRACT and said.frame.of("vendor", "product"):
        return said.as_request(act_on(said, intent, Acts(NO_CONTRACT, "contract")))
    if intent == "missing" and (left := _left_of(said)):
        return run(said, left)
    match WISHES[intent]:
        case Looks() as wanted:
            return said.as_request(look_at(said, wanted))
        case Acts() as wanted:
            return said.as_request(act_on(said, intent, wanted))
        case Runs() as wanted:
            return run(said, wanted)


def _left_of(said: Understood) -> Runs | None:
    """The list of the kind that was spoken of last, where it is no contract or breach: "so what is left?"."""
    memory = said.memory
    kind = kind_of(memory.subject or next(iter(memory.rows), "")) if memory.newest == "records" else None
    wanted = WISHES.get(kind.lists) if kind and not said.frame.values else None
    return wanted if isinstance(wanted, Runs) else None


def _unsure(said: Understood) -> Taken:
    """The open act once more where it goes on with it; what it may have meant; or that it was not understood."""
    was = said.open
    if was and (said.frame.share(was.command, "confirm", *_VALUES, "back") >= GOES_ON or _is_again(said, was)):
        changed = said.frame.values and said.frame.share(*_VALUES) >= GOES_ON and answering.set_value(said, was)
        return changed or said.as_before(was)
    if said.memory.newest == "law" and was is None and not said.on_file:
        return said.as_law()  # a fact that is told beside
    if not said.frame.values and said.frame.share("law", "roles", "owner") >= PLAIN:
        return said.as_law()  # whom to ask
    same = said.frame.share("same") >= MAYBE and same_of_other(said)
    if request := same or all_of_it(said):
        return said.as_request(request)
    if of_named := _of_named(said):
        return of_named
    likely = [one for one, share in said.frame.intents.items() if one in WISHES and share >= LIKELY][:MOST]
    turns = [(one, _wish(said, one)) for one in likely]
    readings = [(one, request.request) for one, request in turns if request.request]
    commands = [(one, request.parsed) for one, request in turns if request.request is None]
    law = said.text if said.frame.share("law") >= LIKELY else ""
    reply = replies.unsure(readings, commands, law, said.memory.missed)
    return Taken(said.message, said.parsed, reply=reply, readings=tuple(readings), missed=True)


def _is_again(said: Understood, was: Request) -> bool:
    """Whether the open act is asked for once more, as if nothing were open."""
    return next(iter(said.desk.frame("", said.text).intents), "") == was.command


def _of_named(said: Understood) -> Taken | None:
    """All that is on file of the one name in the message, where it is not clear what is asked; else None."""
    names = said.frame.of("vendor", "product")
    if len(names) != 1 or said.open or said.frame.share("law") >= LIKELY or not said.is_theirs("contracts"):
        return None
    if said.on_file:
        return said.as_request(look_at(said, Looks(View.CARD, "contract")))
    known = catalog_of(said.desk).product(names[0])
    return Taken(said.message, ParsedCommand("app", names[0])) if known and known.on_file else None
