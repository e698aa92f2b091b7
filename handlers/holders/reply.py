"""Says who has the district's data, as far as the contracts on record tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from handlers.contracts.ended import has_ended
from handlers.contracts.form import CATEGORIES
from handlers.contracts.listing import SAY, opened_by
from handlers.contracts.words import FIELDS
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Part, Reply, Row, Rows, Text
from handlers.dialogue.text import short
from handlers.holders import words
from handlers.holders.held import by_data, by_school, by_subprocessor, by_vendor, filter_by, holding
from storage.records import Contract

WHO_HAS = "who-has"
_GROUPS: Mapping[str, tuple[str, Callable[[Sequence[Contract]], Mapping[str, list[Contract]]], str]] = {
    "data": (words.BY_DATA, by_data, words.NO_DATA),
    "schools": (words.BY_SCHOOL, by_school, words.NO_SCHOOLS),
    "subprocessors": (words.BY_SUBPROCESSOR, by_subprocessor, words.NO_SUBPROCESSORS),
}
_BESIDE = re.compile(
    r"^(?:(?:by|our|the|any|students'?|data|info\w*|records|contracts|of|from|at|in|for|on|with)\s+)+"
    r"|(?:'s)?\s+(?:data|info\w*|students)$|^(?:our )?(?:students'? )?(?:data|info\w*)$",
    re.IGNORECASE,
)
"""Words that say no more than that data is meant."""


def who_has(rest: str, message: Message, desk: Desk) -> Reply:
    """``who-has``: every vendor; ``who-has data``, ``schools`` or ``subprocessors``; or who holds what is named."""
    said, page = asked(rest)
    found = holding(desk)
    group = re.sub(r"^by ", "", said.casefold())
    if group in _GROUPS:
        return _grouped(group, found, page, message, desk)
    is_category = any(said.casefold() == label.casefold() for _, label in CATEGORIES)
    named = said if is_category else _BESIDE.sub("", said).strip()
    return _named(named, found, page, message, desk) if named else _listed(found, "", page, message, desk)


def _named(said: str, found: list[Contract], page: int, message: Message, desk: Desk) -> Reply:
    """Who holds the data of a school or of a kind, or through whom; by what the name is on record."""
    by = filter_by(said, found, desk)
    fits = [one for one in found if by and one.id in by.ids]
    of_school, of_firm = (by is not None and by.field == FIELDS[name][0] for name in ("schools", "subprocessors"))
    reply = _listed(fits, said, page, message, desk) if fits else _nobody(said)
    silent = [one for one in found if not one.schools] if of_school else _without_data(found) if not of_firm else []
    told = words.silent_on_schools if of_school else words.silent_on_data
    title = words.held_by_subprocessor(said, len(fits)) if of_firm and by and not by.names else reply.title
    beside = (Text(told(len(silent))),) if silent else ()
    return Reply(title=title, parts=(*reply.parts, *beside), choices=reply.choices, footer=reply.footer)


def _without_data(found: Sequence[Contract]) -> list[Contract]:
    return [one for one in found if not (one.categories or one.kinds)]


def _nobody(said: str) -> Reply:
    return Reply(title=words.title(0, said), parts=(Text(words.none(said)),), choices=tuple(_others(words.BY_VENDOR)))


def _listed(found: Sequence[Contract], of: str, page: int, message: Message, desk: Desk) -> Reply:
    """The vendors, each with its data, its schools and who works for it."""
    groups = by_vendor(found)
    shown = part(tuple(groups.items()), page)
    rows = Rows(tuple(_row(name, ones, desk) for name, ones in shown.shown))
    return Reply(
        title=words.title(len(groups), of),
        parts=(rows,) if groups else (Text(words.NOTHING),),
        choices=(
            *onward(WHO_HAS, of, shown, message, desk),
            *(_others("" if of else words.BY_VENDOR)),
            *(() if groups else (Choice(words.LOG, SAY),)),
        ),
        footer=shown.told or wording.NOT_ADVICE,
    )


def _row(name: str, ones: Sequence[Contract], desk: Desk) -> Row:
    labels, ended = dict(CATEGORIES), any(has_ended(one, desk.today) for one in ones)
    pieces = (
        ", ".join(one.product or one.id for one in ones),
        ", ".join(dict.fromkeys(labels.get(data, data) for one in ones for data in one.categories)).lower(),
        ", ".join(dict.fromkeys(one.kinds for one in ones if one.kinds)),
        ", ".join(dict.fromkeys(school for one in ones for school in one.schools)),
        words.with_subprocessors(dict.fromkeys(firm for one in ones for firm in one.subprocessors)),
        words.ENDED if ended else "",
    )
    several = Choice(short(name, LONGEST_LABEL), f"contracts {name}")
    opens = opened_by(ones[0]) if len(ones) == 1 else several
    return Row(name, words.row(pieces), "incomplete" if ended else "plain", opens)


def _grouped(group: str, found: Sequence[Contract], page: int, message: Message, desk: Desk) -> Reply:
    """By what they hold, where they are used, or who works for them."""
    label, parted, nothing = _GROUPS[group]
    shown = part(tuple(parted(found).items()), page)
    rows = tuple(
        Row(
            name,
            words.row((words.vendors(len(by_vendor(ones))), ", ".join(by_vendor(ones)))),
            opens=Choice(short(name, LONGEST_LABEL), f"{WHO_HAS} {name}"),
        )
        for name, ones in shown.shown
    )
    silent = {
        "data": (words.silent_on_data, len(_without_data(found))),
        "schools": (words.silent_on_schools, sum(not one.schools for one in found)),
        "subprocessors": (words.silent_on_subprocessors, sum(not one.subprocessors for one in found)),
    }
    told, number = silent[group]
    parts: tuple[Part, ...] = (Rows(rows),) if rows else (Text(nothing),)
    return Reply(
        title=words.title(len(by_vendor(found)), label.lower()),
        parts=(*parts, *((Text(told(number)),) if number and rows else ())),
        choices=(*onward(WHO_HAS, group, shown, message, desk), *_others(label)),
        footer=shown.told or wording.NOT_ADVICE,
    )


def _others(shown: str) -> Iterator[Choice]:
    """The other ways to look at it."""
    if shown != words.BY_VENDOR:
        yield Choice(words.BY_VENDOR, WHO_HAS)
    for group, (label, _, _) in _GROUPS.items():
        if label != shown:
            yield Choice(label, f"{WHO_HAS} {group}")
