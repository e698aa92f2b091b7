"""Picks the answer to a question about the records: one record, a list, a count, or the whole district."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.contracts import listing as contract_listing
from handlers.contracts.words import FIELDS
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import KINDS, OF_YEAR, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Reply
from handlers.holders.held import filter_by, named_in
from handlers.people import names
from handlers.people.access import allow, sees, tells
from handlers.records import district, listing, select
from handlers.records.closing import is_yearly
from handlers.records.found import Asked, none_found, record_button, which
from handlers.records.names import district_names, on_file
from handlers.records.single import breach, contract
from handlers.understanding.follow_ups import asks_why
from handlers.understanding.requests.request import Request, View
from storage.records import Breach, Contract

_LISTED = frozenset({
    View.LIST, View.COUNT, View.HOLDS, View.EXPIRING, View.MISSING, View.POSTED, View.DUE, View.OVERDUE, View.CARD,
})  # fmt: skip
_PLACES = [FIELDS[name][0] for name in ("schools", "subprocessors", "kinds")]
"""Labels of the fields whose values are names, not free text."""
_PAPER = re.compile(r"\b(?:contracts?|agreements?|dpas?|sign\w*|expir\w+|post\w*|renew\w*|terms?)\b", re.IGNORECASE)
_NEEDS_ONE = {View.RENEWAL, View.NOTICE, View.DELETION, View.FILE, View.TOLD, View.HAPPENED}
"""Views of one record alone; where several fit, one is chosen first."""
_CHOSEN: Mapping[View, str] = {View.HAPPENED: "history", View.FILE: "contract-file", View.DELETION: "notice deletion"}
_WHOLE: Mapping[View, Callable[[Asked], Reply]] = {
    View.STANDING: district.standing,
    View.REMINDERS: district.reminders,
    View.ROLES: district.roles,
    View.SETTINGS: district.settings,
    View.EXPORT: district.export,
    View.COUNT: listing.counted,
    View.HELP: district.helped,
    View.YEARLY: district.yearly,
}


_LISTS: Mapping[View, Callable[[Asked], Reply]] = {
    View.HAPPENED: district.happened,
    View.OWNER: listing.owners,
    View.DUE: listing.deadlines,
    View.OVERDUE: listing.deadlines,
    View.DELETION: listing.to_choose,
}
_KINDS: Mapping[str, Callable[[Asked], Reply]] = {"breach": listing.breaches, "deadline": listing.deadlines}
_CLOCKS = {View.DUE, View.OVERDUE}
"""Views that, for a vendor with a breach, list the clocks of both its contract and its breach."""
_OF_BREACHES = {View.LIST, View.COUNT, View.ON_RECORD, View.TOLD, View.CARD}
"""Views that, asked of breaches, are not answered with the vendor's contract where it has no breach."""
_WHETHER_DONE = {View.POSTED, View.TOLD}
"""Views that ask whether something was done."""
_DAY = re.compile(r"due\b|\b(?:dates?|days?|deadlines?)\b", re.IGNORECASE)
_OF_DEADLINE = {View.CARD, View.OWNER, View.DUE, View.OVERDUE, View.LIST, View.ON_RECORD}


def answer(request: Request, message: Message, desk: Desk) -> Reply:
    """The reply to a look at the records. Raises Sorry, StoreError."""
    if request.view is not View.HOLDS:
        request = replace(request, slots=on_file(request.slots, desk))
    asked = Asked(request, message, desk)
    for id in request.slots.ids:
        needs = tells if request.view is View.HAPPENED else sees
        allow(request.command, needs(id, desk), message, desk, owned=id)
    asked = _with_value(asked)
    if request.view is View.STANDING and _narrowed(asked):
        asked = replace(asked, request=replace(request, view=View.LIST))
    request = asked.request
    of_yearly = request.view in _WHETHER_DONE and is_yearly(request.slots.duties, desk)
    if apart := (listing.yearly_duties(asked) if of_yearly else _of_year(asked)) or _of_nobody(asked):
        return apart
    if whole := _WHOLE.get(request.view):
        return whole(asked)
    if held := _held(asked):
        return held
    if request.slots.ids or request.slots.records:
        return _why(asked) or _deadline(asked) or _named(asked)
    if request.slots.vendor:
        return _on_record([], asked) if request.view is View.ON_RECORD else none_found(asked)
    listed = _LISTS.get(request.view) or _KINDS.get(request.kind, listing.contracts)
    return listed(asked)


def _with_value(asked: Asked) -> Asked:
    """The question with an unknown vendor name turned into a filter of the list.

    That is where a school, a firm or a kind of data on record has the name; else the question is unchanged.
    """
    slots, desk, view = asked.slots, asked.desk, asked.request.view
    if not slots.vendor or slots.ids or slots.records or view not in _LISTED:
        return asked
    filter_ = filter_by(slots.vendor, [one for one in desk.store.contracts() if not one.withdrawn], desk)
    if filter_ is None or filter_.field not in (_PLACES if view is not View.CARD else _PLACES[:1]):
        return asked
    is_left_out = slots.vendor.casefold() in (one.casefold() for one in slots.left_out)
    left = slots.left if is_left_out else (*slots.left, slots.vendor)
    view = View.LIST if view is View.CARD else view
    return replace(asked, request=replace(asked.request, view=view, slots=replace(slots, vendor="", left=left)))


def _narrowed(asked: Asked) -> bool:
    """Whether the question names a list, or words that only the records know, so it is not about the whole district."""
    narrowing, slots = select.narrowing(asked), asked.slots
    named = any(kind.lists in asked.message.text.lower().split() for kind in KINDS)
    return bool(slots.left or slots.left_out) and bool(narrowing.filters or narrowing.without or named)


def _of_year(asked: Asked) -> Reply | None:
    """The exception, family request or app request by its id, or the list of that kind; None where none is meant."""
    id = next((id for id in asked.slots.ids if kind_of(id) in OF_YEAR), "")
    kind = kind_of(id) or next((one for one in OF_YEAR if one.word == asked.request.kind), None)
    if kind is None:
        return None
    wants_history = asked.request.view is View.HAPPENED
    command = ("history" if wants_history else kind.word) if id else kind.lists
    return asked.desk.commands[command].run(id or asked.slots.vendor, asked.message, asked.desk)


def _held(asked: Asked) -> Reply | None:
    """Who holds the data of the school or subprocessor that the question names; None where it names neither."""
    slots = asked.slots
    if asked.request.view is not View.HOLDS or slots.ids or slots.records or slots.data or slots.categories:
        return None
    name = named_in(asked.message.text, asked.desk)
    return asked.desk.commands["who-has"].run(name, asked.message, asked.desk) if name else None


def _of_nobody(asked: Asked) -> Reply | None:
    """About a person whom no record names; None where the question is about no such person."""
    slots = asked.slots
    known = slots.person in {"", names.ME, *district_names(asked.desk).names.people.values()}
    return None if known or slots.ids or slots.records else listing.nobody(asked)


def _why(asked: Asked) -> Reply | None:
    """How the days of the one record or deadline that is named were counted; None where something else is asked."""
    text, of_dates = asked.message.text, asked.request.view in _OF_DEADLINE
    if not (of_dates and asks_why(text) and _DAY.search(text)):
        return None
    of_paper = asked.breaches and _PAPER.search(text)
    found = [asked.deadline] if asked.deadline else asked.contracts if of_paper else asked.breaches or asked.contracts
    return asked.desk.commands["why"].run(found[0].id, asked.message, asked.desk) if len(found) == 1 else None


def _deadline(asked: Asked) -> Reply | None:
    """About the deadline named by id; None where there is none, or the question is about its record."""
    deadline = asked.deadline
    if deadline is None:
        return None
    of_record = asked.request.view not in _OF_DEADLINE and (asked.contracts or asked.breaches)
    return None if of_record else asked.desk.commands["deadline"].run(deadline.id, asked.message, asked.desk)


def _named(asked: Asked) -> Reply:
    """About the record that is named, or the several of one vendor."""
    request = asked.request
    of_breach = request.kind == "breach" or request.view is View.TOLD or _of_both(asked)
    first, second = (asked.breaches, asked.contracts) if of_breach else (asked.contracts, asked.breaches)
    found: list[Contract] | list[Breach] = first or second
    if not found or (request.kind == "breach" and not asked.breaches and request.view in _OF_BREACHES):
        return none_found(asked)
    if not of_breach and first and second and request.view in _CLOCKS:
        return listing.deadlines(asked)
    if request.view is View.HAPPENED and (len(found) == 1 or len(request.slots.ids) == 1):
        return _happened(replace(asked, request=replace(request, kind="breach")) if of_breach else asked)
    if request.view is View.ON_RECORD and not of_breach:
        return _on_record(asked.contracts, asked)
    return _several(found, asked) if len(found) > 1 else _only(found[0], asked)


def _of_both(asked: Asked) -> bool:
    """Whether "what happened" is asked of a vendor that had a breach, with no word about a contract."""
    has_breach = asked.request.view is View.HAPPENED and asked.slots.records and asked.breaches
    return bool(has_breach) and not _PAPER.search(asked.message.text)


def _happened(asked: Asked) -> Reply:
    """What was done with one record, then what it says now."""
    reply = district.history(asked)
    of_breach = asked.request.kind == "breach"
    if of_breach and asked.breaches:
        facts = breach.brief(asked.breaches[0], asked)
    else:
        facts = contract.summary(asked.contracts[0], asked.desk) if asked.contracts else ()
    return replace(reply, parts=(*reply.parts, *facts))


def _on_record(found: list[Contract], asked: Asked) -> Reply:
    """Whether there is a contract, never as a yes or no; of just one, how it stands."""
    slots, text = asked.slots, asked.message.text.casefold()
    typed_names = [name for name in (slots.product, slots.vendor) if name and name.casefold() in text]
    name = next(iter(typed_names), slots.vendor or slots.product or ", ".join(slots.ids))
    reply = contract_listing.reply_for(name, found, asked.message, asked.desk)
    if len(found) == 1:
        return replace(reply, parts=(*reply.parts, *contract.brief(found[0], asked.desk)))
    breach_buttons = () if found else tuple(record_button(one) for one in asked.breaches)
    return replace(reply, choices=(*breach_buttons, *reply.choices)[:MOST_CHOICES])


def _several(found: list[Contract] | list[Breach], asked: Asked) -> Reply:
    """All of them in a list; buttons to choose from where the question is about one alone."""
    view = asked.request.view
    if view in _NEEDS_ONE:
        return which(found, _CHOSEN.get(view, ""), asked)
    if view in {View.DUE, View.OVERDUE}:
        return listing.deadlines(asked)
    return listing.contracts(asked) if isinstance(found[0], Contract) else listing.breaches(asked)


def _only(record: Contract | Breach, asked: Asked) -> Reply:
    return contract.answer(record, asked) if isinstance(record, Contract) else breach.answer(record, asked)
