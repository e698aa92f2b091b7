"""The privacy team's commands on a request: approve, refuse, reopen, assign, correct, withdraw."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.apps import words
from handlers.apps.asking import decision_reminders
from handlers.apps.card import find_request, grounds, operator_test, show
from handlers.apps.catalog import KnownProduct, catalog_of, covers
from handlers.apps.standing import in_force, is_unfounded
from handlers.contracts import words as contract_words
from handlers.contracts.ended import has_ended
from handlers.contracts.form import checklist, mark_wrong, marks_of, pick_fields, picked
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Field, Part, Reply, Text, When
from handlers.exceptions import words as exception_words
from handlers.exceptions.conditions import is_complete, missing
from handlers.forms.filling import Filled, blank_form, change, only_fields
from handlers.forms.values import typed_field_names, typed_values
from handlers.law import words as law_words
from handlers.people import names
from handlers.understanding.days.dates import split_day
from knowledge.products.common import kinds_of_product
from storage.kinds import AppRequest, AppState, Ground, PlanException
from storage.port import Draft
from storage.records import Contract, Record


def approval_fields(desk: Desk) -> tuple[Field, ...]:
    """The approval form: until when, on which contract, or the reason without one."""
    return (
        Field("until", words.UNTIL, "date", required=True),
        *pick_fields(desk, words.CONTRACT_HINT),
        Field("reason", words.GROUND, "one", grounds(desk), words.GROUND_HINT),
        Field("exception", words.EXCEPTION, "text", hint=words.EXCEPTION_HINT, when=When("reason", (words.PLAN,))),
    )


def known_contract(request: AppRequest, desk: Desk) -> str:
    """The id of the contract in force that the request names, else the newest of its product; empty for none."""
    named = desk.store.contract(request.contract) if request.contract else None
    product = catalog_of(desk).of_request(request.id)
    contracts = [*(product.contracts if product else ()), *((named,) if named else ())]
    return next((one.id for one in reversed(contracts) if in_force(one, desk.today)), "")


def with_ground(request: AppRequest, filled: Filled, desk: Desk) -> AppRequest | None:
    """The request with what its approval rests on; None where that is nothing. Errors and doubts stay with the form.

    A reason that was chosen counts even where there is a contract: an approval for one child opens nothing for others.
    """
    reason, exception = next(iter(filled.chosen("reason")), ""), filled.text("exception").upper()
    if reason == words.PLAN or (exception and not reason):
        return _for_child(request, exception, filled, desk)
    if reason:
        _doubt_reason(request, reason, filled, desk)
        return replace(request, reason=reason)
    id = picked(filled).upper()
    contract = desk.store.contract(id) if id else None
    if contract is None:
        mark_wrong(filled, words.NO_CONTRACT if id else words.NEEDED)
        return None
    if not in_force(contract, desk.today):
        ended_on = contract.expiry if has_ended(contract, desk.today) else None
        days = (None, None) if contract.withdrawn else (ended_on, contract.start)
        mark_wrong(filled, words.not_in_force(id, *days))
        return None
    _check_contract(request, contract, filled, desk)
    return replace(request, contract=contract.id, reason=Ground.CONTRACT.value)


def what_it_takes(desk: Desk) -> Iterator[Part]:
    """What the law asks for and what can be chosen, for an approval that rests on nothing."""
    yield Text(words.needs_contract(pin=law_words.pin(checklist(desk).cite)))
    yield Text(words.NOT_SAVED)
    yield Bullets((words.NEEDS_CONTRACT, *(words.as_typed(*one) for one in grounds(desk))))


def _product(request: AppRequest, desk: Desk) -> KnownProduct:
    return catalog_of(desk).of_request(request.id) or KnownProduct(request.product)


def _check_contract(request: AppRequest, contract: Contract, filled: Filled, desk: Desk) -> None:
    """Checks an approval against its contract.

    It may not outlive it. That the contract covers a product it does not name, or has known gaps, must be confirmed.
    """
    if contract.expiry and request.until and request.until > contract.expiry:
        filled.errors["until"] = words.outlives(id=contract.id, end=contract.expiry)
    if not covers(contract.vendor, contract.product, _product(request, desk)):
        filled.doubt("cover", words.does_it_cover(contract.id, contract_words.name(contract), request.product))
    if gaps := [item.title for item in marks_of(contract, desk).missing]:
        filled.doubt("gaps", words.has_gaps(id=contract.id, names=gaps))


def _doubt_reason(request: AppRequest, reason: str, filled: Filled, desk: Desk) -> None:
    """Asks to confirm a reason that contradicts the answers in the request."""
    if reason in {Ground.NO_DATA, Ground.NO_ACCOUNT} and request.data == "yes":
        filled.doubt("data", words.takes_data(request.product))
    if reason == Ground.NEITHER and operator_test(request, desk).tone == "yes":
        filled.doubt("operator", words.is_operator(request.product))


def _for_child(request: AppRequest, id: str, filled: Filled, desk: Desk) -> AppRequest | None:
    exception = desk.store.record(PlanException, id) if id else None
    if exception is None or exception.withdrawn or (exception.ended and exception.ended <= desk.today):
        filled.errors["exception"] = words.NO_EXCEPTION
        return None
    if not is_complete(exception, desk):
        lacks = [exception_words.label(one.id, one.asks) for one in missing(exception, desk)]
        filled.errors["exception"] = words.incomplete(id, lacks)
        return None
    if not covers(exception.vendor, exception.product, _product(request, desk)):
        filled.doubt("cover", words.does_it_cover(id, exception_words.name(exception), request.product))
    return replace(request, contract="", reason=exception.id)


_PAIRS = re.compile(r"\s*(?:approved )?(?:until|contract|reason|exception)\w*\s*[:=]", re.IGNORECASE)
_WHY = re.compile(r"^(?:because|reason|why)\b:?\s*", re.IGNORECASE)


def approve(rest: str, message: Message, desk: Desk) -> Reply:
    """``approve-app ID DATE``: may be used until that day, within the law's bounds; the askers are told.

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
        form_again = filled.again(say, title, words.APPROVE)
        return form_again if decided else replace(form_again, parts=(*what_it_takes(desk), *form_again.parts))
    saved = replace(decided, status=AppState.APPROVED, decided=desk.now)
    return decided_now("approve-app", request, saved, message, desk)


def refuse(rest: str, message: Message, desk: Desk) -> Reply:
    """``refuse-app ID WHY``: may not be used; the askers are told why."""
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
    """``reopen-app ID``: undecided again, and under review."""
    request = find_request(rest.partition(" ")[0], desk)
    if request.status is AppState.OPEN:
        return show(request, message, desk, words.OPEN_ALREADY)
    opened = replace(request, status=AppState.OPEN, until=None, reason="", decided=None)
    change("reopen-app", message, desk, lambda _: [opened], request)
    return show(opened, message, desk, words.REOPENED)


def assign(rest: str, message: Message, desk: Desk) -> Reply:
    """``assign-app ID WHO``: gives the request to another person to decide."""
    id, _, who = rest.partition(" ")
    request = find_request(id, desk)
    who = re.sub(r"^to (?=\S)", "", who, flags=re.IGNORECASE)
    fields = (Field("owner", words.OWNER, "person", required=True),)
    say, title = f"assign-app {request.id}", words.title(request.product, request.id)
    if not who and not message.fields:
        return blank_form(say, title, words.ASSIGN, fields, {"owner": request.owner})
    filled = Filled(fields, names.replace_me({"owner": who, **message.fields}, fields, message))
    owner = names.read_owner(filled, desk)
    if not filled.ready or not owner:
        return filled.again(say, title, words.ASSIGN)
    reassigned = replace(request, owner=owner)
    change("assign-app", message, desk, lambda _: [reassigned], request)
    return show(reassigned, message, desk)


def _typed(more: str, fields: tuple[Field, ...], desk: Desk) -> dict[str, str]:
    """The fields typed as ``until: DATE; contract: ID``, or as the day alone."""
    if not more.strip() or _PAIRS.match(more):
        return typed_values(more, fields)
    day, _, pairs = more.strip().partition(";")
    when, rest = split_day(re.sub(r"^until ", "", day, flags=re.IGNORECASE), desk.today)
    contract = re.search(r"\bC-\d{1,9}\b", rest, re.IGNORECASE)
    unread = (rest.replace(contract[0], "", 1) if contract else rest).strip(" .,;")
    when = f"{when} {unread}".strip()  # not a day, so the form shows it instead of dropping it
    return {"until": when, **({"contract": contract[0]} if contract else {}), **typed_values(pairs, fields)}


def decided_now(what: str, old: AppRequest, new: AppRequest, message: Message, desk: Desk) -> Reply:
    """Saves the decision; the askers are told."""

    def write(draft: Draft) -> Iterable[Record]:
        return [new, *decision_reminders(new, message, draft, desk)]

    change(what, message, desk, write, old)
    told = sum(names.can_message(one, desk) for one in set(new.askers) - {message.who})
    return replace(show(new, message, desk, words.are_told(told)), tone="done")


def _already(request: AppRequest, message: Message, desk: Desk) -> Reply:
    """The reply where it is decided already: how, by whom and when."""
    decision = words.DECIDED[request.status.value]
    event = names.last_of("decided", request.id, desk)
    decided_by = (
        words.decided_already(who=names.who(event, message, desk), what=decision, when=names.when(event, desk))
        if event
        else ""
    )
    return show(request, message, desk, decided_by)


FACTS = ("product", "kind", "data", "school")


def correct(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct-app ID field: value``: corrects the product and its facts; the askers and the decision stay."""
    id, _, more = rest.partition(" ")
    request = find_request(id, desk)
    fields, known = _fields(), {name: getattr(request, name) for name in FACTS}
    named_fields = typed_field_names(more, fields)
    say, title = f"correct-app {request.id}", words.title(request.product, request.id)
    values = dict(message.fields) or ({} if named_fields else typed_values(more, fields))
    if not values:
        return blank_form(say, title, words.CORRECT, only_fields(named_fields, fields), known)
    filled = Filled(fields, {**known, **values}, desk.today)
    filled.guard_firm("product", "kind")
    data, school = (next(iter(filled.chosen(name)), "") for name in ("data", "school"))
    new = replace(request, product=filled.text("product"), kind=filled.picked("kind"), data=data, school=school)
    if not filled.ready:
        return filled.again(say, title, words.CORRECT)
    if new == request:
        return show(request, message, desk, words.SAME)
    if request.status is AppState.APPROVED and replace(new, kind=request.kind) != request:
        new = replace(new, reason="")  # another product, or other facts, than what was approved
    change("correct-app", message, desk, lambda _: [new], request)
    return show(new, message, desk, words.CORRECTED)


def withdraw(rest: str, message: Message, desk: Desk) -> Reply:
    """``withdraw-app ID WHY``: the request no longer counts; the askers are told."""
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
