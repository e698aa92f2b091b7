"""The records for programs, page by page: contracts and open deadlines, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TypeVar

from handlers.contracts.ended import has_ended
from handlers.contracts.form.form import checklist
from handlers.contracts.form.provisions import marks_of
from handlers.contracts.listing import searched
from handlers.deadlines.display.status import subject
from handlers.deadlines.search.selection import select_deadlines
from handlers.deadlines.states import state_of
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.people.access import permit
from handlers.people.button_access import shows_record
from handlers.people.names import display_name
from handlers.programs import words
from handlers.programs.law import checked, sources
from handlers.programs.shapes import ContractEntry, ContractPage, DeadlineEntry, DeadlinePage, ListPart
from knowledge.citation import Citation, Tag
from storage.records import Contract, Deadline

T = TypeVar("T")
USUAL, MOST = 50, 200
"""Entries on a page, where nobody says how many, and at most."""


def contracts(search: str, page: int, size: int, message: Message, desk: Desk) -> ContractPage:
    """The contracts that have every word of ``search``, the newest first. Raises Refused, Sorry, StoreError."""
    permit(desk.commands["contracts"], "", message, desk)
    found = [one for one in searched(search, desk) if not one.withdrawn][::-1]
    shown, part = _page(found, page, size)
    name, law, items = _names(desk), desk.law.on(desk.today), checklist(desk)
    return ContractPage(
        **asdict(part),
        day=desk.today,
        contracts=tuple(_contract(one, name, desk) for one in shown),
        cites=sources([items.cite], law),
        checked=checked([fact.tag for fact in items.says]),
    )


def deadlines(search: str, page: int, size: int, message: Message, desk: Desk) -> DeadlinePage:
    """The open deadlines, as ``deadlines`` selects them, by harm and date. Raises Refused, Sorry, StoreError."""
    permit(desk.commands["deadlines"], "", message, desk)
    selected = select_deadlines(search, message, desk)
    if selected is None or selected.people:
        raise Sorry(words.nobody_so(search))
    shown, part = _page(selected.found, page, size)
    name, law = _names(desk), desk.law.on(desk.today)
    tags = [Tag(one.tag) for one in shown if one.tag]
    return DeadlinePage(
        **asdict(part),
        day=desk.today,
        deadlines=tuple(_deadline(one, name, message, desk) for one in shown),
        cites=sources([Citation.parse(one.cite) for one in shown], law),
        checked=checked(tags) if tags else None,
    )


def as_text(found: ContractPage | DeadlinePage) -> str:
    """A page as people read it."""
    if isinstance(found, ContractPage):
        lines = [words.contract_line(one) for one in found.contracts]
    else:
        lines = [words.deadline_line(one) for one in found.deadlines]
    return "\n".join((words.page_head(found), *lines, words.page_foot(found.checked, found.day)))


def _page(found: Sequence[T], page: int, size: int) -> tuple[Sequence[T], ListPart]:
    """The entries of a page, and which part it is; a page after the last one is empty."""
    if page < 1 or not 1 <= size <= MOST:
        raise Sorry(words.bad_page(MOST))
    pages = max(1, -(-len(found) // size))
    part = ListPart(total=len(found), page=page, pages=pages, next=page + 1 if page < pages else None)
    return found[(page - 1) * size : page * size], part


def _names(desk: Desk) -> Callable[[str], str]:
    return lambda who: display_name(who, desk) if who else ""


def _contract(one: Contract, name: Callable[[str], str], desk: Desk) -> ContractEntry:
    marks = marks_of(one, desk)
    return ContractEntry(
        id=one.id,
        vendor=one.vendor,
        product=one.product,
        purpose=one.purpose,
        executed=one.executed,
        start=one.start,
        expiry=one.expiry,
        ended=has_ended(one, desk.today),
        categories=tuple(one.categories),
        schools=tuple(one.schools),
        subprocessors=tuple(one.subprocessors),
        posted_at=one.link,
        has_file=bool(one.file),
        missing=tuple(str(item.cite) for item in marks.missing),
        not_checked=tuple(str(item.cite) for item in marks.unchecked),
        owner=name(one.owner),
    )


def _deadline(one: Deadline, name: Callable[[str], str], message: Message, desk: Desk) -> DeadlineEntry:
    seen = shows_record(one, message, desk)
    return DeadlineEntry(
        id=one.id,
        title=deadline_title(one, desk).partition(": ")[0],
        record=one.record if seen else "",
        about=subject(one, desk) if seen else "",
        safe=one.safe,
        last=one.last_day,
        stands=state_of(one, desk.today).value,
        whose=one.who,
        cite=one.cite,
        tag=one.tag,
        owner=name(one.owner),
    )
