"""The values of a message: dates, ids, links and numbers by rules, names and reasons where the model marks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.apps.catalog import catalog_of
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import CONTRACT, kind_of
from handlers.dialogue.desk import Desk
from handlers.forms.privacy.names import PersonalDataMatch, find_personal_data, walled
from handlers.people import names
from handlers.records.names import district_names
from handlers.understanding.days.dates import NEAR, a_year_on, days_in
from handlers.understanding.days.day_clauses import event_days
from handlers.understanding.days.periods import period_in
from handlers.understanding.named import is_ordinary, key_of, words_of
from handlers.understanding.requests.names import NameIndex, NameMention
from handlers.understanding.requests.query_slots import made_look
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.requests.said import take_apart
from handlers.understanding.requests.slots import read_slots
from handlers.understanding.requests.values.days import (
    PAST,
    DayOf,
    MarkedDay,
    SaidDay,
    begins_on,
    in_role,
    is_time,
    near_day,
    number_of_day,
    said_days,
    told_now,
)
from handlers.understanding.requests.values.people import NO_NAMES, labelled, new_product, said_role
from handlers.understanding.requests.values.terms import TERM, counts_in, provisions_in, said_means, said_term
from knowledge.frames.frame_reader import Frame, Span
from storage.kinds import AppRequest

_DAYS: Mapping[str, DayOf] = {
    "date:executed": DayOf.SIGNED,
    "date:expires": DayOf.EXPIRES,
    "date:discovered": DayOf.DISCOVERED,
    "date:received": DayOf.NOTICE,
    "date:told": DayOf.TOLD,
    "date:posted": DayOf.POSTED,
    "date:until": DayOf.UNTIL,
}
_BY_VENDOR = frozenset({"log-breach", "received"})
"""Acts in which it is the vendor who told somebody."""
LOG_CONTRACT, APPROVE = "log-contract", "approve-app"
_OF_ONE = frozenset({"withdraw", "erase", "correct"})
"""Acts on one record: of several that are named, the first is meant."""
_PROVED = frozenset({"done", "correct"})
"""Acts whose proof tells by what means the families were told."""
_FORMATS = {"excel": "xlsx", "spreadsheet": "xlsx", "word": "docx"}
"""What people call the formats of files."""
_ARTICLE = re.compile(r"^(?:the|an?|our|any|all) ", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:on |by |until |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_REST = re.compile(r"(?:,\d{3})+|-[a-z]+")
_ONLY_DAY = {
    "log-family-request": DayOf.NOTICE, "received": DayOf.NOTICE, "snooze": DayOf.UNTIL, "remind": DayOf.UNTIL,
}  # fmt: skip
"""The one event of which an act asks the day."""
MOST_OF_NUMBER = 3
"""Most words of a message that only says how many students there are."""
_REFERENCE = re.compile(r"\b(?:case|file|ticket|request) (?:no\.? ?|number |#)?[A-Z]{0,3}-?\d{1,6}\b", re.IGNORECASE)
"""The number of their own that an office gives to a family's request."""
_POSSESSIVE = re.compile(r"['’]s\b")
_MINE = frozenset({"me", "my", "mine", "myself", "i", "us"})
_MARKED = frozenset({
    "vendor", "product", "student", "category", "value", "reason", "school", "number", "period", "subprocessor",
    "provision", "format", "id",
})  # fmt: skip
"""Slots whose words go into the field of a form that is for them."""
_NARROWS = ("school", "subprocessor", "value")
"""Slots whose values narrow a list by what is on record."""


def act_slots(frame: Frame, text: str, command: str, desk: Desk, before: Sequence[SaidDay] = ()) -> Slots:
    """The values said for a command; ``before``: the days that earlier messages said for it."""
    index = district_names(desk)
    ahead = command in {"snooze", "remind"}
    marked = tuple(_marked_days(frame, command))
    slots = read_slots(text, index, desk.today, ahead=ahead, marked=marked)
    lasts = () if ahead else tuple(one for one in slots.said_days if one.said.casefold().startswith("for "))
    slots = replace(slots, said_days=tuple(one for one in slots.said_days if one not in lasts))
    frame, slots = _without_births(frame, slots, text)
    slots = _with_term(slots, text, desk) if command == LOG_CONTRACT else slots
    named, of_firms = _without_students(frame, text, desk) if command in _BY_VENDOR else (frame, text)
    if of_firms != text:
        other = read_slots(of_firms, index, desk.today)
        slots = replace(slots, vendor=other.vendor, product=other.product, said=other.said, records=other.records)
    slots = _with_names(slots, named, of_firms, index, new=command == LOG_CONTRACT)
    slots = _with_person(slots, frame, text, index, gives=command == "assign")
    contract = next((one for one in slots.ids[1:] if kind_of(one) is CONTRACT), "") if command == "correct" else ""
    if len(slots.ids) > 1 and command in _OF_ONE:
        slots = replace(slots, ids=slots.ids[:1])
    if slots.provisions and not slots.without:  # the others of a list of which the rules read one
        also = (name for one in frame.of("provision") for name in provisions_in(one))
        slots = replace(slots, provisions=tuple(dict.fromkeys((*slots.provisions, *also))))
    reason, value = " ".join(frame.of("reason")), next(iter(frame.of("value")), "")
    counts = student_counts(frame, text)
    if not counts and (command == "correct" or (command == "log-breach" and len(text.split()) <= MOST_OF_NUMBER)):
        counts = tuple(number for said in frame.of("number") for number in counts_in(said))
    found = _days(frame, text, slots, command, desk)
    only = None if _tells_more(found) else _ONLY_DAY.get(command)
    days = tuple(_of_act(one, before, only, desk) for one in found)
    now = told_now(text, desk.today) if command in _BY_VENDOR else None
    if now and not any(one.role is DayOf.NOTICE for one in days):
        days = (*days, now)
    return replace(
        slots,
        number=counts[-1] if len(counts) > 1 or (counts and slots.number is None) else slots.number,
        note=slots.note or reason,
        means=said_means(text) if command in _PROVED else "",
        value=value or slots.value,
        role=said_role(f"as {role}") or said_role(role) if (role := " ".join(frame.of("role"))) else slots.role,
        email=slots.email or next(iter(frame.of("email")), ""),
        marked=(*slots.marked, *_marked(frame, text, command), *((("contract", contract),) if contract else ())),
        said_days=days,
    )


def student_counts(frame: Frame, text: str) -> tuple[int, ...]:
    """How many students, with the rest of a number that the model left out, behind a comma or a hyphen."""
    spans = [one for one in frame.values if one.slot == "students"]
    whole = [one.text + (found[0] if (found := _REST.match(text, one.end)) else "") for one in spans]
    return tuple(number for said in whole for number in counts_in(said))


def _marked_days(frame: Frame, command: str) -> Iterator[MarkedDay]:
    """Where the model found days; for what a vendor tells, cues in the text decide which day it is."""
    for one in frame.values:
        if one.slot.startswith("date"):
            yield MarkedDay(_role(one, command), one.start, one.end, by_words=command in _BY_VENDOR)


def _marked(frame: Frame, text: str, command: str) -> Iterator[tuple[str, str]]:
    lists = {slot: ",".join(frame.of(slot)) for slot in ("school", "subprocessor")}
    yield from ((one.slot, lists.get(one.slot) or one.text) for one in frame.values if one.slot in _MARKED)
    if command == "log-family-request" and (found := _REFERENCE.search(text)):
        yield "reference", found[0]


def _without_births(frame: Frame, slots: Slots, text: str) -> tuple[Frame, Slots]:
    """The frame and slots without a child's birth date, which no form asks for."""
    births = [(one.start, one.end) for one in find_personal_data(text) if one.kind == "birth date"]
    if not births:
        return frame, slots
    values = tuple(one for one in frame.values if not _within(one, births))
    return replace(frame, values=values), replace(
        slots, said_days=tuple(one for one in slots.said_days if not _within(one, births))
    )


def _without_students(frame: Frame, text: str, desk: Desk) -> tuple[Frame, str]:
    """The frame and the text without the names of students, whom the reader may take for the vendor."""
    mentions = [(one.start, one.end) for one in district_names(desk).mentions(text) if one.ids]
    spans = [
        (one.start, found.end() if (found := _POSSESSIVE.match(text, one.end)) else one.end)
        for one in find_personal_data(text)
        if one.kind == "name" and not (_within(one, mentions) or catalog_of(desk).product(one.text))
    ]
    firms = ("vendor", "product")
    values = tuple(one for one in frame.values if not (one.slot in firms and _within(one, spans)))
    return replace(frame, values=values), walled(text, spans)


def _within(one: Span | SaidDay | PersonalDataMatch, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in spans)


def look(view: View, kind: str, frame: Frame, text: str, desk: Desk) -> Request:
    """The request for a view with its filters."""
    index = district_names(desk)
    masked = take_apart(text, desk.today, index, index.names.closures)
    request = made_look(view, kind, masked, sure=1.0)
    slots = _with_person(_with_names(request.slots, frame, text, index), frame, text, index)
    stranger = not slots.person and slots.person_said.casefold()
    if stranger and any(stranger in left and stranger != left for left in slots.left):
        slots = replace(slots, person_said="")  # a word of more that nobody on file is called
    slots = replace(slots, person=slots.person or slots.person_said)
    period = next(iter(frame.of("period")), "")
    if period and not (slots.since or slots.until) and (span := period_in(period, desk.today, index.names.closures)):
        slots = replace(slots, since=span.since, until=span.until, period="soon" if span.soon else span.said)
    slots = replace(slots, left=tuple(one for one in slots.left if one.casefold() not in period.casefold()))
    slots = _to_come(slots, text, desk) if view is View.DUE else slots
    narrows = [_ARTICLE.sub("", masked) for masked in frame.of(*_NARROWS)]
    left = tuple(_narrowed(phrase, narrows) for phrase in slots.left)
    left = tuple(one for one in left if one in narrows) or left  # what the model marks, and not the words around it
    known = " ".join((*left, *slots.left_out, *slots.data)).casefold()
    more = (one for one in narrows if one.casefold() not in known)
    return replace(request, slots=replace(slots, left=tuple(dict.fromkeys((*left, *more)))))


_LOOKS_BACK = re.compile(r"\d{4}|\b(?:was|were|last|past)\b", re.IGNORECASE)
"""Tells the year of a period, or that it is over."""


def _to_come(slots: Slots, text: str, desk: Desk) -> Slots:
    """The period in which something is due, in the next year where it was named without its year and is long over."""
    since, until = slots.since, slots.until
    if until is None or until >= desk.today - timedelta(days=NEAR) or _LOOKS_BACK.search(text):
        return slots
    return replace(slots, since=since and a_year_on(since), until=a_year_on(until))


def _narrowed(phrase: str, narrows: Sequence[str]) -> str:
    """The words left over, or what the model marks of them: of "thru Amazon" the name."""
    return next((one for one in narrows if one.casefold() in phrase.casefold()), phrase)


def known_in(text: str, desk: Desk) -> tuple[str, ...]:
    """The names in the message that are on file."""
    mentions = district_names(desk).mentions(text)
    said = set(words_of(text))
    asked = (one.product for one in desk.store.records(AppRequest) if said >= set(words_of(one.product)) != set())
    return tuple(dict.fromkeys((*(one.name for one in mentions if one.ids and one.whole), *asked)))


def run_values(takes: Iterable[str], frame: Frame) -> str:
    """What follows the name of a command that is run: a value of each of these slots."""
    said = (next(iter(frame.of(*slots.split("|"))), "") for slots in takes)
    return " ".join(_FORMATS.get(one.casefold(), one) for one in said if one)


def _with_names(slots: Slots, frame: Frame, text: str, index: NameIndex, *, new: bool = False) -> Slots:
    """The slots with the vendor and product that the model marks; a name on file stays, where it covers them.

    With ``new`` a name that is not on file takes precedence over one that is.
    """
    (called, _, _), (product, _, _) = labelled(text, "vendor"), labelled(text, "product")
    if called and not any(key_of(called) == key_of(one.name) for one in index.mentions(text) if one.ids):
        return replace(slots, vendor=called, product=product, records=(), said="")
    marked = [_before_bracket(one) for one in frame.values if one.slot in {"vendor", "product"}]
    marked = [one for one in marked if any(map(str.isalnum, one.text)) and not _is_no_name(one, slots, frame, text)]
    mentions = [one for one in index.mentions(text) if one.kind != "person" and one.ids]
    out = [one for one in mentions if {*one.ids} <= {*slots.but}]
    marked = [one for one in marked if not any(_covers(known, one, text) for known in out)]
    if not marked and is_ordinary(slots.said) and slots.said.islower():
        return replace(slots, said="")  # an everyday word that the model takes for no name
    if not marked or _names_same(slots.said, marked):
        return slots
    strange = [one for one in marked if not any(_covers(known, one, text) for known in mentions)]
    if not strange or (len(strange) < len(marked) and not new):
        return slots if slots.records else replace(slots, vendor=marked[0].text, said="")
    vendor = next((one.text for one in strange if one.slot == "vendor"), strange[0].text)
    if new and product and not slots.records and all(one.slot == "product" for one in marked):
        vendor = ""  # "product is Edpuzzle Pro"
    others = (one.text for one in marked if key_of(one.text) != key_of(vendor) and _beside(one, vendor))
    product = product or next(others, "") or new_product(text, vendor)
    return replace(slots, vendor=vendor, product=product, records=(), said="")


def _before_bracket(said: Span) -> Span:
    """A name as marked, up to a bracket that the model left open: "Lexia (Core5"."""
    name = said.text.partition("(")[0].strip() if said.text.count("(") > said.text.count(")") else said.text
    return replace(said, text=name, end=said.start + len(name)) if name != said.text else said


def _names_same(said: str, marked: Sequence[Span]) -> bool:
    """Whether a name not on file that the rules found shares a word with one that the model marks."""
    words = set(words_of(said))
    return any(words & set(words_of(one.text)) for one in marked)


def _beside(one: Span, vendor: str) -> bool:
    """Whether a second name is that of the vendor's product."""
    return one.slot == "product" or key_of(one.text).startswith(key_of(vendor))


def _is_no_name(said: Span, slots: Slots, frame: Frame, text: str) -> bool:
    """Whether no name of a firm: the rest of a person's, as in "it's owned by Sam Field", or words that are in none."""
    at = text.find(slots.person_said) if slots.person_said else -1
    inside = [one for one in frame.values if at >= 0 and at <= one.start and one.end <= at + len(slots.person_said)]
    of_person = said in inside and any(one.slot == "person" for one in inside)
    return of_person or {*words_of(said.text)} <= NO_NAMES


def _covers(known: NameMention, said: Span, text: str) -> bool:
    """Whether the name on file covers the name that was said: the model marked only everyday words besides."""
    if key_of(said.text) in key_of(known.name):
        return True
    if known.end <= said.start or said.end <= known.start:
        return False
    rest = f"{text[said.start : known.start]} {text[known.end : said.end]}".split()
    return all(word.islower() and is_ordinary(word) for word in rest)


def _with_person(slots: Slots, frame: Frame, text: str, index: NameIndex, *, gives: bool = False) -> Slots:
    """The slots with the person that the model marks; of two, the one who is not the owner until now.

    With ``gives``, and no record named, the first of two is the owner until now: all their records go to the second.
    """
    people = [_without_names(one, text, index) for one in _joined(frame, text)]
    people = [
        one for one in people if not any(one != other and set(one.split()) < set(other.split()) for other in people)
    ]
    if gives and len(people) > 1 and not (slots.ids or slots.records or slots.vendor or slots.before):
        slots = replace(slots, before=people[0])
    had = {*words_of(slots.before)}
    person_name = next((one for one in reversed(people) if not had or not had <= {*words_of(one)}), "")
    if not person_name:
        return replace(slots, person="", person_said="") if slots.person and slots.person != names.ME else slots
    if person_name.casefold() in _MINE:
        return replace(slots, person=names.ME, person_said=person_name)
    if slots.person_said and not slots.person and person_name.casefold() in slots.person_said.casefold():
        return slots  # the rules found more of the name
    known = {name: id for name, id in index.names.people.items() if _is_called(person_name, name)}
    if len(set(known.values())) == 1:
        name, id = next(iter(known.items()))
        return replace(slots, person=id, person_said=name)
    return replace(slots, person="", person_said=person_name)


def _joined(frame: Frame, text: str) -> list[Span]:
    """The people that are marked; a first and a last name that were marked apart are one."""
    people: list[Span] = []
    for one in frame.values:
        if one.slot != "person":
            continue
        if people and text[people[-1].end : one.start] == " ":
            one = Span("person", text[people[-1].start : one.end], people.pop().start, one.end)  # noqa: PLW2901
        people.append(one)
    return people


def _without_names(said: Span, text: str, index: NameIndex) -> str:
    """A person's name as marked, without a vendor's name after it: "give Art Kim Panorama"."""
    others = [one for one in index.mentions(text) if one.kind != "person" and said.start < one.start < said.end]
    return text[said.start : others[0].start].strip() if others else said.text


def _is_called(said: str, name: str) -> bool:
    """Whether a person on file is meant by that name: all of it, the first or the last one."""
    words = name.casefold().split()
    called = said.casefold().replace("’", "'").removesuffix("'s").removeprefix("@")
    return called == name.casefold() or called in {words[0], words[-1]} if words else False


def _with_term(slots: Slots, text: str, desk: Desk) -> Slots:
    """The slots with how long a contract lasts, as in "three years from July 1", and the day from which it counts."""
    term, start, end = said_term(text)
    days = (one for one in slots.said_days if not (term and _within(one, [(start, end)])))
    counted = (
        in_role(one, DayOf.EFFECTIVE, desk.today) if one.role is DayOf.OTHER and begins_on(text, one) else one
        for one in days
    )
    return replace(slots, said_days=tuple(counted), marked=(*slots.marked, *((TERM, term),) * bool(term)))


def _days(frame: Frame, text: str, slots: Slots, command: str, desk: Desk) -> tuple[SaidDay, ...]:
    """The days that were said, each with the role that its words tell, else the role that the model gives it."""
    marked = [one for one in frame.values if one.slot.startswith("date")]
    known = {one.role for one in slots.said_days} - {DayOf.OTHER}
    told = event_days(text, days_in(text, desk.today))
    letters = [one.day for one in told if one.event in {"noticed", "sent"}]
    result: list[SaidDay] = []
    for day in slots.said_days:
        value = next((one for one in marked if day.start < one.end and one.start < day.end), None)
        role = _role(value, command) if value else DayOf.OTHER
        signed = {role, day.role} if command == "correct" else {role} if day.role is DayOf.OTHER else ()
        if DayOf.SIGNED in signed and day.day and day.day > desk.today:
            day, role = replace(day, role=DayOf.EXPIRES), DayOf.EXPIRES  # noqa: PLW2901 - nothing was signed then
        if day.role is DayOf.HAPPENED and any(day.start < one.end and one.start < day.end for one in letters):
            day = replace(day, role=DayOf.OTHER)  # noqa: PLW2901 - of what a letter tells, its own day is not that
        plain = (day.role is DayOf.OTHER and role not in known) or _is_to_come(day, role, desk)
        day = _ahead(day, desk) if role is DayOf.UNTIL else day  # noqa: PLW2901
        result.append(replace(day, role=role) if plain and role is not DayOf.OTHER else day)
    if not result:
        read_values = ((value, said_days(value.text, desk.today, _role(value, command))) for value in marked)
        result = [_placed(days[0], _role(value, command), value) for value, days in read_values if days]
        result = [_ahead(one, desk) if one.role is DayOf.UNTIL else one for one in result]
    ends = [end for one in frame.values if (end := _end_of(one, command, desk))]
    spans = [(one.start, one.end) for one in ends]
    result = [one for one in result if one.day or not _within(one, spans)]
    known = {one.role for one in result}
    return (*result, *(one for one in ends if one.role not in known))


def _placed(day: SaidDay, role: DayOf, value: Span) -> SaidDay:
    """The day that was read in a value, where it stands in the message."""
    return replace(day, role=role, start=value.start + day.start, end=value.start + day.end)


def _end_of(said: Span, command: str, desk: Desk) -> SaidDay | None:
    """The end of something in a month or another period: its last day for an approval; else ``day`` is None."""
    role = DayOf.UNTIL if command == APPROVE and said.slot == "period" else _role(said, command)
    if role not in {DayOf.UNTIL, DayOf.EXPIRES} or said_days(said.text, desk.today, role):
        return None
    span = period_in(f"until {said.text}", desk.today)
    day = span.until if span and command == APPROVE else None
    return SaidDay(role, day, said.text, said.start, said.end) if span else None


def unread(frame: Frame, slots: Slots) -> tuple[str, ...]:
    """What is said for a day or the number of students and is not among the values that were read."""
    dates = [one for one in frame.values if one.slot.startswith("date")]
    read, timed = [(one.start, one.end) for one in slots.said_days], any(one.time for one in slots.said_days)
    lost = [one.text for one in dates if not (_within(one, read) or (timed and is_time(one.text)))]
    return (*lost, *(frame.of("students") if slots.number is None else ()))


def unread_days(frame: Frame, text: str, desk: Desk) -> tuple[str, ...]:
    """What is said for a day and names neither a day nor a period."""
    read = [
        (one.start, one.end) for one in said_days(text, desk.today, marked=tuple(_marked_days(frame, ""))) if one.day
    ]
    dates = (one for one in frame.values if one.slot.startswith("date") and not _within(one, read))
    return tuple(
        one.text for one in dates if not (said_days(one.text, desk.today) or period_in(f"until {one.text}", desk.today))
    )


def _is_to_come(day: SaidDay, role: DayOf, desk: Desk) -> bool:
    """Whether a future day has a past role by the rules, and the role of an end by the model."""
    return role in {DayOf.EXPIRES, DayOf.UNTIL} and day.role in PAST and day.day is not None and day.day > desk.today


def _ahead(day: SaidDay, desk: Desk) -> SaidDay:
    """The day; of a weekday that something waits for, the next one."""
    past = day.day is not None and day.day < desk.today and _WEEKDAY.fullmatch(day.said.strip())
    return replace(day, day=day.day + timedelta(days=7)) if past and day.day else day


def _tells_more(days: Sequence[SaidDay]) -> bool:
    """Whether the day of the vendor's notice is told, and besides it when the breach was discovered or happened."""
    roles = {one.role for one in days}
    return DayOf.NOTICE in roles and bool(roles & {DayOf.DISCOVERED, DayOf.HAPPENED})


def _of_act(said: SaidDay, before: Sequence[SaidDay], only: DayOf | None, desk: Desk) -> SaidDay:
    """The day in the ``only`` role that the act asks for, if any; of past events, a weekday is the last one."""
    said = replace(said, role=only or said.role)
    said = _ahead(said, desk) if only is DayOf.UNTIL else said
    known = next((one.day for one in before if one.day and one.role is said.role), None)
    if known and (number := number_of_day(said.said)):  # "no, the 23rd": next to the day that was said for it before
        said = replace(said, day=near_day(number, known))
    late = said.day and said.day > desk.today and said.role in PAST and _WEEKDAY.fullmatch(said.said.strip())
    return replace(said, day=said.day - timedelta(days=7)) if late and said.day else said


def other_year(frame: Frame, known: Sequence[SaidDay]) -> tuple[SaidDay, ...]:
    """``no wait, 2028``: the day said last, in another year; empty where that is not what was said."""
    years = [found[0] for one in frame.values if (found := _YEAR.fullmatch(one.text.strip(" .,!")))]
    last = next((one for one in reversed(known) if one.day), None)
    if len(years) != 1 or last is None or last.day is None:
        return ()
    year = int(years[0])
    day = last.day.replace(year=year, day=min(last.day.day, 28) if last.day.month == 2 else last.day.day)
    return (replace(last, day=day, said=years[0]),)


def _role(value: Span, command: str) -> DayOf:
    role = _DAYS.get(value.slot, DayOf.OTHER)
    return DayOf.NOTICE if role is DayOf.TOLD and command in _BY_VENDOR else role
