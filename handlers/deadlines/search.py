"""The deadlines command: reads which open deadlines are asked for, by person, vendor, id or time, and lists them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.deadlines import words as deadline_words
from handlers.deadlines.states import DeadlineState, by_harm, follows_breach, is_lead, overdue, owned, state_of, watched
from handlers.deadlines.status import deadline_rows, list_title, record_ids, titled_tone
from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import Choice, Reply, Text, Tone
from handlers.dialogue.text import offer_names
from handlers.people import names
from handlers.people.names import UnknownPerson, find_person
from handlers.understanding.fuzzy import closest
from storage.reading import has
from storage.records import Deadline, Status

_IDS = re.compile(r"[BCD]-\d+(?:[ ,;]+[BCD]-\d+)*[ ,;.]*")
Open = tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name means, and its open deadlines; or, where several people have it, those people."""

    called: str
    open_ones: Open
    people: tuple[str, ...] = ()


def match_name(said: str, open_ones: Open, desk: Desk) -> NameMatch | None:
    """What the text means, tried in this order; None where nothing has that name. Raises Sorry.

    Record ids, a person's whole name, words of a person's name, words of a vendor or duty, beginnings of a name.
    """
    if not said:
        return NameMatch("", open_ones)
    if _IDS.fullmatch(said.upper()):
        return _of_ids(re.findall(r"[BCD]-\d+", said.upper()), open_ones, desk)
    people = _people(desk)
    return (
        _of_whole_name(said, people, open_ones, desk)
        or _of_people(said, _has_words, people, open_ones, desk)
        or _of_words(said, open_ones, desk)
        or _of_people(said, _has_beginnings, people, open_ones, desk)
    )


def every_name(desk: Desk) -> Iterator[str]:
    """Every name that a search can match: people, then vendors and products."""
    yield from _people(desk)
    for contract in desk.store.contracts():
        yield from (contract.vendor, contract.product)
    for breach in desk.store.breaches():
        yield breach.vendor


def _people(desk: Desk) -> Mapping[str, str]:
    """The ids of all possible owners, by display name."""
    owners = {one.owner for one in desk.store.deadlines() if one.owner}
    return {
        names.display_name(who, desk): who for who in (*owners, *(one.id for one in desk.store.people() if one.name))
    }


def _of_ids(ids: list[str], open_ones: Open, desk: Desk) -> NameMatch | None:
    """Open deadlines by ids of deadlines and records, a contract's breaches included; None where an id is unknown."""
    store, wanted = desk.store, set(ids)
    if any(not (store.contract(id) or store.breach(id) or store.deadline(id)) for id in ids):
        return None
    wanted |= {breach.id for breach in store.breaches() if breach.contract in wanted}
    return NameMatch(", ".join(ids), tuple(one for one in open_ones if {one.id, one.record} & wanted))


def _of_whole_name(said: str, people: Mapping[str, str], open_ones: Open, desk: Desk) -> NameMatch | None:
    """The person with exactly this name, else None. Raises Sorry where several people have it."""
    try:
        return _of_one(find_person(said, desk.store).id, open_ones, desk)
    except UnknownPerson:
        same = [who for name, who in people.items() if name.casefold() == said.casefold()]
        return _of_one(same[0], open_ones, desk) if same else None


def _of_people(
    said: str, fits: Callable[[str, str], bool], people: Mapping[str, str], open_ones: Open, desk: Desk
) -> NameMatch | None:
    """The one person whose name fits, or all of them to choose from where there are several; None for none."""
    fitting = sorted(name for name in people if fits(said, name))
    if len(fitting) > 1:
        return NameMatch(said, (), tuple(fitting))
    return _of_one(people[fitting[0]], open_ones, desk) if fitting else None


def _of_one(who: str, open_ones: Open, desk: Desk) -> NameMatch:
    return NameMatch(names.display_name(who, desk), tuple(owned(open_ones, who, desk)))


def _has_words(said: str, name: str) -> bool:
    return set(said.casefold().split()) <= set(name.casefold().split())


def _has_beginnings(said: str, name: str) -> bool:
    return all(any(word.startswith(part) for word in name.casefold().split()) for part in said.casefold().split())


def _of_words(said: str, open_ones: Open, desk: Desk) -> NameMatch | None:
    """Deadlines of contracts and breaches that have these words, and of duties with the words in their titles."""
    ids = {one.id for one in desk.store.contracts(said)} | {one.id for one in desk.store.breaches(said)}
    titles = {one.duty: deadline_words.duty_title(one, desk.law) for one in open_ones}
    duties = {duty for duty, title in titles.items() if has(said, (), title)}
    if not (ids or duties):
        return None
    return NameMatch(
        list_words.quoted(said), tuple(one for one in open_ones if one.record in ids or one.duty in duties)
    )


class Sort(StrEnum):
    """Which deadlines are asked for; the value is the word for it in the command."""

    ALL = ""
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


MINE = "mine"
"""The word that asks for one's own; it goes with any sort."""
_MEANINGS: Mapping[str, Sort | str] = {
    **dict.fromkeys(("mine", "my", "me"), MINE),
    **dict.fromkeys(("overdue", "late"), Sort.OVERDUE),
    **dict.fromkeys(("this week", "within a week", "week", "soon"), Sort.WEEK),
    "today": Sort.TODAY,
    **dict.fromkeys(("all", "open", "due", "for", "of"), Sort.ALL),
}
"""The words that are not a name, and what each asks for."""
OFFERED = ("mine", "overdue", "this week", "all")
_SORT = rf"(?:{'|'.join(sorted(_MEANINGS, key=len, reverse=True))})\b"
_ONLY = re.compile(rf"(?:{_SORT} ?)*", re.IGNORECASE)
_AROUND = re.compile(rf"(?P<first>(?:{_SORT} )*)(?P<name>.*?)(?P<last>(?: {_SORT})*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SelectedDeadlines:
    """The deadlines that fit, in the order of every list.

    ``name`` is the text beside the sort, ``whose`` is how the title calls it. ``more_overdue`` are the overdue ones
    with the same name that the sort leaves out.
    """

    name: str
    sort: Sort
    whose: str
    found: tuple[Deadline, ...]
    more_overdue: tuple[Deadline, ...] = ()
    mine: bool = False
    people: tuple[str, ...] = ()
    """The people whom the name may mean, where there are several; ``found`` is empty then."""


def select_deadlines(said: str, message: Message, desk: Desk) -> SelectedDeadlines | None:
    """``[mine] [overdue | this week] [WHO or WHAT]``, in any order; None where nobody and nothing has that name.

    Raises Sorry where several people have exactly that name, or where nobody knows who says 'mine'.
    """
    open_ones = tuple(desk.store.deadlines(status=Status.OPEN))
    for wanted, name in _readings(said):
        if match := match_name(name, open_ones, desk):
            return _select(name, wanted, match, message, desk)
    return None


def _readings(said: str) -> Iterator[tuple[set[Sort | str], str]]:
    """Each way to read the text, as (what is asked for, name).

    The whole text is tried as a name first, as a vendor may be called "Open Up".
    """
    if _ONLY.fullmatch(said):
        yield _meanings(said), ""
        return
    yield set(), said
    if (around := _AROUND.fullmatch(said)) and around["name"] != said:
        yield _meanings(f"{around['first']} {around['last']}"), around["name"]


def _meanings(said: str) -> set[Sort | str]:
    return {_MEANINGS[one.lower()] for one in re.findall(_SORT, said, re.IGNORECASE)}


def _select(name: str, asked: set[Sort | str], match: NameMatch, message: Message, desk: Desk) -> SelectedDeadlines:
    """The deadlines of the match that fit the sort; those of the sender where "mine" is asked. Raises Sorry."""
    candidates, whose, mine = tuple(by_harm(match.open_ones, desk.today)), match.called, MINE in asked
    sort = next((one for one in (Sort.OVERDUE, Sort.TODAY, Sort.WEEK) if one in asked), Sort.ALL)
    if mine:
        if not message.who:
            raise Sorry(list_words.NAMELESS)
        candidates = tuple(watched(candidates, message.who, desk))
        whose = ", ".join(word for word in (names.display_name(message.who, desk), whose) if word)
    found = tuple(one for one in candidates if _fits(sort, one, desk))
    more_overdue = tuple(one for one in overdue(candidates, desk.today) if one not in found)
    return SelectedDeadlines(name, sort, whose, found, more_overdue, mine, match.people)


def _fits(sort: Sort, deadline: Deadline, desk: Desk) -> bool:
    match sort:
        case Sort.OVERDUE:
            return state_of(deadline, desk.today) is DeadlineState.OVERDUE
        case Sort.WEEK:
            stands = state_of(deadline, desk.today)
            return stands in {DeadlineState.PASSING, DeadlineState.SOON} or _is_late_breach(deadline, desk)
        case Sort.TODAY:
            return desk.today in {deadline.safe, deadline.last_day} or _is_late_breach(deadline, desk)
        case Sort.ALL:
            return True


def _is_late_breach(deadline: Deadline, desk: Desk) -> bool:
    """Whether it follows from a breach and is overdue: such a deadline is on every list, whatever its sort."""
    return follows_breach(deadline) and state_of(deadline, desk.today) is DeadlineState.OVERDUE


SAY = "deadlines"


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``deadlines [mine] [overdue | this week] [WHO or WHAT] [page N]``: what is open, by harm and date."""
    said, page = asked(rest)
    selected = select_deadlines(said, message, desk)
    if selected is None:
        return _unknown(said, desk)
    if selected.people:
        return _ask_which(selected)
    page_part = part(selected.found, page)
    onwards = (*onward(SAY, said, page_part, message, desk), *_narrower(selected, message, desk))
    if not selected.found:
        return _nothing(selected, onwards, desk)
    late = len(overdue(selected.found, desk.today))
    counted = _counted(selected, late)
    besides = [Text(list_words.besides(number=len(selected.more_overdue)))] if selected.more_overdue else []
    return Reply(
        title=list_title(selected.found, counted, desk),
        parts=(*watch_parts(selected.mine, message, desk), deadline_rows(page_part.shown, desk, message), *besides),
        choices=onwards,
        tone=titled_tone(selected.found, desk, selected.more_overdue),
        footer=page_part.told,
        records=record_ids(page_part.shown),
    )


def _counted(selected: SelectedDeadlines, late: int) -> str:
    """The title's count of the deadlines.

    For today and this week, overdue ones of breaches are not counted, as the title already names them.
    """
    if selected.sort not in {Sort.WEEK, Sort.TODAY}:
        return list_words.due(len(selected.found), late, selected.sort, selected.whose)
    number = len(selected.found) - late
    if number:
        return list_words.due(number, 0, selected.sort, selected.whose)
    nothing = list_words.none_due(selected.sort, selected.whose)
    return f"{nothing[:1].lower()}{nothing[1:]}"


def watch_parts(mine: bool, message: Message, desk: Desk) -> tuple[Text, ...]:
    """A note for the privacy lead that a list of their own also has what no one owns and what breaches ask."""
    return (Text(deadline_words.LEADS_OWN),) if mine and is_lead(message.who, desk) else ()


def nothing_open(desk: Desk) -> str:
    """The text where nothing is open; praise only where there ever were deadlines."""
    return deadline_words.NOTHING_OPEN if desk.store.deadlines() else deadline_words.NOTHING_YET


def _nothing(selected: SelectedDeadlines, onwards: tuple[Choice, ...], desk: Desk) -> Reply:
    """The reply where nothing fits."""
    if not (selected.sort or selected.whose):
        says = nothing_open(desk)
        tone: Tone = "done" if says == deadline_words.NOTHING_OPEN else "plain"
        return Reply(title=list_words.due(0, 0, "", ""), parts=(Text(says),), choices=onwards, tone=tone)
    return Reply(
        title=list_words.none_due(selected.sort, selected.whose),
        parts=(Text(list_words.besides(number=len(selected.more_overdue))),) if selected.more_overdue else (),
        choices=(*onwards, Choice(list_words.ALL, SAY)),
        tone="overdue" if selected.more_overdue else "plain",
    )


def _narrower(selected: SelectedDeadlines, message: Message, desk: Desk) -> Iterator[Choice]:
    """Buttons for the overdue ones and for one's own, where these are a part of the list."""
    if selected.more_overdue or 0 < len(overdue(selected.found, desk.today)) < len(selected.found):
        yield Choice(list_words.OVERDUE, _say(Sort.OVERDUE, MINE if selected.mine else "", selected.name))
    own = watched(selected.found, message.who, desk) if message.who else []
    if 0 < len(own) < len(selected.found):
        yield Choice(list_words.MINE, _say(MINE, selected.sort, selected.name))


def _say(*words: str) -> str:
    """The deadlines command with these words."""
    return " ".join(word for word in (SAY, *words) if word)


def _ask_which(selected: SelectedDeadlines) -> Reply:
    """Asks which of several people is meant."""
    return Reply(
        title=list_words.which(selected.name),
        parts=(Text(list_words.several(selected.name)),),
        choices=tuple(Choice(name, _say(selected.sort, name)) for name in selected.people),
        asks=True,
    )


def _unknown(said: str, desk: Desk) -> Reply:
    near_names = closest(said, (*every_name(desk), *OFFERED))
    return Reply(
        title=wording.SORRY_TITLE,
        parts=(Text(list_words.unknown(said, near_names)), Text(list_words.HOW)),
        choices=tuple(offer_names(SAY, near_names)),
        tone="sorry",
        outcome=Outcome.SORRY,
    )
