"""The records that a question names, the reply where there is none or several, and what a confirmed proposal became."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.breaches import commands as breach_commands
from handlers.breaches import words as breach_words
from handlers.breaches.commands import breach_row, find_breach
from handlers.contracts import listing as contract_listing
from handlers.contracts.listing import contract_row, dates, offer_near
from handlers.contracts.log import find_contract
from handlers.deadlines.states import owned, watched
from handlers.deadlines.states import owner_of as whose
from handlers.deadlines.status import find_deadline
from handlers.deadlines.words import SHOW
from handlers.dialogue import list_words
from handlers.dialogue.command_spec import BREACH, CONTRACT, DEADLINE, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import MOST_CHOICES, MOST_ROWS, Choice, Reply, Row, Rows, Text
from handlers.dialogue.text import short
from handlers.people import names
from handlers.records import words
from handlers.records.proposal import called_by
from handlers.understanding.requests.request import Request, Slots
from storage.records import Breach, Contract, Deadline, Event, Status


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its message and desk, and the records it names."""

    request: Request
    message: Message
    desk: Desk

    @property
    def slots(self) -> Slots:
        """What the message says: names, ids, days and other values."""
        return self.request.slots

    @property
    def contracts(self) -> list[Contract]:
        """The contracts named by id, vendor, or through a deadline or breach; the newest first. Raises Sorry."""
        found = [one for id in _ids(self.slots) if (one := self._contract_of(id))]
        kept = {one.id: one for one in found if not one.withdrawn} or {one.id: one for one in found}
        return sorted(kept.values(), key=lambda one: (one.executed or date.min, one.id), reverse=True)

    def _contract_of(self, id: str) -> Contract | None:
        match kind_of(id):
            case kind if kind is CONTRACT:
                return find_contract(id, self.desk)
            case kind if kind is BREACH:
                contract = find_breach(id, self.desk).contract
            case kind if kind is DEADLINE:
                contract = find_deadline(id, self.desk).record
            case _:
                return None
        return self.desk.store.contract(contract) if contract else None

    @property
    def breaches(self) -> list[Breach]:
        """The breaches named by id, vendor, or through their contract or a deadline; the newest first. Raises Sorry."""
        store, found = self.desk.store, dict[str, Breach]()
        for id in _ids(self.slots):
            kind = kind_of(id)
            if kind is BREACH:
                found[id] = find_breach(id, self.desk)
            elif kind is DEADLINE and (one := store.breach(find_deadline(id, self.desk).record)):
                found[one.id] = one
            elif kind is CONTRACT:
                found |= {one.id: one for one in store.breaches() if one.contract == id}
        kept = [one for one in found.values() if not one.withdrawn] or list(found.values())
        return kept[::-1]

    @property
    def deadline(self) -> Deadline | None:
        """The deadline named by its id; None where none is. Raises Sorry."""
        id = next((id for id in self.slots.ids if kind_of(id) is DEADLINE), "")
        return find_deadline(id, self.desk) if id else None

    @property
    def person(self) -> str:
        """The display name of the person named; empty where none is."""
        slots = self.slots
        who = self.message.who if slots.person == names.ME else slots.person
        return names.display_name(who, self.desk)

    def owned_by(self, owner: str) -> bool:
        """Whether ``owner`` is the person named; True where nobody is named."""
        slots = self.slots
        if not slots.person or (slots.person == names.ME and not self.message.who):
            return True
        who = self.message.who if slots.person == names.ME else slots.person
        return bool(owner) and owner.casefold() in names.all_names(who, self.desk)

    def theirs(self, found: Iterable[Deadline]) -> list[Deadline]:
        """The deadlines of the person named; for "me" also those to watch; all where nobody is named."""
        who = self.message.who if self.slots.person == names.ME else self.slots.person
        if not who:
            return list(found)
        return watched(found, who, self.desk) if self.slots.person == names.ME else owned(found, who, self.desk)


def _ids(slots: Slots) -> tuple[str, ...]:
    return slots.ids or slots.records


def owner_of(record: Contract | Breach | Deadline, desk: Desk) -> str:
    """The display name of a record's owner, of a deadline the one responsible; empty for none."""
    return names.display_name(whose(record, desk) if isinstance(record, Deadline) else record.owner, desk)


def title_of(record: Contract | Breach) -> str:
    """What a record is called in a sentence."""
    if isinstance(record, Contract):
        return words.contract_name(record.vendor, record.product)
    return breach_words.title(record).partition(": ")[2]


def standing(record: str, desk: Desk) -> list[Deadline]:
    """A record's deadlines except withdrawn ones, the earliest first."""
    return [one for one in desk.store.deadlines(record=record) if one.status is not Status.WITHDRAWN]


def closed_by(deadline: Deadline, desk: Desk) -> str:
    """The display name of the person who marked the deadline done; empty for none."""
    for event in reversed(desk.store.history(deadline.id)):
        if _closes(event, deadline.id):
            return names.display_name(event.who, desk)
    return ""


def _closes(event: Event, id: str) -> bool:
    return str(event.after.get(id, {}).get("status", "")) == Status.DONE.value


def none_found(asked: Asked) -> Reply:
    """The reply where no record has that name: similar names, and the button to log it."""
    desk, slots = asked.desk, asked.slots
    kind = "breach" if asked.request.kind == "breach" else "contract"
    said = slots.said or slots.vendor or asked.person
    did_you_mean, offered = (
        offer_near(said, asked.message, desk) if (slots.vendor or slots.said) and not slots.records else ("", ())
    )
    log = Choice(words.LOG_BREACH, "log-breach") if kind == "breach" else Choice(words.LOG_CONTRACT, "log-contract")
    show = Choice(words.SHOW_BREACHES, "breaches") if kind == "breach" else Choice(words.SHOW_CONTRACTS, "contracts")
    return Reply(
        title=words.none_like(said, kind),
        parts=(*((Text(did_you_mean),) if did_you_mean else ()), Text(words.log_it(kind))),
        choices=(*offered, log, show),
    )


def which(found: Sequence[Contract | Breach], say: str, asked: Asked) -> Reply:
    """The reply where several records fit: a row for each, to choose one; ``say`` is the command that a row gives."""
    kind = "breach" if isinstance(found[0], Breach) else "contract"
    rows = (replace(row_of(one, asked.desk), opens=record_button(one, say)) for one in found[:MOST_ROWS])
    return Reply(
        title=words.which(len(found), kind, asked.slots.vendor or asked.slots.product),
        parts=(Rows(tuple(rows), list_words.CHOOSE),),
        asks=True,
    )


def row_of(record: Contract | Breach, desk: Desk) -> Row:
    """A record in a list."""
    if isinstance(record, Contract):
        return contract_row(record, desk, (record.id, dates(record, desk)))
    return breach_row(record, desk)


def record_button(record: Contract | Breach, say: str = "") -> Choice:
    """A button that runs ``say`` on the record; without it, that shows the record."""
    if isinstance(record, Contract):
        return contract_listing.opened_by(record, say or "contract")
    return breach_commands.opened_by(record, say or "breach")


_REQUEST, _VERSION = "proposal:", "_"
"""What stands before a proposal's id in a request's, and before the number of times that the proposal was changed."""


def as_request(message: Message) -> Message:
    """The message with the proposal's id as its request id, so that it is saved once, whichever version is pressed."""
    return replace(message, request=f"{_REQUEST}{_first(message.proposal)}") if message.proposal else message


def _first(proposal: str) -> str:
    """The id without its version: that of the proposal as it was shown first."""
    return proposal.partition(_VERSION)[0]


def next_version(proposal: str) -> str:
    """The id of a proposal that takes the place of this one: ``ab12_2`` after ``ab12``, ``ab12_3`` after that."""
    first, _, version = proposal.partition(_VERSION)
    return f"{first}{_VERSION}{int(version or 1) + 1}"


def is_replaced(proposal: str, newest: str) -> bool:
    """Whether ``newest`` is another version of that proposal."""
    return bool(proposal) and proposal != newest and _first(proposal) == _first(newest)


def became(message: Message, id: str, desk: Desk) -> Reply | None:
    """The reply to pressing a proposal that was saved already; None while it is not saved.

    ``id`` is the record that the proposal was about. Raises StoreError.
    """
    if not message.proposal or message.look or desk.records is None:
        return None
    event = desk.store.event_of(message.request)
    return _saved(event, id, message, desk) if event else None


def proposed(reply: Reply, message: Message, goes_on: str = "", *, acts: bool = False, wrote: bool = False) -> Reply:
    """The reply with a proposal id, where it has something to confirm; the message's own id where it has one.

    ``goes_on`` is its id where it goes on with one that waits. ``acts``: the reply prepares an act, so its form waits
    for confirmation too. ``wrote``: the reply is a result, so what it offers next is a proposal of its own.
    """
    settles = any(choice.settles for choice in reply.choices)
    waits = settles or (reply.form is not None and (acts or reply.form.again))
    following = secrets.token_hex(8) if wrote and settles else ""
    id = message.proposal or ((goes_on or secrets.token_hex(8)) if waits else "")
    return replace(reply, proposal=id, following=following)


def _saved(event: Event, about: str, message: Message, desk: Desk) -> Reply:
    """What the proposal's event saved, by whom and when, with a button to the record."""
    ids = [id for id in (*event.made, about, *event.touched) if kind_of(id)]
    id = next((one for one in ids if kind_of(one) is not DEADLINE), next(iter(ids), ""))
    if about and about not in event.made:
        id = about
    kind, at = kind_of(id), names.when(event, desk)
    record = kind.find(desk.store, id) if kind else None
    name = called_by(record, desk) if isinstance(record, Deadline) else f"{id} {getattr(record, 'vendor', '')}".strip()
    spec = desk.commands.get(event.what)
    did = spec.verb if spec and spec.verb else event.what
    return Reply(
        title=short(words.saved_as(id=id, at=at) if id in event.made else words.saved_in(name, at)),
        parts=(Text(words.saved_once(names.who(event, message, desk), did, at, name)),),
        choices=(Choice(SHOW, f"{kind.word} {id}"),) if kind and record else (),
        tone="done",
        outcome=Outcome.ANSWERED,
        records=(id,) if id else (),
    )


MOST = 5


def with_records(reply: Reply, ids: Sequence[str], message: Message, desk: Desk) -> Reply:
    """A law reply with these records added, a row and a button each; else unchanged. Raises StoreError."""
    if not ids or reply.law is None:
        return reply
    asked = Asked(Request("contracts", slots=Slots(ids=tuple(ids))), message, desk)
    breaches = [one for one in asked.breaches if one.id in ids]
    found: list[Contract | Breach] = list(asked.contracts)
    found += breaches
    if not found:
        return reply
    return replace(
        reply,
        parts=(*reply.parts, Text(words.ON_RECORD, heads=True), Rows(tuple(row_of(one, desk) for one in found[:MOST]))),
        choices=(*(record_button(one) for one in found[:MOST]), *reply.choices)[:MOST_CHOICES],
    )
