"""Answers about one contract: its owner, end, gaps, posting, data, deadlines, file, renewal, and its row in a list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.breaches.commands import breach_row
from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.contracts.form import marks_of, missing_provisions, provision_state
from handlers.contracts.listing import contract_row, dates, lacks
from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.plan import after_contract, clock_counts
from handlers.deadlines.states import done_on, is_boards
from handlers.deadlines.status import deadline_rows
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import (
    MOST_CHOICES,
    MOST_ROWS,
    Bullets,
    Choice,
    Cite,
    Facts,
    Part,
    Reply,
    Row,
    Rows,
    Text,
    Tone,
)
from handlers.dialogue.words import day
from handlers.law import words as law_words
from handlers.law.dates import words as date_words
from handlers.records import words as record_words
from handlers.records.found import Asked, closed_by, owner_of, record_button, standing, title_of
from handlers.records.single import words
from handlers.understanding.requests.request import View
from knowledge.citation import Tag
from knowledge.counting import day_of
from knowledge.law import EXECUTED
from knowledge.model import Item
from storage.records import Contract, Deadline, Status

MOST_LINES = 8
FEW = 3
"""The most missing provisions whose names a row gives."""


def row(contract: Contract, desk: Desk, view: View = View.LIST) -> Row:
    """A contract in a list: its dates, owner and gaps; its data or posting where asked for."""
    labels = dict(contract_form.CATEGORIES)
    beside = ""
    if view is View.HOLDS:
        beside = words.data([labels.get(one, one) for one in contract.categories], contract.kinds)
    elif view is View.POSTED:
        posted = posting(contract, desk)
        beside = words.posted_state(done_on(posted, desk), posted.id) if posted else ""
    owner = owner_of(contract, desk) or record_words.owned("")
    lacking = _lacking(contract, desk, view)
    return contract_row(contract, desk, (beside, lacking, contract.id, dates(contract, desk), owner))


def _lacking(contract: Contract, desk: Desk, view: View) -> str:
    """How its provisions stand; where those are asked for and few are missing, with their names."""
    missing = marks_of(contract, desk).missing if view is View.MISSING else ()
    names = [f"{law_words.pin(item.cite)} {item.title}" for item in missing] if len(missing) <= FEW else []
    return words.with_names(lacks(contract, desk), names)


def rows(found: Sequence[Contract], desk: Desk, view: View = View.LIST) -> Rows:
    """Contracts in a list."""
    return Rows(tuple(row(one, desk, view) for one in found))


def days(*found: Contract) -> Iterator[date]:
    """The dates of these contracts: execution and end."""
    for one in found:
        yield from filter(None, (one.executed, one.expiry))


def brief(contract: Contract, desk: Desk, *, provisions: bool = True) -> tuple[Part, ...]:
    """One contract in short, and its open deadlines."""
    return (*summary(contract, desk, provisions=provisions), *open_parts(contract.id, desk))


def summary(contract: Contract, desk: Desk, *, provisions: bool = True) -> tuple[Part, ...]:
    """One contract in short: its dates, owner, data and posting; ``provisions``: whether to say how those stand."""
    labels = dict(contract_form.CATEGORIES)
    named = [labels.get(one, one) for one in contract.categories]
    facts = (
        ("Executed", contract_words.executed(contract)),
        ("Ends", words.end(contract.expiry, desk.today)),
        ("Owner", owner_of(contract, desk) or words.NOBODY),
        *((("Provisions", provision_state(contract, desk)),) if provisions else ()),
        *((("Data", words.data(named, contract.kinds)),) if named or contract.kinds else ()),
        *((("Purpose", contract.purpose),) if contract.purpose else ()),
        *posted_fact(contract, desk),
    )
    return (Facts(facts, tuple(days(contract))),)


def posted_fact(contract: Contract, desk: Desk) -> tuple[tuple[str, str], ...]:
    """When and where it was posted, as zero or one pair of label and value."""
    posted = posting(contract, desk)
    closed = done_on(posted, desk) if posted else None
    return (("Posted", words.joined((day(closed), posted.proof))),) if posted and closed else ()


def open_parts(record: str, desk: Desk) -> tuple[Part, ...]:
    """The open deadlines of a record."""
    found = [one for one in standing(record, desk) if one.status is Status.OPEN]
    return (deadline_rows(found[:MOST_LINES], desk),) if found else ()


def missing_parts(contract: Contract, desk: Desk) -> tuple[Part, ...]:
    """The missing and the unchecked provisions, with their cites; of few missing ones, what to do about each."""
    marks, parts = marks_of(contract, desk), list[Part]()
    for heading, found in ((words.MISSING, marks.missing), (words.UNCHECKED, marks.unchecked)):
        with_steps = found is marks.missing and len(found) <= FEW
        if found:
            parts += [Text(heading, heads=True), Bullets(tuple(_provision(item, told=with_steps) for item in found))]
    return tuple(parts)


def _provision(item: Item, *, told: bool) -> str:
    """A provision with its cite; ``told``: with what to do where a contract lacks it."""
    step = item.outcomes["lacks"].next if told and "lacks" in item.outcomes else ""
    return f"{item.title} ({item.cite}){f': {step}' if step else ''}"


def _asks_vendor(contract: Contract) -> tuple[Choice, ...]:
    """The buttons that get what is missing from the vendor: the addendum to sign, and the letter."""
    return (
        Choice(words.WRITE_ADDENDUM, f"addendum {contract.id}"),
        Choice(words.ASK_VENDOR, f"vendor-letter {contract.id}"),
    )


def posting(contract: Contract, desk: Desk) -> Deadline | None:
    """The board's deadline to post it, open or done; the last one of several; None for none."""
    return next((one for one in reversed(standing(contract.id, desk)) if is_boards(one)), None)


def closed_line(deadline: Deadline, desk: Desk) -> str:
    """When, by whom and with which proof it was marked done; the last date too where that was earlier."""
    when = words.closed_day(done_on(deadline, desk), deadline.last_day)
    return words.posted_line(deadline.id, when, closed_by(deadline, desk), deadline.proof)


def lacking_fields(contract: Contract, desk: Desk) -> tuple[str, ...]:
    """What is not on record but provisions: ``executed``, ``owner``, ``expiry``, ``link``, ``posting`` or ``data``."""
    posted = posting(contract, desk)
    lacks = {
        "executed": contract.executed is None,
        "owner": not contract.owner,
        "expiry": contract.expiry is None,
        "link": not (contract.link or contract.file),
        "posting": posted is not None and posted.status is Status.OPEN,
        "data": not (contract.categories or contract.kinds),
    }
    return tuple(name for name, is_so in lacks.items() if is_so)


LONGEST_CARRIED = 200
"""The most characters of a value that the renewal button copies."""


def answer(contract: Contract, asked: Asked) -> Reply:
    """What was asked about this contract."""
    return _VIEWS.get(asked.request.view, _card)(contract, asked)


def tone_of(contract: Contract, desk: Desk) -> Tone:
    """The tone of its open deadlines; "incomplete" where provisions are missing and nothing is overdue."""
    open_ones = [one for one in standing(contract.id, desk) if one.status is Status.OPEN]
    tone = status.tone(open_ones, desk) if open_ones else "plain"
    if tone != "overdue" and missing_provisions(contract, desk):
        return "incomplete"
    return tone


def _show(contract: Contract) -> Choice:
    return Choice(f"{contract.id} {contract.vendor}"[:75], f"contract {contract.id}")


def _card(contract: Contract, asked: Asked) -> Reply:
    desk = asked.desk
    reply = desk.commands["contract"].run(contract.id, asked.message, desk)
    posted = posted_fact(contract, desk)
    breaches = asked.breaches if asked.slots.records else []
    beside = (
        (Rows(tuple(breach_row(one, desk, (words.affected(one.students),)) for one in breaches)),) if breaches else ()
    )
    return replace(
        reply,
        parts=(*reply.parts, *((Facts(posted),) if posted else ()), *beside),
        choices=(*map(record_button, breaches), *reply.choices)[:MOST_CHOICES],
    )


def _owner(contract: Contract, asked: Asked) -> Reply:
    return Reply(
        title=words.owner_title(title_of(contract), owner_of(contract, asked.desk), contract.id),
        parts=brief(contract, asked.desk),
        choices=(_show(contract), Choice(record_words.CORRECT, f"correct {contract.id} owner")),
        tone="plain",
        footer=wording.NOT_ADVICE,
    )


def _expiry(contract: Contract, asked: Asked) -> Reply:
    says = () if contract.expiry else (Text(words.add_end(id=contract.id)),)
    return Reply(
        title=words.expiry_title(title_of(contract), contract.id, contract.expiry, asked.desk.today),
        parts=(*says, *brief(contract, asked.desk)),
        choices=(_show(contract), Choice(record_words.CORRECT, f"correct {contract.id} expiry")),
        tone="plain",
        footer=wording.NOT_ADVICE,
    )


def _missing(contract: Contract, asked: Asked) -> Reply:
    desk = asked.desk
    missing, lacks = missing_provisions(contract, desk), lacking_fields(contract, desk)
    items = {item.id: item for item in contract_form.checklist(desk).items}
    answers = [
        words.has_provision(f"{law_words.pin(items[one].cite)}: {items[one].title}", there=contract.provisions.get(one))
        for one in asked.slots.provisions
        if one in items
    ]
    return Reply(
        title=words.missing_title(title_of(contract), provision_state(contract, desk), contract.id),
        parts=(
            *map(Text, answers),
            *missing_parts(contract, desk),
            *((Text(words.lacks(lacks)),) if lacks else ()),
            *brief(contract, desk),
        ),
        choices=(
            *(_asks_vendor(contract) if missing else ()),
            Choice(record_words.CORRECT, f"correct {contract.id}"),
            _show(contract),
        ),
        tone=tone_of(contract, desk),
        footer=wording.NOT_ADVICE,
    )


def _posted(contract: Contract, asked: Asked) -> Reply:
    desk, posted = asked.desk, posting(contract, asked.desk)
    posted_on = done_on(posted, desk) if posted else None
    done = posted is not None and posted.status is Status.DONE
    parts: list[Part] = []
    if posted and done:
        parts.append(Text(closed_line(posted, desk), (posted_on,) if posted_on else ()))
    parts += [Text(words.kept_link(link=contract.link))] if contract.link else []
    mark = (Choice(record_words.MARK_DONE, f"done {posted.id}"),) if posted and not done else ()
    return Reply(
        title=words.posted_title(title_of(contract), posted_on, contract.id),
        parts=(*parts, *brief(contract, desk)),
        choices=(*mark, _show(contract), Choice(words.HISTORY, f"history {contract.id}")),
        tone=status.tone([posted], desk) if posted and not done else "plain",
        footer=wording.NOT_ADVICE,
    )


def _data(contract: Contract, asked: Asked) -> Reply:
    return Reply(
        title=words.data_title(title_of(contract), contract.id),
        parts=brief(contract, asked.desk),
        choices=(_show(contract), Choice(record_words.CORRECT, f"correct {contract.id} categories")),
        footer=wording.NOT_ADVICE,
    )


def _notice(contract: Contract, asked: Asked) -> Reply:
    return notice_reply(f"contract {contract.id}", contract.id, asked)


def _deletion(contract: Contract, asked: Asked) -> Reply:
    return notice_reply(f"deletion {contract.id}", contract.id, asked)


def notice_reply(notice: str, id: str, asked: Asked) -> Reply:
    """A notice of a record, in English or Spanish as asked, then the record's open deadlines."""
    language = " es" if record_words.WANTS_SPANISH.search(asked.message.text) else ""
    shown = asked.desk.commands["notice"].run(f"{notice}{language}", asked.message, asked.desk)
    return replace(shown, parts=(*shown.parts, *open_parts(id, asked.desk)))


def facts_title(contract: Contract) -> str:
    """A contract with its id first."""
    return f"{contract.id}: {title_of(contract)}"[:150]


def _renewal(contract: Contract, asked: Asked) -> Reply:
    """When a renewed contract must be posted, what the present one lacks, and the next steps."""
    desk, slots = asked.desk, asked.slots
    signing_day = slots.until if slots.until == slots.since and slots.until and slots.until >= desk.today else None
    parts: list[Part] = []
    if signing_day:
        planned = after_contract(replace(contract, executed=signing_day, expiry=None), desk.law, desk.calendar)
        for plan in planned[:1]:
            last = day_of(plan.last)
            parts.append(Text(words.renewal_posting(plan.safe, last, signing_day), (plan.safe, last, signing_day)))
            cite = desk.law.clock(EXECUTED, signing_day).cite
            parts.append(Cite(law_words.pin(cite), cite.link, law_words.checked(Tag(plan.tag)) if plan.tag else ""))
        parts += [
            Text(date_words.counted(due, desk.today))
            for due in clock_counts(desk.law, EXECUTED, signing_day, desk.calendar)
        ]
    else:
        clock = desk.law.clock(EXECUTED, desk.today)
        parts.append(Text(words.renewal_clock(clock.within)))
        parts.append(Cite(law_words.pin(clock.cite), clock.cite.link))
    missing = missing_parts(contract, desk)
    parts += [*missing, Text(words.NEXT, heads=True), Bullets(words.renewal_steps(missing=len(missing)))]
    return Reply(
        title=words.renewal_title(title_of(contract), signing_day, contract.id),
        parts=(*parts, *brief(contract, desk, provisions=not missing)),
        choices=(
            *(_asks_vendor(contract) if missing else ()),
            Choice(words.LOG_RENEWAL, _logs_renewal(contract)),
            _show(contract),
        ),
        tone="due" if signing_day else "plain",
        footer=wording.NOT_ADVICE,
    )


def _logs_renewal(contract: Contract) -> str:
    """The log-contract command with the values of the old contract that a renewal most likely has again."""
    known = {
        "vendor": contract.vendor,
        "product": contract.product,
        "purpose": contract.purpose,
        "categories": ",".join(contract.categories),
        "kinds": contract.kinds,
        "schools": ", ".join(contract.schools),
        "subprocessors": ", ".join(contract.subprocessors),
        "start": (contract.expiry + timedelta(days=1)).isoformat() if contract.expiry else "",
        "contact": contract.contact,
    }
    fit = {name: value for name, value in known.items() if value and len(value) <= LONGEST_CARRIED and '"' not in value}
    return f"log-contract {'; '.join(f'{name}: {chr(34)}{value}{chr(34)}' for name, value in fit.items())}"


def _deadlines(contract: Contract, asked: Asked) -> Reply:
    found = standing(contract.id, asked.desk)
    reply = deadlines_reply(facts_title(contract), found, asked, _show(contract))
    return replace(reply, parts=(*reply.parts, *summary(contract, asked.desk)))


def deadlines_reply(title: str, found: list[Deadline], asked: Asked, *more: Choice) -> Reply:
    """A record's deadlines, open and done, and how they stand; ``more`` are further buttons."""
    desk = asked.desk
    open_ones = [one for one in found if one.status is Status.OPEN]
    closed = [one for one in found if one.status is Status.DONE]
    lines = tuple(words.duty_done(title=deadline_title(one, desk), posted=closed_line(one, desk)) for one in closed)
    parts: tuple[Part, ...] = (deadline_rows(open_ones[:MOST_ROWS], desk, asked.message),) if open_ones else ()
    parts += (Bullets(lines),) if lines else ()
    marks = [Choice(f"{record_words.MARK_DONE}: {one.id}", f"done {one.id}") for one in open_ones[:4]]
    return Reply(
        title=title,
        parts=parts or (Text(deadline_words.NOTHING_FOLLOWS),),
        choices=(*marks, *more),
        tone=status.tone(open_ones, desk) if open_ones else "plain",
        footer=wording.NOT_ADVICE,
    )


def _file(contract: Contract, asked: Asked) -> Reply:
    if contract.file:
        return asked.desk.commands["contract-file"].run(contract.id, asked.message, asked.desk)
    return _posted(contract, asked) if contract.link else _no_file(contract, asked)


def _no_file(contract: Contract, asked: Asked) -> Reply:

    return Reply(
        title=facts_title(contract),
        parts=(Text(contract_words.no_file_kept(id=contract.id)), *brief(contract, asked.desk)),
        choices=(Choice(record_words.CORRECT, f"correct {contract.id}"), _show(contract)),
    )


_VIEWS: Mapping[View, Callable[[Contract, Asked], Reply]] = {
    View.OWNER: _owner,
    View.EXPIRING: _expiry,
    View.MISSING: _missing,
    View.POSTED: _posted,
    View.HOLDS: _data,
    View.NOTICE: _notice,
    View.DELETION: _deletion,
    View.RENEWAL: _renewal,
    View.DUE: _deadlines,
    View.OVERDUE: _deadlines,
    View.FILE: _file,
}
