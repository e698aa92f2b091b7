"""What do we keep of a breach, and which clocks does it start?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from handlers import names, owners, wording
from handlers.desk import Desk, Message, Sorry
from handlers.promises.plan import after_breach, after_notice, dues, vendor_events
from handlers.promises.standing import follow, tone
from handlers.records import contract_form, forms
from handlers.records.forms import Filled
from handlers.records.keeping import change, opened
from handlers.reply import Bullets, Choice, Cite, Facts, Field, Part, Reply, Text, Tone, When
from handlers.wording import breaches as wording_breaches
from handlers.wording import dates as wording_dates
from knowledge.citation import Citation
from knowledge.counting import Due, day_of
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Record, Status

SAY = "log-breach"
CATEGORIES = (*contract_form.CATEGORIES, ("directory_information", "Directory information"))


def fields() -> tuple[Field, ...]:
    """The form of a breach."""
    words = wording_breaches.FIELDS
    shapes: tuple[Field, ...] = (
        Field("contract", *words["contract"]),
        Field("vendor", *words["vendor"], when=When("contract", ("",), wording_breaches.NO_CONTRACT_NAMED)),
        Field("discovered", *words["discovered"]),
        Field("board_told", *words["board_told"]),
        Field("categories", *words["categories"], options=CATEGORIES),
        Field("students", *words["students"]),
        Field("description", *words["description"]),
        Field("owner", *words["owner"]),
    )
    return tuple(replace(f, hint=wording_breaches.HINTS.get(f.id, "")) for f in shapes)


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-breach``: the form, or what was typed or filled in; opens every duty that follows."""
    shapes = fields()
    values = dict(message.fields) or forms.typed(rest, shapes)
    known = {owners.FIELD: owners.sender(message, desk), **values}
    if not values or (set(values) == {"contract"} and not message.fields):
        return forms.blank(SAY, wording_breaches.FORM_TITLE, wording_breaches.SUBMIT, shapes, known)
    filled = Filled(shapes, names.meant(known, shapes, message))
    breach, contract = read(filled, desk)
    if not filled.ready:
        return filled.again(SAY, wording_breaches.FORM_TITLE, wording_breaches.SUBMIT)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, id=draft.new_id(Breach))
        promises = after_breach(saved, contract, desk.law, desk.calendar)
        return [saved, *opened(promises, saved.id, saved.owner, draft, desk)]

    outcome = change("log-breach", message, desk, write)
    return logged(outcome.event.made[0], desk, again=outcome.again)


def read(filled: Filled, desk: Desk, before: str = "") -> tuple[Breach, Contract | None]:
    """The breach as filled in, without an id, and its contract; errors and doubts stay with the form.

    ``before`` is the owner whom a record has that is corrected.
    """
    contract = _contract(filled, desk)
    discovered, told = filled.day("discovered"), filled.moment("board_told")
    if discovered and discovered > desk.today:
        filled.errors["discovered"] = wording_breaches.FUTURE_DISCOVERY
    if told and told.date() > desk.today:
        filled.errors["board_told"] = wording_breaches.FUTURE_NOTICE
    if told and discovered and told.date() < discovered:
        filled.errors["board_told"] = wording_breaches.NOTICE_FIRST
    vendor = filled.text("vendor") or (contract.vendor if contract else "")
    if not vendor:
        filled.errors.setdefault("vendor", wording_breaches.WHICH_VENDOR)
    filled.guard("description")
    return (
        Breach(
            id="",
            vendor=vendor,
            contract=contract.id if contract else "",
            discovered=discovered,
            board_told=_told(told, desk),
            categories=filled.chosen("categories"),
            students=filled.number("students"),
            description=filled.text("description"),
            owner=owners.own(filled, desk, before),
        ),
        contract,
    )


def _contract(filled: Filled, desk: Desk) -> Contract | None:
    id = filled.text("contract")
    found = desk.store.contract(id.upper()) if id else None
    if id and found is None:
        filled.errors["contract"] = wording_breaches.no_contract(id)
    return found


def _told(told: datetime | None, desk: Desk) -> date | datetime | None:
    """The day, or the moment where a time was typed."""
    if told is None:
        return None
    return told.date() if told.time() == datetime.min.time() else told.replace(tzinfo=desk.now.tzinfo)


def find(id: str, desk: Desk) -> Breach:
    """The breach with that id. Raises Sorry."""
    found = desk.store.breach(id.strip().upper())
    if found is None:
        raise Sorry(wording_breaches.none(id))
    return found


def logged(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """What must follow from a breach: the dates, what to ask the vendor, and what the categories mean."""
    breach = find(id, desk)
    deadlines = desk.store.deadlines(record=breach.id)
    heed = owners.heed(breach.owner, desk)
    parts: list[Part] = [Text(says) for says in (wording_breaches.saved(breach, again=again), *heed)]
    told = desk.law.on(day_of(breach.board_told)) if breach.board_told else desk.law.on(desk.today)
    families = [fact.says for fact in told.says("10-234dd(a)(3)", 2)]
    parts += [Text(said) for said in wording_breaches.explained(breach, families)]
    parts += follow(deadlines, desk) if deadlines else [Text(wording_breaches.NO_CLOCK)]
    parts += [Text(wording_dates.counted(due)) for due in _counted(breach, desk)]
    clocks = Citation("10-234dd(a)")
    parts.append(Cite(wording.pin(clocks), clocks.link))
    received: tuple[Choice, ...] = ()
    if breach.board_told is None:
        received = (Choice(wording_breaches.RECEIVED, f"received {breach.id}"),)
    return Reply(
        title=wording_breaches.title(breach),
        parts=tuple(parts),
        choices=(
            *received,
            Choice(wording_breaches.SHOW, f"breach {breach.id}"),
            Choice(wording_breaches.DEADLINES, "deadlines"),
        ),
        tone=_tone(breach, deadlines, desk),
        footer=f"{wording_breaches.tags(deadlines, breach)} {wording.NOT_ADVICE}".strip(),
    )


def _tone(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Tone:
    """What is due for it; where nothing is, whether that is so because somebody still has to tell when it was."""
    running = [deadline for deadline in deadlines if deadline.status is Status.OPEN]
    if running:
        return tone(running, desk)
    return "plain" if breach.withdrawn or breach.discovered or breach.board_told else "incomplete"


def _days(breach: Breach) -> tuple[date, ...]:
    """The days on its card; a moment of receipt stays as it was told."""
    return tuple(day for day in (breach.discovered, breach.board_told) if day and not isinstance(day, datetime))


def _counted(breach: Breach, desk: Desk) -> tuple[Due, ...]:
    """How the clocks that run now are counted: the board's once it was told, else the vendor's."""
    if breach.board_told is not None:
        return dues(desk.law, "breach_notice_received_by_board", breach.board_told, desk.calendar)
    if breach.discovered is None:
        return ()
    events = vendor_events(breach.categories)
    return tuple(due for event in events for due in dues(desk.law, event, breach.discovered, desk.calendar))


def received(rest: str, message: Message, desk: Desk) -> Reply:
    """``received ID DATE``: the board got the vendor's notice; its two days begin, the vendor's clock ends."""
    id, _, when = rest.partition(" ")
    breach = find(id, desk)
    when = when or message.fields.get("when", "")
    shape = (Field("when", *wording_breaches.WHEN, required=True, hint=wording_breaches.WHEN_HINT),)
    filled = Filled(shape, {"when": when})
    title = wording_breaches.received_title(breach)
    if not when and not message.fields:
        return forms.blank(f"received {breach.id}", title, wording_breaches.START_CLOCK, shape)
    told = filled.moment("when")
    if told and told.date() > desk.today:
        filled.errors["when"] = wording_breaches.FUTURE_NOTICE
    if told and breach.discovered and told.date() < breach.discovered:
        filled.errors["when"] = wording_breaches.NOTICE_FIRST
    if not filled.ready or told is None:
        return filled.again(f"received {breach.id}", title, wording_breaches.START_CLOCK)
    if breach.board_told is not None:
        raise Sorry(wording_breaches.already(breach))

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, board_told=_told(told, desk))
        assert saved.board_told
        ended = [
            replace(d, status=Status.DONE, closed=desk.now, proof=wording_breaches.told_on(told.date()))
            for d in draft.deadlines(record=breach.id, status=Status.OPEN)
            if d.who == "contractor"
        ]
        promises = after_notice(saved.board_told, desk.law, desk.calendar)
        return [saved, *ended, *opened(promises, saved.id, saved.owner, draft, desk)]

    outcome = change("received", message, desk, write, breach)
    return logged(breach.id, desk, again=outcome.again)


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``breach ID``: everything we keep of it."""
    breach = find(rest, desk)
    owned = replace(breach, owner=names.called(breach.owner, desk))
    found = desk.store.deadlines(record=breach.id)
    return Reply(
        title=wording_breaches.title(breach),
        parts=(
            Facts(tuple(wording_breaches.rows(owned, dict(CATEGORIES))), _days(breach)),
            *follow(found, desk),
        ),
        choices=(
            *((Choice(wording_breaches.RECEIVED, f"received {breach.id}"),) if breach.board_told is None else ()),
            Choice(wording_breaches.CORRECT, f"correct {breach.id}"),
            Choice(wording_breaches.HISTORY, f"history {breach.id}"),
            Choice(wording_breaches.WITHDRAW, f"withdraw {breach.id}"),
        ),
        tone=_tone(breach, found, desk),
        footer=wording.NOT_ADVICE,
    )


def listed(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``breaches [WORDS]``: those that fit, the newest first."""
    found = [b for b in desk.store.breaches(rest) if not b.withdrawn][::-1]
    shown = found[: wording_breaches.MOST_LISTED]
    items = tuple(f"{wording_breaches.title(b)}: {wording_breaches.state(b)}" for b in shown)
    return Reply(
        title=wording_breaches.count(len(found), rest),
        parts=(Bullets(items, tuple(day for b in shown for day in _days(b))),) if items else (),
        choices=(
            *(Choice(f"{b.id} {b.vendor}"[:75], f"breach {b.id}") for b in shown[:5]),
            Choice(wording_breaches.LOG_ANOTHER, SAY),
        ),
    )
