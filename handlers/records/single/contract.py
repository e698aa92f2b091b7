"""Answers about one contract: its owner, its end, what it lacks, whether it is posted, what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from handlers.breaches.listing import breach_row
from handlers.contracts import words as contract_words
from handlers.contracts.form import form as contract_form
from handlers.contracts.form.provisions import missing_provisions, provision_state
from handlers.deadlines import words as deadline_words
from handlers.deadlines.display import status
from handlers.deadlines.display.rows import deadline_rows
from handlers.deadlines.schedule.plan import after_contract, clock_counts
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
    Rows,
    Text,
    Tone,
)
from handlers.law import words as law_words
from handlers.law.dates import words as date_words
from handlers.records import words as record_words
from handlers.records.found import Asked, owner_of, record_button, standing, title_of
from handlers.records.single import facts, words
from handlers.understanding.requests.request import View
from knowledge.citation import Tag
from knowledge.counting import day_of
from knowledge.names import EXECUTED
from storage.records import Contract, Deadline, Status

LONGEST_CARRIED = 200
"""Characters of a value that the button of a renewal carries on."""


def answer(contract: Contract, asked: Asked) -> Reply:
    """What was asked about this contract."""
    return _VIEWS.get(asked.request.view, _card)(contract, asked)


def tone_of(contract: Contract, desk: Desk) -> Tone:
    """How its open deadlines stand, then whether it is complete."""
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
    posted = facts.posted_fact(contract, desk)
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
        parts=facts.brief(contract, asked.desk),
        choices=(_show(contract), Choice(record_words.CORRECT, f"correct {contract.id} owner")),
        tone="plain",
        footer=wording.NOT_ADVICE,
    )


def _expiry(contract: Contract, asked: Asked) -> Reply:
    says = () if contract.expiry else (Text(words.add_end(contract.id)),)
    return Reply(
        title=words.expiry_title(title_of(contract), contract.id, contract.expiry, asked.desk.today),
        parts=(*says, *facts.brief(contract, asked.desk)),
        choices=(_show(contract), Choice(record_words.CORRECT, f"correct {contract.id} expiry")),
        tone="plain",
        footer=wording.NOT_ADVICE,
    )


def _missing(contract: Contract, asked: Asked) -> Reply:
    desk = asked.desk
    found, lacks = missing_provisions(contract, desk), facts.lacking_fields(contract, desk)
    items = {item.id: item for item in contract_form.checklist(desk).items}
    said = [
        words.has_provision(f"{law_words.pin(items[one].cite)}: {items[one].title}", there=contract.provisions.get(one))
        for one in asked.slots.provisions
        if one in items
    ]
    return Reply(
        title=words.missing_title(title_of(contract), provision_state(contract, desk), contract.id),
        parts=(
            *map(Text, said),
            *facts.missing_parts(contract, desk),
            *((Text(words.lacks(lacks)),) if lacks else ()),
            *facts.brief(contract, desk),
        ),
        choices=(
            *((Choice(words.ASK_VENDOR, f"vendor-letter {contract.id}"),) if found else ()),
            Choice(record_words.CORRECT, f"correct {contract.id}"),
            _show(contract),
        ),
        tone=tone_of(contract, desk),
        footer=wording.NOT_ADVICE,
    )


def _posted(contract: Contract, asked: Asked) -> Reply:
    desk, posted = asked.desk, facts.posting(contract, asked.desk)
    on = facts.closed_on(posted, desk) if posted else None
    done = posted is not None and posted.status is Status.DONE
    parts: list[Part] = []
    if posted and done:
        parts.append(Text(facts.closed_line(posted, desk), (on,) if on else ()))
    parts += [Text(words.kept_link(contract.link))] if contract.link else []
    mark = (Choice(record_words.MARK_DONE, f"done {posted.id}"),) if posted and not done else ()
    return Reply(
        title=words.posted_title(title_of(contract), on, contract.id),
        parts=(*parts, *facts.brief(contract, desk)),
        choices=(*mark, _show(contract), Choice(words.HISTORY, f"history {contract.id}")),
        tone=status.tone([posted], desk) if posted and not done else "plain",
        footer=wording.NOT_ADVICE,
    )


def _data(contract: Contract, asked: Asked) -> Reply:
    return Reply(
        title=words.data_title(title_of(contract), contract.id),
        parts=facts.brief(contract, asked.desk),
        choices=(_show(contract), Choice(record_words.CORRECT, f"correct {contract.id} categories")),
        footer=wording.NOT_ADVICE,
    )


def _notice(contract: Contract, asked: Asked) -> Reply:
    return notice_reply(f"contract {contract.id}", contract.id, asked)


def _deletion(contract: Contract, asked: Asked) -> Reply:
    return notice_reply(f"deletion {contract.id}", contract.id, asked)


def notice_reply(notice: str, id: str, asked: Asked) -> Reply:
    """A notice of a record, in the language that was asked for, with what is due of it."""
    language = " es" if record_words.WANTS_SPANISH.search(asked.message.text) else ""
    shown = asked.desk.commands["notice"].run(f"{notice}{language}", asked.message, asked.desk)
    return replace(shown, parts=(*shown.parts, *facts.open_parts(id, asked.desk)))


def facts_title(contract: Contract) -> str:
    """A contract with its id first."""
    return f"{contract.id}: {title_of(contract)}"[:150]


def _renewal(contract: Contract, asked: Asked) -> Reply:
    """When the renewed contract must be posted, what the present one lacks, and what to do."""
    desk, slots = asked.desk, asked.slots
    on = slots.until if slots.until == slots.since and slots.until and slots.until >= desk.today else None
    parts: list[Part] = []
    if on:
        planned = after_contract(replace(contract, executed=on, expiry=None), desk.law, desk.calendar)
        for one in planned[:1]:
            last = day_of(one.last)
            parts.append(Text(words.renewal_posting(one.safe, last, on), (one.safe, last, on)))
            cite = desk.law.clock(EXECUTED, on).cite
            parts.append(Cite(law_words.pin(cite), cite.link, law_words.checked(Tag(one.tag)) if one.tag else ""))
        parts += [
            Text(date_words.counted(due, desk.today)) for due in clock_counts(desk.law, EXECUTED, on, desk.calendar)
        ]
    else:
        clock = desk.law.clock(EXECUTED, desk.today)
        parts.append(Text(words.renewal_clock(clock.within)))
        parts.append(Cite(law_words.pin(clock.cite), clock.cite.link))
    missing = facts.missing_parts(contract, desk)
    parts += [*missing, Text(words.NEXT, heads=True), Bullets(words.renewal_steps(missing=len(missing)))]
    return Reply(
        title=words.renewal_title(title_of(contract), on, contract.id),
        parts=(*parts, *facts.brief(contract, desk, provisions=not missing)),
        choices=(
            *((Choice(words.ASK_VENDOR, f"vendor-letter {contract.id}"),) if missing else ()),
            Choice(words.LOG_RENEWAL, _logs_renewal(contract)),
            _show(contract),
        ),
        tone="due" if on else "plain",
        footer=wording.NOT_ADVICE,
    )


def _logs_renewal(contract: Contract) -> str:
    """The form of the new contract with what it most likely has again; the provisions are looked up in the new text."""
    again = {
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
    fit = {name: value for name, value in again.items() if value and len(value) <= LONGEST_CARRIED and '"' not in value}
    return f"log-contract {'; '.join(f'{name}: {chr(34)}{value}{chr(34)}' for name, value in fit.items())}"


def _deadlines(contract: Contract, asked: Asked) -> Reply:
    found = standing(contract.id, asked.desk)
    reply = deadlines_reply(facts_title(contract), found, asked, _show(contract))
    return replace(reply, parts=(*reply.parts, *facts.summary(contract, asked.desk)))


def deadlines_reply(title: str, found: list[Deadline], asked: Asked, *more: Choice) -> Reply:
    """The deadlines of a record, done ones too, and how they stand."""
    desk = asked.desk
    open_ones = [one for one in found if one.status is Status.OPEN]
    closed = [one for one in found if one.status is Status.DONE]
    lines = tuple(words.duty_done(deadline_title(one, desk), facts.closed_line(one, desk)) for one in closed)
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
        parts=(Text(contract_words.no_file_kept(contract.id)), *facts.brief(contract, asked.desk)),
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
