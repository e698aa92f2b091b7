"""The texts of contracts: their form, card, provisions, files and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from handlers.contracts.ended import has_ended
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, short_day
from knowledge.citation import Citation
from knowledge.counting import Within
from knowledge.wording import in_words, spelled
from storage.records import Contract

FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "vendor": ("Vendor", "text"),
    "product": ("Product", "text"),
    "executed": ("Date executed", "date"),
    "purpose": ("Purpose", "text"),
    "description": ("Short description", "long"),
    "categories": ("Data that may be collected", "many"),
    "kinds": ("Which kinds of data", "text"),
    "schools": ("Schools that use it", "long"),
    "subprocessors": ("Subprocessors", "long"),
    "start": ("Starts", "date"),
    "expiry": ("Expires", "date"),
    "link": ("Link to the contract", "link"),
    "file": ("File of the contract", "file"),
    "provisions": ("Provisions the contract has", "many"),
    "breach_days": ("Stricter breach notice, student information (days)", "number"),
    "breach_days_other": ("Stricter breach notice, other data (days)", "number"),
    "contact": ("Vendor's contact", "text"),
    "owner": ("Owner in the district", "person"),
    "notes": ("Notes", "long"),
}
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "For the public notice": ("purpose", "description", "categories", "kinds"),
    "Schools and subprocessors": ("schools", "subprocessors"),
    "Start, file and posting": ("start", "link", "file"),
    "Provisions and breach notice": ("provisions", "breach_days", "breach_days_other"),
    "Contact and notes": ("contact", "notes"),
}
SECTION_OF: Mapping[str, str] = {id: section for section, ids in SECTIONS.items() for id in ids}
WHEN: Mapping[str, str] = {
    "kinds": "Needed once the data is chosen above.",
    "breach_days": "Needed only where student information may be collected.",
}
POSTED: tuple[str, FieldKind] = ("Already posted on", "date")
POSTED_PROOF: tuple[str, FieldKind] = ("Proof of the posting", "text")
POSTED_HINT = "Only if it is on the website already."
PROOF_HINT = "The address of its page. Needed once a day is given."
POSTED_FIRST = "It would be posted before it was executed. Check both dates."
POSTED_LATER = "That day is in the future. Leave it blank until the contract is posted."
FORM_TITLE, SUBMIT = "Log a contract", "Save the contract"
EXPIRY_FIRST = "The contract would end before it begins. Check both dates."
MISSING = "These provisions are missing:"
UNKNOWN = "You have not told me which provisions the contract has. Check each of these:"
KINDS = {"statement": "a statement is enough", "description": "it must describe how"}
ASK_VENDOR, SHOW = "What to ask the vendor for", "Show the contract"
CORRECT, HISTORY, LOG_BREACH, WITHDRAW = "Correct", "History", "Log a breach", "Withdraw"
RESTORE = "Undo the withdrawal"
FILE, ADD_FILE, NOTICE_TO_POST = "Open the file", "Add the file", "Notice to post"
REVIEW = "Review the file"
ASK_TO_DELETE = "Ask the vendor to delete data"
WHICH, OR_NUMBER = "Contract", "Or its number"
PATH: tuple[str, FieldKind] = ("Path of the file", "text")
FILE_HINT = "PDF or Word, up to 20 MB."
LINK_TITLE = "The contract on the web"
LOG_ANOTHER = "Log a contract"


def hints(vendors: Sequence[Within]) -> Mapping[str, str]:
    """The hints below the form's fields, with the vendor's shorter and longer time to report a breach."""
    information, other = map(in_words, vendors)
    return {
        "executed": "The day the last party signed.",
        "purpose": "Why the district uses it.",
        "description": "No student names.",
        "kinds": "For example names, grades, essays.",
        "schools": "Parted by commas. Blank: all of them, or not known.",
        "subprocessors": "Who works for the vendor and may hold the data, parted by commas.",
        "provisions": "Check each that is in the contract.",
        "breach_days": f"Only if less than the law's {information}.",
        "breach_days_other": f"Only if less than the law's {other}.",
        "file": FILE_HINT,
    }


def complete(number: int, cite: Citation) -> str:
    """No provision is missing."""
    return f"All {spelled(number)} provisions of {cite} are there, as far as you told me."


def future(executed: date) -> str:
    """The execution date is in the future."""
    return f"The contract will be executed on {day(executed)}, which is in the future"


def twin(id: str) -> str:
    """A contract with the same vendor, product and day is on file."""
    return f"{id} already has the same vendor, product and day; this is a different contract"


def twin_without_product(id: str) -> str:
    """A contract with the same vendor and day is on file, and one of the two names no product."""
    return (
        f"{id} already has the same vendor and day, and one of the two names no product; this is a different contract"
    )


def did_you_mean(names: Sequence[str]) -> str:
    """Names on file that are similar to the one typed."""
    if not names:
        return ""
    return f"Did you mean {' or '.join(names)}, which {'is' if len(names) == 1 else 'are'} on file?"


def second(other: Contract) -> str:
    """Another contract for the same product is on record and has not ended."""
    ends = f", ends {day(other.expiry)}" if other.expiry else ""
    return (
        f"{other.id} is a contract for the same product already (executed {day(other.executed)}{ends}); this is a "
        "second one, as for a renewal"
    )


def starts_before(start: date, executed: date) -> str:
    """It would start before it was signed."""
    return f"The contract starts on {day(start)}, before it was executed on {day(executed)}"


def newest(number: int) -> str:
    """The list has only the newest contracts."""
    return f"For a contract that is not among the newest {number}."


def none(id: str) -> str:
    """There is no such contract."""
    return f"There is no contract '{id[:20]}'. Type contracts to see them all."


def title(contract: Contract) -> str:
    """A contract in a line."""
    product = f", {contract.product}" if contract.product else ""
    gone = " (withdrawn)" if contract.withdrawn else ""
    return short(f"{contract.id}: {contract.vendor}{product}{gone}")


def saved(contract: Contract, *, again: bool) -> str:
    """It is saved, or was already by the same press."""
    if again:
        return f"This was already saved as {contract.id}. It was not saved twice."
    return f"Saved as {contract.id}, executed {day(contract.executed)}."


def heed(contract: Contract, missing: int, unchecked: int, needed: str) -> Iterator[str]:
    """What to know at once about its provisions; ``needed`` is the cite that asks for them."""
    if unchecked and not contract.provisions:
        yield f"Mark its provisions before you share any data ({needed})."
    elif missing or unchecked:
        said = [f"{missing} provision{' is' if missing == 1 else 's are'} missing"] if missing else []
        said += [f"{unchecked} {'is' if unchecked == 1 else 'are'} not checked"] if unchecked else []
        yield f"{', '.join(said)}: share no student data yet ({needed})."


def ended_before(value: date) -> str:
    """The contract had ended before it was logged."""
    return (
        f"It ended on {day(value)}, before it was put on record, so no deadline is opened for its end. Check that the "
        "vendor kept nothing."
    )


def rows(
    contract: Contract, labels: Mapping[str, str], file: str, terms: Iterable[tuple[str, str]], today: date
) -> Iterator[tuple[str, str]]:
    """A contract as pairs of label and value; ``file`` is the name of its file, ``terms`` are rows of its own terms."""
    ends = "Ended" if has_ended(contract, today) else FIELDS["expiry"][0]
    yield "Vendor", contract.vendor
    pairs = [
        ("Product", contract.product),
        ("Executed", day(contract.executed)),
        ("Purpose", contract.purpose),
        ("Description", contract.description),
        ("Data", ", ".join(labels.get(c, c) for c in contract.categories)),
        ("Kinds of data", contract.kinds),
        ("Schools", ", ".join(contract.schools)),
        ("Subprocessors", ", ".join(contract.subprocessors)),
        ("Starts", day(contract.start) if contract.start else ""),
        (ends, day(contract.expiry) if contract.expiry else ""),
        ("File", file),
        *terms,
        ("Vendor's contact", contract.contact),
        ("Owner", contract.owner),
        ("Notes", contract.notes),
        ("Withdrawn", contract.reason if contract.withdrawn else ""),
    ]
    yield from ((label, value) for label, value in pairs if value)


def name(contract: Contract) -> str:
    """What a contract is called in a list."""
    product = contract.product
    gone = " (withdrawn)" if contract.withdrawn else ""
    named = f" ({product})" if product and product.casefold() != contract.vendor.casefold() else ""
    return f"{contract.vendor}{named}{gone}"


def dates(contract: Contract, today: date) -> str:
    """When a contract ends; when it was signed, where no end is on record."""
    if contract.expiry is None:
        return f"signed {_date(contract.executed, today)}"
    return f"{'ended' if has_ended(contract, today) else 'ends'} {_date(contract.expiry, today)}"


def _date(value: date, today: date) -> str:
    return short_day(value, today).partition(", ")[2]


def present_of(missing: int, unchecked: int, number: int) -> str:
    """How many provisions are present, missing and unchecked."""
    present = number - missing - unchecked
    if not unchecked:
        return f"{present} of {number} present."
    said = [f"{present} of {number} present"] if present else []
    return f"{', '.join([*said, *_counts(missing, unchecked)])}."


def provision_state(missing: int, unchecked: int, number: int) -> str:
    """How a contract's provisions stand, in the same words everywhere."""
    if unchecked == number:
        return "provisions not marked"
    if not (missing or unchecked):
        return ALL_MARKED
    return (
        f"provisions: {', '.join(_counts(missing, unchecked))}" if unchecked else f"{missing} of {number} {NOT_THERE}"
    )


def _counts(missing: int, unchecked: int) -> Iterator[str]:
    yield from (f"{number} {says}" for number, says in ((missing, "missing"), (unchecked, "not checked")) if number)


NOT_THERE = "provisions missing"
PROVISIONS, PRESENT, LACKING, UNCHECKED = "Provisions", "Present", "Missing", "Not checked"
ALL_MARKED = "all the required provisions marked"


def add_file_title(id: str) -> str:
    """The form that asks for a file."""
    return f"Add a file to {id}" if id else "Add a file to a contract"


def no_file_came(path: str) -> str:
    """No file came with the message, or none is at the path."""
    if path:
        return f"There is no file at '{path[:200]}'. Type its path, for example add-file C-1 contracts/acme.pdf"
    return "Choose a PDF or Word file. In a chat, send it together with add-file and the contract's number."


def file_added(name: str, id: str) -> str:
    """The file is stored."""
    return f"{name} is kept with {id}."


def missing_in_short(missing: Sequence[str], unchecked: Sequence[str], number: int) -> str:
    """Which provisions are missing and which are unchecked, in a line; or that nobody has marked any."""
    if len(unchecked) == number:
        return f"Nobody has marked yet which of the {spelled(number)} provisions it has."
    said = [f"{len(missing)} of {spelled(number)} provisions missing: {', '.join(missing)}."] if missing else []
    said += [f"{len(unchecked)} not checked: {', '.join(unchecked)}."] if unchecked else []
    return " ".join(said)


def nothing_says(words: Sequence[str]) -> str:
    """No contract on record has these words, and what was searched."""
    said = " or ".join(f"'{short(one, 40)}'" for one in words[:4])
    return (
        f"Nothing on record says {said}. I looked through schools, subprocessors, kinds of data, purpose, description, "
        "product, vendor, contact and notes of every contract."
    )


def count(number: int, search: str) -> str:
    """How many contracts there are; with search words that none has, only that."""
    if search and not number:
        return short(f"No contract says {search!r}")
    return short(f"{number} contract{'' if number == 1 else 's'}{f' with {search!r}' if search else ''}")


def consequence(facts: Iterable[str], pins: Iterable[str]) -> str:
    """What to do while a provision is missing, and what the law says of it, and where."""
    cites = "; ".join(pins)
    return f"{' '.join(('Do not share student data until they are in the contract.', *facts))} ({cites})"


def file_too_large(name: str, size: int, most: int) -> str:
    """A file that is too large."""
    return f"{name[:80]} is {size / 1048576:.0f} MB; the limit is {most // 1048576} MB. Give a link to it instead."


def not_a_document(name: str) -> str:
    """A file that is no PDF or Word document."""
    return f"{name[:80]} is neither a PDF nor a Word file (.docx). Save it as one of these."


def empty_file(name: str) -> str:
    """A file without anything in it."""
    return f"{name[:80]} is empty. Save it again, then send me that one."


def not_what_its_name_says(name: str) -> str:
    """A file whose content does not fit its name."""
    return f"{name[:80]} has the name of a PDF or Word file but is not one. Open it, and save it as PDF or Word."


def no_file_kept(id: str) -> str:
    """No file was kept."""
    return f"No file is kept for {id}. To add one, send it with add-file {id}."


def kept_file(name: str, size: int) -> str:
    """The kept file."""
    return f"{name}, {max(size // 1024, 1):,} kB, as it was uploaded."


KEEP, KEPT_TOO = "Keep the file", "The file is kept, too."


def no_end(id: str) -> str:
    """Such a file goes only with the deadline of a contract's end."""
    return f"{id} is not the end of a contract. Close it with: done {id}"


def deletion_title(id: str) -> str:
    """The form that asks for the vendor's confirmation."""
    return f"{id}: the vendor's confirmation of deletion"


def kept_proof(name: str, sha256: str) -> str:
    """The proof of a deadline closed by a file."""
    return f"{short(name, 100)}, kept here (SHA-256 {sha256[:12]}…)"
