"""The paper under review: where it comes from, how it reads, and what people decided on each provision."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from handlers.contracts import file as contract_file
from handlers.contracts.file import LARGEST_FILE
from handlers.contracts.form import checklist
from handlers.contracts.log import find_contract
from handlers.dialogue import bounded_re as re
from handlers.dialogue.bounded_re import PAPER_SECONDS, TookTooLong, within
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message, local_file
from handlers.dialogue.reply import File
from handlers.people import names
from handlers.review import words
from handlers.review.engine import review_paper
from handlers.review.review import ItemFinding, ItemStatus, Review
from handlers.text_extraction import words as paper_words
from handlers.text_extraction.building import PAPER_ENDINGS, Paper, Unreadable, read_paper
from knowledge.model import Item
from storage.records import Contract
from storage.vault.sealed import WaitingFile


@dataclass(frozen=True, slots=True)
class ProvisionDecision:
    """What somebody said of one provision: whether it is present; the machine never overwrites it."""

    present: bool
    who: str = ""
    """The person's name; empty where an erased history no longer tells."""
    on: date | None = None
    of_file: bool = True
    """Whether it was said of the file that is kept now, and not of one that this one replaced."""


def decisions_of(contract: Contract, desk: Desk) -> Mapping[str, ProvisionDecision]:
    """By item, where somebody said whether the contract has it."""
    recorded: dict[str, ProvisionDecision] = {}
    for event in desk.store.history(contract.id):
        row = event.after.get(contract.id, {})
        if "file" in row:
            recorded = {item: replace(one, of_file=False) for item, one in recorded.items()}
        was, now = _marks(event.before.get(contract.id, {})), _marks(row)
        new = {item: has for item, has in now.items() if has is not None and was.get(item) is not has}
        on, who = event.when.astimezone(desk.zone).date(), names.display_name(event.who, desk)
        recorded |= {item: ProvisionDecision(has, who, on) for item, has in new.items()}
    marked = {item: has for item, has in contract.provisions.items() if has is not None}
    return {
        item: one if (one := recorded.get(item)) and one.present is has else ProvisionDecision(has)
        for item, has in marked.items()
    }


def _marks(row: Mapping[str, object]) -> Mapping[str, bool | None]:
    marks = row.get("provisions")
    return marks if isinstance(marks, Mapping) else {}


WORST_FIRST = (ItemStatus.CONTRADICTED, ItemStatus.ABSENT, ItemStatus.WEAK, ItemStatus.PRESENT)
MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One of the provisions: what the paper does with it, and what somebody decided."""

    item: Item
    finding: ItemFinding
    decision: ProvisionDecision | None = None

    @property
    def overrides(self) -> bool:
        """Whether a person decided otherwise than the bot read, of this very file."""
        return self.decision is not None and self.decision.of_file and self._differs

    @property
    def confirmed(self) -> bool:
        """Whether a person found it present in this very file."""
        return self.decision is not None and self.decision.of_file and bool(self.decision.present)

    @property
    def was_otherwise(self) -> bool:
        """Whether a person decided otherwise of an earlier file."""
        return self.decision is not None and not self.decision.of_file and self._differs

    @property
    def _differs(self) -> bool:
        return self.decision is not None and self.decision.present is not (self.read is ItemStatus.PRESENT)

    @property
    def read(self) -> ItemStatus:
        """What the bot read."""
        return self.finding.status

    @property
    def status(self) -> ItemStatus:
        """How it stands: as a person decided, else as it was read."""
        if self.decision and self.overrides:
            return ItemStatus.PRESENT if self.decision.present else ItemStatus.ABSENT
        return self.read

    @property
    def unsure(self) -> bool:
        """Whether it is present only by words that were recognized in pictures, and no person said so."""
        return self.status is ItemStatus.PRESENT and self.finding.recognized and not self.confirmed

    @property
    def says(self) -> str:
        """How it stands, in a word, with a warning where that is unsure."""
        return words.RECOGNIZED_PRESENT if self.unsure else words.STATUSES[self.status]

    @property
    def read_says(self) -> str:
        """What the bot read, in a word, whatever a person decided."""
        return replace(self, decision=None).says

    @property
    def pin(self) -> str:
        """Its place in the list of the law, as in (a)(2)."""
        return pin_of(self.item)


LONGEST_LETTER = 8_000
"""Characters of a letter, about three pages."""


@dataclass(frozen=True, slots=True)
class PaperReading:
    """A file's paper and its review, with the decisions of people."""

    name: str
    paper: Paper
    review: Review
    rows: tuple[ReviewRow, ...]
    """In the order of the law."""

    @property
    def counts(self) -> Mapping[ItemStatus, int]:
        """How many provisions have each status."""
        return {status: sum(row.status is status for row in self.rows) for status in ItemStatus}

    @property
    def title(self) -> str:
        """How many of the provisions are missing, and so on."""
        unchecked = sum(not row.confirmed for row in self.rows)
        return words.title(self.counts, recognized=bool(self.paper.recognized), unchecked=unchecked)

    @property
    def warning(self) -> str:
        """What stands above all else where text was recognized in pictures; empty where none was."""
        return paper_words.recognized(self.paper.recognized) if self.paper.recognized else ""

    @property
    def may_be_letter(self) -> bool:
        """Whether it is short and has no provision of a contract: it may be a vendor's letter about a breach."""
        return len(self.paper.text) < LONGEST_LETTER and not self.counts[ItemStatus.PRESENT]

    @property
    def worst_first(self) -> tuple[ReviewRow, ...]:
        """The provisions that need work, before those in order."""
        return tuple(sorted(self.rows, key=lambda row: WORST_FIRST.index(row.status)))

    @property
    def lacking(self) -> tuple[ReviewRow, ...]:
        """The provisions to ask the vendor for, in the order of the law."""
        return tuple(row for row in self.rows if row.status is not ItemStatus.PRESENT)

    @property
    def found(self) -> dict[str, bool | None]:
        """What goes on record once a person has read the quotes: True for what is present by the reading alone."""
        return {row.item.id: True for row in self.rows if row.status is ItemStatus.PRESENT and not row.confirmed}

    @property
    def marks(self) -> dict[str, bool | None]:
        """What goes on record: False for what lacks, True for what a person found present, never by the bot alone."""
        decided = (row for row in self.rows if row.status is not ItemStatus.PRESENT or row.confirmed)
        return {row.item.id: row.status is ItemStatus.PRESENT for row in decided}


def pin_of(item: Item) -> str:
    """Its place in the list of the law, as in (a)(2)."""
    return item.cite.text.removeprefix(item.cite.section)


@dataclass(slots=True)
class Reviewed:
    """The papers that were read last, by content and day: a press asks about the same one again."""

    kept: OrderedDict[tuple[str, date, str], tuple[Paper, Review]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def of(self, file: File, on: date, recognizer: str) -> tuple[Paper, Review]:
        """The file's paper and its review; ``recognizer`` as for `read_paper`. Raises Unreadable."""
        key = (hashlib.sha256(file.name.encode() + b"\0" + file.content).hexdigest(), on, recognizer)
        with self.lock:
            if result := self.kept.get(key):
                self.kept.move_to_end(key)
                return result
        paper = read_paper(file.content, file.name, recognizer)
        try:
            with within(PAPER_SECONDS):
                result = paper, review_paper(paper, on)
        except TookTooLong:
            raise Unreadable(paper_words.TOO_LONG) from None
        with self.lock:
            self.kept[key] = result
            while len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        return result


_REVIEWED = Reviewed()


def reading_of(file: File, contract: Contract | None, desk: Desk) -> PaperReading:
    """A file as it reads by the law of today; with the decisions on the contract whose file it is.

    Raises Unreadable.
    """
    paper, review = _REVIEWED.of(file, desk.today, desk.recognizer)
    decided = decisions_of(contract, desk) if contract else {}
    items = checklist(desk).items
    rows = tuple(ReviewRow(item, review.provisions[item.id], decided.get(item.id)) for item in items)
    return PaperReading(", ".join(part.name for part in paper.parts) or file.name, paper, review, rows)


ENDINGS = (*sorted(PAPER_ENDINGS), contract_file.BUNDLE)
"""Of the files that can be reviewed."""
KEY = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"C-\d{1,9}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A paper, the contract to which it belongs, and by which name it is asked about again."""

    file: File
    ref: str = ""
    """A contract's id, or the key of a file that waits; empty where neither is so."""
    contract: Contract | None = None
    """The one on record, as its file or beside its file."""

    @property
    def waits(self) -> bool:
        """Whether it is not the file of a contract."""
        return bool(KEY.fullmatch(self.ref))

    @property
    def kept(self) -> Contract | None:
        """The contract whose file it is."""
        return None if self.waits else self.contract


def is_paper(name: str) -> bool:
    """Whether it is named like a paper that can be reviewed."""
    return name.lower().endswith(ENDINGS)


def came(message: Message, about: str, desk: Desk) -> Source:
    """What came with the message, several files as one; it waits, so that more can be asked about it. Raises Sorry."""
    file = contract_file.as_one(message.files)
    if len(file.content) > LARGEST_FILE:
        raise Sorry(words.too_large(LARGEST_FILE))
    contract = find_contract(about, desk) if about else None
    if desk.waiting is None:
        return Source(file, "", contract)
    waiting = WaitingFile(
        name=file.name, content=file.content, who=message.who, since=desk.now, about=contract.id if contract else ""
    )
    return Source(file, desk.waiting.put(waiting), contract)


def named(ref: str, message: Message, desk: Desk) -> Source | None:
    """The paper of that name; None where a contract has no file, or none is named. Raises Sorry."""
    if _ID.fullmatch(ref):
        return _kept(find_contract(ref, desk), desk)
    if KEY.fullmatch(ref):
        return _waiting(ref, message, desk)
    file = local_file(ref, message)
    if ref and file is None:
        raise Sorry(words.no_file(ref))
    return came(replace(message, files=(file,)), "", desk) if file else None


def kept_file(contract: Contract, desk: Desk) -> File | None:
    """The contract's own file; None where none is kept."""
    stored, content = desk.store.file(contract.file), desk.store.file_content(contract.file) if contract.file else None
    if stored is None or content is None:
        return None
    return File(contract_file.original_name(contract, stored, desk), stored.media_type, content)


def _kept(contract: Contract, desk: Desk) -> Source | None:
    file = kept_file(contract, desk)
    return Source(file, contract.id, contract) if file else None


def _waiting(key: str, message: Message, desk: Desk) -> Source:
    found = desk.waiting.get(key, desk.now) if desk.waiting else None
    if found is None or found.who != message.who:
        raise Sorry(words.GONE)
    contract = desk.store.contract(found.about) if found.about else None
    return Source(File(found.name, "", found.content), key, contract)


def text_of_waiting(key: str, message: Message, desk: Desk) -> str:
    """What stands in a paper that waits. Raises Sorry."""
    try:
        return reading_of(_waiting(key, message, desk).file, None, desk).paper.text
    except Unreadable as problem:
        raise Sorry(str(problem)) from None
