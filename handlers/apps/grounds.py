"""What an approval rests on: a contract in force, a reason why none is needed, or the exception for one child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.apps import words
from handlers.apps.card import grounds, operator_test
from handlers.apps.finding.catalog import KnownProduct, catalog_of, covers
from handlers.apps.finding.standing import in_force
from handlers.contracts import words as contract_words
from handlers.contracts.ended import has_ended
from handlers.contracts.form.form import checklist
from handlers.contracts.form.pick import mark_wrong, pick_fields, picked
from handlers.contracts.form.provisions import marks_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Field, Part, Text, When
from handlers.exceptions import words as exception_words
from handlers.exceptions.conditions import is_complete, missing
from handlers.forms.filled import Filled
from handlers.law import words as law_words
from storage.kinds.app_request import AppRequest, Ground
from storage.records import Contract


def approval_fields(desk: Desk) -> tuple[Field, ...]:
    """The form: until when, on which contract, or for which reason without one."""
    return (
        Field("until", words.UNTIL, "date", required=True),
        *pick_fields(desk, words.CONTRACT_HINT),
        Field("reason", words.GROUND, "one", grounds(desk), words.GROUND_HINT),
        Field("exception", words.EXCEPTION, "text", hint=words.EXCEPTION_HINT, when=When("reason", (words.PLAN,))),
    )


def known_contract(request: AppRequest, desk: Desk) -> str:
    """The contract in force that the request names, else the newest one of its product; empty where there is none."""
    named = desk.store.contract(request.contract) if request.contract else None
    product = catalog_of(desk).of_request(request.id)
    found = [*(product.contracts if product else ()), *((named,) if named else ())]
    return next((one.id for one in reversed(found) if in_force(one, desk.today)), "")


def with_ground(request: AppRequest, filled: Filled, desk: Desk) -> AppRequest | None:
    """The request with what its approval rests on; errors and doubts stay with the form. None where it has no ground.

    A reason that was chosen counts, whatever contract there is: what is open to one child is open to nobody else.
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
        over = contract.expiry if has_ended(contract, desk.today) else None
        days = (None, None) if contract.withdrawn else (over, contract.start)
        mark_wrong(filled, words.not_in_force(id, *days))
        return None
    _check_contract(request, contract, filled, desk)
    return replace(request, contract=contract.id, reason=Ground.CONTRACT.value)


def what_it_takes(desk: Desk) -> Iterator[Part]:
    """What the law asks for, and what can be chosen: read where an approval has no ground."""
    yield Text(words.needs_contract(law_words.pin(checklist(desk).cite)))
    yield Text(words.NOT_SAVED)
    yield Bullets((words.NEEDS_CONTRACT, *(words.as_typed(*one) for one in grounds(desk))))


def _product(request: AppRequest, desk: Desk) -> KnownProduct:
    return catalog_of(desk).of_request(request.id) or KnownProduct(request.product)


def _check_contract(request: AppRequest, contract: Contract, filled: Filled, desk: Desk) -> None:
    """It does not outlive its contract; what the contract does not name, or is known to lack, a person answers for."""
    if contract.expiry and request.until and request.until > contract.expiry:
        filled.errors["until"] = words.outlives(contract.id, contract.expiry)
    if not covers(contract.vendor, contract.product, _product(request, desk)):
        filled.doubt("cover", words.does_it_cover(contract.id, contract_words.name(contract), request.product))
    if gaps := [item.title for item in marks_of(contract, desk).missing]:
        filled.doubt("gaps", words.has_gaps(contract.id, gaps))


def _doubt_reason(request: AppRequest, reason: str, filled: Filled, desk: Desk) -> None:
    """What was told of the product may speak against the reason."""
    if reason in {Ground.NO_DATA, Ground.NO_ACCOUNT} and request.data == "yes":
        filled.doubt("data", words.takes_data(request.product))
    if reason == Ground.NEITHER and operator_test(request, desk).tone == "yes":
        filled.doubt("operator", words.is_operator(request.product))


def _for_child(request: AppRequest, id: str, filled: Filled, desk: Desk) -> AppRequest | None:
    exception = desk.store.plan_exception(id) if id else None
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
