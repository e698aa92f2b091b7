"""What a record tells for the braces of a notice; nothing is made up, so much of it may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.dialogue.desk import Desk
from handlers.documents.document import Blank, Hyperlink, Language, Run
from handlers.documents.words import long_day
from handlers.family_requests.words import DELETE
from handlers.notices import words as notice_words
from handlers.notices.kept import first_sent
from handlers.notices.words import joined, said
from handlers.people import names
from knowledge.counting import day_of
from storage.kinds.family_request import FamilyRequest
from storage.records import Breach, Contract, Status

_ALSO_OF_CONTRACT = ("vendor-contact", "executed")
Values = Mapping[str, tuple[Run, ...]]
"""What stands in the braces of each name; a name without a value becomes a blank."""


def values_of(record: Contract | Breach | FamilyRequest | None, language: Language, desk: Desk) -> Values:
    """What the record and the district's setup tell; dates and data in the language of the notice."""
    about: dict[str, tuple[Run, ...]] = {
        "today": (long_day(desk.today, language),),
        **dict(_of_district(language, desk)),
    }
    match record:
        case Contract():
            about |= dict(_of_contract(record, language))
        case Breach():
            about |= dict(_of_breach(record, language, desk))
        case FamilyRequest():
            about |= dict(_of_request(record, language, desk))
        case None:
            pass
    return {name: runs for name, runs in about.items() if any(runs)}


def _of_district(language: Language, desk: Desk) -> Iterator[tuple[str, tuple[Run, ...]]]:
    setup = desk.store.setup()
    yield "district", (setup.district,)
    if setup.site:
        yield "site", (Hyperlink(setup.site),)
    if setup.lead:
        yield "contact", (f"{names.display_name(setup.lead, desk)}, ", Blank(said(notice_words.REACH, language)))


def _of_contract(contract: Contract, language: Language) -> Iterator[tuple[str, tuple[Run, ...]]]:
    yield "vendor", (contract.vendor,)
    yield "vendor-contact", (contract.contact,)
    yield "product", (contract.product,)
    yield "executed", (long_day(contract.executed, language),)
    yield "expiry", (long_day(contract.expiry, language) if contract.expiry else "",)
    yield "description", (contract.description,)
    yield "purpose", (contract.purpose,)
    yield "data", (_data(contract.categories, language),)
    yield "kinds", (contract.kinds,)
    if contract.link:
        yield "link", (Hyperlink(contract.link),)
    yield "copy", (contract.file or contract.link,)


def _of_breach(breach: Breach, language: Language, desk: Desk) -> Iterator[tuple[str, tuple[Run, ...]]]:
    contract = desk.store.contract(breach.contract) if breach.contract else None
    yield "vendor", (breach.vendor,)
    yield "product", (contract.product if contract else "",)
    yield "discovered", (long_day(breach.discovered, language) if breach.discovered else "",)
    if breach.board_told:
        yield "received", (long_day(day_of(breach.board_told), language),)
    yield "data", (_data(breach.categories, language),)
    yield "students", (f"{breach.students:,}" if breach.students else "",)
    yield "happened", (breach.description,)
    if first := first_sent(breach.id, "breach", desk):
        yield "first-sent", (long_day(first, language),)
    lacking = [text for name, text in notice_words.NOT_KNOWN.items() if not getattr(breach, name)]
    if lacking:
        told = joined([said(text, language) for text in lacking], language)
        blank = Blank(said(notice_words.BLANKS["unknown"], language))
        yield "unknown", (f"{told[:1].upper()}{told[1:]}. ", blank)


def _of_request(request: FamilyRequest, language: Language, desk: Desk) -> Iterator[tuple[str, tuple[Run, ...]]]:
    contract = desk.store.contract(request.contract) if request.contract else None
    if contract:
        yield from ((name, runs) for name, runs in _of_contract(contract, language) if name in _ALSO_OF_CONTRACT)
    yield "vendor", (request.vendor,)
    yield "product", (request.product,)
    yield "reference", (request.reference,)
    yield "received", (long_day(request.received, language),)
    data = request.details or Blank(said(notice_words.BLANKS["data"], language))
    yield "asks", (said(notice_words.ASKS[request.kind], language), data)
    yield "deletion", (request.kind if request.kind == DELETE else "",)
    for due in desk.store.deadlines(record=request.id, status=Status.OPEN):
        yield "answer-by", (long_day(due.safe, language),)


def _data(categories: tuple[str, ...], language: Language) -> str:
    return joined([said(notice_words.DATA[one], language) for one in categories if one in notice_words.DATA], language)
