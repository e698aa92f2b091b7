"""Answers with a list or a count: contracts, breaches, deadlines, and owners."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.breaches import commands as breach_commands
from handlers.contracts.form import lacking_provisions
from handlers.contracts.words import nothing_says
from handlers.deadlines.search import listed as list_deadlines
from handlers.deadlines.search import watch_parts
from handlers.deadlines.states import done_on, overdue
from handlers.deadlines.status import deadline_rows, list_title, record_ids, titled_tone
from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.paging import asked as asked_page
from handlers.dialogue.paging import onward, part
from handlers.dialogue.reply import Bullets, Choice, Facts, Part, Reply, Row, Rows, Text
from handlers.dialogue.text import short
from handlers.holders.held import DIRECTORY, filter_by, names_data
from handlers.law import words as law_words
from handlers.people import names
from handlers.records import select
from handlers.records import words as record_words
from handlers.records.closing import coming_yearly, opens_yearly, yearly_dates
from handlers.records.found import Asked, none_found, owner_of, which
from handlers.records.proposal import MOST, duty_ids, duty_name
from handlers.records.single import contract as contract_facts
from handlers.understanding.requests.query_slots import categories_in
from handlers.understanding.requests.request import Order, View
from knowledge.law import tag_of
from knowledge.model import Duty
from storage.records import Breach, Contract, Deadline, Status

_ALLOWED = re.compile(r"\b(?:approved|allowed|ok|okay|cleared|vetted|can (?:we|i|teachers) use)\b", re.IGNORECASE)
"""Words of a question about what may be used."""
_APPROVED = re.compile(r"\b(?:approved|cleared|vetted)\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:contracts?|agreements?|n?dpas?|records?)\b", re.IGNORECASE)


def contracts(asked: Asked) -> Reply:
    """The contracts that fit the question, with their dates, owners and gaps."""
    if _of_approved(asked):
        return asked.desk.commands["apps"].run("approved", asked.message, asked.desk)
    found, desk = select.contracts(asked), asked.desk
    if not found and asked.slots.vendor and not asked.slots.records:
        return none_found(asked)
    page = part(found, asked_page(asked.message.text)[1])
    onwards = [*onward("contracts", select.said_again(asked), page, asked.message, desk), *_LOG]
    return Reply(
        title=record_words.counted(len(found), "contract", select.told(asked)),
        parts=(
            *unfiltered(asked),
            *((contract_facts.rows(page.shown, desk, asked.request.view),) if found else _none(asked)),
            *_beside(found, asked),
        ),
        choices=tuple(onwards),
        footer=page.told or wording.NOT_ADVICE,
    )


def _of_approved(asked: Asked) -> bool:
    """Whether the question is only which products are approved, so the answer is no list of contracts."""
    slots, text = asked.slots, asked.message.text
    narrowed = slots.since or slots.until or slots.person or slots.ids or slots.records or slots.vendor or slots.lacks
    whole = asked.request.view in {View.LIST, View.COUNT} and not (narrowed or slots.data or slots.categories)
    return whole and bool(_APPROVED.search(text)) and not _PAPER.search(text)


def unfiltered(asked: Asked) -> tuple[Part, ...]:
    """A note with the words of the question that nothing on record matches."""
    unknown = select.narrowing(asked).unknown
    return (Text(record_words.cannot_filter(unknown)),) if unknown else ()


def to_choose(asked: Asked) -> Reply:
    """The contracts to choose from for a letter that asks to delete data; with just one, that letter."""
    found = [one for one in asked.desk.store.contracts() if not one.withdrawn]
    if len(found) == 1:
        return asked.desk.commands["notice"].run(f"deletion {found[0].id}", asked.message, asked.desk)
    return which(found, "notice deletion", asked) if found else contracts(asked)


def _none(asked: Asked) -> tuple[Part, ...]:
    """That nothing matches, and which kinds of data no record mentions."""
    store = asked.desk.store
    if not (store.contracts() or store.breaches()):
        return (Text(record_words.NOTHING_ON_RECORD),)
    unsaid = [kind for kind in select.data_asked(asked) if filter_by(kind, store.contracts(), asked.desk) is None]
    return (*((Text(nothing_says(unsaid)),) if unsaid else ()), Text(record_words.NOTHING_MATCHES))


_LOG = (Choice(record_words.LOG_CONTRACT, "log-contract"), Choice(record_words.SHOW_CONTRACTS, "contracts"))


def _beside(found: Sequence[Contract], asked: Asked) -> tuple[Part, ...]:
    """Notes below the list: how far "soon" reaches, how many records lack the fact asked about, who decides."""
    if _ALLOWED.search(asked.message.text):
        return (Text(law_words.no_leave(names.display_name(asked.desk.store.setup().lead, asked.desk))),)
    if asked.request.view is View.COUNT and found:
        lacking = len(lacking_provisions(found, asked.desk))
        return (Text(record_words.counts(len({one.vendor for one in found}), lacking)),)
    if asked.request.view is View.HOLDS:
        without_data = sum(not (one.categories or one.kinds or one.withdrawn) for one in asked.desk.store.contracts())
        directory_note = (
            (Text(record_words.MAY_HOLD_DIRECTORY),) if found and DIRECTORY in asked.slots.categories else ()
        )
        return (
            *directory_note,
            *_by_category(found, asked),
            *((Text(record_words.no_data(without_data)),) if without_data else ()),
        )
    if asked.request.view is not View.EXPIRING:
        return ()
    slots, store = asked.slots, asked.desk.store
    without_end = sum(
        one.expiry is None and not one.withdrawn and asked.owned_by(one.owner) for one in store.contracts()
    )
    soon_assumed = (
        not slots.closed and slots.order is Order.NONE and (slots.period == "soon" or not (slots.since or slots.until))
    )
    return (
        *((Text(record_words.soon(days=select.SOON_DAYS)),) if soon_assumed else ()),
        *((Text(record_words.without_end(without_end)),) if without_end and not slots.closed else ()),
    )


def _by_category(found: Sequence[Contract], asked: Asked) -> tuple[Part, ...]:
    """Which contracts match only because their category includes the data asked for."""
    of = [kind for kind in asked.slots.data if categories_in(kind)]
    silent = [one.id for one in found if not any(names_data(one, kind, asked.desk) for kind in of)] if of else []
    labels = [category.replace("_", " ") for kind in of for category in categories_in(kind)]
    return (Text(record_words.only_by_category(silent, of, list(dict.fromkeys(labels)))),) if silent else ()


def breaches(asked: Asked) -> Reply:
    """The breaches that fit the question, with how they stand."""
    found, desk = select.breaches(asked), asked.desk
    if not found and asked.slots.vendor:
        return none_found(asked)
    page = part(found, asked_page(asked.message.text)[1])
    rows = Rows(tuple(breach_row(one, asked) for one in page.shown))
    log = [Choice(record_words.LOG_BREACH, "log-breach")]
    return Reply(
        title=record_words.counted(len(found), "breach", select.told(asked)),
        parts=(*unfiltered(asked), *((rows,) if found else _none(asked))),
        choices=(
            *onward("breaches", select.said_again(asked), page, asked.message, desk),
            *log,
            Choice(record_words.SHOW_BREACHES, "breaches"),
        ),
        footer=page.told or wording.NOT_ADVICE,
    )


def breach_row(one: Breach, asked: Asked) -> Row:
    """A breach in a list: its state, students, owner and open deadlines."""
    open_ones = [d for d in asked.desk.store.deadlines(record=one.id) if d.status is Status.OPEN]
    late = overdue(open_ones, asked.desk.today)
    pieces = (
        record_words.many(one.students, "student") if one.students else "",
        owner_of(one, asked.desk) or record_words.owned(""),
        record_words.by_state((("overdue", len(late)), ("open", len(open_ones) - len(late)))),
    )
    return breach_commands.breach_row(one, asked.desk, pieces)


def deadlines(asked: Asked) -> Reply:
    """The deadlines that fit the question; answered by the deadlines command where it can say the same."""
    slots, desk, view = asked.slots, asked.desk, asked.request.view
    if view is View.OVERDUE and slots.by == "done" and slots.duties and not slots.lacks:
        return _done_late(asked)
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
        or select.narrowing(asked).filters
        or select.narrowing(asked).without
    )
    if not narrowed:
        nameless = slots.person == names.ME and not asked.message.who
        whose = "" if nameless else "mine" if slots.person == names.ME else asked.person
        shown = list_deadlines(" ".join(word for word in (late, whose) if word), asked.message, desk)
        shown = _with(shown, *unfiltered(asked))
        return _with(shown, Text(record_words.EVERYBODYS)) if nameless else shown
    found = select.deadlines(asked)
    page = part(found, asked_page(asked.message.text)[1])
    open_ones = [one for one in found if one.status is Status.OPEN]
    other_overdue = [one for one in overdue(desk.store.deadlines(status=Status.OPEN), desk.today) if one not in found]
    other_overdue = [] if slots.records or slots.ids or slots.closed else asked.theirs(other_overdue)
    by_law = _by_law(found, asked)
    checked = law_words.checked(tag_of(fact for duty, _ in by_law for fact in duty.says)) if by_law else ""
    return Reply(
        title=list_title(open_ones, _deadlines_title(found, asked), desk),
        parts=(
            *watch_parts(slots.person == names.ME, asked.message, desk),
            *unfiltered(asked),
            *((Bullets(tuple(opens_yearly(duty, day) for duty, day in by_law)),) if by_law else ()),
            *((deadline_rows(page.shown, desk, asked.message),) if found else _none(asked)),
            *((Text(list_words.besides(number=len(other_overdue))),) if other_overdue else ()),
        ),
        choices=(
            *onward("deadlines", select.said_again(asked), page, asked.message, desk),
            *((Choice(record_words.SHOW_OVERDUE, "deadlines overdue"),) if other_overdue else ()),
            Choice(record_words.SHOW_DEADLINES, "deadlines"),
        ),
        tone=titled_tone(open_ones, desk, other_overdue),
        footer=" ".join(filter(None, (page.told, checked))),
        records=record_ids(page.shown),
    )


def _by_law(found: Sequence[Deadline], asked: Asked) -> list[tuple[Duty, date]]:
    """The law's yearly duties that have no deadline yet, of those asked about, or due in the period asked about."""
    slots, today = asked.slots, asked.desk.today
    other = slots.closed or slots.ids or slots.records or slots.vendor or slots.person or slots.left or slots.lacks
    if asked.request.view is not View.DUE or other:
        return []
    named, known = {id for name in slots.duties for id in duty_ids(name)}, {one.duty for one in found}
    first, last = slots.since or today, slots.until or date.min
    return [
        (duty, day)
        for duty, day in coming_yearly(asked.desk)
        if duty.id not in known and (duty.id in named if named else first <= day <= last)
    ]


def yearly_duties(asked: Asked) -> Reply:
    """Whether the yearly duties asked about were done, by the record; else when they are due next."""
    slots, desk = asked.slots, asked.desk
    found = [
        one for one in desk.store.deadlines() if duty_name(one) in slots.duties and one.status is not Status.WITHDRAWN
    ]
    found = sorted(found, key=lambda one: one.safe, reverse=True)[:MOST]
    dates = Bullets(tuple(line for name in slots.duties for line in yearly_dates(name, None, desk)))
    shown = (deadline_rows(found, desk, asked.message),) if found else (Text(record_words.NOTHING_SAYS), dates)
    return Reply(
        title=record_words.counted(len(found), "deadline", record_words.to_do(slots.duties)),
        parts=shown,
        choices=(Choice(record_words.SHOW_DEADLINES, "deadlines"),),
        records=record_ids(found),
    )


def _done_late(asked: Asked) -> Reply:
    """What was done after its last date, then what is overdue and not done."""
    desk = asked.desk
    done = replace(asked, request=replace(asked.request, view=View.DUE, slots=replace(asked.slots, closed=True)))
    closed_late = [one for one in select.deadlines(done) if _is_late(one, desk)]
    still_overdue = select.deadlines(asked)
    page = part([*closed_late, *still_overdue], asked_page(asked.message.text)[1])
    return Reply(
        title=record_words.done_late(len(closed_late), len(still_overdue), select.told(asked)),
        parts=(*unfiltered(asked), deadline_rows(page.shown, desk, asked.message)) if page.shown else _none(asked),
        choices=(Choice(record_words.SHOW_DEADLINES, "deadlines"),),
        footer=page.told,
        records=record_ids(page.shown),
    )


def _is_late(one: Deadline, desk: Desk) -> bool:
    closed = done_on(one, desk)
    return closed is not None and closed > one.last_day


def _deadlines_title(found: list[Deadline], asked: Asked) -> str:
    late = len(overdue([one for one in found if one.status is Status.OPEN], asked.desk.today))
    kind = "overdue deadline" if asked.request.view is View.OVERDUE else "deadline"
    kind = f"finished {kind}" if asked.slots.closed else kind
    title = record_words.counted(len(found), kind, select.told(asked))
    return f"{short(title, 130)}, {late} overdue" if late and kind == "deadline" else title


def counted(asked: Asked) -> Reply:
    """How many there are, with the list; of breaches also how many students."""
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
    said = record_words.students(sum(known), len(found), len(found) - len(known))
    return _with(reply, Text(said))


def _with(reply: Reply, *parts: Part) -> Reply:
    return replace(reply, parts=(*parts, *reply.parts))


def owners(asked: Asked) -> Reply:
    """Each owner, with the contracts and breaches they own."""
    by_owner: dict[str, list[Contract | Breach]] = {}
    store = asked.desk.store
    records: list[Contract | Breach] = [*store.contracts(), *store.breaches()]
    for one in records:
        if not one.withdrawn:
            by_owner.setdefault(owner_of(one, asked.desk), []).append(one)
    rows = tuple(
        (owner or record_words.NO_OWNER.rstrip(":"), ", ".join(f"{one.id} {one.vendor}" for one in ones[:20]))
        for owner, ones in sorted(by_owner.items())
    )
    return Reply(
        title=record_words.counted(len([name for name in by_owner if name]), "owner", ""),
        parts=(*unfiltered(asked), *((Facts(rows),) if rows else (Text(record_words.NOTHING_ON_RECORD),))),
        choices=(Choice(record_words.SHOW_CONTRACTS, "contracts"), Choice(record_words.SHOW_DEADLINES, "deadlines")),
    )


def nobody(asked: Asked) -> Reply:
    """The reply where the question is about a person whom no record names."""
    return Reply(
        title=record_words.nobody_called(asked.slots.person_said),
        parts=(Text(record_words.owns_nothing(name=asked.slots.person_said)),),
        choices=(Choice(record_words.SHOW_OWNERS, "who owns what"), Choice(record_words.SHOW_DEADLINES, "deadlines")),
    )
