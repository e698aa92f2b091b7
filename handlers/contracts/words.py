"""The texts of contracts: their form, card, provisions, files and lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from handlers.contracts.ended import has_ended
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, short_day
from knowledge.citation import Citation
from knowledge.counting import Within
from knowledge.wording import in_words, spelled
from storage.records import Contract

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "vendor": (messages.vendor, "text"),
    "product": (messages.product, "text"),
    "executed": (messages.date_executed, "date"),
    "purpose": (messages.purpose, "text"),
    "description": (messages.short_description, "long"),
    "categories": (messages.data_that_may_be_collected, "many"),
    "kinds": (messages.which_kinds_of_data, "text"),
    "schools": (messages.schools_that_use_it, "long"),
    "subprocessors": (messages.subprocessors, "long"),
    "start": (messages.starts, "date"),
    "expiry": (messages.expires, "date"),
    "link": (messages.link_to_the_contract, "link"),
    "file": (messages.file_of_the_contract, "file"),
    "provisions": (messages.provisions_the_contract_has, "many"),
    "breach_days": (messages.stricter_breach_notice_student, "number"),
    "breach_days_other": (messages.stricter_breach_notice_other_data, "number"),
    "contact": (messages.vendors_contact, "text"),
    "owner": (messages.owner_in_the_district, "person"),
    "notes": (messages.notes, "long"),
}
SECTIONS: Mapping[str, tuple[str, ...]] = {
    messages.for_the_public_notice: ("purpose", "description", "categories", "kinds"),
    messages.schools_and_subprocessors: ("schools", "subprocessors"),
    messages.start_file_and_posting: ("start", "link", "file"),
    messages.provisions_and_breach_notice: ("provisions", "breach_days", "breach_days_other"),
    messages.contact_and_notes: ("contact", "notes"),
}
SECTION_OF: Mapping[str, str] = {id: section for section, ids in SECTIONS.items() for id in ids}
WHEN: Mapping[str, str] = {
    "kinds": messages.needed_once_the_data_is_chosen,
    "breach_days": messages.needed_only_where_student,
}
POSTED: tuple[str, FieldKind] = (messages.already_posted_on, "date")
POSTED_PROOF: tuple[str, FieldKind] = (messages.proof_of_the_posting, "text")
PATH: tuple[str, FieldKind] = (messages.path_of_the_file, "text")


def hints(vendors: Sequence[Within], number: int, cite: Citation) -> Mapping[str, str]:
    """The hints below the form's fields, with the vendor's shorter and longer time to report a breach.

    ``number`` is how many provisions the law requires, by ``cite``.
    """
    information, other = map(in_words, vendors)
    return {
        "executed": messages.the_day_the_last_party_signed,
        "purpose": messages.why_the_district_uses_it,
        "description": messages.no_student_names,
        "kinds": messages.for_example_names_grades_essays,
        "schools": messages.parted_by_commas_blank_all_of,
        "subprocessors": messages.who_works_for_the_vendor_and,
        "provisions": messages.check_each_that_is_in_the(number=spelled(number), cite=cite),
        "breach_days": messages.only_if_less_than_the_laws(information=information),
        "breach_days_other": messages.only_if_less_than_the_laws_2(other=other),
        "file": messages.FILE_HINT,
    }


def complete(number: int, cite: Citation) -> str:
    """No provision is missing."""
    return messages.complete(number=spelled(number), cite=cite)


def did_you_mean(names: Sequence[str]) -> str:
    """Names on file that are similar to the one typed."""
    if not names:
        return ""
    return messages.did_you_mean_which_on_file(names=" or ".join(names), number=len(names))


def second(other: Contract) -> str:
    """Another contract for the same product is on record and has not ended."""
    ends = f", ends {day(other.expiry)}" if other.expiry else ""
    return messages.is_a_contract_for_the_same(id=other.id, executed=executed(other), ends=ends)


def none(id: str) -> str:
    """There is no such contract."""
    return messages.none(id=id)


def own_product(contract: Contract) -> str:
    """The product's name; empty where it is the vendor's."""
    return contract.product if contract.product.casefold() != contract.vendor.casefold() else ""


def title(contract: Contract) -> str:
    """A contract in a line."""
    product = f", {own}" if (own := own_product(contract)) else ""
    gone = " (withdrawn)" if contract.withdrawn else ""
    return short(f"{contract.id}: {contract.vendor}{product}{gone}")


def saved(contract: Contract, *, again: bool) -> str:
    """It is saved, or was already by the same press."""
    if again:
        return messages.this_was_already_saved_as_it(id=contract.id)
    if contract.executed is None:
        return messages.saved_as_incomplete(id=contract.id)
    return messages.saved_as_executed(id=contract.id, executed=day(contract.executed))


def executed(contract: Contract) -> str:
    """The day of execution, or that nobody knows it."""
    return day(contract.executed) if contract.executed else messages.unknown_day


def undated(within: Within, cite: str) -> str:
    """That the day of execution is missing, and what that means; ``within`` is the law's time for the posting."""
    return messages.undated(within=in_words(within), cite=cite)


def heed(contract: Contract, missing: int, unchecked: int, needed: str) -> Iterator[str]:
    """What to know at once about its provisions; ``needed`` is the cite that asks for them."""
    if unchecked and not contract.provisions:
        yield messages.mark_its_provisions_before_you_share(needed=needed)
    elif missing or unchecked:
        said = [messages.provision_is_missing(missing=missing)] if missing else []
        said += [messages.is_not_checked(unchecked=unchecked)] if unchecked else []
        yield messages.share_no_student_data_yet(said=", ".join(said), needed=needed)


def rows(
    contract: Contract, labels: Mapping[str, str], file: str, terms: Iterable[tuple[str, str]], today: date
) -> Iterator[tuple[str, str]]:
    """A contract as pairs of label and value; ``file`` is the name of its file, ``terms`` are rows of its own terms."""
    ends = "Ended" if has_ended(contract, today) else FIELDS["expiry"][0]
    yield "Vendor", contract.vendor
    pairs = [
        ("Product", contract.product),
        ("Executed", executed(contract)),
        ("Purpose", contract.purpose),
        ("Description", contract.description),
        ("Data", ", ".join(labels.get(c, c) for c in contract.categories)),
        (messages.kinds_of_data, contract.kinds),
        ("Schools", ", ".join(contract.schools)),
        ("Subprocessors", ", ".join(contract.subprocessors)),
        ("Starts", day(contract.start) if contract.start else ""),
        (ends, day(contract.expiry) if contract.expiry else ""),
        ("File", file),
        *terms,
        (messages.vendors_contact, contract.contact),
        ("Owner", contract.owner),
        ("Notes", contract.notes),
        ("Withdrawn", contract.reason if contract.withdrawn else ""),
    ]
    yield from ((label, value) for label, value in pairs if value)


def name(contract: Contract) -> str:
    """What a contract is called in a list."""
    gone = " (withdrawn)" if contract.withdrawn else ""
    named = f" ({own})" if (own := own_product(contract)) else ""
    return f"{contract.vendor}{named}{gone}"


def dates(contract: Contract, today: date) -> str:
    """When a contract ends; when it was signed, where no end is on record."""
    if contract.expiry is None:
        return f"signed {_date(contract.executed, today)}" if contract.executed else messages.signed_on_an_unknown_day
    ends = f"{'ended' if has_ended(contract, today) else 'ends'} {_date(contract.expiry, today)}"
    return ends if contract.executed else f"{ends}, {messages.signed_on_an_unknown_day}"


def _date(value: date, today: date) -> str:
    return short_day(value, today).partition(", ")[2]


def present_of(missing: int, unchecked: int, number: int) -> str:
    """How many provisions are present, missing and unchecked."""
    present = number - missing - unchecked
    if not unchecked:
        return messages.of_present(present=present, number=number)
    said = [messages.of_present_2(present=present, number=number)] if present else []
    return f"{', '.join([*said, *_counts(missing, unchecked)])}."


def provision_state(missing: int, unchecked: int, number: int) -> str:
    """How a contract's provisions stand, in the same words everywhere."""
    if unchecked == number:
        return messages.provisions_not_marked
    if not (missing or unchecked):
        return messages.ALL_MARKED
    return (
        f"provisions: {', '.join(_counts(missing, unchecked))}"
        if unchecked
        else f"{missing} of {number} {messages.NOT_THERE}"
    )


def _counts(missing: int, unchecked: int) -> Iterator[str]:
    yield from (
        f"{number} {says}" for number, says in ((missing, "missing"), (unchecked, messages.not_checked)) if number
    )


def add_file_title(id: str) -> str:
    """The form that asks for a file."""
    return messages.add_a_file_to(id=id) if id else messages.add_a_file_to_a_contract


def no_file_came(path: str) -> str:
    """No file came with the message, or none is at the path."""
    if path:
        return messages.there_is_no_file_at_type(path=path)
    return messages.choose_a_pdf_or_word_file


def missing_in_short(missing: Sequence[str], unchecked: Sequence[str], number: int) -> str:
    """Which provisions are missing and which are unchecked, in a line; or that nobody has marked any."""
    if len(unchecked) == number:
        return messages.nobody_has_marked_yet_which_of(number=spelled(number))
    said = (
        [messages.of_provisions_missing(missing=len(missing), number=spelled(number), titles=", ".join(missing))]
        if missing
        else []
    )
    said += [messages.not_checked_2(unchecked=len(unchecked), titles=", ".join(unchecked))] if unchecked else []
    return " ".join(said)


def nothing_says(words: Sequence[str]) -> str:
    """No contract on record has these words, and what was searched."""
    said = " or ".join(f"'{short(one, 40)}'" for one in words[:4])
    return messages.nothing_on_record_says_i_looked(said=said)


def count(number: int, search: str) -> str:
    """How many contracts there are; with search words that none has, only that."""
    if search and not number:
        return short(messages.no_contract_says(search=search))
    return short(f"{number} contract{'' if number == 1 else 's'}{f' with {search!r}' if search else ''}")


def consequence(facts: Iterable[str], pins: Iterable[str]) -> str:
    """What to do while a provision is missing, and what the law says of it, and where."""
    cites = "; ".join(pins)
    return f"{' '.join(('Do not share student data until they are in the contract.', *facts))} ({cites})"


def file_too_large(name: str, size: int, most: int) -> str:
    """A file that is too large."""
    return messages.file_too_large(name=name, size=f"{size / 1048576:.0f}", most=most // 1048576)


def kept_file(name: str, size: int) -> str:
    """The kept file."""
    return messages.kept_file(name=name, size=max(size // 1024, 1))


def kept_proof(name: str, sha256: str) -> str:
    """The proof of a deadline closed by a file."""
    return messages.kept_proof(name=short(name, 100), sha256=sha256)
