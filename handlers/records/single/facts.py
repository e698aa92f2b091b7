"""What the records say of one contract, as lines for a reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.contracts.form import form as contract_form
from handlers.contracts.form.provisions import marks_of, provision_state
from handlers.contracts.listing import contract_row, dates, lacks
from handlers.deadlines.display.rows import deadline_rows
from handlers.deadlines.states import is_boards
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Facts, Part, Row, Rows, Text
from handlers.dialogue.words import day
from handlers.law import words as law_words
from handlers.records import words as record_words
from handlers.records.found import closed_by, owner_of, standing
from handlers.records.single import words
from handlers.understanding.requests.request import View
from storage.records import Contract, Deadline, Status

MOST_LINES = 8
FEW = 3
"""So many provisions can be named in a row."""


def row(contract: Contract, desk: Desk, view: View = View.LIST) -> Row:
    """A contract in a list: its dates, owner, state; its data or its posting where that is asked for."""
    labels = dict(contract_form.CATEGORIES)
    beside = ""
    if view is View.HOLDS:
        beside = words.data([labels.get(one, one) for one in contract.categories], contract.kinds)
    elif view is View.POSTED:
        posted = posting(contract, desk)
        beside = words.posted_state(closed_on(posted, desk), posted.id) if posted else ""
    owner = owner_of(contract, desk) or record_words.owned("")
    lacking = _lacking(contract, desk, view)
    return contract_row(contract, desk, (beside, lacking, contract.id, dates(contract, desk), owner))


def _lacking(contract: Contract, desk: Desk, view: View) -> str:
    """How its provisions stand; where these are asked for and few are missing, their names too."""
    missing = marks_of(contract, desk).missing if view is View.MISSING else ()
    names = [f"{law_words.pin(item.cite)} {item.title}" for item in missing] if len(missing) <= FEW else []
    return words.with_names(lacks(contract, desk), names)


def rows(found: Sequence[Contract], desk: Desk, view: View = View.LIST) -> Rows:
    """Contracts in a list."""
    return Rows(tuple(row(one, desk, view) for one in found))


def days(*found: Contract) -> Iterator[date]:
    """Their dates."""
    for one in found:
        yield one.executed
        if one.expiry:
            yield one.expiry


def brief(contract: Contract, desk: Desk, *, provisions: bool = True) -> tuple[Part, ...]:
    """One contract, short, and what is still open."""
    return (*summary(contract, desk, provisions=provisions), *open_parts(contract.id, desk))


def summary(contract: Contract, desk: Desk, *, provisions: bool = True) -> tuple[Part, ...]:
    """One contract, short: its dates, owner, data and posting; its ``provisions`` where they are not told already."""
    labels = dict(contract_form.CATEGORIES)
    named = [labels.get(one, one) for one in contract.categories]
    facts = (
        ("Executed", day(contract.executed)),
        ("Ends", words.end(contract.expiry, desk.today)),
        ("Owner", owner_of(contract, desk) or words.NOBODY),
        *((("Provisions", provision_state(contract, desk)),) if provisions else ()),
        *((("Data", words.data(named, contract.kinds)),) if named or contract.kinds else ()),
        *((("Purpose", contract.purpose),) if contract.purpose else ()),
        *posted_fact(contract, desk),
    )
    return (Facts(facts, tuple(days(contract))),)


def posted_fact(contract: Contract, desk: Desk) -> tuple[tuple[str, str], ...]:
    """When and where it was posted, as a fact; nothing where it was not."""
    posted = posting(contract, desk)
    closed = closed_on(posted, desk) if posted else None
    return (("Posted", words.joined((day(closed), posted.proof))),) if posted and closed else ()


def open_parts(record: str, desk: Desk) -> tuple[Part, ...]:
    """The open deadlines of a record."""
    found = [one for one in standing(record, desk) if one.status is Status.OPEN]
    return (deadline_rows(found[:MOST_LINES], desk),) if found else ()


def missing_parts(contract: Contract, desk: Desk) -> tuple[Part, ...]:
    """The provisions that are missing and those not checked, with their cites."""
    marks, parts = marks_of(contract, desk), list[Part]()
    for heading, found in ((words.MISSING, marks.missing), (words.UNCHECKED, marks.unchecked)):
        if found:
            parts += [Text(heading, heads=True), Bullets(tuple(f"{item.title} ({item.cite})" for item in found))]
    return tuple(parts)


def posting(contract: Contract, desk: Desk) -> Deadline | None:
    """The board's deadline to post it, done or not; the last one where there are several."""
    return next((one for one in reversed(standing(contract.id, desk)) if is_boards(one)), None)


def closed_on(deadline: Deadline, desk: Desk) -> date | None:
    """The day on which it was marked done, in the district's zone."""
    if deadline.status is not Status.DONE or deadline.closed is None:
        return None
    return deadline.closed.astimezone(desk.zone).date()


def closed_line(deadline: Deadline, desk: Desk) -> str:
    """When it was marked done, by whom, and with which proof; its last date too, where that was before."""
    when = words.closed_day(closed_on(deadline, desk), deadline.last_day)
    return words.posted_line(deadline.id, when, closed_by(deadline, desk), deadline.proof)


def lacking_fields(contract: Contract, desk: Desk) -> tuple[str, ...]:
    """What is not on record besides provisions: ``owner``, ``expiry``, ``link``, ``posting``, ``data``."""
    posted = posting(contract, desk)
    lacks = {
        "owner": not contract.owner,
        "expiry": contract.expiry is None,
        "link": not (contract.link or contract.file),
        "posting": posted is not None and posted.status is Status.OPEN,
        "data": not (contract.categories or contract.kinds),
    }
    return tuple(name for name, is_so in lacks.items() if is_so)
