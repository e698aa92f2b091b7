"""Asks the privacy team for a product, with three facts of it at most; who asks for the same joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.apps import words
from handlers.apps.finding.catalog import KnownProduct, catalog_of
from handlers.apps.finding.standing import Stand, standing_of
from handlers.apps.lookup import look_up
from handlers.apps.posts import list_reminder
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Field, Reply, Text
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.forms.values.typed import typed_values
from handlers.forms.words import changed_meanwhile
from handlers.people.names import display_name
from handlers.people.owners import can_message
from handlers.understanding.named.likeness import same
from knowledge.products.common import kinds_of_product
from storage.kinds.app_request import AppRequest, AppState
from storage.port import Draft
from storage.records import Record

SAY = "ask-app"
_LABEL = re.compile(r"^(?:product|vendor|name|app) ?: ?", re.IGNORECASE)


def ask(rest: str, message: Message, desk: Desk) -> Reply:
    """``ask-app NAME``: the form, or the request on its way; one that is open already is joined without a form."""
    name, _, typed = rest.partition(";")
    name = _LABEL.sub("", " ".join((message.fields.get("product") or name).split()))
    catalog = catalog_of(desk)
    key = catalog.find(name).key if name else ""
    product = catalog.products[key] if key else None
    if standing_of(product, desk).stand in {Stand.APPROVED, Stand.NOT_BEGUN}:
        return look_up(name, message, desk)
    if product and (waiting := _waiting(product.requests)):
        return _join(waiting, message, desk)
    fields = tuple(_fields(name, product))
    called = catalog.label(key) if key else ""
    say = f"{SAY} {called}".strip()
    values = {**_typed(typed, fields), **message.fields}
    if not values:
        return blank_form(say, words.FORM_TITLE, words.SUBMIT, fields)
    filled = Filled(fields, {"product": name, **values}, desk.today)
    request = _read(filled, product, called, message, desk)
    if not filled.ready:
        return filled.again(say, words.FORM_TITLE, words.SUBMIT)
    return _sent(request, message, desk)


def _typed(typed: str, fields: Sequence[Field]) -> dict[str, str]:
    """The values typed behind the name; the kind of a product that is known here is not asked for, and may be said."""
    asked = {one.id for one in fields}
    values = typed_values(typed, (*fields, *(one for one in _fields("", None) if one.id not in asked)))
    return {id: value for id, value in values.items() if id in asked}


def _fields(name: str, product: KnownProduct | None) -> Iterator[Field]:
    """Its name only where nobody knows the product, and three questions at most: the kind where nobody knows it."""
    if product is None:
        yield Field("product", words.PRODUCT, "text", required=True, value=name)
    if product is None or not product.kind:
        options = tuple((kind, kind) for kind in kinds_of_product())
        yield Field("kind", words.KIND, "pick", options, words.KIND_HINT, required=True)
    yield Field("data", words.DATA, "one", words.ANSWERS, words.DATA_HINT, required=True)
    yield Field("school", words.SCHOOL, "one", words.ANSWERS, required=True)


def _read(filled: Filled, product: KnownProduct | None, called: str, message: Message, desk: Desk) -> AppRequest:
    """The request as filled in, without its number; errors and doubts stay with the form."""
    asked = {one.id for one in filled.fields}
    filled.guard_firm(*({"product", "kind"} & asked))
    data, school = (next(iter(filled.chosen(id)), "") for id in ("data", "school"))
    for id, value in (("data", data), ("school", school)):
        if not value:
            filled.text(id)
    return AppRequest(
        id="",
        product=called or filled.text("product"),
        asked=desk.now,
        askers=(message.who,) if message.who else (),
        kind=product.kind if product and product.kind else filled.picked("kind"),
        data=data,
        school=school,
        owner=desk.store.setup().lead,
        contract=next((one.id for one in reversed(product.contracts)), "") if product else "",
    )


def _sent(request: AppRequest, message: Message, desk: Desk) -> Reply:
    """On record, once: somebody may have asked for the same meanwhile."""
    made: list[AppRequest] = []

    def write(draft: Draft) -> Iterable[Record]:
        waiting = _waiting(one for one in draft.apps() if same(one.product, request.product))
        made.append(_with(waiting, message) if waiting else replace(request, id=draft.new_id(AppRequest)))
        yield made[-1]
        if waiting is None:
            yield from list_reminder(draft, desk)

    done = change(SAY, message, desk, write)
    saved = made[-1] if made else next(filter(None, map(desk.store.app, done.event.touched)), request)
    return _told(words.asked_for(saved.product, saved.id), saved, message, desk)


def _join(waiting: AppRequest, message: Message, desk: Desk) -> Reply:
    if message.who in waiting.askers or not message.who:
        return _told(words.already_asked(waiting.product, waiting.id), waiting, message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        """Others may have joined meanwhile; only a decision comes before it."""
        now = draft.app(waiting.id)
        if now is None or now.status is not AppState.OPEN:
            raise Sorry(changed_meanwhile(waiting.id))
        yield _with(now, message)

    change(SAY, message, desk, write)
    saved = desk.store.app(waiting.id) or waiting
    return _told(words.joined(saved.product, saved.id), saved, message, desk)


def _with(waiting: AppRequest, message: Message) -> AppRequest:
    """The request with one more who asks for it."""
    return replace(waiting, askers=tuple(dict.fromkeys((*waiting.askers, *((message.who,) if message.who else ())))))


def _waiting(requests: Iterable[AppRequest]) -> AppRequest | None:
    return next((one for one in requests if one.status is AppState.OPEN), None)


def _told(title: str, request: AppRequest, message: Message, desk: Desk) -> Reply:
    told = (words.YOU_ARE_TOLD,) if can_message(message.who, desk) else ()
    says = (words.how_many(len(request.askers), display_name(request.owner, desk)), *told)
    return Reply(
        title=title,
        parts=(Text(" ".join(says)), Text(words.UNTIL_THEN)),
        choices=(Choice(words.OPEN_REQUEST, f"app {request.id}"),),
        tone="done",
    )
