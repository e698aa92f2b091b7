"""Answers that list or count contracts, breaches and deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.breaches import listing as breach_listing
from handlers.contracts.form.provisions import missing_provisions
from handlers.deadlines.display.rows import deadline_rows, list_tone, record_ids
from handlers.deadlines.search.listing import listed as list_deadlines
from handlers.deadlines.states import overdue
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.reply import Choice, Facts, Part, Reply, Row, Rows, Text
from handlers.dialogue.text import list_words
from handlers.dialogue.text.paging import asked as asked_page
from handlers.dialogue.text.paging import onward, part
from handlers.dialogue.text.shorten import short
from handlers.law.product import words as product_words
from handlers.people import names
from handlers.records import words as record_words
from handlers.records.found import Asked, none_found, owner_of, which
from handlers.records.lists import select, words
from handlers.records.single import facts as contract_facts
from handlers.understanding.requests.request import Order, View
from storage.records import Breach, Contract, Deadline, Status

_ALLOWED = re.compile(r"\b(?:approved|allowed|ok|okay|cleared|vetted|can (?:we|i|teachers) use)\b", re.IGNORECASE)
"""Words with which it is asked what may be used."""


def contracts(asked: Asked) -> Reply:
    """The contracts that fit, with their dates, owners and states."""
    found, desk = select.contracts(asked), asked.desk
    if not found and asked.slots.vendor and not asked.slots.records:
        return none_found(asked)
    page = part(found, asked_page(asked.message.text)[1])
    onwards = [*onward("contracts", select.said_again(asked), page, asked.message, desk), *_LOG]
    return Reply(
        title=record_words.counted(len(found), "contract", select.told(asked)),
        parts=(
            *((contract_facts.rows(page.shown, desk, asked.request.view),) if found else _none(asked)),
            *_beside(found, asked),
        ),
        choices=tuple(onwards),
        footer=page.told or wording.NOT_ADVICE,
    )


def to_choose(asked: Asked) -> Reply:
    """The contracts, to choose the one whose vendor is asked to delete."""
    found = [one for one in asked.desk.store.contracts() if not one.withdrawn]
    if len(found) == 1:
        return asked.desk.commands["notice"].run(f"deletion {found[0].id}", asked.message, asked.desk)
    return which(found, "notice deletion", asked) if found else contracts(asked)


def _none(asked: Asked) -> tuple[Part, ...]:
    """That nothing matches, and what to do."""
    store = asked.desk.store
    return (Text(words.NOTHING_MATCHES if store.contracts() or store.breaches() else record_words.NOTHING_ON_RECORD),)


_LOG = (Choice(record_words.LOG_CONTRACT, "log-contract"), Choice(record_words.SHOW_CONTRACTS, "contracts"))


def _beside(found: Sequence[Contract], asked: Asked) -> tuple[Part, ...]:
    """What "soon" was taken for, and what such a list cannot say."""
    if _ALLOWED.search(asked.message.text):
        return (Text(product_words.no_leave(names.display_name(asked.desk.store.setup().lead, asked.desk))),)
    if asked.request.view is View.COUNT and found:
        lacking = sum(bool(missing_provisions(one, asked.desk)) for one in found)
        return (Text(words.counts(len({one.vendor for one in found}), lacking)),)
    if asked.request.view is View.HOLDS:
        silent = sum(not (one.categories or one.kinds or one.withdrawn) for one in asked.desk.store.contracts())
        covers = (Text(words.MAY_HOLD_DIRECTORY),) if found and select.DIRECTORY in asked.slots.categories else ()
        return (*covers, *((Text(words.no_data(silent)),) if silent else ()))
    if asked.request.view is not View.EXPIRING:
        return ()
    slots, store = asked.slots, asked.desk.store
    unknown = sum(one.expiry is None and not one.withdrawn and asked.owned_by(one.owner) for one in store.contracts())
    unsaid = (
        not slots.closed and slots.order is Order.NONE and (slots.period == "soon" or not (slots.since or slots.until))
    )
    return (
        *((Text(words.soon(select.SOON_DAYS)),) if unsaid else ()),
        *((Text(words.without_end(unknown)),) if unknown and not slots.closed else ()),
    )


def breaches(asked: Asked) -> Reply:
    """The breaches that fit, with how they stand."""
    found, desk = select.breaches(asked), asked.desk
    if not found and asked.slots.vendor:
        return none_found(asked)
    page = part(found, asked_page(asked.message.text)[1])
    rows = Rows(tuple(breach_row(one, asked) for one in page.shown))
    log = [Choice(record_words.LOG_BREACH, "log-breach")]
    return Reply(
        title=record_words.counted(len(found), "breach", select.told(asked)),
        parts=((rows,) if found else _none(asked)),
        choices=(
            *onward("breaches", select.said_again(asked), page, asked.message, desk),
            *log,
            Choice(record_words.SHOW_BREACHES, "breaches"),
        ),
        footer=page.told or wording.NOT_ADVICE,
    )


def breach_row(one: Breach, asked: Asked) -> Row:
    """A breach in a list: its state, its students, its owner, its open deadlines."""
    found = [d for d in asked.desk.store.deadlines(record=one.id) if d.status is Status.OPEN]
    late = overdue(found, asked.desk.today)
    said = (
        record_words.many(one.students, "student") if one.students else "",
        owner_of(one, asked.desk) or record_words.owned(""),
        words.by_state((("overdue", len(late)), ("open", len(found) - len(late)))),
    )
    return breach_listing.breach_row(one, asked.desk, said)


def deadlines(asked: Asked) -> Reply:
    """The deadlines that fit; where the typed command can say the same, by that command."""
    slots, desk, view = asked.slots, asked.desk, asked.request.view
    late = "overdue" if view is View.OVERDUE else ""
    narrowed = (
        slots.since
        or slots.until
        or slots.closed
        or slots.ids
        or slots.records
        or slots.lacks
        or slots.duties
        or slots.but
    )
    if not narrowed:
        nameless = slots.person == names.ME and not asked.message.who
        whose = "" if nameless else "mine" if slots.person == names.ME else asked.person
        shown = list_deadlines(" ".join(word for word in (late, whose) if word), asked.message, desk)
        return _with(shown, Text(words.EVERYBODYS)) if nameless else shown
    found = select.deadlines(asked)
    page = part(found, asked_page(asked.message.text)[1])
    open_ones = [one for one in found if one.status is Status.OPEN]
    beside = [one for one in overdue(desk.store.deadlines(status=Status.OPEN), desk.today) if one not in found]
    beside = [] if slots.records or slots.ids or slots.closed else [one for one in beside if asked.owned_by(one.owner)]
    return Reply(
        title=_deadlines_title(found, asked),
        parts=(
            *((deadline_rows(page.shown, desk, asked.message),) if found else _none(asked)),
            *((Text(list_words.besides(len(beside))),) if beside else ()),
        ),
        choices=(
            *onward("deadlines", select.said_again(asked), page, asked.message, desk),
            *((Choice(record_words.SHOW_OVERDUE, "deadlines overdue"),) if beside else ()),
            Choice(record_words.SHOW_DEADLINES, "deadlines"),
        ),
        tone=list_tone([*open_ones, *beside], desk),
        footer=page.told,
        records=record_ids(page.shown),
    )


def _deadlines_title(found: list[Deadline], asked: Asked) -> str:
    late = len(overdue([one for one in found if one.status is Status.OPEN], asked.desk.today))
    kind = "overdue deadline" if asked.request.view is View.OVERDUE else "deadline"
    kind = f"finished {kind}" if asked.slots.closed else kind
    title = record_words.counted(len(found), kind, select.told(asked))
    return f"{short(title, 130)}, {late} overdue" if late and kind == "deadline" else title


def counted(asked: Asked) -> Reply:
    """How many there are, with the list below; of breaches also how many students."""
    match asked.request.kind:
        case "breach":
            return _students(asked)
        case "deadline":
            return deadlines(asked)
        case _:
            return contracts(asked)


def _students(asked: Asked) -> Reply:
    reply, found = breaches(asked), select.breaches(asked)
    known = [one.students for one in found if one.students is not None]
    if not found:
        return reply
    said = words.students(sum(known), len(found), len(found) - len(known))
    return _with(reply, Text(said))


def _with(reply: Reply, *parts: Part) -> Reply:
    return replace(reply, parts=(*parts, *reply.parts))


def owners(asked: Asked) -> Reply:
    """Who owns what: each owner with what is theirs."""
    found: dict[str, list[Contract | Breach]] = {}
    store = asked.desk.store
    kept: list[Contract | Breach] = [*store.contracts(), *store.breaches()]
    for one in kept:
        if not one.withdrawn:
            found.setdefault(owner_of(one, asked.desk), []).append(one)
    rows = tuple(
        (owner or record_words.NO_OWNER.rstrip(":"), ", ".join(f"{one.id} {one.vendor}" for one in ones[:20]))
        for owner, ones in sorted(found.items())
    )
    return Reply(
        title=record_words.counted(len([name for name in found if name]), "owner", ""),
        parts=(Facts(rows),) if rows else (Text(record_words.NOTHING_ON_RECORD),),
        choices=(Choice(record_words.SHOW_CONTRACTS, "contracts"), Choice(record_words.SHOW_DEADLINES, "deadlines")),
    )


def nobody(asked: Asked) -> Reply:
    """The records of a person whom none of them names."""
    return Reply(
        title=words.nobody_called(asked.slots.person_said),
        parts=(Text(words.owns_nothing(asked.slots.person_said)),),
        choices=(Choice(words.SHOW_OWNERS, "who owns what"), Choice(record_words.SHOW_DEADLINES, "deadlines")),
    )
