"""What the privacy team does with a request: approve it until a day, refuse it with a reason, hand it on, reopen it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.apps import words
from handlers.apps.card import find_request, show
from handlers.apps.posts import decision_reminders
from handlers.contracts.form.pick import mark_wrong, pick_fields, picked
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Reply
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.forms.values.typed import typed_values
from handlers.people import doers, names, owners
from handlers.understanding.days.relative_dates import split_day
from storage.kinds.app_request import AppRequest, AppState
from storage.port import Draft
from storage.records import Record

_PAIRS = re.compile(r"\s*(?:approved )?(?:until|contract)\w*\s*[:=]", re.IGNORECASE)
_WHY = re.compile(r"^(?:because|reason|why)\b:?\s*", re.IGNORECASE)


def approve(rest: str, message: Message, desk: Desk) -> Reply:
    """``approve-app ID DATE``: may be used until that day; those who asked are told."""
    id, _, more = rest.partition(" ")
    request = find_request(id, desk)
    if request.status is not AppState.OPEN:
        return _already(request, message, desk)
    fields = (Field("until", words.UNTIL, "date", required=True), *pick_fields(desk, words.CONTRACT_HINT))
    say, title = f"approve-app {request.id}", words.title(request.product, request.id)
    known = {"contract": request.contract}
    values = dict(message.fields) or _typed(more, fields, desk)
    if not values:
        return blank_form(say, title, words.APPROVE, fields, known)
    filled = Filled(fields, {**known, **values}, desk.today)
    until, contract = filled.day("until", ahead=True), picked(filled).upper()
    if until and until < desk.today:
        filled.errors["until"] = words.PAST
    found = desk.store.contract(contract) if contract else None
    if contract and (found is None or found.withdrawn):
        mark_wrong(filled, words.WITHDRAWN if found else words.NO_CONTRACT)
    if not filled.ready:
        return filled.again(say, title, words.APPROVE)
    decided = replace(request, status=AppState.APPROVED, until=until, contract=contract, decided=desk.now)
    return decided_now("approve-app", request, decided, message, desk)


def refuse(rest: str, message: Message, desk: Desk) -> Reply:
    """``refuse-app ID WHY``: may not be used; those who asked are told why."""
    id, _, more = rest.partition(" ")
    request = find_request(id, desk)
    if request.status is not AppState.OPEN:
        return _already(request, message, desk)
    fields = (Field("reason", words.REASON, "text", hint=words.REASON_HINT, required=True),)
    say, title = f"refuse-app {request.id}", words.title(request.product, request.id)
    if not more and not message.fields:
        return blank_form(say, title, words.REFUSE, fields)
    filled = Filled(fields, {"reason": _WHY.sub("", more), **message.fields})
    reason = filled.text("reason")
    filled.guard("reason")
    if not filled.ready:
        return filled.again(say, title, words.REFUSE)
    decided = replace(request, status=AppState.REFUSED, reason=reason, decided=desk.now)
    return decided_now("refuse-app", request, decided, message, desk)


def reopen(rest: str, message: Message, desk: Desk) -> Reply:
    """``reopen-app ID``: to be decided again; until then it is under review."""
    request = find_request(rest.partition(" ")[0], desk)
    if request.status is AppState.OPEN:
        return show(request, message, desk, words.OPEN_ALREADY)
    opened = replace(request, status=AppState.OPEN, until=None, reason="", decided=None)
    change("reopen-app", message, desk, lambda _: [opened], request)
    return show(opened, message, desk, words.REOPENED)


def assign(rest: str, message: Message, desk: Desk) -> Reply:
    """``assign-app ID WHO``: somebody else decides on it."""
    id, _, who = rest.partition(" ")
    request = find_request(id, desk)
    who = re.sub(r"^to (?=\S)", "", who, flags=re.IGNORECASE)
    fields = (Field("owner", words.OWNER, "person", required=True),)
    say, title = f"assign-app {request.id}", words.title(request.product, request.id)
    if not who and not message.fields:
        return blank_form(say, title, words.ASSIGN, fields, {"owner": request.owner})
    filled = Filled(fields, names.replace_me({"owner": who, **message.fields}, fields, message))
    owner = owners.read_owner(filled, desk)
    if not filled.ready or not owner:
        return filled.again(say, title, words.ASSIGN)
    handed = replace(request, owner=owner)
    change("assign-app", message, desk, lambda _: [handed], request)
    return show(handed, message, desk)


def _typed(more: str, fields: tuple[Field, ...], desk: Desk) -> dict[str, str]:
    """``until: DATE; contract: ID``, or the day alone."""
    if not more.strip() or _PAIRS.match(more):
        return typed_values(more, fields)
    when, rest = split_day(re.sub(r"^until ", "", more.strip(), flags=re.IGNORECASE), desk.today)
    contract = re.search(r"\bC-\d{1,9}\b", rest, re.IGNORECASE)
    return {"until": when, **({"contract": contract[0]} if contract else {})}


def decided_now(what: str, old: AppRequest, new: AppRequest, message: Message, desk: Desk) -> Reply:
    """It is decided, and those who asked for it are told."""

    def write(draft: Draft) -> Iterable[Record]:
        return [new, *decision_reminders(new, message, draft, desk)]

    change(what, message, desk, write, old)
    told = sum(owners.can_message(one, desk) for one in set(new.askers) - {message.who})
    return replace(show(new, message, desk, words.are_told(told)), tone="done")


def _already(request: AppRequest, message: Message, desk: Desk) -> Reply:
    """Somebody was quicker, or decided before."""
    what = words.DECIDED[request.status.value]
    event = doers.last_of("decided", request.id, desk)
    said = words.decided_already(doers.who(event, message, desk), what, doers.when(event, desk)) if event else ""
    return show(request, message, desk, said)
