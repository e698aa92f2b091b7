"""The commands that log a breach, at a vendor or its subprocessor, note the vendor's notice, and show the details."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from handlers.breaches import commands
from handlers.breaches import words as breach_words
from handlers.contracts import words as contract_words
from handlers.contracts.listing import opened_by
from handlers.deadlines import words
from handlers.deadlines.plan import ASK_DISCOVERY, after_notice, follows_breach
from handlers.deadlines.states import DutyHolder
from handlers.deadlines.status import next_parts, of_record
from handlers.deadlines.steps import open_deadlines, with_owner_reminders
from handlers.deadlines.vendor_terms import clash_cite, clash_parts, clashing_terms, late_by
from handlers.deadlines.words import DETAILS
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, MOST_CHOICES, MOST_ROWS, Choice, Cite, Field, Reply, Row, Rows, Text
from handlers.dialogue.text import short
from handlers.forms.filling import SURE, Filled, blank_form, change, saved_by
from handlers.forms.values import confirmable, typed_values, with_check
from handlers.holders.held import same_firm, speaks_of_firm, touched
from handlers.law import words as law_words
from handlers.people import names
from knowledge.counting import day_of
from knowledge.law import INFORMATION_BREACHED, NOTICE_RECEIVED, tag_of
from storage.port import Draft
from storage.records import Breach, Contract, Record, Status

CONFIRMED = "subprocessor"
"""The confirmed doubt that the breach is to be logged without a contract."""
_CARRIED = ("discovered", "board_told", "categories", "students", "owner", SURE)
MOST_LOGGED = MOST_CHOICES - 1
"""The most contracts with a button; one more button logs the breach without a contract."""
LONGEST_TOLD = 300
"""The most characters of the description that a button copies."""


def of_subprocessor(breach: Breach, filled: Filled, desk: Desk) -> Reply | None:
    """The contracts to log the breach for, where it happened at a subprocessor of theirs.

    None where the firm is a vendor or no subprocessor, or where the sender chose to log it without a contract.
    """
    if breach.contract or CONFIRMED in filled.values.get(SURE, "").split(","):
        return None
    contracts = sorted(touched(breach.vendor, desk), key=lambda one: _logged(one, breach, desk) is not None)
    vendors = (one.vendor for one in desk.store.contracts() if not one.withdrawn)
    if not contracts or any(same_firm(breach.vendor, name) for name in vendors):
        return None
    clock = desk.law.clock(INFORMATION_BREACHED, desk.today)
    return Reply(
        title=breach_words.touches(breach.vendor, len(contracts)),
        parts=(
            Text(breach_words.ONE_FOR_EACH),
            Rows(tuple(_row(one, breach, desk) for one in contracts[:MOST_ROWS])),
            *map(Text, _left_out(contracts, breach, desk)),
            Text(breach_words.EACH_HAS_ITS_CLOCK),
            Cite(law_words.pin(clock.cite), clock.cite.link, law_words.checked(tag_of(clock.says))),
        ),
        choices=tuple(_choices(contracts, breach, filled, desk)),
        tone="due",
        footer=wording.NOT_ADVICE,
    )


def _row(contract: Contract, breach: Breach, desk: Desk) -> Row:
    logged = _logged(contract, breach, desk)
    says = breach_words.logged_as(id=logged.id) if logged else ", ".join(contract.schools)
    return Row(contract_words.name(contract), says, "done" if logged else "due", opened_by(contract))


def _logged(contract: Contract, breach: Breach, desk: Desk) -> Breach | None:
    """The breach already logged for this contract, of the same subprocessor and day of discovery; None for none."""
    return next(
        (
            one
            for one in desk.store.breaches()
            if one.contract == contract.id
            and not one.withdrawn
            and one.discovered == breach.discovered
            and speaks_of_firm(one.description, breach.vendor)
        ),
        None,
    )


def _left_out(found: list[Contract], breach: Breach, desk: Desk) -> Iterator[str]:
    """What the list does not show, and what a button does not copy, each with what to do about it."""
    if len(found) > MOST_ROWS:
        yield breach_words.more_touched(len(found) - MOST_ROWS, breach.vendor)
    if sum(_logged(one, breach, desk) is None for one in found) > MOST_LOGGED:
        yield breach_words.first_ones(number=MOST_LOGGED)
    if len(_told(breach)) > LONGEST_TOLD:
        yield breach_words.shortened(most=LONGEST_TOLD)


def _told(breach: Breach) -> str:
    return f"{breach_words.at_subprocessor(breach.vendor)} {breach.description}".strip()


def _choices(found: list[Contract], breach: Breach, filled: Filled, desk: Desk) -> Iterator[Choice]:
    """A button that logs the breach for each contract, and one that logs it without a contract."""
    unlogged = [one for one in found if _logged(one, breach, desk) is None]
    carried = {name: filled.values.get(name, "") for name in _CARRIED}
    for contract in unlogged[:MOST_LOGGED]:
        values = {"contract": contract.id, **carried, "description": short(_told(breach), LONGEST_TOLD)}
        label = breach_words.log_for(contract=f"{contract.id} {contract.vendor}")
        yield Choice(short(label, LONGEST_LABEL), f"log-breach {_typed(values)}")
    confirmed = ",".join(part for part in (carried[SURE], CONFIRMED) if part)
    without_contract = {
        "vendor": breach.vendor,
        **carried,
        "description": short(breach.description, LONGEST_TOLD),
        SURE: confirmed,
    }
    yield Choice(breach_words.WITHOUT_CONTRACT, f"log-breach {_typed(without_contract)}", aside=True)


def _typed(values: Mapping[str, str]) -> str:
    """The fields as the command takes them; quotes within a value would end it, so they become apostrophes."""
    return "; ".join(
        f"{name}: " + (f'"{said}"' if ";" in said or "\n" in said else said)
        for name, value in values.items()
        if (said := value.replace('"', "'").strip())
    )


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-breach``: shows the form, or saves the breach and opens its deadlines."""
    fields = commands.breach_fields(desk)
    values = dict(message.fields) or typed_values(rest, fields)
    known = {names.FIELD: names.default_owner(message, desk), **values}
    if not values or (set(values) == {"contract"} and not message.fields):
        return blank_form(commands.SAY, breach_words.FORM_TITLE, breach_words.SUBMIT, fields, known)
    filled = Filled(fields, names.replace_me(known, fields, message), desk.today)
    breach, contract = commands.read_breach(filled, desk)
    breach = replace(breach, owner=breach.owner or desk.store.setup().lead)
    if twin := twin_of(breach, message, desk):
        filled.doubt("twin", breach_words.twin(id=twin.id, vendor=twin.vendor))
    saved_doubts = () if message.fields else filled.take_doubts(*commands.ODD)
    if not filled.ready:
        again = filled.again(commands.SAY, breach_words.FORM_TITLE, breach_words.SUBMIT)
        return confirmable(again, filled, commands.SAY, filled.values, message)
    if subprocessor_reply := of_subprocessor(breach, filled, desk):
        return subprocessor_reply

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, id=draft.new_id(Breach))
        planned = follows_breach(saved, contract, desk.today, desk.law, desk.calendar)
        return [
            saved,
            *with_owner_reminders(open_deadlines(planned, saved.id, saved.owner, draft, desk), message, desk),
        ]

    outcome = change("log-breach", message, desk, write)
    return with_check(logged_reply(outcome.event.made[0], desk, again=outcome.again), saved_doubts)


def twin_of(breach: Breach, message: Message, desk: Desk) -> Breach | None:
    """Another breach on record of the same contract and day; of the same firm where one of them names no contract.

    The day is that of the notice where both have one, else of the discovery; of the notice alone where just one of them
    names a contract, as a subprocessor's breach may be found that day. None where this very message logged it.
    """
    for known in desk.store.breaches():
        both = known.contract and breach.contract
        is_same = known.contract == breach.contract if both else same_firm(known.vendor, breach.vendor)
        noticed = bool(known.board_told and breach.board_told) or known.contract == breach.contract
        same_day = noticed and _same_day(known, breach)
        if is_same and same_day and not known.withdrawn and not saved_by(message, known.id, desk):
            return known
    return None


def _same_day(one: Breach, other: Breach) -> bool:
    if one.board_told and other.board_told:
        return day_of(one.board_told) == day_of(other.board_told)
    return one.discovered == other.discovered


def logged_reply(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """A breach's next step and date, that it is saved, and what needs attention."""
    breach = commands.find_breach(id, desk)
    deadlines = desk.store.deadlines(record=breach.id)
    owner = names.display_name(breach.owner, desk) or names.NO_OWNER
    saved = breach_words.saved(breach, owner, again=again)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *next_parts(saved, deadlines, desk),
            *map(Text, _heed(breach, desk)),
        ),
        choices=(
            *commands.received_action(breach),
            *([Choice(breach_words.NOTICE, f"notice breach {breach.id}")] if breach.board_told else []),
            Choice(DETAILS, f"details {breach.id}"),
            Choice(breach_words.SHOW, f"breach {breach.id}"),
            Choice(breach_words.DEADLINES, "deadlines"),
        ),
        tone=commands.tone_of(breach, deadlines, desk),
        footer=f"{breach_words.tags(deadlines, mixed=False)} {wording.NOT_ADVICE}".strip(),
    )


def _heed(breach: Breach, desk: Desk) -> Iterator[str]:
    """What to know at once, in a line each."""
    contract = commands.contract_of(breach, desk)
    if commands.date_is_missing(breach):
        yield breach_words.NO_CLOCK_IN_SHORT
    elif breach.board_told is None and commands.counted(breach, desk):
        yield breach_words.clock_is_vendors(pin=str(desk.law.clock(NOTICE_RECEIVED, desk.today).cite))
    elif breach.board_told and breach.discovered is None:
        yield breach_words.DISCOVERY_UNKNOWN_IN_SHORT
    for last_day in late_by(breach, contract, desk)[:1]:
        yield breach_words.vendor_was_late(last=last_day.day)
    if contract and breach.board_told is None and clashing_terms(contract, desk):
        yield words.clashes(pin=str(clash_cite(desk)))
    if warning := names.short_reminder_warning(breach.owner, desk):
        yield warning


def details(id: str, desk: Desk) -> Reply:
    """How the breach's clocks are counted and whose they are, what its categories mean, and who is reminded."""
    breach = commands.find_breach(id, desk)
    deadlines = desk.store.deadlines(record=breach.id)
    counts, cite = commands.counted(breach, desk), commands.clocks_cite(desk)
    mixed = breach.board_told is None and len(counts) > 1
    warnings = names.reminder_warnings(breach.owner, desk)
    lines = (*counts, *(commands.explanation(breach, desk, mixed=mixed) if counts else ()), *warnings)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *commands.timeliness(breach, desk),
            *((Text(breach_words.NO_CLOCK),) if commands.date_is_missing(breach) else ()),
            *of_record(breach, deadlines, desk),
            *map(Text, lines),
            *(clash_parts(commands.contract_of(breach, desk), desk) if breach.board_told is None else ()),
            Cite(law_words.pin(cite), cite.link),
        ),
        choices=(*commands.received_action(breach), Choice(breach_words.SHOW, f"breach {breach.id}")),
        footer=f"{breach_words.tags(deadlines, mixed=mixed)} {wording.NOT_ADVICE}".strip(),
    )


def received(rest: str, message: Message, desk: Desk) -> Reply:
    """``received ID DATE``: the vendor's notice arrived; its clocks end, the board's begin."""
    id, _, when = rest.partition(" ")
    breach = commands.find_breach(id, desk)
    when = when or message.fields.get("when", "")
    if breach.board_told is not None:
        return _received_already(breach, when, message, desk)
    fields = (Field("when", *breach_words.WHEN, required=True, hint=breach_words.WHEN_HINT),)
    filled = Filled(fields, {"when": when}, desk.today)
    say, title = f"received {breach.id}", breach_words.received_title(id=breach.id)
    start = breach_words.start_clock(commands.families_clock(desk))
    if not when and not message.fields:
        return blank_form(say, title, start, fields)
    notice = filled.moment("when")
    commands.check_notice(filled, "when", notice, breach.discovered, desk)
    if not filled.ready or notice is None:
        return filled.again(say, title, start)

    def write(draft: Draft) -> Iterable[Record]:
        return _with_notice(breach, notice, draft, message, desk)

    outcome = change("received", message, desk, write, breach)
    return logged_reply(breach.id, desk, again=outcome.again)


def _received_already(breach: Breach, when: str, message: Message, desk: Desk) -> Reply:
    """The breach, and who noted the notice; where another day was given, a button to correct it."""
    assert breach.board_told
    event = names.last_of("board_told", breach.id, desk)
    by_whom = (names.who(event, message, desk), names.when(event, desk)) if event else ()
    shown = commands.show(breach.id, message, desk)
    notes = [Text(breach_words.already(breach, *by_whom))]
    given = Filled((), {"when": when}, desk.today).moment("when")
    if given is None or given.date() == day_of(breach.board_told):
        return replace(shown, parts=(*notes, *shown.parts))
    notes.append(Text(breach_words.not_taken(value=given.date(), stands=day_of(breach.board_told)), (given.date(),)))
    correction = Choice(
        breach_words.correct_to(breach.id, given.date()),
        f"correct {breach.id} board told: {when}",
        primary=True,
        settles=True,
    )
    choices = (correction, *shown.choices)[:MOST_CHOICES]
    return replace(shown, parts=(*notes, *shown.parts), choices=choices, asks=True)


def _with_notice(breach: Breach, notice: datetime, draft: Draft, message: Message, desk: Desk) -> Iterable[Record]:
    """The breach with its notice, the vendor's deadlines closed, and the board's opened."""
    saved = replace(breach, board_told=commands.receipt_moment(notice, desk))
    assert saved.board_told
    yield saved
    for deadline in draft.deadlines(record=breach.id, status=Status.OPEN):
        if deadline.who == DutyHolder.CONTRACTOR:
            proof = breach_words.told_on(notice.date(), deadline.last_day)
            yield replace(deadline, status=Status.DONE, closed=desk.now, proof=proof)
        elif deadline.duty == ASK_DISCOVERY:
            yield replace(deadline, status=Status.DONE, closed=desk.now, proof=breach_words.asked(None, notice.date()))
    planned = after_notice(saved.board_told, desk.law, desk.calendar)
    yield from with_owner_reminders(open_deadlines(planned, saved.id, saved.owner, draft, desk), message, desk)
