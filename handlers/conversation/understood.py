"""A message as the model read it: which intents fit, how it is answered, and what is remembered of its request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handlers.conversation import replies, words
from handlers.conversation.intents import HAPPENED, WISHES, Acts
from handlers.conversation.places import pointed
from handlers.conversation.values import act_slots, unread, unread_days
from handlers.conversation.waiting import is_answer
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import ParsedCommand
from handlers.dialogue.desk import Desk, Memory, Message
from handlers.dialogue.reply import Choice, Reply
from handlers.forms.privacy.names import find_personal_data
from handlers.law.answer import ANYBODY, answer, without_personal_data
from handlers.law.ask import send_to_lead
from handlers.law.dates.timing import asks_of_today
from handlers.people.access import Refused, allow
from handlers.setup.checklist import with_next_step
from handlers.understanding.asked.stance import asks_advice, has_cue
from handlers.understanding.command_parser import QUESTION
from handlers.understanding.courtesy import courtesy
from handlers.understanding.days.clock_start import STARTS
from handlers.understanding.days.dates import days_in
from handlers.understanding.days.day_clauses import event_days
from handlers.understanding.requests.request import Order, Request, Slots, View
from handlers.understanding.requests.slots import said_ids
from handlers.understanding.requests.values.days import DayOf, SaidDay
from knowledge.frames.frame_reader import Frame
from storage.records import Role


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as it is to be answered: a command, a request in words, or a reply of the dialogue itself."""

    message: Message
    parsed: ParsedCommand
    request: Request | None = None
    reply: Reply | None = None
    """What is said at once: that nothing is saved, what may have been meant, or that it was not understood."""
    starts: bool = False
    """Whether another topic was announced, so that nothing spoken of before counts."""
    pressed: bool = False
    """Whether a yes in words pressed the button that was shown."""
    drops: bool = False
    """Whether what was open is over."""
    denies: bool = False
    """Whether what was proposed is not to be done so, and stays open."""
    ends: bool = False
    """Whether it ends what was spoken of, as thanks do."""
    keeps: bool = False
    """Whether what was open stays as it was."""
    leaves: Mapping[str, str] = field(default_factory=dict)
    """The act that is set aside for another one, with its values."""
    readings: tuple[tuple[str, Request], ...] = ()
    """What else it may have meant or asks for, with the intent, in the order of the buttons that are offered."""
    said: tuple[str, ...] = ()
    """Names and reasons that were said for an act, none of which may get lost without a word."""
    instead: tuple[Choice, ...] = ()
    """Buttons for what it may become instead."""
    still_open: Request | None = None
    """The act that stays open, where something else was asked."""
    named: str = ""
    """The vendor or product that was spoken of, where nothing else is remembered of it."""
    missed: bool = False
    """Whether it was not understood."""
    beside: tuple[str, ...] = ()
    """Ids of records that are shown beneath an answer on the law, as it may be them that are asked about."""

    @property
    def days(self) -> tuple[SaidDay, ...]:
        """The days that were said for an act."""
        return self.request.slots.said_days if self.request and self.request.acts else ()


_TEXTS = (
    "vendor",
    "product",
    "said",
    "person",
    "person_said",
    "email",
    "field",
    "role",
    "by",
    "owner",
    "kinds",
    "before",
    "means",
)
_LISTS = ("ids", "records", "but", "links", "provisions", "categories", "without", "duties", "lacks")
_PHRASES = ("data", "left", "left_out")
"""Slots with phrases; of the words left over, only those that are on record too are remembered."""
_NUMBERS = ("number", "days_before")
_DATES = ("since", "until")
_OF_CHILD = frozenset({"log-exception", "log-family-request"})
"""Acts in which a name that is said is a child's or a family's."""
SOON, TOPIC = "soon", "topic"
_BETWEEN = "; "


def kept(request: Request) -> dict[str, str]:
    """What is remembered of a request, as strings by name, without a student's data; `wish_of` reads it back."""
    slots = request.slots
    values = {
        "command": request.command,
        "acts": "yes" if request.acts else "",
        "view": request.view.name if request.view is not View.NONE else "",
        "kind": request.kind,
        "order": slots.order.value,
        "closed": "yes" if slots.closed else "",
        "period": SOON if slots.period == SOON else "",
        "marked": "\n".join(f"{slot}={text}" for slot, text in slots.marked if not find_personal_data(text)),
        "days": " ".join(_day(one) for one in slots.said_days if one.day),
        **{name: _guarded(getattr(slots, name)) for name in _TEXTS},
        **{name: " ".join(getattr(slots, name)) for name in _LISTS},
        **{name: _BETWEEN.join(getattr(slots, name)) for name in _PHRASES},
        **{name: "" if (value := getattr(slots, name)) is None else str(value) for name in _NUMBERS},
        **{name: value.isoformat() if (value := getattr(slots, name)) else "" for name in _DATES},
    }
    if request.command in _OF_CHILD:
        values |= {"person": "", "person_said": ""}
    return {name: value for name, value in values.items() if value}


def _guarded(text: str) -> str:
    """The text, or nothing where it looks like more of a student than a name, which may be a colleague's."""
    return "" if any(one.kind not in ANYBODY for one in find_personal_data(text)) else text


def _day(one: SaidDay) -> str:
    assert one.day
    return f"{one.role.name}={one.day.isoformat()}={one.time.replace(' ', '')}"


def wish_of(known: Mapping[str, str]) -> Request | None:
    """The request that `kept` wrote; None where there is none."""
    if not known.get("command"):
        return None
    values: dict[str, Any] = {name: known.get(name, "") for name in _TEXTS}
    values |= {name: tuple(known.get(name, "").split()) for name in _LISTS}
    values |= {name: tuple(filter(None, known.get(name, "").split(_BETWEEN))) for name in _PHRASES}
    values |= {name: int(known[name]) for name in _NUMBERS if name in known}
    values |= {name: date.fromisoformat(known[name]) for name in _DATES if name in known}
    slots = Slots(
        order=Order(known.get("order", "")),
        closed="closed" in known,
        period=known.get("period", ""),
        said_days=tuple(_days(known.get("days", "").split())),
        marked=tuple((line.partition("=")[0], line.partition("=")[2]) for line in known.get("marked", "").splitlines()),
        **values,
    )
    view = View[known["view"]] if "view" in known else View.NONE
    return Request(
        known["command"],
        acts="acts" in known,
        view=view,
        kind=known.get("kind", ""),
        slots=slots,
    )


def _days(said: Iterable[str]) -> Iterable[SaidDay]:
    for one in said:
        role, day, time = one.split("=")
        yield SaidDay(DayOf[role], date.fromisoformat(day), day, 0, 0, time)


def over(old: Slots, new: Slots) -> Slots:
    """The values said before, overridden by those said now; a new day replaces the one of the same event."""
    names = (
        *_TEXTS,
        *_LISTS,
        *_PHRASES,
        *_NUMBERS,
        *_DATES,
        "value",
        "note",
        "period",
        "order",
        "closed",
        "wrong_dates",
    )
    new_values = {name: getattr(new, name) for name in names if getattr(new, name)}
    if new.vendor or new.product:
        new_values["said"] = new.said
    if new_values.get("order") is Order.NONE:
        del new_values["order"]
    roles = {one.role for one in new.said_days}
    days = (*(one for one in old.said_days if one.role not in roles), *new.said_days)
    return replace(old, **new_values, said_days=days, marked=tuple(dict((*old.marked, *new.marked)).items()))


FEW = 6
"""Most words of a message that asks about the record shown last without naming it."""
NOT_THEIRS = 0.25
"""The factor on the share of an act that the sender may not do."""
LIKELY = 0.12
"""The share from which a reading is offered as a button."""
SURELY = 0.9
"""The law's share from which a record that is named is not what is asked about."""
LAW_MAYBE = 0.25
"""The records' share from which a record may be meant too, though the law is answered."""
TOLD, TOLD_OF_EVENT = 0.4, 0.15
"""Factors on the law's share for text that is no question: in general, and where it tells the day of an event."""
_ASKS = re.compile(
    r"\?|\b(?:who|whom|whose|what|when|where|why|how|which|whether|if|is|are|am|do|does|did|can|could|may|must|should"
    r"|would|will|need|allowed|legal|law|act|statute|section|says?|define|explain|tell me"
    r"|last da[yt]e?|deadline|outer|10-234\w*)\b",
    re.IGNORECASE,
)
_OF_TERM = frozenset({DayOf.SIGNED, DayOf.APPROVED, DayOf.EFFECTIVE, DayOf.EXPIRES})
"""Days of a contract itself, from which it is put on record."""
PART_OF: Mapping[str, tuple[str, ...]] = {"log-contract": ("assign", "note"), "log-breach": ("received", "assign")}
"""By open act, the intents that then only give a value for it."""
THANKS = frozenset({"thanks", "praise", "goodbye"})
"""Small talk that confirms nothing, and ends what was spoken of."""
_OF_EVENT = frozenset({"date:received", "date:discovered", "date:told"})
"""Days of what happened, from which something is counted."""
_SHOWN = ("vendor", "product", "person", "school", "subprocessor", "category", "reason", "value")
"""Slots whose values are shown as they were said."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A message with what the model read in it."""

    message: Message
    parsed: ParsedCommand
    memory: Memory
    desk: Desk
    frame: Frame
    read: Frame
    """The frame as the model read it, before `fitting` changed the shares."""

    @property
    def text(self) -> str:
        """The message as it was typed."""
        return self.message.text

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.message.text.split())

    @property
    def open(self) -> Request | None:
        """The act that is open."""
        found = wish_of(self.memory.wish)
        return found if found and found.acts else None

    @property
    def slots_said(self) -> set[str]:
        """The slots of which something was said; ``date`` for a date of whatever event."""
        return {one.slot.partition(":")[0] for one in self.frame.values}

    @property
    def said(self) -> tuple[str, ...]:
        """The names, the reasons and what was said for a day, so that none of them is lost without a word."""
        return (*self.frame.of(*_SHOWN), *unread_days(self.frame, self.text, self.desk))

    def said_besides(self, slots: Slots) -> tuple[str, ...]:
        """The same for an act, with what was said for a day or a number and is not among its values."""
        return (*self.frame.of(*_SHOWN), *unread(self.frame, slots))

    @property
    def pointed(self) -> tuple[str, ...] | None:
        """The ids that a place or a word such as "it" points at."""
        return pointed(self.frame, self.text, self.memory)

    @property
    def on_file(self) -> tuple[str, ...]:
        """The records that are named."""
        slots = self.slots("")
        return slots.ids or slots.records

    def slots(self, command: str) -> Slots:
        """The values that were said for a command."""
        was = self.open
        before = was.slots.said_days if was and was.command == command else ()
        return act_slots(self.frame, self.text, command, self.desk, before)

    def goes_on(self, slots: Slots) -> bool:
        """Whether a look that names no record is at the one shown last."""
        narrowed = slots.person or slots.duties or slots.since or slots.until or slots.left
        shown = bool(self.memory.subject) and self.memory.newest == "records"
        return shown and self.words <= FEW and not narrowed

    # Which intents fit.

    def fitting(self) -> Understood:
        """With only those intents that can be meant where the dialogue stands."""
        fits, share = self._fits(), self.frame.share
        shares = {one: share(one) * self._may(one) for one in self.frame.intents if fits.get(one, True)}
        shares["law"] = share("law") + sum(map(share, self.out_of_reach))  # what to do about it
        shares |= dict.fromkeys(self.out_of_reach, 0.0)
        if self.memory.newest == "law":  # what goes on goes on with the law, which also tells what it does not cover
            shares["law"] += shares.pop("same", 0.0) + share("more") + shares.pop("outside")
        elif self.open is None and "same" in shares:
            shares["same"] += share("set", "correct-slot")  # nothing is open that it could correct
        for one in PART_OF.get(self.open.command if self.open else "", ()):
            if one in shares and fits.get("set"):
                shares["set"] += shares.pop(one)  # a value of what is open
        for one in self._of_law():
            shares["law"] += shares.pop(one, 0.0)
        if self._asks_whether_done():
            shares["posted"] = share("posted") + shares.pop("law")
            shares["law"] = 0.0
        if not any(self.desk.store.breaches()):
            shares["law" if self.memory.newest == "law" else "log-breach"] += shares.pop(
                "received", 0.0
            )  # of no breach on record
        if self.memory.newest != "law" and not _ASKS.search(self.text):
            shares["law"] *= TOLD if not self._events else TOLD_OF_EVENT
        for one, other in self._told_of_contract():
            shares[other] = shares.get(other, 0.0) + shares.pop(one, 0.0)
        return self.with_shares(shares)

    def _told_of_contract(self) -> Iterator[tuple[str, str]]:
        """By what is told of a contract, above all the days, the intents that then are another one, and which."""
        slots = self.slots("")
        roles = {one.role for one in slots.said_days if one.day and one.day <= self.desk.today}
        known, named = bool(slots.ids or slots.records), bool(self.slots_said & {"vendor", "product"})
        if self.open is None and not any(self.desk.store.contracts()) and not any(self.desk.store.breaches()):
            yield "correct", "log-contract"  # nothing is on record, as for "product is Edpuzzle Pro"
        if named:
            yield "publish", "done"  # what is of one vendor was posted
        if DayOf.POSTED in roles and not _OF_TERM & {one.role for one in slots.said_days}:
            yield "publish", "done"  # it was posted that day
            if known or not named:
                yield from (("renew", "done"), ("log-contract", "done"))
        elif DayOf.SIGNED in roles and named and not known:
            yield "done", "log-contract"  # of a contract that is not on record
            if self.memory.newest != "records" or DayOf.POSTED in roles:
                yield "correct", "log-contract"

    @property
    def _events(self) -> frozenset[str]:
        """Of what events a day is told."""
        return _OF_EVENT & {one.slot for one in self.frame.values}

    def _asks_whether_done(self) -> bool:
        """Whether it asks if the district did a yearly duty, and not what the law says of it."""
        asks = has_cue("did the board", self.text) and "yearly" in self.slots("").duties
        return asks and self.frame.share("law") < SURELY and self.is_theirs("deadlines")

    def _of_law(self) -> Iterator[str]:
        """Intents that then are questions on the law: of a day that is told here, or was counted in the turn before."""
        if self._counts():
            yield "due"
        if self.memory.newest == "law" and self.memory.law.get("on") and asks_of_today(self.text):
            yield "overdue"

    def _counts(self) -> bool:
        """Whether a day of something is told, from which the law counts what is due."""
        if not self.frame.values and self.memory.newest == "law":
            return True
        told = {one.event for one in event_days(self.text, days_in(self.text, self.desk.today))}
        if STARTS & told and not self.on_file:
            return True  # it is not on record, but told here with its day
        return bool(self._events) or ("date" in self.slots_said and not self.slots_said & {"vendor", "product", "id"})

    def with_shares(self, shares: Mapping[str, float]) -> Understood:
        """With these shares of intents, which then add up to 1."""
        whole = sum(shares.values())
        ranked = sorted(shares.items(), key=lambda one: -one[1])
        return replace(self, frame=replace(self.frame, intents={one: share / whole for one, share in ranked}))

    def without(self, *intents: str) -> Understood:
        """With the other intents alone."""
        return self.with_shares({one: share for one, share in self.frame.intents.items() if one not in intents})

    def is_theirs(self, command: str) -> bool:
        """Whether the sender may give that command here."""
        spec = self.desk.commands.get(command)
        if spec is None:
            return True
        try:
            allow(spec.name, Role.STAFF if spec.owners else spec.role, self.message, self.desk)
        except Refused:
            return False
        return True

    @property
    def out_of_reach(self) -> frozenset[str]:
        """The acts that the sender may not do, where it is asked what one does, may or must; none of a record by id."""
        if "id" in self.slots_said or not asks_advice(self.text):
            return frozenset()
        acts = [(one, WISHES.get(one)) for one in self.read.intents]
        return frozenset(one for one, wish in acts if isinstance(wish, Acts) and not self.is_theirs(wish.command))

    def _may(self, intent: str) -> float:
        """The factor on an intent's share: people hardly ever ask for what they may not do."""
        wanted = WISHES.get(intent)
        return 1.0 if not isinstance(wanted, Acts) or self.is_theirs(wanted.command) else NOT_THEIRS

    def _fits(self) -> Mapping[str, bool]:
        """Of the intents that only fit at times, whether they do."""
        memory, act = self.memory, self.open
        waits = act is not None or bool(memory.press or memory.task)
        return {
            **dict.fromkeys(("set", "correct-slot"), act is not None and not self._names_other(act)),
            **dict.fromkeys(("confirm", "deny", "cancel"), waits),
            "back": waits or bool(memory.waiting),
            "pick": len(memory.rows) > 1,
            "more": bool(memory.rows) and memory.newest == "records",
            "same": memory.newest == "law" or (bool(memory.wish) and bool(self.frame.values)),
        }

    def _names_other(self, act: Request) -> bool:
        """Whether another record is named than the one that the open act is on."""
        ids = {*act.slots.ids, *act.slots.records}
        return bool(ids) and not ids >= set(said_ids(self.text))

    # How it is answered.

    def as_request(self, request: Request) -> Taken:
        """As a request on the records."""
        return Taken(self.message, ParsedCommand(request.command), request)

    def as_before(self, wish: Request | None) -> Taken:
        """As the request before, shown once more; as talk where there is none."""
        shows = wish is not None and (wish.acts or wish.view is not View.NONE)
        return self.as_request(wish) if wish and shows else self.as_talk()

    def as_talk(self) -> Taken:
        """As thanks and the like; while something is open, with a word that it is not saved."""
        reply, ends = replies.small_talk(self.text, self.open, self.desk), courtesy(self.text) in THANKS
        if not (self.open or courtesy(self.text)) and is_answer(self.text, self.desk):
            reply = Reply(title=words.NOTHING_WAITS)
        if not (self.open or ends or self.message.outsider or self.message.public or self.desk.records is None):
            reply = with_next_step(reply, self.message, self.desk)
        return Taken(self.message, self.parsed, reply=reply, keeps=True, ends=ends)

    def as_law(self, records: float = 0.0) -> Taken:
        """As a question on the law; ``records`` is the share of what asks for the records."""
        name = next(iter(self.frame.of("vendor", "product")), "")
        named = self.on_file
        question = Taken(
            self.message, self._question(), still_open=self.open, named=name, beside=named, instead=self._to_lead()
        )
        if records < LAW_MAYBE and (not named or self.frame.share("law") >= SURELY):
            return question
        beside = named or self.pointed or ()
        return replace(question, message=replace(self.message, doubtful=bool(beside)), beside=beside)

    def _question(self) -> ParsedCommand:
        """The question; the topic on what happened, where the law has no answer to these words."""
        likeliest = next((one for one, share in self.read.intents.items() if one in WISHES and share >= LIKELY), "")
        topic = HAPPENED.get(likeliest, "") if asks_advice(self.text) else ""
        if topic and answer(self.message, self.desk).topic is None:
            return ParsedCommand(TOPIC, topic)
        return ParsedCommand(QUESTION, self.text)

    def _to_lead(self) -> tuple[Choice, ...]:
        """The button that hands it to the privacy lead, where it likely is an act that the sender may not do."""
        hidden = self.message.outsider or self.message.public
        likely = not hidden and self.read.share(*self.out_of_reach) >= LIKELY
        return tuple(send_to_lead(without_personal_data(self.text)[0])) if likely else ()


def names(slots: Slots) -> bool:
    """Whether a record, a vendor or a product is named."""
    return bool(slots.ids or slots.records or slots.vendor or slots.product or slots.said)
