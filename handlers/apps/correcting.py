"""Corrects a request for a product, and withdraws one that was no request; both stay in its history."""

from __future__ import annotations

from dataclasses import replace

from handlers.apps import words
from handlers.apps.card import find_request, show
from handlers.apps.deciding import decided_now
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Reply
from handlers.forms.filled import Filled, blank_form, only_fields
from handlers.forms.saving import change
from handlers.forms.values.typed import typed_field_names, typed_values
from knowledge.products.common import kinds_of_product
from storage.kinds.app_request import AppState

FACTS = ("product", "kind", "data", "school")


def correct(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct-app ID field: value``: the product and what was told of it; who asks and what was decided stay."""
    id, _, more = rest.partition(" ")
    request = find_request(id, desk)
    fields, known = _fields(), {name: getattr(request, name) for name in FACTS}
    some = typed_field_names(more, fields)
    say, title = f"correct-app {request.id}", words.title(request.product, request.id)
    values = dict(message.fields) or ({} if some else typed_values(more, fields))
    if not values:
        return blank_form(say, title, words.CORRECT, only_fields(some, fields), known)
    filled = Filled(fields, {**known, **values}, desk.today)
    filled.guard_firm("product", "kind")
    data, school = (next(iter(filled.chosen(name)), "") for name in ("data", "school"))
    new = replace(request, product=filled.text("product"), kind=filled.picked("kind"), data=data, school=school)
    if not filled.ready:
        return filled.again(say, title, words.CORRECT)
    if new == request:
        return show(request, message, desk, words.SAME)
    if request.status is AppState.APPROVED and replace(new, kind=request.kind) != request:
        new = replace(new, reason="")  # what was approved was another product, or other facts of it
    change("correct-app", message, desk, lambda _: [new], request)
    return show(new, message, desk, words.CORRECTED)


def withdraw(rest: str, message: Message, desk: Desk) -> Reply:
    """``withdraw-app ID WHY``: it counts no longer; those who wait for it are told."""
    id, _, more = rest.partition(" ")
    request = find_request(id, desk)
    if request.status is AppState.WITHDRAWN:
        return show(request, message, desk)
    fields = (Field("reason", words.WHY_WITHDRAWN, "text", required=True),)
    say, title = f"withdraw-app {request.id}", words.title(request.product, request.id)
    if not more and not message.fields:
        return blank_form(say, title, words.WITHDRAW, fields)
    filled = Filled(fields, {"reason": more, **message.fields})
    reason = filled.text("reason")
    filled.guard("reason")
    if not filled.ready:
        return filled.again(say, title, words.WITHDRAW)
    gone = replace(request, status=AppState.WITHDRAWN, until=None, reason=reason, decided=desk.now)
    return decided_now("withdraw-app", request, gone, message, desk)


def _fields() -> tuple[Field, ...]:
    kinds = tuple((kind, kind) for kind in kinds_of_product())
    return (
        Field("product", words.PRODUCT, "text", required=True),
        Field("kind", words.KIND, "pick", kinds, words.KIND_HINT),
        Field("data", words.DATA, "one", words.ANSWERS, words.DATA_HINT),
        Field("school", words.SCHOOL, "one", words.ANSWERS),
    )
