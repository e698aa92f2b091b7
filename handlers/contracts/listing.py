"""Contracts in lists, and the search for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.contracts import words as contract_words
from handlers.contracts.form.provisions import missing_provisions, provision_state
from handlers.contracts.named import near_names
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Reply, Row, Rows, Text
from handlers.dialogue.text import list_words
from handlers.dialogue.text.offers import offer_names
from handlers.dialogue.text.paging import asked, onward, part
from handlers.dialogue.text.shorten import short
from storage.records import Contract
from storage.searching import has

SAY = "log-contract"
"""The command that logs one."""


def contract_rows(found: Iterable[Contract], desk: Desk) -> Rows:
    """Contracts with their dates and what they lack."""
    return Rows(tuple(contract_row(one, desk, (lacks(one, desk), one.id, dates(one, desk))) for one in found))


def contract_row(contract: Contract, desk: Desk, says: Sequence[str]) -> Row:
    """One contract: its vendor and product, and what is said of it."""
    said = " · ".join(piece for piece in says if piece)
    return Row(
        contract_words.name(contract),
        f"{said[:1].upper()}{said[1:]}",
        "incomplete" if missing_provisions(contract, desk) and not contract.withdrawn else "plain",
        opened_by(contract),
    )


def opened_by(contract: Contract, say: str = "contract") -> Choice:
    """What shows it, or does what ``say`` does, named by its id, vendor and product."""
    product = f", {contract.product}" if contract.product else ""
    return Choice(short(f"{contract.id} {contract.vendor}{product}", LONGEST_LABEL), f"{say} {contract.id}")


def dates(contract: Contract, desk: Desk) -> str:
    """When it ends; when it was signed, where nobody said."""
    return contract_words.dates(contract, desk.today)


def lacks(contract: Contract, desk: Desk) -> str:
    """How its provisions stand."""
    return provision_state(contract, desk)


def searched(said: str, desk: Desk) -> list[Contract]:
    """The contracts that have every word, in whichever field people read, by id; withdrawn ones too."""
    return [one for one in desk.store.contracts() if has(said, [one.id], *_texts(one))]


def _texts(one: Contract) -> tuple[str, ...]:
    named = (*one.schools, *one.subprocessors)
    return (one.vendor, one.product, one.description, one.purpose, one.kinds, one.contact, one.notes, *named)


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``contracts [WORDS] [page N]``: those that fit, the newest first; what is spelled like it where none does."""
    said, page = asked(rest)
    found = [one for one in searched(said, desk) if not one.withdrawn][::-1]
    page_part, alike = part(found, page), [] if found else near_names(said, desk)
    log_one = [Choice(contract_words.LOG_ANOTHER, SAY)]
    near = list_words.did_you_mean(alike) if alike else ""
    hint = (Text(f"{contract_words.nothing_says([said])} {near}".strip()),) if said else ()
    return Reply(
        title=contract_words.count(len(found), said),
        parts=(contract_rows(page_part.shown, desk),) if found else hint,
        choices=(*offer_names("contracts", alike), *onward("contracts", said, page_part, message, desk), *log_one),
        footer=page_part.told,
    )
