"""The texts of breaches: their form, card, clocks, subprocessors and lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence, short_day
from handlers.law.words import checked
from knowledge.citation import Tag, weakest
from knowledge.counting import Within
from knowledge.wording import in_short, in_words
from storage.records import Breach, Deadline

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "vendor": (messages.vendor, "text"),
    "discovered": (messages.vendor_discovered_it, "date"),
    "board_told": (messages.board_received_the_vendors_notice, "date"),
    "categories": (messages.data_involved, "many"),
    "students": (messages.how_many_students, "number"),
    "description": (messages.what_happened, "long"),
    "owner": (messages.owner_in_the_district, "person"),
}
WHEN: tuple[str, FieldKind] = (messages.date_of_receipt, "date")


def touches(name: str, number: int) -> str:
    """The firm is a subprocessor, and how many contracts have it."""
    return short(messages.touches(name=name, number=number))


def at_subprocessor(name: str) -> str:
    """The first words of the description where the breach was at a subprocessor."""
    return sentence(messages.at_subprocessor(name=name))


def more_touched(number: int, name: str) -> str:
    """How many contracts the list leaves out."""
    return messages.more_touched(number=number, name=short(name, 60))


def hints(families: Within) -> Mapping[str, str]:
    """The hints below the form's fields; ``families`` is the board's time to tell them."""
    return {
        "contract": messages.or_leave_it_blank_and_name,
        "discovered": messages.leave_it_blank_if_you_do,
        "board_told": messages.the_to_tell_families_run_from(families=in_words(families)),
        "categories": messages.check_all_that_may_be_involved,
        "students": messages.a_number_only_never_names,
        "description": messages.no_student_names,
    }


def start_clock(families: Within) -> str:
    """The button that starts the board's clock."""
    return messages.start_clock(families=in_short(families))


def vendor_clock(families: Within) -> str:
    """Whose clock runs before the vendor's notice arrives."""
    return messages.vendor_clock(families=in_words(families))


def mixed(information: str, other: str) -> str:
    """What it means that both of the vendor's clocks run."""
    return messages.mixed(information=information, other=other)


def none(id: str) -> str:
    """There is no such breach."""
    return messages.none(id=id)


def title(breach: Breach) -> str:
    """A breach in a line."""
    gone = " (withdrawn)" if breach.withdrawn else ""
    return short(messages.breach_at(id=breach.id, vendor=breach.vendor, gone=gone))


def saved(breach: Breach, owner: str, *, again: bool) -> str:
    """It is saved, and who owns it; or it was saved already by the same press."""
    if again:
        return messages.this_was_already_saved_as_it(id=breach.id)
    return messages.saved_as(id=breach.id, owner=owner)


def families_first(says: Iterable[str]) -> str:
    """What the law says of telling families, and that they can be told before all is known."""
    return " ".join((*says, messages.FOLLOW_UP))


def tags(deadlines: Iterable[Deadline], *, mixed: bool) -> str:
    """How far the rules behind the deadlines were checked; that a mixed breach has both clocks is our inference."""
    found = [Tag(d.tag) for d in deadlines if d.tag] + ([Tag.I] if mixed else [])
    return checked(weakest(found)) if found else ""


def already(breach: Breach, by: str = "", at: str = "") -> str:
    """The notice was noted before, and by whom."""
    assert breach.board_told
    said = messages.the_vendors_notice_of_was_received(id=breach.id, board_told=day(breach.board_told))
    return sentence(messages.noted_it(said=said, by=by, at=at) if by else said)


def correct_to(id: str, on: date) -> str:
    """The button that corrects the day of the notice."""
    return messages.correct_to(id=id, on=on, day=on.day)


def told_on(value: date, last: date) -> str:
    """The proof that the vendor told the board, and whether it was late."""
    late = messages.after_the_last_day(last=day(last)) if value > last else ""
    return messages.the_vendors_notice_arrived_on(value=day(value), late=late)


def asked(discovered: date | None, told: date | None) -> str:
    """The proof that the vendor was asked: its answer."""
    if discovered:
        return messages.the_vendor_discovered_it_on(discovered=day(discovered))
    return messages.the_vendors_notice_arrived_on_2(told=day(told)) if told else ""


def rows(breach: Breach, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A breach as pairs of label and value."""
    yield "Vendor", breach.vendor
    yield "Contract", breach.contract or messages.none_named
    yield (
        messages.vendor_discovered_it,
        day(breach.discovered) if breach.discovered else messages.not_known_ask_the_vendor,
    )
    yield messages.board_received_the_notice, day(breach.board_told) if breach.board_told else messages.not_yet
    yield "Data", ", ".join(labels.get(c, c) for c in breach.categories) or messages.not_known
    pairs = [
        ("Students", f"{breach.students:,}" if breach.students else ""),
        (messages.what_happened, breach.description),
        ("Owner", breach.owner),
        ("Withdrawn", breach.reason if breach.withdrawn else ""),
    ]
    yield from ((label, value) for label, value in pairs if value)


def name(breach: Breach) -> str:
    """What a breach is called in a list."""
    return short(messages.name(vendor=breach.vendor, withdrawn=" (withdrawn)" if breach.withdrawn else ""))


def state(breach: Breach, today: date) -> str:
    """Where a breach stands."""
    if breach.board_told:
        return messages.notice_received(board_told=short_day(breach.board_told, today))
    found = breach.discovered
    return messages.discovered_no_notice_yet(day=short_day(found, today)) if found else messages.discovery_not_known


def count(number: int, search: str) -> str:
    """How many breaches."""
    return short(f"{number} breach{'' if number == 1 else 'es'}{f' with {search!r}' if search else ''}")


def days(breach: Breach) -> tuple[date, ...]:
    """The dates on its card; a moment of receipt is left as it was typed."""
    return tuple(day for day in (breach.discovered, breach.board_told) if day and not isinstance(day, datetime))
