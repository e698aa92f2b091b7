"""The command who-has: vendors that may hold the district's data, by vendor, data, school or subprocessor."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from handlers.contracts.ended import has_ended
from handlers.contracts.form import CATEGORIES
from handlers.contracts.listing import SAY, opened_by
from handlers.contracts.words import FIELDS
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Part, Reply, Row, Rows, Text
from handlers.dialogue.text import short
from handlers.holders.held import by_data, by_school, by_subprocessor, by_vendor, filter_by, holding
from storage.records import Contract, Role

messages = catalog(__file__)

WHO_HAS = "who-has"
_GROUPS: Mapping[str, tuple[str, Callable[[Sequence[Contract]], Mapping[str, list[Contract]]], str]] = {
    "data": (messages.BY_DATA, by_data, messages.NO_DATA),
    "schools": (messages.BY_SCHOOL, by_school, messages.NO_SCHOOLS),
    "subprocessors": (messages.BY_SUBPROCESSOR, by_subprocessor, messages.NO_SUBPROCESSORS),
}
_BESIDE = re.compile(
    r"^(?:(?:by|our|the|any|students'?|data|info\w*|records|contracts|of|from|at|in|for|on|with)\s+)+"
    r"|(?:'s)?\s+(?:data|info\w*|students)$|^(?:our )?(?:students'? )?(?:data|info\w*)$",
    re.IGNORECASE,
)
"""Words around a name that only say data is meant."""


def who_has(rest: str, message: Message, desk: Desk) -> Reply:
    """``who-has``: every vendor; with ``data``, ``schools`` or ``subprocessors``: grouped; else who fits the name."""
    said, page = asked(rest)
    contracts = holding(desk)
    group = re.sub(r"^by ", "", said.casefold())
    if group in _GROUPS:
        return _grouped(group, contracts, page, message, desk)
    is_category = any(said.casefold() == label.casefold() for _, label in CATEGORIES)
    name = said if is_category else _BESIDE.sub("", said).strip()
    return _named(name, contracts, page, message, desk) if name else _listed(contracts, "", page, message, desk)


def _named(said: str, found: list[Contract], page: int, message: Message, desk: Desk) -> Reply:
    """Who holds a school's data or a kind of data, or who uses a subprocessor, by the field that has the name."""
    name_filter = filter_by(said, found, desk)
    matching = [one for one in found if name_filter and one.id in name_filter.ids]
    of_school, of_firm = (
        name_filter is not None and name_filter.field == FIELDS[name][0] for name in ("schools", "subprocessors")
    )
    reply = _listed(matching, said, page, message, desk) if matching else _nobody(said)
    silent = [one for one in found if not one.schools] if of_school else _without_data(found) if not of_firm else []
    silent_note = _silent_on_schools if of_school else _silent_on_data
    title = (
        short(messages.held_by_subprocessor(name=said, number=len(matching)))
        if of_firm and name_filter and not name_filter.names
        else reply.title
    )
    notes = (Text(silent_note(len(silent))),) if silent else ()
    return Reply(title=title, parts=(*reply.parts, *notes), choices=reply.choices, footer=reply.footer)


def _without_data(found: Sequence[Contract]) -> list[Contract]:
    return [one for one in found if not (one.categories or one.kinds)]


def _nobody(said: str) -> Reply:
    return Reply(
        title=_title(0, said), parts=(Text(messages.none(said=said)),), choices=tuple(_others(messages.BY_VENDOR))
    )


def _listed(found: Sequence[Contract], of: str, page: int, message: Message, desk: Desk) -> Reply:
    """The vendors, each with its data, schools and subprocessors."""
    groups = by_vendor(found)
    shown = part(tuple(groups.items()), page)
    rows = Rows(tuple(_row(name, ones, desk) for name, ones in shown.shown))
    return Reply(
        title=_title(len(groups), of),
        parts=(rows,) if groups else (Text(messages.NOTHING),),
        choices=(
            *onward(WHO_HAS, of, shown, message, desk),
            *(_others("" if of else messages.BY_VENDOR)),
            *(() if groups else (Choice(messages.LOG, SAY),)),
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
        _with_subprocessors(dict.fromkeys(firm for one in ones for firm in one.subprocessors)),
        messages.ENDED if ended else "",
    )
    several = Choice(short(name, LONGEST_LABEL), f"contracts {name}")
    opens = opened_by(ones[0]) if len(ones) == 1 else several
    return Row(name, _details(pieces), "incomplete" if ended else "plain", opens)


def _grouped(group: str, found: Sequence[Contract], page: int, message: Message, desk: Desk) -> Reply:
    """The data categories, schools or subprocessors, each with its vendors."""
    label, group_by, nothing = _GROUPS[group]
    shown = part(tuple(group_by(found).items()), page)
    rows = tuple(
        Row(
            name,
            _details((messages.vendors(number=len(by_vendor(ones))), ", ".join(by_vendor(ones)))),
            opens=Choice(short(name, LONGEST_LABEL), f"{WHO_HAS} {name}"),
        )
        for name, ones in shown.shown
    )
    silent = {
        "data": (_silent_on_data, len(_without_data(found))),
        "schools": (_silent_on_schools, sum(not one.schools for one in found)),
        "subprocessors": (_silent_on_subprocessors, sum(not one.subprocessors for one in found)),
    }
    silent_note, number = silent[group]
    parts: tuple[Part, ...] = (Rows(rows),) if rows else (Text(nothing),)
    return Reply(
        title=_title(len(by_vendor(found)), label.lower()),
        parts=(*parts, *((Text(silent_note(number)),) if number and rows else ())),
        choices=(*onward(WHO_HAS, group, shown, message, desk), *_others(label)),
        footer=shown.told or wording.NOT_ADVICE,
    )


def _others(shown: str) -> Iterator[Choice]:
    """Buttons for the other groupings."""
    if shown != messages.BY_VENDOR:
        yield Choice(messages.BY_VENDOR, WHO_HAS)
    for group, (label, _, _) in _GROUPS.items():
        if label != shown:
            yield Choice(label, f"{WHO_HAS} {group}")


def _title(number: int, of: str = "") -> str:
    """The title of the list, with the number of vendors."""
    return short(messages.title(of=f" ({of})" if of else "", number=messages.vendors(number=number)))


def _details(pieces: Iterable[str]) -> str:
    """The details of a vendor, in a line."""
    line = " · ".join(piece for piece in pieces if piece)
    return short(f"{line[:1].upper()}{line[1:]}", 300)


def _with_subprocessors(names: Iterable[str]) -> str:
    """The vendor's subprocessors."""
    told = ", ".join(names)
    return f"subprocessors: {told}" if told else ""


def _contracts(number: int, one: str, many: str) -> str:
    return f"1 contract {one}" if number == 1 else f"{number} contracts {many}"


def _silent_on_data(number: int) -> str:
    """How many contracts do not say which data is covered."""
    return messages.silent_on_data(number=_contracts(number, "does", "do"))


def _silent_on_schools(number: int) -> str:
    """How many contracts name no school, and so may reach all."""
    return messages.silent_on_schools(number=number)


def _silent_on_subprocessors(number: int) -> str:
    """How many contracts name no subprocessor."""
    return messages.silent_on_subprocessors(number=_contracts(number, "names", "name"))


messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name=WHO_HAS,
        usage="who-has WORDS",
        help=messages.help_who_has,
        example="who-has schools",
        group=HelpGroup.CONTRACTS,
        role=Role.STAFF,
        short_argument=True,
        phrases=(
            "who has our data",
            "who holds our data",
            "who has our students' data",
            "who has our student data",
            "where is our data",
            "which vendors have our data",
        ),
        with_argument={
            "schools": ("who has our data by school", "which schools use what"),
            "data": ("who has our data by kind", "who has which data"),
            "subprocessors": ("list subprocessors", "our subprocessors", "which subprocessors do our vendors use"),
        },
        run=who_has,
    ),
)
