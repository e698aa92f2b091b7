"""Exceptions for a child's plan: the form and its checks, the card, the row in a list, and the commands on them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from handlers.deadlines.plan import EXCEPTION_REVIEW, PlannedDeadline, by_policy
from handlers.deadlines.status import of_record
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import EXCEPTION
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import (
    LONGEST_LABEL,
    Bullets,
    Choice,
    Cite,
    Facts,
    Field,
    Part,
    Row,
    Text,
    Tone,
)
from handlers.dialogue.text import short
from handlers.exceptions import conditions, words
from handlers.forms import words as form_words
from handlers.forms.filling import Filled
from handlers.forms.values import LONG_AGO, ask_if_far, read_reference
from handlers.law import words as law_words
from handlers.logbooks import plain
from handlers.logbooks.logbook import CommandTexts, Logbook
from handlers.logbooks.plain import next_or_saved, read_values, usual_actions, values_of
from handlers.people import names
from storage.kinds import PlanException
from storage.records import Status

YEAR = timedelta(days=365)
_SHOWS_NOTHING = re.compile(
    r"\W*(?:(?:(?:no|none|nothing)(?: (?:evidence|proof|reply|answer))?(?: \(?(?:yet|so far|known))?|not(?: yet)?|n/?a"
    r"|pending|tbd|tba|to ?do|unknown|missing|later|open|waiting(?: for .*)?|asked|in progress|under ?way"
    r"|not sure|unsure|don['’]?t know|will follow|to (?:be )?(?:done|come|follow|determined)"
    r"|not (?:yet )?(?:known|done|there|signed|applicable|available))\W*)?",
    re.IGNORECASE,
)
_AGREED = ("aware", "authorizes")
"""Conditions on the text of the agreement."""
_FIRST, _LAST = ("vendor", "product", "student", "plan", "started", "review", "owner"), ("ended", "notes")


def field_of(condition: str) -> str:
    """The form field for the evidence of a condition."""
    return condition.replace("-", "_")


def exception_fields(desk: Desk) -> tuple[Field, ...]:
    """The fields of the form: the product and the child, the evidence of each condition, the agreement."""
    return (
        *(_field(id) for id in _FIRST),
        *_evidence_fields(desk),
        replace(_field("kept"), section=words.AGREEMENT),
        *(replace(_field(id), section=form_words.MORE) for id in _LAST),
    )


def _field(id: str) -> Field:
    label, kind = words.FIELDS[id]
    options = words.PLANS if id == "plan" else ()
    return Field(id, label, kind, options, words.HINTS.get(id, ""), required=id in {"vendor", "student"})


def _evidence_fields(desk: Desk) -> tuple[Field, ...]:
    """A field for each condition of today's law; a date field where the evidence is a signature."""
    fields = [
        Field(
            field_of(one.id),
            words.label(one.id, one.asks),
            "date" if one.id in conditions.SIGNATURES else "long",
            hint=one.asks,
            section=words.AGREEMENT if one.id in {*conditions.SIGNATURES, *_AGREED} else words.EVIDENCE,
        )
        for one in conditions.conditions(desk)
    ]
    return tuple(sorted(fields, key=lambda field: field.section == words.AGREEMENT))


def read_exception(filled: Filled, desk: Desk, old: PlanException | None = None) -> PlanException:
    """The exception as filled in, without an id; errors and doubts stay with the form. ``old`` is the one corrected."""
    filled.guard_firm("vendor", "product")
    filled.guard("kept", "notes")
    read_reference(filled, "student")
    filled.day("review", ahead=True)
    evidence = {**_of_earlier_law(old, desk), **_evidence(filled, desk)}
    exception = PlanException(**read_values(filled, PlanException, desk, old), evidence=evidence)
    _check_days(filled, exception, old, desk)
    return exception


def _evidence(filled: Filled, desk: Desk) -> Mapping[str, str]:
    """The evidence of each condition, by its id; a text that shows nothing ("pending") is an error."""
    evidence: dict[str, str] = {}
    for condition in conditions.conditions(desk):
        id = field_of(condition.id)
        if condition.id in conditions.SIGNATURES:
            signed = filled.day(id)
            if signed and signed > desk.today:
                filled.errors[id] = words.NOT_SIGNED_YET
            text = signed.isoformat() if signed else ""
        else:
            text = filled.text(id)
            filled.guard(id)
            if text and _SHOWS_NOTHING.fullmatch(text):
                filled.errors[id] = words.NO_EVIDENCE
        if text:
            evidence[condition.id] = text
    return evidence


def _of_earlier_law(old: PlanException | None, desk: Desk) -> Mapping[str, str]:
    """The evidence on record for conditions that today's law no longer has, which the form does not ask for."""
    asked = {one.id for one in conditions.conditions(desk)}
    return {id: said for id, said in old.evidence.items() if id not in asked} if old else {}


def _check_days(filled: Filled, read: PlanException, old: PlanException | None, desk: Desk) -> None:
    if read.started and read.ended and read.ended < read.started:
        filled.errors["ended"] = words.ENDS_FIRST
    if read.review and read.review <= desk.today and (old is None or read.review != old.review):
        filled.errors["review"] = words.LATER_REVIEW
    for id in ("started", "ended", "review"):
        ask_if_far(filled, id, getattr(read, id), getattr(old, id, None), LONG_AGO)


def exception_values(exception: PlanException) -> dict[str, str]:
    """The exception's values for its form."""
    return {**values_of(exception), **{field_of(id): said for id, said in exception.evidence.items()}}


MOST_ASKED = 3
"""The most missing conditions shown with their whole question; of more, only the names are shown."""


def follows_exception(exception: PlanException, _: Desk) -> tuple[PlannedDeadline, ...]:
    """The review on the day that the district chose; none once the product is no longer used."""
    return (by_policy(EXCEPTION_REVIEW, exception.review),) if exception.review and not exception.ended else ()


def card(exception: PlanException, message: Message, desk: Desk) -> Iterator[Part]:
    """Everything on record about the exception."""
    cite = conditions.exemption(desk).cite
    labels = [(one.id, words.label(one.id, one.asks)) for one in conditions.needed(exception, desk)]
    owner = names.display_name(exception.owner, desk)
    days = tuple(day for day in (exception.started, exception.review, exception.ended) if day)
    yield from standing(exception, desk)
    yield Facts(tuple(words.rows(exception, labels, owner)), days)
    yield from _review(exception, message, desk)
    yield from (Text(says, more=True) for says in conditions.also_owed(desk))
    yield Cite(law_words.pin(cite), cite.link)


def footer(desk: Desk) -> str:
    """How far the conditions were checked against the law's text."""
    return f"{law_words.checked(conditions.tag(desk))} {wording.NOT_ADVICE}"


def standing(exception: PlanException, desk: Desk) -> Iterator[Part]:
    """Whether it was used too early, and the conditions without evidence; or that all have evidence."""
    unmet = conditions.missing(exception, desk)
    signed_late = conditions.signed_after(exception, desk)
    if signed_late and exception.started:
        yield Text(words.used_before(started=exception.started, signed=signed_late))
    if not unmet:
        yield from () if signed_late else (Text(words.ALL_THERE),)
        return
    yield Text(words.lacking(number=len(unmet), of=len(conditions.needed(exception, desk))))
    full = len(unmet) <= MOST_ASKED
    yield Bullets(
        tuple(f"{name}: {one.asks}" if full else name for one in unmet if (name := words.label(one.id, one.asks)))
    )


def _review(exception: PlanException, message: Message, desk: Desk) -> Iterator[Part]:
    """The deadlines to review it, or that none is set."""
    found = [one for one in desk.store.deadlines(record=exception.id) if one.status is not Status.WITHDRAWN]
    if found:
        yield from of_record(exception, found, desk, message)
    elif not (exception.withdrawn or exception.ended):
        yield Text(words.NO_REVIEW)


def tone_of(exception: PlanException, desk: Desk) -> Tone:
    """The tone: "incomplete" while a condition lacks evidence, else that of its review; never "done"."""
    if not exception.withdrawn and not conditions.is_complete(exception, desk):
        return "incomplete"
    return plain.tone_of(exception, desk)


def actions(exception: PlanException, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with the exception; a withdrawn one can only be restored."""
    missing_conditions = conditions.missing(exception, desk)
    if missing_conditions and not exception.withdrawn:
        fields = ", ".join(
            [*(["plan"] if not exception.plan else []), *(field_of(one.id) for one in missing_conditions)]
        )
        yield Choice(words.ADD, f"correct {exception.id} {fields}", primary=True)
    yield Choice(law_words.SHOW_RULE, f"rule {conditions.exemption(desk).cite}")
    yield Choice(words.REPORT, "report commission")
    yield from usual_actions(exception)


def told(exception: PlanException, saved: str, desk: Desk) -> Iterator[Part]:
    """That it is saved, the review that comes next, and which conditions lack evidence."""
    reviewed = desk.store.deadlines(record=exception.id)
    yield from next_or_saved(exception, saved if reviewed else f"{saved} {words.NO_REVIEW}", desk)
    yield from standing(exception, desk)


def row(exception: PlanException, desk: Desk) -> Row:
    """One exception in a list: the product, and how many conditions lack evidence."""
    number_missing, number_needed = len(conditions.missing(exception, desk)), len(conditions.needed(exception, desk))
    stands = words.stands(number_missing, number_needed, early=bool(conditions.signed_after(exception, desk)))
    opens = Choice(short(f"{exception.id} {words.name(exception)}", LONGEST_LABEL), f"exception {exception.id}")
    state = words.state(exception, stands, desk.today)
    return Row(short(words.name(exception)), state, tone_of(exception, desk), opens)


messages = catalog(__file__)

BOOK: Logbook[PlanException] = Logbook(
    kind=EXCEPTION,
    words=words,
    fields=exception_fields,
    defaults=lambda desk: {"review": (desk.today + YEAR).isoformat()},
    read=read_exception,
    values=exception_values,
    key=lambda one: (one.vendor, one.product, one.student),
    runs=lambda one: not one.ended,
    planned=follows_exception,
    told=told,
    parts=card,
    actions=actions,
    tone=tone_of,
    footer=lambda _, desk: footer(desk),
    row=row,
    first=lambda one, desk: not conditions.is_complete(one, desk),
    list_choices=(Choice(words.REPORT, "report commission"),),
    list_footer=footer,
    logs=CommandTexts(
        help=messages.help_log_exception,
        example="log-exception vendor: Speakly; student: J.D.; plan: IEP",
        verb=messages.verb_log_exception,
        phrases=(
            "log exception",
            "log an iep exception",
            "log a 504 exception",
            "log an exception for a child",
            "record an exception",
            "record an iep exception",
            "add an exception",
            "new exception",
            "new iep exception",
        ),
    ),
    lists=CommandTexts(
        help=messages.help_exceptions,
        example="exceptions speakly",
        phrases=(
            "list exceptions",
            "show exceptions",
            "our exceptions",
            "iep exceptions",
            "504 exceptions",
            "our iep exceptions",
            "show our exceptions",
            "show our iep exceptions",
            "list our exceptions",
            "which exceptions do we have",
            "which iep exceptions do we have",
            "what exceptions do we have",
            "exceptions on record",
            "which exceptions are incomplete",
            "incomplete exceptions",
        ),
        titles=("All exceptions",),
    ),
)
