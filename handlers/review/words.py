"""The sentences of a review: how each provision stands and why, terms of concern, and what its commands say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day, short_day
from handlers.review.review import ItemFinding, ItemStatus

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

STATUSES: Mapping[ItemStatus, str] = {
    ItemStatus.PRESENT: messages.present,
    ItemStatus.WEAK: messages.weak,
    ItemStatus.CONTRADICTED: messages.contradicted,
    ItemStatus.ABSENT: messages.missing,
}
ANSWERS: Mapping[ItemStatus, str] = {
    ItemStatus.PRESENT: messages.in_order,
    ItemStatus.WEAK: messages.vague,
    ItemStatus.CONTRADICTED: messages.of_concern,
    ItemStatus.ABSENT: messages.not_said,
}
"""What the paper says to a question beside the ten."""
RISKS: Mapping[str, str] = {
    "advertising": messages.targeted_advertising,
    "profiling": messages.profiles_of_students,
    "selling": messages.selling_of_student_data,
    "disclosure": messages.disclosure_to_others,
    "change": messages.terms_the_vendor_may_change_alone,
    "precedence": messages.other_terms_come_first,
    "void": messages.the_contract_may_be_void,
    "security": messages.security_below_the_laws,
    "ai-training": messages.training_of_ai_on_student_data,
}
QUESTIONS: Mapping[str, str] = {
    "training": messages.ai_trained_on_student_data,
    "features": messages.ai_features_added_later,
    "subprocessors": messages.companies_that_get_the_data,
}
SHEET_COLUMNS = (
    messages.file,
    messages.missing,
    messages.weak,
    messages.contradicted,
    messages.present,
    messages.vendor,
    messages.signed,
    messages.ends,
    messages.governing_law,
)
FOOTER = messages.read_by_the_bot_which_is(not_advice=NOT_ADVICE)
"""The share is measured: docs/review.md."""


def title(counts: Mapping[ItemStatus, int], *, recognized: bool, unchecked: int) -> str:
    """How many of the provisions are missing, and so on.

    ``recognized`` where the text stood in pictures; ``unchecked`` are read as present, and no person said so yet.
    """
    number = sum(counts.values())
    lacking = [
        (counts[status], STATUSES[status].lower())
        for status in (ItemStatus.ABSENT, ItemStatus.WEAK, ItemStatus.CONTRADICTED)
        if counts.get(status)
    ]
    if not lacking:
        if not unchecked:
            return messages.all_provisions_are_present(number=number)
        return messages.all_read_as_recognized(number=number) if recognized else messages.all_read(number=number)
    (count, status), *others = lacking
    rest = (messages.count_of_status(count=count, status=status) for count, status in others)
    return ", ".join((messages.first_count(count=count, number=number, status=status), *rest))


def about(name: str, contract: str, note: str = "") -> str:
    """Which file was read, for which contract, and a note."""
    of = messages.the_file_of(contract=contract) if contract else ""
    return messages.i_read(name=name, of=of, note=f" {note}" if note else "")


def row_title(title: str, pin: str) -> str:
    """The title of a provision in a row, with its pin."""
    return f"{title}, {pin}" if pin else title


def state(says: str, why: str) -> str:
    """How it stands, and why, where something is to be done."""
    return f"{says} · {why}" if why else says


def answer(asked: ItemFinding) -> str:
    """How a paper answers a question beside the ten, with a warning where that rests on pictures."""
    in_order = asked.status is ItemStatus.PRESENT and asked.recognized
    return messages.in_order_as_recognized if in_order else ANSWERS[asked.status]


def decided(present: bool, who: str, on: date | None, today: date) -> str:
    """What a person decided about a provision, and when."""
    says = messages.decided_present if present else messages.decided_missing
    return says(who=who or messages.somebody, when=f", {short_day(on, today)}" if on else "")


def earlier_short(said: str, present: bool, who: str) -> str:
    """An earlier decision in a row, behind how the provision reads now."""
    return messages.earlier_short(said=said, who=who or messages.somebody, present=_found(present))


def _found(present: bool) -> str:
    return STATUSES[ItemStatus.PRESENT if present else ItemStatus.ABSENT].lower()


def read_otherwise(status: ItemStatus) -> str:
    """What the bot had read."""
    return messages.read_otherwise(statuses=STATUSES[status].lower())


def earlier(present: bool, who: str, on: date | None) -> str:
    """A decision on a file that has been replaced since."""
    when = f" on {day(on)}" if on else ""
    return messages.of_the_earlier_file_said_that(who=who or messages.somebody, when=when, said=_found(present))


def detail_title(name: str, status: str) -> str:
    """The title of one provision's details."""
    return short(f"{name}: {status.lower()}")


def place(file: str, page: int) -> str:
    """A file of the paper, where there are several, and its page; 0 for none. Empty for neither."""
    return ", ".join(filter(None, (file, messages.on_page(page=page) if page else "")))


def change(title: str, old: str, new: str) -> str:
    """A provision whose status or wording changed; ``old`` and ``new`` as a row says them."""
    if old == new:
        return messages.as_before_worded_otherwise(title=title, statuses=new.lower())
    return messages.was_now(title=title, before=old.lower(), now=new.lower())


def no_file(path: str) -> str:
    """There is no file at that path, or none came."""
    return messages.there_is_no_file_at(path=path) if path else messages.send_the_file_or_choose_it


def too_large(most: int) -> str:
    """A file that is larger than what is read."""
    return messages.too_large(most=most // 1048576)


def which(name: str, number: int) -> str:
    """Several contracts have that name; none has, where the number is 0."""
    if not number:
        return messages.no_contract_on_record_is_called(name=name)
    return messages.contracts_are_called_which_one(number=number, name=name)


def marked_one(title: str, present: bool) -> str:
    """One provision was decided on."""
    return messages.marked_one(title=title, present="present" if present else "missing")


def keep_title(name: str) -> str:
    """The form that asks to which contract it belongs."""
    return short(messages.keep_title(name=name))


def unmatched(ids: Sequence[str]) -> str:
    """No such provision."""
    return f"{messages.NO_PROVISION}. Known: {', '.join(ids)}."


def use_terms(terms: Mapping[str, int]) -> str:
    """The button that takes the paper's stricter time to report a breach into the contract's deadlines."""
    days = sorted(set(terms.values()))
    return messages.count_by_its_breach_notice_days(days=" and ".join(map(str, days)))


def days(number: int) -> str:
    """A time limit."""
    return f"{number} day{'' if number == 1 else 's'}"


LEARNED: Mapping[str, str] = {
    "present": messages.it_reads_like_a_clause_that,
    "weak": messages.something_here_comes_near_it_read,
    "contradicted": messages.it_reads_like_a_clause_that_says,
}
"""What is read by likeness to other clauses, and not by the rules."""
