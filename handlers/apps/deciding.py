"""What the privacy team does with a request: approve it until a day, refuse it with a reason, hand it on, reopen it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.apps import words
from handlers.apps.card import find_request, show
from handlers.apps.finding.standing import is_unfounded
from handlers.apps.grounds import approval_fields, known_contract, what_it_takes, with_ground
from handlers.apps.posts import decision_reminders
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

_PAIRS = re.compile(r"\s*(?:approved )?(?:until|contract|reason|exception)\w*\s*[:=]", re.IGNORECASE)
_WHY = re.compile(r"^(?:because|reason|why)\b:?\s*", re.IGNORECASE)


def approve(rest: str, message: Message, desk: Desk) -> Reply:
    """``approve-app ID DATE``: may be used until that day, as far as the law allows; those who asked are told.

    It takes a contract in force that covers the product, a reason why none is needed, or the exception for one child.
    """
    id, _, more = rest.partition(" ")
    request = find_request(id, desk)
    if request.status is not AppState.OPEN and not is_unfounded(request, desk):
        return _already(request, message, desk)
    fields = approval_fields(desk)
    say, title = f"approve-app {request.id}", words.title(request.product, request.id)
    known = {"contract": known_contract(request, desk), "until": request.until.isoformat() if request.until else ""}
    values = dict(message.fields) or _typed(more, fields, desk)
    if not values:
        return blank_form(say, title, words.APPROVE, fields, known)
    filled = Filled(fields, {**known, **values}, desk.today)
    until = filled.day("until", ahead=True)
    if until and until < desk.today:
        filled.errors["until"] = words.PAST
    decided = with_ground(replace(request, until=until), filled, desk)
    if not filled.ready or decided is None:
        again = filled.again(say, title, words.APPROVE)
        return again if decided else replace(again, parts=(*what_it_takes(desk), *again.parts))
    saved = replace(decided, status=AppState.APPROVED, decided=desk.now)
    return decided_now("approve-app", request, saved, message, desk)


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
    day, _, pairs = more.strip().partition(";")
    when, rest = split_day(re.sub(r"^until ", "", day, flags=re.IGNORECASE), desk.today)
    contract = re.search(r"\bC-\d{1,9}\b", rest, re.IGNORECASE)
    unread = (rest.replace(contract[0], "", 1) if contract else rest).strip(" .,;")
    when = f"{when} {unread}".strip()  # no day, so that it is shown and nothing is dropped
    return {"until": when, **({"contract": contract[0]} if contract else {}), **typed_values(pairs, fields)}


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
