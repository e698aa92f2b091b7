"""The commands on one contract: show it, what to ask the vendor for, and its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.contracts import file as contract_file
from handlers.contracts import words as contract_words
from handlers.contracts.ended import has_ended
from handlers.contracts.form import form as contract_form
from handlers.contracts.form.provisions import (
    complete,
    missing_by_name,
    missing_provisions,
    provisions_chart,
)
from handlers.deadlines.display.rows import of_record
from handlers.deadlines.schedule.plan import EXPIRY
from handlers.deadlines.states import overdue
from handlers.deadlines.vendor_terms import clash_parts, term_rows
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Cite, Facts, File, Reply, Text, Tone
from handlers.dialogue.text import list_words
from handlers.people import names
from storage.records import Contract, Deadline, Status


def find_contract(id: str, desk: Desk) -> Contract:
    """The contract with that id. Raises Sorry."""
    found = desk.store.contract(id.strip().upper())
    if found is None:
        raise Sorry(contract_words.none(id))
    return found


def ended(contract: Contract, deadlines: Iterable[Deadline], desk: Desk) -> Iterator[Text]:
    """That it had ended before, where no deadline tells of its end."""
    told = any(one.duty == EXPIRY for one in deadlines)
    if contract.expiry and has_ended(contract, desk.today) and not told:
        yield Text(contract_words.ended_before(contract.expiry), (contract.expiry,))


def provision_actions(contract: Contract, desk: Desk) -> Iterator[Choice]:
    """Buttons to mark the provisions, where nobody did, and to ask the vendor for missing ones."""
    if missing_provisions(contract, desk):
        yield Choice(list_words.MARK_PROVISIONS, f"correct {contract.id} provisions")
        yield Choice(contract_words.ASK_VENDOR, f"vendor-letter {contract.id}", aside=True)


def tone_of(contract: Contract, deadlines: Iterable[Deadline], desk: Desk) -> Tone | None:
    """Overdue comes before incomplete; None where neither is so."""
    if overdue([one for one in deadlines if one.status is Status.OPEN], desk.today):
        return "overdue"
    return "incomplete" if missing_provisions(contract, desk) and not contract.withdrawn else None


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``contract ID``: everything on record about it."""
    contract = find_contract(rest, desk)
    owned = replace(contract, owner=names.display_name(contract.owner, desk))
    lacking, stored = missing_provisions(contract, desk), desk.store.file(contract.file) if contract.file else None
    file = contract_file.original_name(contract, stored, desk) if stored else ""
    rows = contract_words.rows(owned, dict(contract_form.CATEGORIES), file, term_rows(contract, desk), desk.today)
    dates = tuple(day for day in (contract.executed, contract.start, contract.expiry) if day)
    deadlines = desk.store.deadlines(record=contract.id)
    return Reply(
        title=contract_words.title(contract),
        parts=(
            *of_record(contract, deadlines, desk, message),
            Facts(tuple(rows), dates),
            *((Cite(contract_words.LINK_TITLE, contract.link),) if contract.link else ()),
            *provisions_chart(contract, desk),
            missing_by_name(contract, desk) if lacking else Text(complete(desk)),
            *clash_parts(contract, desk),
        ),
        choices=tuple(_actions(contract, desk)),
        tone=tone_of(contract, deadlines, desk) or "plain",
        footer=wording.NOT_ADVICE,
    )


def _actions(contract: Contract, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with it; none that changes a withdrawn one."""
    if not contract.withdrawn:
        yield from provision_actions(contract, desk)
        yield Choice(contract_words.NOTICE_TO_POST, f"contract-notice {contract.id}")
    if contract.file:
        yield Choice(contract_words.FILE, f"contract-file {contract.id}")
        yield Choice(contract_words.REVIEW, f"review {contract.id}")
    elif not contract.withdrawn:
        yield Choice(contract_words.ADD_FILE, f"add-file {contract.id}")
    yield Choice(contract_words.HISTORY, f"history {contract.id}")
    if contract.withdrawn:
        yield Choice(contract_words.RESTORE, f"undo {contract.id}")
    else:
        yield Choice(contract_words.CORRECT, f"correct {contract.id}")
        yield Choice(contract_words.ASK_TO_DELETE, f"notice deletion {contract.id}")
        yield Choice(contract_words.LOG_BREACH, f"log-breach contract: {contract.id}")
        yield Choice(contract_words.WITHDRAW, f"withdraw {contract.id}")


def document(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contract-file ID``: the contract's own file, to download."""
    contract = find_contract(rest, desk)
    stored, content = desk.store.file(contract.file), desk.store.file_content(contract.file) if contract.file else None
    if stored is None or content is None:
        raise Sorry(contract_words.no_file_kept(contract.id))
    name = contract_file.original_name(contract, stored, desk)
    return Reply(
        title=contract_words.title(contract),
        parts=(Text(contract_words.kept_file(name, stored.size)),),
        files=(File(name, stored.media_type, content),),
    )
