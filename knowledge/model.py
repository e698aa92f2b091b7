"""The nouns of the law files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from knowledge.citation import FIRST_DAY, Citation, Fact, Period
from knowledge.counting import Within


def _as_fact(value: object) -> object:
    return Fact.parse(value) if isinstance(value, str) else value


def _as_facts(value: object) -> object:
    return [value] if isinstance(value, str) else value


Cite = Annotated[Citation, BeforeValidator(lambda v: Citation.parse(v) if isinstance(v, str) else v)]
OneFact = Annotated[Fact, BeforeValidator(_as_fact)]
Facts = Annotated[tuple[OneFact, ...], BeforeValidator(_as_facts)]
Span = Annotated[Within, BeforeValidator(lambda v: Within.parse(v) if isinstance(v, str) else v)]


class Verdict(Enum):
    """What an answer comes to (see the interface of ``dpa ask``)."""

    PROHIBITED = "prohibited"
    PERMITTED = "permitted"
    CONDITIONAL = "conditional"
    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    DEFINITION = "definition"
    INFORMATION = "information"
    ABSTAIN = "abstain"


Who = Literal["board", "contractor", "operator", "consultant", "student", "anyone"]
Event = Literal[
    "contract_executed",
    "breach_notice_received_by_board",
    "breach_discovered_student_information",
    "breach_discovered_directory_or_records_or_content",
    "operator_breach_discovered_student_information",
    "operator_breach_discovered_directory_or_records_or_content",
    "annual_website_address_notice",
    "annual_commission_report",
]


class Shape:
    """What is read from the law files refuses a field it does not know."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Shape):
    """What every entry of the law files has: a name, the days on which it holds, and who reviewed it."""

    id: str
    since: date = FIRST_DAY
    until: date | None = None
    reviewed: str = ""
    at: str = ""
    """File and line, for complaints."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Each text as written, with its line."""

    @property
    def period(self) -> Period:
        """The days on which it holds."""
        return Period(self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Entry):
    """One pin cite restated in our words; ``id`` is the cite as written."""

    title: str
    says: Facts
    kind: Literal["statute", "neighbour", "advice"] = "statute"
    near: Cite | None = None
    """For advice: the pin it belongs to."""
    link: str = ""
    open: str = ""
    """A question left for counsel."""

    @property
    def cite(self) -> Citation:
        """Where it stands."""
        return Citation.parse(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeText(Shape):
    """What is said where a question comes to an outcome, and what to do next; both whole sentences."""

    says: OneFact
    next: str


Outcomes = Mapping[str, OutcomeText]
"""By the names in `knowledge.deciding.outcomes`: ``not allowed``, ``needed``, ``counts`` and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Shape):
    """One yes-or-no test. With ``any_of``, it is met when one of those is."""

    id: str
    says: OneFact
    told: str = ""
    """What is said where somebody told that it is so; left out where ``says`` reads well for that."""
    denied: str = ""
    """What is said where somebody told that it is not so."""
    ask: str = ""
    change: str = ""
    """What would have to be different for it to be met."""
    unsaid: Literal["open", "given", "known", "scope", "aside", "no"] = "open"
    """How it counts where nobody speaks of it.

    ``open``: it is asked for. ``given``: taken as met. ``known``: the same, step by step too. ``scope``: the same, and
    where it is not met, other rules decide. ``aside``: taken as met while something else of the entry is in question.
    ``no``: taken as not met once another way to meet the same test is denied.
    """
    terms: tuple[str, ...] = ()
    """Defined words: where nobody speaks of the element, it is met when one of these fits."""
    unlike: tuple[str, ...] = ()
    """Defined words: where nobody speaks of the element, it is met when none of these fits."""
    any_of: Annotated[tuple[Element, ...], Field(alias="any")] = ()

    @property
    def taken(self) -> bool:
        """Whether it is taken as met and never asked for."""
        return self.unsaid in {"known", "scope"}

    def sentence(self, *, so: bool) -> str:
        """What is said of it where somebody told that it is so, or that it is not."""
        return (self.told or self.says.says) if so else self.denied

    def leaves(self) -> Iterator[Element]:
        """The questions a person can answer."""
        if self.any_of:
            for part in self.any_of:
                yield from part.leaves()
        else:
            yield self


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Entry):
    """A word defined in 10-234aa; ``id`` is the word."""

    cite: Cite
    says: Facts
    elements: tuple[Element, ...]
    excludes: tuple[Element, ...] = ()
    outcomes: Outcomes = field(default_factory=dict)
    examples: Facts = ()
    also: tuple[str, ...] = ()
    listing: Annotated[Literal["open", "closed"], Field(alias="list")] = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Entry):
    """A kind of data that a definition's list names, and everyday words for it."""

    cite: Cite
    says: Facts
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance(Entry):
    """What people take for decisive and is not, as that a product is free; ``id`` is as in ``price.free``."""

    cite: Cite
    says: Facts


Outcome = Literal["prohibited", "permitted", "required", "not_required"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Shape):
    """An exception: when all its elements are met, its outcome takes the place of the rule's."""

    id: str
    cite: Cite
    outcome: Outcome
    says: OneFact
    elements: tuple[Element, ...]
    applies: OutcomeText | None = None
    """What is said where it applies and decides."""
    otherwise: OneFact | None = None
    """What is said of it where it is spoken of and does not apply; it is not named where nobody speaks of it."""
    asked_first: bool = False
    """Whether it decides so often that it is asked for where nobody speaks of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Entry):
    """Who may or may not do what with which data."""

    cite: Cite
    who: Who
    does: str
    what: tuple[str, ...] = ()
    outcome: Outcome
    says: Facts
    conditions: Annotated[tuple[Element, ...], Field(alias="if")] = ()
    unless: tuple[Exemption, ...] = ()
    done: tuple[Element, ...] = ()
    """How what is required must be done."""
    outcomes: Outcomes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Entry):
    """Who must do what, within how long after which event."""

    cite: Cite
    title: str
    who: Who
    must: str
    says: Facts
    within: Span
    event: Event | None = None
    conditions: Annotated[tuple[Element, ...], Field(alias="if")] = ()
    done: tuple[Element, ...] = ()
    """How it must be done."""
    outcomes: Outcomes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Shape):
    """One line of a checklist."""

    id: str
    cite: Cite
    title: str
    spanish: str = ""
    """The title in Spanish, for notices."""
    kind: Literal["statement", "description"]
    says: Facts
    ask: str
    ask_for: str
    model: str
    told: str = ""
    denied: str = ""
    """What is said of a contract that has it, and of one that has it not."""
    outcomes: Outcomes = field(default_factory=dict)

    @property
    def element(self) -> Element:
        """Whether a contract has it."""
        id, told, denied = f"item.{self.id}", self.told, self.denied
        return Element(id=id, says=self.says[0], told=told, denied=denied, ask=self.ask, change=self.ask_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Entry):
    """Things to hold a paper against."""

    cite: Cite
    title: str
    says: Facts
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Entry):
    """A public act, order or event in the law's history; ``id`` is its number."""

    title: str
    effective: date
    says: Facts
    link: str = ""


AnswerVerdict = Literal[
    "prohibited", "permitted", "conditional", "required", "not_required", "definition", "information"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Shape):
    """The reviewed answer to a topic while ``period`` holds."""

    verdict: AnswerVerdict
    answer: Facts
    cites: tuple[Cite, ...]
    more: Facts = ()
    """What a chat says only to those who ask for more."""
    since: date = FIRST_DAY
    until: date | None = None

    @property
    def whole(self) -> Facts:
        """All of it."""
        return (*self.answer, *self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entry):
    """What people ask, and the reviewed answer of today and of earlier days."""

    title: str
    heading: str = ""
    """What it is about, as a noun, where the title is a question; it stands above the answer."""
    kind: Literal["answer", "silent", "myth", "advice", "pointer"]
    verdict: AnswerVerdict
    answer: Facts
    cites: tuple[Cite, ...]
    more: Facts = ()
    """What a chat says only to those who ask for more; never a condition of a permission."""
    kinds_at: Cite | None = None
    """Where the list stands of which the answer first names the kinds of data that the question speaks of."""
    before: tuple[Answer, ...] = ()

    def on(self, day: date) -> Answer | None:
        """The answer of that day, or None where the topic had none yet."""
        starts = max((old.until for old in self.before if old.until), default=self.since)
        now = Answer(
            verdict=self.verdict,
            answer=self.answer,
            cites=self.cites,
            more=self.more,
            since=max(self.since, starts),
            until=self.until,
        )
        return next((a for a in (now, *self.before) if Period(a.since, a.until).covers(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Entry):
    """A worked case: facts and verdict, an event and its dates, or a day and what is in force."""

    rule: str = ""
    term: str = ""
    duty: str = ""
    facts: dict[str, Literal["yes", "no"]] = field(default_factory=dict)
    verdict: str = ""
    done: Literal["", "met", "not met"] = ""
    """Whether what is required was done as it must be."""
    event: date | datetime | None = None
    safe: date | datetime | None = None
    last: date | datetime | None = None
    day: date | None = None
    in_force: tuple[str, ...] = ()
    not_in_force: tuple[str, ...] = ()
