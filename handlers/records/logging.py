"""Prepares new records: a contract, a renewal, a breach or who is to hear of it, and a vendor's notice that came."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.breaches import words as breach_words
from handlers.breaches.commands import receipt_moment
from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.deadlines import words as deadline_words
from handlers.deadlines.plan import PlannedDeadline, after_breach, after_contract, follows_breach
from handlers.deadlines.states import is_boards
from handlers.dialogue.catalog import catalog
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Cite, Form, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.forms.values import typed
from handlers.law import words as law_words
from handlers.law.ask import AT_ONCE, LONGEST_SENT, SENDS, knowing_lead, lead_of
from handlers.people import names
from handlers.people.access import Refused, role_of
from handlers.records import proposal
from handlers.records import words as act_words
from handlers.records.changing import contract_of, correction_title
from handlers.records.proposal import (
    Prepared,
    choose,
    meant_contracts,
    meant_records,
    missing,
    open_form,
    reply,
    understood,
)
from handlers.understanding.days.dates import read_moment
from handlers.understanding.named import same
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import DayOf, SaidDay
from handlers.understanding.requests.values.people import new_vendor
from handlers.understanding.requests.values.terms import TERM, term_end
from knowledge.citation import Fact, Tag, weakest
from knowledge.counting import day_of
from knowledge.law import NO_CONTRACT, NOTICE_RECEIVED, POST_CONTRACT
from storage.records import Breach, Contract, Deadline, Role

messages = catalog(__file__)

OF_BREACH = frozenset({"log-breach", "received"})
"""Acts that start the clock of a breach: staff can only pass on what they hear of it."""
OWN_DUTIES = {DayOf.TOLD: "families", DayOf.POSTED: "website"}
"""The duties of the board that a message may call done on a day, while it tells of the breach."""
KEPT_IN_A_RENEWAL = (
    "product",
    "purpose",
    "description",
    "categories",
    "kinds",
    "schools",
    "subprocessors",
    "contact",
    "owner",
)
"""Fields that a renewal copies from the old contract; its provisions must be checked again."""
ASKED_OF_CONTRACTS = ("product", "expiry", "categories", "provisions")
ASKED_OF_BREACHES = ("discovered", "board_told", "categories", "students")


def log_contract(request: Request, message: Message, desk: Desk) -> Reply:
    """The contract form filled in from the message; of a renewal also from the old contract."""
    slots, term_notes, is_open = _with_end(_as_said(request.slots, message))
    contracts = [one for one in meant_records(slots, desk, "C") if isinstance(one, Contract)]
    old = next((one for one in reversed(contracts) if not slots.product or same(one.product, slots.product)), None)
    executed = proposal.value(slots, DayOf.SIGNED, DayOf.APPROVED, DayOf.OTHER)
    said = _contract_values(slots, executed, message)
    values, owner_notes = _with_owner_on_file({**(_carried(old) if old else {}), **said}, "", desk)
    form = open_form("log-contract", "", values, message, desk)
    problems = (*proposal.problems(slots, desk.today), *_posted_first(slots), *(term_notes if is_open else ()))
    only_approved = proposal.of(slots, DayOf.SIGNED) is None and proposal.of(slots, DayOf.APPROVED) is not None
    lacks = missing(form, ASKED_OF_CONTRACTS)
    complete = bool(values.get("vendor") and executed) and not problems and not only_approved
    return reply(
        Prepared(
            title=messages.renewal_title(vendor=old.vendor, id=old.id)
            if old
            else _log_contract_title(values.get("vendor", "")),
            form=form,
            say=typed("log-contract", values) if complete else "",
            button=act_words.SAVE,
            understood=(understood(form, _and_owner(values, form), desk),),
            notes=(
                *problems,
                *(() if is_open else term_notes),
                *owner_notes,
                *((messages.APPROVED,) if only_approved else ()),
                *(_follows(_after(values, executed, desk), desk) if executed and not problems else ()),
                *((_lacking(slots.without, _titles(desk)),) if slots.without and not slots.provisions else ()),
                *_unused(slots, values),
                *((messages.PROVISIONS_LEFT,) if old and not said.get("provisions") else ()),
                *((act_words.needed(lacks),) if lacks else ()),
            ),
        ),
    )


def _with_end(slots: Slots) -> tuple[Slots, tuple[str, ...], bool]:
    """The slots with the end of a contract of which its length was said, what to say of it, and whether that asks."""
    said = dict(slots.marked).get(TERM, "")
    start, signed, end = (proposal.of(slots, one) for one in (DayOf.EFFECTIVE, DayOf.SIGNED, DayOf.EXPIRES))
    if not said:
        return slots, (), False
    first = start or signed
    last = term_end(said, start.day if start else None, signed.day if signed else None)
    if end and end.day:
        differs = bool(last and last != end.day and first and first.day)
        return slots, (messages.term_differs(said=said, end=end.day),) * differs, False
    if last is None:
        return slots, (messages.term_from(said=said),), True
    days = (*(one for one in slots.said_days if one is not end), SaidDay(DayOf.EXPIRES, last, said, 0, 0))
    return replace(slots, said_days=days), (messages.term_ends(said=said, end=last),), False


def _unused(slots: Slots, values: Mapping[str, str]) -> Iterator[str]:
    """A line for each day that was said and stands in no field of the form."""
    used = {value[:10] for value in values.values()}
    yield from (messages.unused(on=one.day) for one in slots.said_days if one.day and one.day.isoformat() not in used)


def _as_said(slots: Slots, message: Message) -> Slots:
    """The slots with the vendor's name as typed, where the record found only has a similar name.

    A new vendor may share a part of its name with one on record.
    """
    if not (slots.said and slots.records) or slots.ids:
        return slots
    return replace(slots, vendor=new_vendor(message.text) or slots.said, product="", records=())


def _titles(desk: Desk) -> Mapping[str, str]:
    return {item.id: item.title for item in contract_form.checklist(desk).items}


def _contract_values(slots: Slots, executed: str, message: Message) -> dict[str, str]:
    marked = dict(slots.marked)
    said = {
        "schools": marked.get("school", ""),
        "subprocessors": marked.get("subprocessor", ""),
        "vendor": slots.vendor,
        "product": slots.product,
        "executed": executed,
        "start": proposal.value(slots, DayOf.EFFECTIVE),
        "expiry": proposal.value(slots, DayOf.EXPIRES),
        "link": next(iter(slots.links), ""),
        **_posting_values(slots),
        "provisions": ",".join(slots.provisions),
        "categories": ",".join(one for one in slots.categories if one != "directory_information"),
        "kinds": slots.kinds,
        "owner": _owner(slots, message),
    }
    return {name: value for name, value in said.items() if value}


def _posting_values(slots: Slots) -> dict[str, str]:
    """The day on which it was posted; the proof is the link, else that day."""
    said = proposal.of(slots, DayOf.POSTED)
    if said is None or said.day is None:
        return {}
    day_posted = said.day.isoformat()
    proof = "" if slots.links else deadline_words.proof_of(deadline_words.POSTED_ON, day_posted, said.time)
    return {"posted": day_posted, "posted_proof": proof}


def _owner(slots: Slots, message: Message) -> str:
    return message.who if slots.owner == names.ME else slots.owner


def _with_owner_on_file(values: dict[str, str], otherwise: str, desk: Desk) -> tuple[dict[str, str], tuple[str, ...]]:
    """The values, and why the owner they name cannot be the owner: then it is ``otherwise``, or nobody."""
    problem = names.owner_problem(values.get(names.FIELD, ""), desk) if values.get(names.FIELD) else ""
    if not problem:
        return values, ()
    return {**values, names.FIELD: otherwise or names.NO_OWNER}, (messages.owner_as_shown(why=problem),)


def _and_owner(values: Mapping[str, str], form: Form) -> Mapping[str, str]:
    """The values with the owner that the form fills in where none was said, as saving makes them the owner."""
    return {one.id: one.value for one in form.fields if one.id == names.FIELD} | dict(values)


def _carried(old: Contract) -> dict[str, str]:
    found = {"vendor": old.vendor, **{name: getattr(old, name) for name in KEPT_IN_A_RENEWAL}}
    return {name: ",".join(value) if isinstance(value, tuple) else value for name, value in found.items() if value}


def _contract(values: Mapping[str, str], executed: str) -> Contract:
    expiry = values.get("expiry", "")
    return Contract(
        id="",
        vendor=values.get("vendor", ""),
        executed=date.fromisoformat(executed[:10]),
        expiry=date.fromisoformat(expiry[:10]) if expiry else None,
    )


def _after(values: Mapping[str, str], executed: str, desk: Desk) -> Iterator[PlannedDeadline]:
    """What saving the contract would open; not the posting, where it is posted already."""
    planned = after_contract(_contract(values, executed), desk.law, desk.calendar)
    return (one for one in planned if not (values.get("posted") and one.duty == POST_CONTRACT))


def _posted_first(slots: Slots) -> Iterator[str]:
    """That it cannot have been posted before it was executed, so that one of the two days is wrong."""
    posted, signed = proposal.of(slots, DayOf.POSTED), proposal.of(slots, DayOf.SIGNED, DayOf.APPROVED, DayOf.OTHER)
    if posted and signed and posted.day and signed.day and posted.day < signed.day:
        yield contract_words.POSTED_FIRST


def _follows(planned: Iterable[PlannedDeadline], desk: Desk) -> Iterator[str]:
    """A line for each deadline that saving would open."""
    for plan in planned:
        deadline = _opened(plan, desk)
        title = deadline_words.duty_title(deadline, desk.law)
        yield messages.follows(title=title, when=deadline_words.when(deadline, desk.today), cite=plan.cite)


def _opened(one: PlannedDeadline, desk: Desk) -> Deadline:
    return Deadline(
        id="", record="", duty=one.duty, cite=one.cite, who=one.who, safe=one.safe, last=one.last, opened=desk.now
    )


def log_breach(request: Request, message: Message, desk: Desk) -> Reply:
    """The breach form filled in from the message, and what the law asks for, with its dates."""
    slots = _as_said(request.slots, message)
    known_breaches = [one for one in meant_records(slots, desk, "B") if isinstance(one, Breach) and not one.withdrawn]
    contracts = meant_contracts(slots, desk)
    contract = contracts[0] if len(contracts) == 1 else None
    values, owner_notes = _with_owner_on_file(_breach_values(slots, contract, message), desk.store.setup().lead, desk)
    form = open_form("log-breach", "", {**values, **({"vendor": contract.vendor} if contract else {})}, message, desk)
    vague = [one for one in slots.said_days if one.day is None and one.role is not DayOf.NOTICE]
    clear = replace(slots, said_days=tuple(one for one in slots.said_days if one not in vague))
    problems = tuple(proposal.problems(clear, desk.today))
    told, discovered = values.get("board_told", ""), values.get("discovered", "")
    unplaced = tuple(_unplaced(slots, told, discovered))
    complete = (
        bool((values.get("vendor") or values.get("contract")) and (told or discovered))
        and not problems
        and not known_breaches
    )
    vendor = slots.vendor or (contract.vendor if contract else "")
    lacks = missing(form, (*(() if vendor else ("vendor",)), *ASKED_OF_BREACHES))
    planned = () if problems else _breach_follows(slots, values, contract, desk)
    law = law_of_notice(desk)
    return reply(
        Prepared(
            title=_log_breach_title(vendor, next(iter(_first_dates(planned, desk)), "")),
            form=form,
            say=typed("log-breach", values) if complete else "",
            button=act_words.SAVE,
            understood=(understood(form, _and_owner(values, form), desk),),
            notes=(
                *problems,
                *(act_words.which_day(said=one.said) for one in vague),
                *(_asks_of(one, told, discovered) for one in unplaced),
                *owner_notes,
                *(messages.maybe_known(id=one.id, vendor=one.vendor) for one in known_breaches),
                *((act_words.which_contract(contracts),) if len(contracts) > 1 else ()),
                *_follows(planned, desk),
                *law_lines(law[:1] if planned else law),  # the posting stands among what follows
                *_open_days(slots, told, discovered),
                *_done_days(slots),
                *((act_words.needed(lacks),) if lacks else ()),
            ),
            more=(*_place(unplaced, told, discovered), *(_known_breach(one, told) for one in known_breaches)),
            footer=law_words.checked(weakest([fact.tag for fact, _ in law])) if law else "",
        ),
    )


_OF_NOTHING = frozenset({DayOf.OTHER, DayOf.UNTIL})
"""Roles of a day of which nobody said what happened on it."""


def _unplaced(slots: Slots, told: str, found: str) -> Iterator[SaidDay]:
    """The days of which nobody said what happened, while the day of the notice or of the discovery is missing."""
    for one in slots.said_days:
        taken = (told and found) or str(one.day) in {told[:10], found}
        if one.day and one.role in _OF_NOTHING and not taken:
            yield one


def _asks_of(one: SaidDay, told: str, found: str) -> str:
    """The question what happened on a day, with the events of which the day is not known yet."""
    asks = messages.whether_notice if found else messages.whether_found if told else messages.day_of_what
    dated = any(letter.isdecimal() for letter in one.said)
    return asks(said=messages.on_the_day(said=one.said) if dated else one.said)


def _place(days: Iterable[SaidDay], told: str, found: str) -> Iterator[Choice]:
    """Buttons that say of each day that the vendor's notice arrived on it, or that the vendor discovered it then."""
    for one in days:
        assert one.day
        if not told:
            yield Choice(messages.was_notice(on=one.day, day=one.day.day), f"{NOTICE_CAME} {one.day.isoformat()}")
        if not found:
            yield Choice(messages.was_found(on=one.day, day=one.day.day), f"{WAS_FOUND} {one.day.isoformat()}")


def _open_days(slots: Slots, told: str, found: str) -> Iterator[str]:
    if proposal.of(slots, DayOf.HAPPENED) and not found:
        yield messages.HAPPENED
    elif not found:
        yield messages.NO_DISCOVERY
    if not told:
        yield messages.NO_NOTICE


def _done_days(slots: Slots) -> Iterator[str]:
    """What was done already, which can only be marked done once the breach is on record."""
    for role, says in ((DayOf.TOLD, messages.told_already), (DayOf.POSTED, messages.posted_already)):
        said = proposal.of(slots, role)
        if said and said.day:
            yield says(day=day(said.day))


def _known_breach(one: Breach, told: str) -> Choice:
    if one.board_told is None:
        return Choice(
            messages.received_button(id=one.id), f"received {one.id}{f' {told}' if told else ''}", settles=True
        )
    return Choice(messages.show_button(id=one.id), f"breach {one.id}")


def law_of_notice(desk: Desk) -> tuple[tuple[Fact, str], ...]:
    """What the law asks of the board once the vendor has told it, as (fact, cite)."""
    cite = desk.law.clock(NOTICE_RECEIVED, desk.today).cite
    return tuple((fact, str(cite)) for fact in desk.law.on(desk.today).says(str(cite), 2))


def law_lines(law: Sequence[tuple[Fact, str]]) -> Iterator[str]:
    """A sentence for each fact, with its cite."""
    return (messages.law_says(says=fact.says, cite=cite) for fact, cite in law)


def passed_on(refused: Refused, message: Message, desk: Desk) -> Reply:
    """The law's clock and the button that tells the privacy lead. Raises ``refused`` where the way out is another.

    Where others read along, it names no lead, and says where to tell of it.
    """
    may_log = message.public and role_of(message, desk).includes(Role.PRIVACY)
    if message.outsider or may_log or refused.choices:
        raise refused
    lead, law = lead_of(knowing_lead(message, desk)), law_of_notice(desk)
    title = messages.pass_on_to(lead=lead) if lead else messages.pass_on_to_the_lead
    told = f"{SENDS} {AT_ONCE} {short(message.text.strip(), LONGEST_SENT)}"
    return Reply(
        title=short(title),
        parts=(*map(Text, (messages.PASS_ON, *law_lines(law))), Text(messages.NOT_TOLD if lead else str(refused))),
        choices=(Choice(short(messages.tell_lead(lead=lead), LONGEST_LABEL), told, primary=True),) if lead else (),
        tone="needed",
        outcome=Outcome.REFUSED,
        footer=law_words.checked(weakest([fact.tag for fact, _ in law])),
    )


NOTICE_CAME, WAS_FOUND = "their notice came on", "they discovered it on"
"""What the buttons say for a day that has no role."""


def _first_dates(planned: Iterable[PlannedDeadline], desk: Desk) -> Iterator[str]:
    """What the board has to do and the safe date of each."""
    for plan in planned:
        if is_boards(deadline := _opened(plan, desk)):
            yield f"{deadline_words.duty_title(deadline, desk.law)} by {plan.safe:%a, %b} {plan.safe.day}"


def _breach_values(slots: Slots, contract: Contract | None, message: Message) -> dict[str, str]:
    said = {
        "contract": contract.id if contract else "",
        "vendor": "" if contract else slots.vendor or slots.product,
        "discovered": proposal.value(slots, DayOf.DISCOVERED)[:10],
        "board_told": proposal.value(slots, DayOf.NOTICE),
        "categories": ",".join(slots.categories),
        "students": str(slots.number or ""),
        "owner": _owner(slots, message),
    }
    return {name: value for name, value in said.items() if value}


def _breach_follows(
    slots: Slots, values: Mapping[str, str], contract: Contract | None, desk: Desk
) -> tuple[PlannedDeadline, ...]:
    told, discovered = values.get("board_told", ""), values.get("discovered", "")
    breach = Breach(
        id="",
        vendor="",
        discovered=date.fromisoformat(discovered) if discovered else None,
        board_told=receipt_moment(read_moment(told), desk) if told else None,
        categories=slots.categories,
    )
    return tuple(follows_breach(breach, contract, desk.today, desk.law, desk.calendar))


def received(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares noting that the vendor's notice arrived; logs a breach where none is on record."""
    slots = request.slots
    breaches = [one for one in meant_records(slots, desk, "B") if isinstance(one, Breach) and not one.withdrawn]
    waiting = [one for one in breaches if one.board_told is None]
    if not breaches:
        return log_breach(request, message, desk)
    told = proposal.value(slots, DayOf.NOTICE, DayOf.OTHER, *([DayOf.HAPPENED] if len(slots.said_days) == 1 else []))
    contract = contract_of(slots, desk)
    if len(breaches) == 1 and contract not in {"", breaches[0].contract}:
        return _with_contract(breaches[0], contract, told, slots, message, desk)
    if not waiting:
        return _has_notice(breaches[0], proposal.value(slots, DayOf.NOTICE))
    if len(waiting) > 1:
        buttons = [Choice(f"{one.id} {one.vendor}", f"received {one.id}") for one in waiting]
        return choose(act_words.which_title(what="did the notice arrive for"), [], buttons)
    return reply(_received(waiting[0], told, slots, message, desk))


def _with_contract(  # noqa: PLR0913, PLR0917 - a breach and all that is told of it
    breach: Breach, contract: str, told: str, slots: Slots, message: Message, desk: Desk
) -> Reply:
    """Both as one correction of the breach: which contract it is about, and when the notice arrived."""
    values = {"contract": contract, **({"board_told": told} if told else {})}
    form = open_form("correct", breach.id, values, message, desk)
    problems = tuple(proposal.problems(slots, desk.today))
    return reply(
        Prepared(
            title=correction_title(breach),
            form=form,
            say="" if problems else f"correct {typed(breach.id, values)}",
            button=act_words.correct_button(id=breach.id),
            understood=(understood(form, values, desk),),
            notes=problems,
        )
    )


def _has_notice(breach: Breach, told: str) -> Reply:
    assert breach.board_told
    says = messages.has_notice(id=breach.id, told=day(day_of(breach.board_told)))
    button = Choice(act_words.correct_button(id=breach.id), f"correct {breach.id} board_told")
    if told and told[:10] != str(day_of(breach.board_told)):
        button = Choice(
            breach_words.correct_to(breach.id, day_of(read_moment(told))),
            f"correct {breach.id} board told: {told}",
            primary=True,
            settles=True,
        )
    return choose(messages.received_title(id=breach.id, vendor=breach.vendor), [says], [button])


def _received(breach: Breach, told: str, slots: Slots, message: Message, desk: Desk) -> Prepared:
    form = open_form("received", breach.id, {"when": told}, message, desk)
    problems = [*proposal.problems(slots, desk.today)]
    if told and breach.discovered and date.fromisoformat(told[:10]) < breach.discovered:
        problems.append(act_words.notice_first(date.fromisoformat(told[:10]), breach.discovered))
    with_notice = replace(breach, board_told=receipt_moment(read_moment(told), desk)) if told else None
    planned = after_breach(with_notice, None, desk.law, desk.calendar) if with_notice and not problems else ()
    return Prepared(
        title=messages.received_title(id=breach.id, vendor=breach.vendor),
        form=form,
        say=f"received {breach.id} {told}" if told and not problems else "",
        button=messages.received_button(id=breach.id),
        understood=(understood(form, {"when": told}, desk),),
        notes=(*problems, *_follows(planned, desk), *((act_words.needed(missing(form)),) if missing(form) else ())),
    )


def no_contract(request: Request, message: Message, desk: Desk) -> Reply:
    """What the law asks for where there is no contract; a contract that is on record is shown first."""
    slots = request.slots
    name = slots.product or slots.vendor
    contracts = [one for one in meant_records(slots, desk, "C") if isinstance(one, Contract)]
    answer = desk.law.on(desk.today).answer(NO_CONTRACT)
    cites = answer.cites if answer else ()
    lead = names.display_name(desk.store.setup().lead, desk)
    parts: list[Part] = [Text(messages.contract_there(id=one.id, vendor=one.vendor)) for one in contracts]
    parts += [Text(law_words.without_one(lead))]
    parts += [Cite(law_words.pin(cite), cite.link) for cite in cites[:1]]
    return Reply(
        title=short(messages.no_contract_title(name=name)),
        parts=tuple(parts),
        choices=tuple(_choices(name, contracts, message, desk)),
        asks=True,
        footer=law_words.footer(Tag.I, desk.today, desk.today),  # what follows from the passage is our inference
    )


def _choices(name: str, there: list[Contract], message: Message, desk: Desk) -> Iterator[Choice]:
    for one in there[:3]:
        yield Choice(messages.show_button(id=one.id), f"contract {one.id}")
    if role_of(message, desk).includes(Role.PRIVACY):
        yield Choice(messages.LOG_IT, "log-contract")
    yield Choice(short(messages.OPERATOR, 75), f"operator {name}")


def _log_contract_title(vendor: str) -> str:
    """A contract is to be logged."""
    return messages.log_the_contract_with(vendor=vendor) if vendor else messages.log_a_contract_with_which_vendor


def _log_breach_title(vendor: str, first: str) -> str:
    """The title that proposes to log a breach, with the first duty and its date where those are known."""
    asks = messages.log_the_breach_at(vendor=vendor) if vendor else messages.log_a_breach_at_which_vendor
    return f"{asks} {first}".strip()


def _lacking(provisions: Sequence[str], titles: Mapping[str, str]) -> str:
    """The provisions that the message calls missing, where it says nothing about the others."""
    named = ", ".join(titles.get(one, one) for one in provisions)
    return messages.you_told_me_that_this_is(named=named)
