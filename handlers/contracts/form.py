"""The form of a contract: its fields, the checks on what was filled in, its provisions, and the list to pick from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.contracts import words as contract_words
from handlers.contracts.file import MEDIA_TYPES, check_file
from handlers.dialogue import bounded_re as re
from handlers.dialogue.chart import Bar, Chart
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Field, Text, When
from handlers.dialogue.text import short
from handlers.forms import words as form_words
from handlers.forms.filling import Filled, saved_by
from handlers.forms.values import FAR, ask_if_far
from handlers.law import words as law_words
from handlers.people.names import read_owner
from handlers.text_extraction.bundle import MOST_FILES
from handlers.understanding.named import key_of
from knowledge.citation import Citation, Fact, Tag
from knowledge.law import (
    CONFLICTING_TERM,
    EXECUTED,
    INFORMATION_BREACHED,
    MISSING_PROVISION,
    OTHERS_BREACHED,
    PROVISIONS,
)
from knowledge.model import Checklist, Item, Rule
from storage.records import Contract

CLOCKS = (INFORMATION_BREACHED, OTHERS_BREACHED)
"""The vendor's clocks, whose time limits the form's hints name."""
CATEGORIES = (
    ("student_information", "Student information"),
    ("student_records", "Student records"),
    ("student_generated_content", "Student-generated content"),
)
_DIRECTORY = re.compile(r"directory[ _-]info(?:rmation)?", re.IGNORECASE)
ITS_CLOCK = ("student_information", "")
"""The categories for which the form asks for the vendor's shorter clock; empty is none chosen yet.

The other clock is always asked for: student information may hold directory information, which it covers."""


def checklist(desk: Desk) -> Checklist:
    """The provisions that the law of today asks of a contract."""
    return desk.law.named(Checklist, PROVISIONS, desk.today)


@dataclass(frozen=True, slots=True)
class Posting:
    """When a contract was posted, and the proof, where that was before it was logged."""

    day: date
    proof: str


def contract_fields(desk: Desk) -> tuple[Field, ...]:
    """The fields of the contract form."""
    words, when, required = contract_words.FIELDS, contract_words.WHEN, checklist(desk)
    provisions = tuple((item.id, item.title) for item in required.items)
    clocks = [desk.law.clock(event, desk.today).within for event in CLOCKS]
    hints = contract_words.hints(clocks, len(provisions), required.cite)
    fields: tuple[Field, ...] = (
        Field("vendor", *words["vendor"], required=True),
        Field("product", *words["product"]),
        Field("executed", *words["executed"]),
        Field("expiry", *words["expiry"]),
        Field("owner", *words["owner"]),
        Field("purpose", *words["purpose"]),
        Field("description", *words["description"]),
        Field("categories", *words["categories"], options=CATEGORIES),
        Field("kinds", *words["kinds"], when=When("categories", says=when["kinds"])),
        Field("schools", *words["schools"], also=("school",)),
        Field("subprocessors", *words["subprocessors"], also=("subprocessor",)),
        Field("start", *words["start"]),
        Field("link", *words["link"]),
        Field("file", *words["file"], accepts=tuple(MEDIA_TYPES), most=MOST_FILES),
        Field("provisions", *words["provisions"], options=provisions, numbered=True),
        Field(
            "breach_days",
            *words["breach_days"],
            when=When("categories", ITS_CLOCK, when["breach_days"]),
        ),
        Field("breach_days_other", *words["breach_days_other"]),
        Field("contact", *words["contact"]),
        Field("notes", *words["notes"]),
    )
    section = contract_words.SECTION_OF
    return tuple(replace(f, hint=hints.get(f.id, ""), section=section.get(f.id, "")) for f in fields)


def posting_fields() -> tuple[Field, ...]:
    """The fields that ask of a new contract whether it is posted already."""
    posted = Field("posted", *contract_words.POSTED, hint=contract_words.POSTED_HINT)
    proof = Field("posted_proof", *contract_words.POSTED_PROOF, hint=contract_words.PROOF_HINT, when=When("posted"))
    return tuple(replace(one, section=contract_words.SECTION_OF["link"]) for one in (posted, proof))


def read_posting(filled: Filled, executed: date | None, desk: Desk) -> Posting | None:
    """When the contract was posted, and the proof; None where it was not. Errors stay with the form.

    The contract's own link counts as proof where no other is given.
    """
    posted, proof = filled.day("posted"), filled.text("posted_proof") or filled.values.get("link", "").strip()
    filled.guard("posted_proof")
    if posted is None:
        return None
    if posted > desk.today:
        filled.errors["posted"] = contract_words.POSTED_LATER
    elif executed and posted < executed:
        filled.errors["posted"] = contract_words.POSTED_FIRST
    if not proof:
        filled.errors["posted_proof"] = form_words.NEEDED
    return Posting(posted, proof)


def with_posting(contract: Contract, posting: Posting | None) -> Contract:
    """The contract with its posting in the notes, where no deadline can have it, as nothing is counted."""
    if posting is None or contract.executed:
        return contract
    told = contract_words.posted_note(day=posting.day, proof=posting.proof)
    return replace(contract, notes="\n".join(filter(None, (contract.notes, told))))


def _part_of_student_information(filled: Filled) -> None:
    """Changes the category "directory information" to student information, of which it is a part by the act.

    What was typed stays as the kind of data.
    """
    categories = filled.values.get("categories", "")
    if _DIRECTORY.search(categories):
        filled.values["categories"] = _DIRECTORY.sub("student_information", categories)
        filled.values["kinds"] = filled.values.get("kinds", "") or "directory information"


def read_contract(filled: Filled, message: Message, desk: Desk, before: str = "") -> Contract | None:
    """The contract as filled in, without an id; None where it is incomplete. Errors and doubts stay with the form.

    ``before`` is the present owner of a record that is corrected.
    """
    _part_of_student_information(filled)
    executed = filled.day("executed")
    start, expiry = filled.day("start", ahead=True), filled.day("expiry", ahead=True)
    _check_dates(filled, executed, start, expiry, desk)
    filled.guard_firm("vendor", "product", "schools", "subprocessors")
    filled.guard("purpose", "description", "kinds", "notes")
    check_file(filled, message)
    contract = Contract(
        id="",
        vendor=filled.text("vendor"),
        product=filled.text("product"),
        executed=executed,
        purpose=filled.text("purpose"),
        description=filled.text("description"),
        categories=filled.chosen("categories"),
        kinds=filled.text("kinds"),
        schools=filled.names("schools"),
        subprocessors=filled.names("subprocessors"),
        start=start,
        expiry=expiry,
        link=filled.link("link"),
        provisions=_provisions(filled, desk),
        breach_days=_breach_days(filled),
        contact=filled.text("contact"),
        owner=read_owner(filled, desk, before),
        notes=filled.text("notes"),
    )
    return None if filled.errors else contract


def _check_dates(filled: Filled, executed: date | None, start: date | None, expiry: date | None, desk: Desk) -> None:
    if executed and executed > desk.today:
        filled.doubt("future", contract_words.future(executed=executed))
    if expiry and any(day and expiry < day for day in (executed, start)):
        filled.errors["expiry"] = contract_words.EXPIRY_FIRST


def _provisions(filled: Filled, desk: Desk) -> dict[str, bool | None]:
    """Which provisions the contract has, by id; empty where nobody marked any."""
    marked = filled.chosen("provisions")
    known: dict[str, bool | None] = {item.id: item.id in marked for item in checklist(desk).items}
    return known if filled.values.get("provisions") else {}


def _breach_days(filled: Filled) -> dict[str, int]:
    """The contract's own limits in days for reporting a breach, by kind of data."""
    days = {"student_information": filled.number("breach_days"), "other": filled.number("breach_days_other")}
    return {kind: number for kind, number in days.items() if number}


def duplicate_of(contract: Contract, message: Message, desk: Desk) -> Contract | None:
    """Another contract on record with the same vendor, product and day; None where this very message logged it."""
    for known in desk.store.contracts():
        if identity(known) == identity(contract) and not known.withdrawn:
            return None if saved_by(message, known.id, desk) else known
    return None


Identity = tuple[str, str, date | None]


def identity(contract: Contract) -> Identity:
    """The vendor, product and day that make two entries the same contract, however the names are spelled.

    A product named like its vendor counts as none.
    """
    vendor, product = key_of(contract.vendor), key_of(contract.product)
    return vendor, "" if product == vendor else product, contract.executed


def contract_values(contract: Contract) -> dict[str, str]:
    """The contract's values for its form."""
    return {
        "vendor": contract.vendor,
        "product": contract.product,
        "executed": _iso(contract.executed),
        "purpose": contract.purpose,
        "description": contract.description,
        "categories": ",".join(contract.categories),
        "kinds": contract.kinds,
        "schools": ", ".join(contract.schools),
        "subprocessors": ", ".join(contract.subprocessors),
        "start": _iso(contract.start),
        "expiry": _iso(contract.expiry),
        "link": contract.link,
        "provisions": ",".join(name for name, has in contract.provisions.items() if has),
        "breach_days": str(contract.breach_days.get("student_information", "")),
        "breach_days_other": str(contract.breach_days.get("other", "")),
        "contact": contract.contact,
        "owner": contract.owner,
        "notes": contract.notes,
    }


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def ask_about(filled: Filled, contract: Contract, desk: Desk, old: Contract | None = None) -> None:
    """Asks to confirm odd and missing dates; ``old`` is the record that is corrected, whose dates were confirmed."""
    for id in ("executed", "start", "expiry"):
        ask_if_far(filled, id, getattr(contract, id), getattr(old, id, None), FAR)
    signed, starts = contract.executed, contract.start
    if signed is None and (old is None or old.executed):
        filled.doubt("undated", undated(desk))
    if signed and starts and starts < signed and (old is None or (old.start, old.executed) != (starts, signed)):
        filled.doubt("start-first", contract_words.starts_before(start=starts, executed=signed))


def ask_about_another(filled: Filled, contract: Contract, message: Message, desk: Desk) -> None:
    """Asks to confirm a contract that is on record already, or beside a running one for the same product."""
    if twin := duplicate_of(contract, message, desk):
        filled.doubt("twin", contract_words.twin(id=twin.id))
    elif other := _other_of(contract, message, desk):
        filled.doubt("second", contract_words.second(other))


def unlike_only_in_product(contract: Contract, others: Sequence[Contract]) -> Contract | None:
    """One of ``others`` with the same vendor and day, where one of the two names no product; else None."""
    vendor, product, day = identity(contract)
    identified = ((one, identity(one)) for one in others)
    return next((one for one, its in identified if its[::2] == (vendor, day) and not (its[1] and product)), None)


def _other_of(contract: Contract, message: Message, desk: Desk) -> Contract | None:
    """The newest running contract for the same product; None where this very message logged it."""
    one = running_beside(contract, desk.store.contracts())
    return None if one and saved_by(message, one.id, desk) else one


def running_beside(contract: Contract, others: Sequence[Contract]) -> Contract | None:
    """The newest of ``others`` for the same product that has not ended when this contract is executed; else None."""
    vendor_and_product = identity(contract)[:2]
    begins = contract.executed or contract.start
    for other_contract in reversed(others if contract.product else ()):
        ended = other_contract.expiry and begins and other_contract.expiry <= begins
        is_over = other_contract.withdrawn or ended
        if identity(other_contract)[:2] == vendor_and_product and not is_over:
            return other_contract
    return None


def undated(desk: Desk) -> str:
    """The sentence that the day of execution is missing, so that nothing can be counted from it."""
    duty = desk.law.clock(EXECUTED, desk.today)
    return contract_words.undated(duty.within, str(duty.cite))


def missing_provisions(contract: Contract, desk: Desk) -> tuple[Item, ...]:
    """The provisions of today's law that the contract is not marked as having; unchecked ones count as missing."""
    items = checklist(desk).items
    return tuple(item for item in items if contract.provisions.get(item.id) is not True)


def lacking_provisions(contracts: Iterable[Contract], desk: Desk) -> list[Contract]:
    """Those that were not withdrawn and are not marked as having all provisions of today's law."""
    ids = [item.id for item in checklist(desk).items]
    return [one for one in contracts if not one.withdrawn and any(one.provisions.get(id) is not True for id in ids)]


def missing_fields(contract: Contract, desk: Desk) -> tuple[str, ...]:
    """The fields in which something is missing: the day of execution, and provisions that are missing or unchecked."""
    lacks = {"executed": contract.executed is None, "provisions": bool(missing_provisions(contract, desk))}
    return tuple(id for id, is_so in lacks.items() if is_so)


def missing_first(fields: Sequence[Field], contract: Contract, desk: Desk) -> tuple[Field, ...]:
    """The form with the fields in which something is missing before all others, in no section that could be closed."""
    missing = missing_fields(contract, desk)
    first = (replace(one, section="") for one in fields if one.id in missing)
    return (*first, *(one for one in fields if one.id not in missing))


def is_incomplete(contract: Contract, desk: Desk) -> bool:
    """Whether something is missing in a contract that is not withdrawn."""
    return not contract.withdrawn and bool(missing_fields(contract, desk))


@dataclass(frozen=True, slots=True)
class ProvisionMarks:
    """Of the provisions needed: those marked missing, those nobody has checked, and the number of all."""

    missing: tuple[Item, ...]
    unchecked: tuple[Item, ...]
    number: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are missing, unchecked, and needed."""
        return len(self.missing), len(self.unchecked), self.number

    @property
    def to_ask_for(self) -> tuple[Item, ...]:
        """What to ask the vendor for: the missing ones; where none is, the unchecked ones."""
        return self.missing or self.unchecked


def marks_of(contract: Contract, desk: Desk) -> ProvisionMarks:
    """How the contract's provisions are marked, under today's law."""
    items, marked = checklist(desk).items, contract.provisions
    missing = tuple(item for item in items if marked.get(item.id) is False)
    return ProvisionMarks(missing, tuple(item for item in items if marked.get(item.id) is None), len(items))


def provision_tags(lacking: Iterable[Item], desk: Desk) -> list[Tag]:
    """The source tags of the missing provisions and of what follows from missing them."""
    facts = [fact for item in lacking for fact in item.says]
    return [fact.tag for fact in [*facts, *_consequence(desk)] if facts] or [fact.tag for fact in checklist(desk).says]


def complete(desk: Desk) -> str:
    """The sentence that no provision is missing."""
    provisions = checklist(desk)
    return contract_words.complete(len(provisions.items), provisions.cite)


def _consequence(desk: Desk) -> tuple[Fact, ...]:
    """What the law says of missing provisions and conflicting terms."""
    law = desk.law.on(desk.today)
    return tuple(fact for cite in _pins(desk) for fact in law.says(cite.text))


def _pins(desk: Desk) -> tuple[Citation, ...]:
    """The cites of what the law says of missing provisions and conflicting terms."""
    return tuple(desk.law.named(Rule, name, desk.today).cite for name in (MISSING_PROVISION, CONFLICTING_TERM))


def provisions_chart(contract: Contract, desk: Desk) -> Iterator[Chart]:
    """How many provisions the contract has; no chart while nobody has marked any."""
    missing, unchecked, number = marks_of(contract, desk).counts
    if unchecked < number:
        bars = (
            Bar(contract_words.PRESENT, number - missing - unchecked, "good"),
            Bar(contract_words.LACKING, missing, "late"),
            *((Bar(contract_words.UNCHECKED, unchecked, "soon"),) if unchecked else ()),
        )
        yield Chart(contract_words.PROVISIONS, bars, contract_words.present_of(missing, unchecked, number), whole=True)


def provision_state(contract: Contract, desk: Desk) -> str:
    """How the contract's provisions stand, in a few words."""
    return contract_words.provision_state(*marks_of(contract, desk).counts)


def missing_by_name(contract: Contract, desk: Desk) -> Text:
    """The missing and the unchecked provisions by name, with cites; or that nobody has marked any."""
    marks = marks_of(contract, desk)
    missing, unchecked = ([f"{item.title} ({item.cite})" for item in of] for of in (marks.missing, marks.unchecked))
    return Text(contract_words.missing_in_short(missing, unchecked, marks.number))


def consequence_of_missing(desk: Desk) -> str:
    """What to do while a provision is missing, what the law says of that, and where."""
    return contract_words.consequence(
        (fact.says for fact in _consequence(desk)), (law_words.pin(cite) for cite in _pins(desk))
    )


PICK, NUMBER = "contract", "contract_number"
MOST_LISTED = 250
"""The most contracts in one list; more would not fit in a Teams card."""


def pick_fields(desk: Desk, hint: str = "", *, required: bool = False) -> Iterator[Field]:
    """The field to pick a contract, the newest first; where not all fit, also a field to type the number."""
    contracts = [one for one in desk.store.contracts() if not one.withdrawn][::-1] if desk.records is not None else []
    options = tuple((one.id, _label(one)) for one in contracts[:MOST_LISTED])
    is_cut = len(contracts) > MOST_LISTED
    needed = required and not is_cut
    yield Field(PICK, contract_words.WHICH, "pick", options, hint, needed)
    if is_cut:
        yield Field(NUMBER, contract_words.OR_NUMBER, "text", hint=contract_words.newest(number=MOST_LISTED))


def picked(filled: Filled) -> str:
    """The number that was typed, else the contract that was picked; empty where neither was."""
    return filled.text(NUMBER) or filled.picked(PICK)


def mark_wrong(filled: Filled, says: str) -> None:
    """Sets the error at the field that was filled in: the number or the list."""
    filled.errors[NUMBER if filled.values.get(NUMBER) else PICK] = says


def _label(contract: Contract) -> str:
    return short(f"{contract.id}: {contract_words.name(contract)}", LONGEST_LABEL)
