"""The provisions that a contract lacks, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Cite, Part, Text
from knowledge.citation import Citation, Fact, Tag
from knowledge.law import LawOfDay
from knowledge.model import Item
from storage.records import Contract

CONSEQUENCE = ("10-234bb(f)", "10-234bb(e)")
"""Where the law says what a missing provision and a conflicting term lead to."""


def missing_provisions(contract: Contract, desk: Desk) -> tuple[Item, ...]:
    """The provisions that the contract does not have, by the law of today; unknown ones count as missing."""
    items = contract_form.checklist(desk.law.on(desk.today)).items
    return tuple(item for item in items if contract.provisions.get(item.id) is not True)


def provision_tags(lacking: Iterable[Item], desk: Desk) -> list[Tag]:
    """The source tags of the missing provisions, and of what their absence leads to."""
    law = desk.law.on(desk.today)
    facts = [fact for item in lacking for fact in item.says]
    return [fact.tag for fact in [*facts, *_consequence(law)] if facts] or [
        fact.tag for fact in contract_form.checklist(law).says
    ]


def _consequence(law: LawOfDay) -> tuple[Fact, ...]:
    """What a missing provision and a conflicting term lead to."""
    return tuple(fact for pin in CONSEQUENCE for fact in law.says(pin))


def missing_provision_parts(contract: Contract, lacking: Sequence[Item], law: LawOfDay) -> list[Part]:
    """Each missing provision with its cite, and what its absence leads to; empty where none is missing."""
    if not lacking:
        return []
    items = (f"{wording.pin(item.cite)}: {item.title} ({contract_words.KINDS[item.kind]})" for item in lacking)
    return [
        Text(contract_words.MISSING if contract.provisions else contract_words.UNKNOWN, heads=True),
        Bullets(tuple(items)),
        Text(contract_words.consequence(fact.says for fact in _consequence(law))),
        *(Cite(wording.pin(Citation(pin)), Citation(pin).link) for pin in CONSEQUENCE),
    ]
