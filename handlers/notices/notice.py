"""Fills the template of a notice with what a record and the district's settings have."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, Literal

from handlers.contracts.form import marks_of
from handlers.dialogue.desk import Desk
from handlers.documents.document import (
    Blank,
    Block,
    BulletList,
    Document,
    Heading,
    Hyperlink,
    Language,
    Paragraph,
    Run,
    Strong,
    plain,
)
from handlers.documents.words import long_day
from handlers.family_requests.words import DELETE
from handlers.law import words as law_words
from handlers.notices import words as notice_words
from handlers.notices.kept import first_sent
from handlers.notices.words import joined
from handlers.people import names
from knowledge.counting import day_of
from knowledge.notice import PLACE, Notice, NoticePart
from knowledge.notice import Language as Column
from storage.kinds import FamilyRequest
from storage.records import Breach, Contract, Status

_ALSO_OF_CONTRACT = ("vendor-contact", "executed")
Values = Mapping[str, tuple[Run, ...]]
"""The text for each name in braces; a name without a value becomes a blank."""


def values_of(record: Contract | Breach | FamilyRequest | None, language: Language, desk: Desk) -> Values:
    """The values from the record and the district's settings, dates and data in the notice's language."""
    values: dict[str, tuple[Run, ...]] = {
        "today": (long_day(desk.today, language),),
        **dict(_of_district(language, desk)),
    }
    match record:
        case Contract():
            values |= dict(_of_contract(record, language))
        case Breach():
            values |= dict(_of_breach(record, language, desk))
        case FamilyRequest():
            values |= dict(_of_request(record, language, desk))
        case None:
            pass
    return {name: runs for name, runs in values.items() if any(runs)}


def _of_district(language: Language, desk: Desk) -> Iterator[tuple[str, tuple[Run, ...]]]:
    setup = desk.store.setup()
    yield "district", (setup.district,)
    if setup.site:
        yield "site", (Hyperlink(setup.site),)
    if setup.lead:
        yield "contact", (f"{names.display_name(setup.lead, desk)}, ", Blank(notice_words.REACH[language]))


def _of_contract(contract: Contract, language: Language) -> Iterator[tuple[str, tuple[Run, ...]]]:
    yield "vendor", (contract.vendor,)
    yield "vendor-contact", (contract.contact,)
    yield "product", (contract.product,)
    yield "executed", (long_day(contract.executed, language) if contract.executed else "",)
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
    lacking = [text for name, text in notice_words.NOT_KNOWN[language].items() if not getattr(breach, name)]
    if lacking:
        unknown = joined(lacking, language)
        blank = Blank(notice_words.BLANKS[language]["unknown"])
        yield "unknown", (f"{unknown[:1].upper()}{unknown[1:]}. ", blank)


def _of_request(request: FamilyRequest, language: Language, desk: Desk) -> Iterator[tuple[str, tuple[Run, ...]]]:
    contract = desk.store.contract(request.contract) if request.contract else None
    if contract:
        yield from ((name, runs) for name, runs in _of_contract(contract, language) if name in _ALSO_OF_CONTRACT)
    yield "vendor", (request.vendor,)
    yield "product", (request.product,)
    yield "reference", (request.reference,)
    yield "received", (long_day(request.received, language),)
    data = request.details or Blank(notice_words.BLANKS[language]["data"])
    yield "asks", (notice_words.ASKS[language][request.kind], data)
    yield "deletion", (request.kind if request.kind == DELETE else "",)
    for due in desk.store.deadlines(record=request.id, status=Status.OPEN):
        yield "answer-by", (long_day(due.safe, language),)


def _data(categories: tuple[str, ...], language: Language) -> str:
    labels = notice_words.DATA[language]
    return joined([labels[one] for one in categories if one in labels], language)


NoticeKind = Literal["contract", "yearly", "breach", "follow-up", "missing-terms", "deletion", "family-request"]
NoticeRecord = Contract | Breach | FamilyRequest
"""The records that a notice can be about."""
KINDS: Final[tuple[NoticeKind, ...]] = (
    "contract", "yearly", "breach", "follow-up", "missing-terms", "deletion", "family-request",
)  # fmt: skip
_COLUMNS: Final[dict[Language, Column]] = {"en": "english", "es": "spanish"}


def notice_of(kind: NoticeKind, record: NoticeRecord | None, language: Language, desk: Desk) -> Document:
    """The notice, filled in; what is not known is a blank. The template is that of the law of today.

    ``contract``, ``missing-terms`` and ``deletion`` are about a contract, ``breach`` and ``follow-up`` about a breach,
    ``family-request`` about a request; ``yearly`` has no record.
    """
    template, values = template_of(kind, desk), values_of(record, language, desk)
    items = _each(record, language, desk)
    shown = [part for part in template.parts if all(name in values for name in part.only_with)]
    blocks: list[Block] = []
    for points, parts in groupby(shown, lambda part: part.kind == "point" or bool(part.each)):
        rendered = [block for part in parts for block in _blocks(part, values, items, language)]
        blocks += (
            [BulletList(tuple(line for one in rendered for line in _lines(one)))] if points and rendered else rendered
        )
    return Document(
        title=plain(_filled(template.title.of(_COLUMNS[language]), values, language)),
        blocks=tuple(blocks),
        made=desk.today,
        language=language,
        footer=notice_words.LAW_LINE[language](pin=law_words.pin(template.cite)),
    )


def template_of(kind: NoticeKind, desk: Desk) -> Notice:
    """The template of today's law for that kind."""
    return desk.law.named(Notice, kind, desk.today)


def _blocks(part: NoticePart, values: Values, items: list[Values], language: Language) -> Iterator[Block]:
    text = part.of(_COLUMNS[language])
    if part.each:
        yield from (Paragraph(_filled(text, {**values, **item}, language)) for item in items)
    elif part.kind == "heading":
        yield Heading(plain(_filled(text, values, language)))
    else:
        yield Paragraph(_filled(text, values, language))


def _lines(block: Block) -> Iterator[tuple[Run, ...]]:
    if isinstance(block, Paragraph):
        yield block.runs


def _each(record: NoticeRecord | None, language: Language, desk: Desk) -> list[Values]:
    """The values for each provision to ask a vendor for, with its model sentence."""
    if not isinstance(record, Contract):
        return []
    return [
        {
            "provision": (Strong(item.title if language == "en" else item.spanish or item.title),),
            "cite": (law_words.pin(item.cite),),
            "model": (item.model,),
        }
        for item in marks_of(record, desk).to_ask_for
    ]


def after(name: str, rest: str) -> str:
    """The text after a name, without a second period after "Inc." or "S.A."."""
    return rest.removeprefix(".") if name.endswith(".") else rest


def _filled(text: str, values: Values, language: Language) -> tuple[Run, ...]:
    """The text with each name in braces replaced by its value, or by a blank."""
    runs: list[Run] = []
    for place, piece in enumerate(PLACE.split(text)):
        if place % 2 == 0:
            runs.append(after(runs[-1], piece) if runs and isinstance(runs[-1], str) else piece)
        elif piece in values:
            runs += values[piece]
        else:
            label = notice_words.BLANKS[language].get(piece, piece)
            runs.append(Blank(label))
    return tuple(run for run in runs if run)
