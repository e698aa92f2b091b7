"""Answers a look at the records: one record, a list, a count, or where the district stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.contracts import on_record
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.records import breach, general, lists, one
from handlers.records.found import Asked, none_found, which
from handlers.understanding.requests.request import Request, View
from storage.records import Contract

_NEEDS_ONE = {View.RENEWAL, View.NOTICE, View.FILE, View.TOLD, View.HAPPENED}
"""Views of one record alone; where several fit, one is chosen first."""
_CHOSEN: Mapping[View, str] = {View.HAPPENED: "history", View.FILE: "contract-file"}
_WHOLE: Mapping[View, Callable[[Asked], Reply]] = {
    View.STANDING: general.standing,
    View.REMINDERS: general.reminders,
    View.ROLES: general.roles,
    View.SETTINGS: general.settings,
    View.EXPORT: general.export,
    View.COUNT: lists.counted,
}


def answer(request: Request, message: Message, desk: Desk) -> Reply:
    """The reply to a look at the records. Raises Sorry, StoreError."""
    asked = Asked(request, message, desk)
    if whole := _WHOLE.get(request.view):
        return whole(asked)
    if request.slots.ids or request.slots.records:
        return _named(asked)
    if request.slots.vendor:
        return none_found(asked)
    match request.view:
        case View.HAPPENED:
            return general.happened(asked)
        case View.OWNER:
            return lists.owners(asked)
        case View.DUE | View.OVERDUE:
            return lists.deadlines(asked)
        case _:
            return _list(asked)


def _list(asked: Asked) -> Reply:
    match asked.request.kind:
        case "breach":
            return lists.breaches(asked)
        case "deadline":
            return lists.deadlines(asked)
        case _:
            return lists.contracts(asked)


def _named(asked: Asked) -> Reply:
    """About one record that is named, or several of the same vendor."""
    request, desk = asked.request, asked.desk
    if request.view is View.HAPPENED and len(request.slots.ids) == 1:
        return general.history(asked)
    if asked.deadline and request.view in {View.CARD, View.OWNER, View.DUE, View.OVERDUE, View.NONE, View.LIST}:
        return desk.commands["deadline"].run(asked.deadline.id, asked.message, desk)
    of_breach = request.kind == "breach" or request.view is View.TOLD
    first, second = (asked.breaches, asked.contracts) if of_breach else (asked.contracts, asked.breaches)
    found = [*first] or [*second]
    if not found:
        if asked.deadline:
            return desk.commands["deadline"].run(asked.deadline.id, asked.message, desk)
        return none_found(asked)
    if request.view is View.ON_RECORD and isinstance(found[0], Contract):
        return on_record.reply_for(request.slots.vendor or request.slots.product, asked.contracts, asked.message, desk)
    if len(found) > 1:
        if request.view in _NEEDS_ONE:
            return which(found, _CHOSEN.get(request.view, ""), asked)
        if request.view in {View.DUE, View.OVERDUE}:
            return lists.deadlines(asked)
        return lists.contracts(asked) if isinstance(found[0], Contract) else lists.breaches(asked)
    if request.view is View.HAPPENED:
        return general.history(asked)
    only = found[0]
    return one.answer(only, asked) if isinstance(only, Contract) else breach.answer(only, asked)
