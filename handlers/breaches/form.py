"""The form of a breach, and the checks on what was filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from handlers.breaches import words as breach_words
from handlers.contracts.form import form as contract_form
from handlers.contracts.form.pick import mark_wrong, pick_fields, picked
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Field, When
from handlers.forms import words as form_words
from handlers.forms.filled import Filled
from handlers.forms.values.plausible import LONG_AGO, ask_if_far
from handlers.people import owners
from knowledge.counting import Within, day_of
from knowledge.names import NOTICE_RECEIVED
from storage.records import Breach, Contract

CATEGORIES = (*contract_form.CATEGORIES, ("directory_information", "Directory information"))


ODD = ("before-contract-discovered", "before-contract-board_told")
"""Doubts about a contract that is younger than the breach."""


def breach_fields(desk: Desk) -> tuple[Field, ...]:
    """The form of a breach."""
    labels, hints = breach_words.FIELDS, breach_words.hints(families_clock(desk))
    fields: tuple[Field, ...] = (
        *pick_fields(desk, hints["contract"]),
        Field("vendor", *labels["vendor"], when=When("contract", ("",), breach_words.NO_CONTRACT_NAMED)),
        Field("discovered", *labels["discovered"]),
        Field("board_told", *labels["board_told"]),
        Field("categories", *labels["categories"], options=CATEGORIES, also=("kinds", "kinds of data", "data")),
        Field("owner", *labels["owner"]),
        Field("students", *labels["students"], section=form_words.MORE),
        Field("description", *labels["description"], section=form_words.MORE),
    )
    return tuple(replace(f, hint=f.hint or hints.get(f.id, "")) for f in fields)


def families_clock(desk: Desk) -> Within:
    """How long the board has to tell families, by the law of today."""
    return desk.law.clock(NOTICE_RECEIVED, desk.today).within


def read_breach(filled: Filled, desk: Desk, old: Breach | None = None) -> tuple[Breach, Contract | None]:
    """The breach as filled in, without an id, and its contract; errors and doubts stay with the form.

    ``old`` is the record that is corrected: what it says already is not asked about again.
    """
    contract = _contract(filled, desk)
    discovered, notice = filled.day("discovered"), filled.moment("board_told")
    if discovered and discovered > desk.today:
        filled.errors["discovered"] = breach_words.FUTURE_DISCOVERY
    check_notice(filled, "board_told", notice, discovered, desk)
    vendor = filled.text("vendor") or (contract.vendor if contract else "")
    if not vendor:
        filled.errors.setdefault("vendor", breach_words.WHICH_VENDOR)
    filled.guard("description")
    breach = Breach(
        id="",
        vendor=vendor,
        contract=contract.id if contract else "",
        discovered=discovered,
        board_told=receipt_moment(notice, desk),
        categories=filled.chosen("categories"),
        students=filled.number("students"),
        description=filled.text("description"),
        owner=owners.read_owner(filled, desk, old.owner if old else ""),
    )
    _ask_about_days(filled, breach, contract, old)
    return breach, contract


def _ask_about_days(filled: Filled, breach: Breach, contract: Contract | None, old: Breach | None) -> None:
    """Doubt a breach of long ago, and one that is older than its contract."""
    told = day_of(breach.board_told) if breach.board_told else None
    for id, value, what in (
        ("discovered", breach.discovered, breach_words.WAS_DISCOVERED),
        ("board_told", told, breach_words.WAS_TOLD),
    ):
        known = getattr(old, id, None)
        ask_if_far(filled, id, value, day_of(known) if known else None, LONG_AGO)
        is_known = old is not None and (old.contract, getattr(old, id)) == (breach.contract, getattr(breach, id))
        if contract and value and value < contract.executed and not is_known:
            said = breach_words.before_contract(contract.id, contract.executed, what, value)
            filled.doubt(f"before-contract-{id}", said)


def check_notice(filled: Filled, id: str, notice: datetime | None, discovered: date | None, desk: Desk) -> None:
    """A notice that would arrive in the future, or before the discovery, is an error at its field."""
    if notice and notice.date() > desk.today:
        filled.errors[id] = breach_words.FUTURE_NOTICE
    if notice and discovered and notice.date() < discovered:
        filled.errors[id] = breach_words.NOTICE_FIRST


def _contract(filled: Filled, desk: Desk) -> Contract | None:
    id = picked(filled)
    found = desk.store.contract(id.upper()) if id else None
    if id and found is None:
        mark_wrong(filled, breach_words.no_contract(id))
    return found


def receipt_moment(told: datetime | None, desk: Desk) -> date | datetime | None:
    """The day, or the moment where a time was typed."""
    if told is None:
        return None
    return told.date() if told.time() == datetime.min.time() else told.replace(tzinfo=desk.now.tzinfo)


def breach_values(breach: Breach) -> dict[str, str]:
    """A breach as its form shows it."""
    return {
        "contract": breach.contract,
        "vendor": breach.vendor,
        "discovered": _iso(breach.discovered),
        "board_told": _iso(breach.board_told),
        "categories": ",".join(breach.categories),
        "students": str(breach.students or ""),
        "description": breach.description,
        "owner": breach.owner,
    }


def _iso(value: date | datetime | None) -> str:
    return value.isoformat() if value else ""
