"""Picks the contracts, breaches and deadlines that fit a question, and puts the choice into words and a command."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.contracts.form import is_incomplete, missing_provisions
from handlers.deadlines.states import by_harm, done_on, overdue
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.holders.held import Filter, bare, filter_by, has_data, holding, named_in, same_school, says
from handlers.records import words as record_words
from handlers.records.found import Asked
from handlers.records.proposal import duty_name
from handlers.records.single import contract as contract_facts
from handlers.understanding.named import kinds_in
from handlers.understanding.requests.query_slots import categories_in
from handlers.understanding.requests.request import Order, Slots, View
from storage.records import Breach, Contract, Deadline, Status

_PAST = re.compile(r"20\d\d|\b(?:last|past|previous|yesterday)\b", re.IGNORECASE)
SOON_DAYS = 90
"""How far ahead "soon" reaches for contracts that end."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the remaining words of a question narrow a list to.

    ``without`` leaves records out, ``lacks`` names fields that must be empty, ``unknown`` are words that match nothing.
    """

    filters: tuple[Filter, ...] = ()
    without: tuple[Filter, ...] = ()
    lacks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def fits(self, contract: str) -> bool:
        """Whether the contract with that id passes the filters."""
        inside = all(contract in one.ids for one in self.filters)
        return inside and not any(contract in one.ids for one in self.without)

    @property
    def told(self) -> str:
        """What the list is narrowed to, in words."""
        return record_words.narrowed([(one.said, one.field, one.names) for one in self.filters], self._left_out)

    @property
    def _left_out(self) -> list[tuple[str, str, bool]]:
        return [(one.said, one.field, one.names) for one in self.without]


def narrowing(asked: Asked) -> Narrowing:
    """The filters for the words of the question that no slot has taken."""
    slots, desk, kind = asked.slots, asked.desk, asked.request.kind
    candidates = [one for one in desk.store.contracts() if not one.withdrawn]
    data_words = () if kind not in {"breach", "deadline"} else (*slots.data, *_labels(slots) * (kind == "deadline"))
    rest_words = (*slots.left, *data_words)
    place = "" if slots.ids or slots.records else named_in(asked.message.text, desk)
    if place and not any(bare(place) in bare(one) or same_school(place, one) for one in (*rest_words, *slots.left_out)):
        rest_words = (*rest_words, place)
    found, unknown = _filters(rest_words, candidates, desk)
    without, missing = _filters(slots.left_out, candidates, desk)
    lacks = {said: name for said in missing for name in _LACKS if says(name, said)}
    unknown += [record_words.without_word(said=one) for one in missing if one not in lacks]
    return Narrowing(tuple(found), tuple(without), tuple(lacks.values()), tuple(unknown))


def data_asked(asked: Asked) -> tuple[str, ...]:
    """The kinds of data asked for.

    Where no slot has any and the question is who holds what, the kinds of the law's own list that it names.
    """
    slots, text = asked.slots, asked.message.text
    if asked.request.view is not View.HOLDS or slots.data or slots.categories:
        return slots.data
    known = tuple(asked.desk.law.on(asked.desk.today).kinds.values())
    return tuple(
        next((word for word in kind.words if says(word, text)), kind.words[0]) for kind in kinds_in(text, known)
    )


def _labels(slots: Slots) -> tuple[str, ...]:
    return tuple(one.replace("_", " ") for one in slots.categories)


def _filters(said: Iterable[str], among: Sequence[Contract], desk: Desk) -> tuple[list[Filter], list[str]]:
    """The filters for these phrases, each as a whole or else word by word; and the phrases that match nothing."""
    found: list[Filter] = []
    unknown: list[str] = []
    for phrase in said:
        whole = filter_by(phrase, among, desk)
        by_phrase = {one: filter_by(one, among, desk) for one in phrase.split()} if whole is None else {phrase: whole}
        known = [one for one in by_phrase.values() if one and (whole or not one.names)]
        found += [one for one in known if one not in found]
        unknown += [one for one in by_phrase if not by_phrase[one]] if known else [phrase]
    return found, unknown


def contracts(asked: Asked) -> list[Contract]:
    """The contracts that fit, the newest first; those that expire by their end; or in the order asked for."""
    desk, slots, view = asked.desk, asked.slots, asked.request.view
    named = {one.id for one in asked.contracts} if slots.ids or slots.records else None
    tests = tuple(_tests(asked, named))
    every = holding(desk) if view is View.HOLDS and named is None else desk.store.contracts()
    found = [one for one in every if bool(one.withdrawn) == _withdrawn(asked) and all(t(one) for t in tests)]
    if view is View.EXPIRING:
        found.sort(key=lambda one: (one.expiry or date.max, one.id))
        return found[: slots.number or 1] if slots.order is Order.SOONEST else found
    found.sort(
        key=lambda one: (one.executed or date.min, int(one.id[2:])),
        reverse=slots.order is not Order.OLDEST and not _of_one_vendor(slots),
    )
    return found[: slots.number or 1] if slots.order is not Order.NONE else found


def _of_one_vendor(slots: Slots) -> bool:
    """Whether particular records are named, which are listed in the order they came."""
    return bool(slots.ids or slots.records) and slots.order is Order.NONE


def _withdrawn(asked: Asked) -> bool:
    return "withdrawn" in asked.message.text.lower() and asked.request.view in {View.LIST, View.COUNT}


def _tests(asked: Asked, named: set[str] | None) -> Iterator[Callable[[Contract], bool]]:
    """The conditions that a contract on the list must meet."""
    slots, desk, narrowed = asked.slots, asked.desk, narrowing(asked)
    if named is not None:
        yield lambda one: one.id in named
    if narrowed.filters or narrowed.without:
        yield lambda one: narrowed.fits(one.id)
    if slots.but:
        yield lambda one: one.id not in slots.but
    if slots.person:
        yield lambda one: asked.owned_by(one.owner)
    if asked.request.view is View.EXPIRING:
        since, until = expiry_window(slots, desk.today)
        if named is None or slots.since or slots.until or slots.closed:
            yield lambda one: one.expiry is not None and _within(one.expiry, since, until)
    elif (slots.since or slots.until) and (slots.by or asked.request.view is not View.MISSING):
        yield lambda one: _within(_dated(one, asked), slots.since, slots.until)
    if (data := data_asked(asked)) or slots.categories:
        yield lambda one: has_data(one, slots.categories, data, desk)
    if asked.request.view in {View.MISSING, View.COUNT, View.LIST} or slots.lacks or narrowed.lacks:
        yield from _lacking(asked, narrowed)


def _dated(one: Contract, asked: Asked) -> date | None:
    """The contract's day to compare with the period: of its posting, its end, or its execution."""
    if asked.request.view is View.POSTED:
        posted = contract_facts.posting(one, asked.desk)
        return done_on(posted, asked.desk) if posted else None
    return one.expiry if asked.slots.by == "expires" else one.executed


def _within(value: date | None, since: date | None, until: date | None) -> bool:
    return value is not None and (since is None or value >= since) and (until is None or value <= until)


def expiry_window(slots: Slots, today: date) -> tuple[date | None, date | None]:
    """From when until when the contracts asked for end; the next 90 days where no period was given."""
    if slots.closed:
        return None, today - timedelta(days=1)
    if slots.since is None and slots.until is None:
        return today, None if slots.order is Order.SOONEST else today + timedelta(days=SOON_DAYS)
    if slots.period == "soon":
        return today, today + timedelta(days=SOON_DAYS)
    if slots.until and slots.until < today and not _PAST.search(slots.period):
        return _next_year(slots.since), _next_year(slots.until)  # "ending in spring" means the coming spring
    return slots.since or (today if slots.until and slots.until >= today else None), slots.until


def _next_year(value: date | None) -> date | None:
    return date(value.year + 1, value.month, min(value.day, 28)) if value else None


def _lacking(asked: Asked, narrowed: Narrowing) -> Iterator[Callable[[Contract], bool]]:
    """The conditions on what a contract lacks: provisions, or fields."""
    slots, desk = asked.slots, asked.desk
    if slots.provisions:
        yield lambda one: any(item.id in slots.provisions for item in missing_provisions(one, desk))
    fields = {*slots.lacks, *narrowed.lacks} - {"provisions", "told"}
    if fields:
        yield lambda one: bool(fields & set(_fields(one, asked)))
    elif not (slots.provisions or slots.left_out) and (
        "provisions" in slots.lacks or asked.request.view is View.MISSING
    ):
        yield lambda one: is_incomplete(one, desk)


def _fields(one: Contract, asked: Asked) -> Iterator[str]:
    yield from contract_facts.lacking_fields(one, asked.desk)
    if not one.file:
        yield "file"


def breaches(asked: Asked) -> list[Breach]:
    """The breaches that fit, the newest first."""
    slots, desk, narrowed = asked.slots, asked.desk, narrowing(asked)
    named = {one.id for one in asked.breaches} if slots.ids or slots.records else None
    fitting = [
        one
        for one in desk.store.breaches()
        if not one.withdrawn
        and (named is None or one.id in named)
        and one.id not in slots.but
        and asked.owned_by(one.owner)
        and (not (narrowed.filters or narrowed.without) or narrowed.fits(one.contract))
        and (not (slots.since or slots.until) or _within(_happened(one), slots.since, slots.until))
        and (not slots.categories or set(slots.categories) <= set(one.categories))
        and ("told" not in slots.lacks or not _families_told(one, asked))
        and (not _open_only(asked) or any(d.status is Status.OPEN for d in desk.store.deadlines(record=one.id)))
    ]
    fitting.sort(key=lambda one: int(one.id[2:]), reverse=slots.order is not Order.OLDEST)
    return fitting[: slots.number or 1] if slots.order is not Order.NONE else fitting


def _families_told(one: Breach, asked: Asked) -> bool:
    """Whether the families of a breach were told, as its deadlines show."""
    found = asked.desk.store.deadlines(record=one.id, status=Status.DONE)
    return any(duty_name(deadline) == "families" for deadline in found)


def _happened(one: Breach) -> date | None:
    """When the breach was discovered, or else when the board was told."""
    told = one.board_told
    return one.discovered or (told.date() if isinstance(told, datetime) else told)


def _open_only(asked: Asked) -> bool:
    return any(word in asked.message.text.lower().split() for word in ("open", "active", "ongoing"))


def deadlines(asked: Asked) -> list[Deadline]:
    """The deadlines that fit: open ones in the order of every list, or those done in a period."""
    slots, desk, view = asked.slots, asked.desk, asked.request.view
    done = slots.closed and view is not View.OVERDUE
    found: Iterable[Deadline] = desk.store.deadlines(status=Status.DONE if done else Status.OPEN)
    records = _of_records(asked)
    ids = {one for one in slots.ids if one.startswith("D-")}
    found = asked.theirs(found)
    if "owner" in slots.lacks:
        found = [one for one in found if not one.owner]
    narrowed = narrowing(asked)
    if narrowed.filters or narrowed.without:
        of_breach = {one.id: one.contract for one in desk.store.breaches()}
        found = [one for one in found if narrowed.fits(of_breach.get(one.record, one.record))]
    if records is not None:
        found = [one for one in found if one.record in records or one.id in ids]
    if slots.duties and records is None:
        found = [one for one in found if duty_name(one) in slots.duties]
    found = [one for one in found if one.record not in slots.but]
    if view is View.OVERDUE:
        found = overdue(found, desk.today)
    if (slots.since or slots.until) and not (view is View.OVERDUE and slots.until and slots.until >= desk.today):
        found = [one for one in found if _due_within(one, asked, done=done)]
    return found if done else by_harm(found, desk.today)


def _due_within(one: Deadline, asked: Asked, *, done: bool) -> bool:
    slots, today = asked.slots, asked.desk.today
    since, until = slots.since, slots.until
    if slots.period == "soon":
        until = today + timedelta(days=30)
    if done:
        return _within(done_on(one, asked.desk), since, until)
    if until and until >= today and since and since <= today:
        since = None  # what is overdue is also due by then
    return _within(one.safe, since, until) or _within(one.last_day, since, until)


def _of_records(asked: Asked) -> set[str] | None:
    slots = asked.slots
    if not (slots.ids or slots.records):
        return None
    named = {*slots.ids, *slots.records}
    return named | {one.id for one in asked.desk.store.breaches() if one.contract in named}


def said_again(asked: Asked) -> str:
    """The same choice as a command, for the button of the next page."""
    slots, view = asked.slots, asked.request.view
    pieces = []
    if view is View.EXPIRING:
        since, until = expiry_window(slots, asked.desk.today)
        pieces.append("expired" if slots.closed else "expiring")
        pieces.append(_dates(since, until) if not slots.closed else "")
    elif slots.since or slots.until:
        verb = {"breach": "found", "deadline": "due"}.get(asked.request.kind, "signed")
        pieces.append(f"{'expiring' if slots.by == 'expires' else verb} {_dates(slots.since, slots.until)}")
    if view is View.MISSING:
        pieces += [f"without {one.replace('-', ' ')} provision" for one in slots.provisions]
        pieces += [_LACKS[one] for one in slots.lacks if not (slots.provisions and one == "provisions")]
        if not (slots.provisions or slots.lacks):
            pieces.append(_LACKS["provisions"])
    pieces += [f"holding {one}" for one in slots.categories]
    pieces += [f"with {one} data" for one in data_asked(asked)]
    pieces += [f"with {one}" for one in slots.left] + [f"without {one}" for one in slots.left_out]
    pieces += [f"owned by {asked.person}"] if slots.person else []
    pieces += [", ".join(slots.ids or slots.records)] if slots.ids or slots.records else []
    return " ".join(piece for piece in pieces if piece)


_LACKS = {
    "executed": "without the day of signing",
    "owner": "without an owner",
    "expiry": "without an end date",
    "link": "without a link",
    "file": "without a file",
    "posting": "not posted",
    "data": "without data",
    "told": "families not told",
    "provisions": "missing provisions",
}


def _dates(since: date | None, until: date | None) -> str:
    if since and until:
        return f"between {since} and {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def told(asked: Asked) -> str:
    """What a list was narrowed to, for its title."""
    slots, view, today = asked.slots, asked.request.view, asked.desk.today
    since, until = expiry_window(slots, today) if view is View.EXPIRING else (slots.since, slots.until)
    said = "" if slots.period == "soon" else slots.period
    narrowed, data = narrowing(asked), data_asked(asked)
    implied = {category for kind in data for category in categories_in(kind)}
    labels = [*(one.replace("_", " ") for one in slots.categories if one not in implied), *data]
    labels = [] if asked.request.kind in {"breach", "deadline"} else labels
    lacks = (*slots.lacks, *narrowed.lacks)
    pieces = [
        "expired" if view is View.EXPIRING and slots.closed else "expiring" if view is View.EXPIRING else "",
        record_words.without(lacks, slots.provisions) if lacks or (view is View.MISSING and not slots.left_out) else "",
        record_words.holding(labels),
        narrowed.told,
        record_words.to_do(slots.duties) if asked.request.kind == "deadline" else "",
        f"({slots.order.value})" if slots.order is not Order.NONE else "",
        record_words.of(asked.person),
        record_words.of(slots.vendor or slots.product),
        record_words.leaving_out(slots.but),
        "" if view is View.EXPIRING and slots.closed else record_words.period(since, until, said),
        record_words.not_by(narrowed.unknown),
    ]
    return " ".join(piece for piece in pieces if piece)
