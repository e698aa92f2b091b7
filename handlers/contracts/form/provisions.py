"""Which provisions a contract lacks, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.contracts import words as contract_words
from handlers.contracts.form import form as contract_form
from handlers.dialogue.chart import Bar, Chart
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Text
from handlers.law import words as law_words
from knowledge.citation import Citation, Fact, Tag
from knowledge.model import Item, Rule
from knowledge.names import CONFLICTING_TERM, MISSING_PROVISION
from storage.records import Contract


def missing_provisions(contract: Contract, desk: Desk) -> tuple[Item, ...]:
    """The provisions that the contract does not have, by the law of today; unknown ones count as missing."""
    items = contract_form.checklist(desk).items
    return tuple(item for item in items if contract.provisions.get(item.id) is not True)


@dataclass(frozen=True, slots=True)
class ProvisionMarks:
    """Of the provisions that a contract needs: those marked as missing, and those that nobody has checked."""

    missing: tuple[Item, ...]
    unchecked: tuple[Item, ...]
    number: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are missing, are not checked, and are needed."""
        return len(self.missing), len(self.unchecked), self.number

    @property
    def to_ask_for(self) -> tuple[Item, ...]:
        """What a vendor is asked for: what is missing; where none is known to be, what nobody has checked."""
        return self.missing or self.unchecked


def marks_of(contract: Contract, desk: Desk) -> ProvisionMarks:
    """How its provisions are marked, by the law of today."""
    items, marked = contract_form.checklist(desk).items, contract.provisions
    missing = tuple(item for item in items if marked.get(item.id) is False)
    return ProvisionMarks(missing, tuple(item for item in items if marked.get(item.id) is None), len(items))


def provision_tags(lacking: Iterable[Item], desk: Desk) -> list[Tag]:
    """The source tags of the missing provisions, and of what their absence leads to."""
    facts = [fact for item in lacking for fact in item.says]
    return [fact.tag for fact in [*facts, *_consequence(desk)] if facts] or [
        fact.tag for fact in contract_form.checklist(desk).says
    ]


def complete(desk: Desk) -> str:
    """That no provision is missing."""
    found = contract_form.checklist(desk)
    return contract_words.complete(len(found.items), found.cite)


def _consequence(desk: Desk) -> tuple[Fact, ...]:
    """What a missing provision and a conflicting term lead to."""
    law = desk.law.on(desk.today)
    return tuple(fact for cite in _pins(desk) for fact in law.says(cite.text))


def _pins(desk: Desk) -> tuple[Citation, ...]:
    """Where the law says so."""
    return tuple(desk.law.named(Rule, name, desk.today).cite for name in (MISSING_PROVISION, CONFLICTING_TERM))


def provisions_chart(contract: Contract, desk: Desk) -> Iterator[Chart]:
    """How many of the provisions the contract has; none while nobody has marked any."""
    missing, unchecked, number = marks_of(contract, desk).counts
    if unchecked < number:
        bars = (
            Bar(contract_words.PRESENT, number - missing - unchecked, "good"),
            Bar(contract_words.LACKING, missing, "late"),
            *((Bar(contract_words.UNCHECKED, unchecked, "soon"),) if unchecked else ()),
        )
        yield Chart(contract_words.PROVISIONS, bars, contract_words.present_of(missing, unchecked, number), whole=True)


def provision_state(contract: Contract, desk: Desk) -> str:
    """How its provisions stand, in few words."""
    return contract_words.provision_state(*marks_of(contract, desk).counts)


def missing_by_name(contract: Contract, desk: Desk) -> Text:
    """The missing provisions by their names, with their cites, and those not checked; that nobody marked any."""
    marks = marks_of(contract, desk)
    missing, unchecked = ([f"{item.title} ({item.cite})" for item in of] for of in (marks.missing, marks.unchecked))
    return Text(contract_words.missing_in_short(missing, unchecked, marks.number))


def consequence_of_missing(desk: Desk) -> str:
    """What to do while a provision is missing, with what the law says of it, and where."""
    return contract_words.consequence(
        (fact.says for fact in _consequence(desk)), (law_words.pin(cite) for cite in _pins(desk))
    )
