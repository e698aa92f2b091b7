"""The shapes of the law files' entries: passages, terms, rules, duties, checklists, topics and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from knowledge.citation import FIRST_DAY, Citation, Fact, Period
from knowledge.counting import Within

Cite = Annotated[Citation, BeforeValidator(lambda v: Citation.parse(v) if isinstance(v, str) else v)]
OneFact = Annotated[Fact, BeforeValidator(lambda v: Fact.parse(v) if isinstance(v, str) else v)]
Facts = Annotated[tuple[OneFact, ...], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]
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
    """Base of all that is read from the law files; pydantic refuses unknown fields."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Shape):
    """What every entry of the law files has: a name, the period in which it holds, and who reviewed it."""

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
        """The cite, from the id."""
        return Citation.parse(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeText(Shape):
    """What the bot says for an outcome, and what to do next; both whole sentences."""

    says: OneFact
    next: str


Outcomes = Mapping[str, OutcomeText]
"""By the names in `knowledge.deciding.outcomes`: ``not allowed``, ``needed``, ``counts`` and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Shape):
    """One yes-or-no test. With ``any_of``, it is met when one of these is."""

    id: str
    says: OneFact
    told: str = ""
    """What the bot says where the message states that it is met; left out where ``says`` will do."""
    denied: str = ""
    """What the bot says where the message states that it is not met."""
    ask: str = ""
    change: str = ""
    """What would have to change for it to be met."""
    unsaid: Literal["open", "given", "known", "scope", "aside", "no"] = "open"
    """How it counts where the message does not mention it.

    ``open``: the bot asks. ``given``: taken as met. ``known``: the same, also when a rule is checked step by step.
    ``scope``: like ``known``, and where it is not met, other rules decide. ``aside``: taken as met while the message is
    about something else of the entry. ``no``: taken as not met once another way to meet the same test is denied.
    """
    terms: tuple[str, ...] = ()
    """Defined words: where the message does not mention the element, it is met when one of these fits."""
    unlike: tuple[str, ...] = ()
    """Defined words: where the message does not mention the element, it is met when none of these fits."""
    any_of: Annotated[tuple[Element, ...], Field(alias="any")] = ()

    @property
    def taken(self) -> bool:
        """Whether it is taken as met and never asked for."""
        return self.unsaid in {"known", "scope"}

    def sentence(self, *, so: bool) -> str:
        """What the bot says where the message states that it is met (``so``), or that it is not."""
        return (self.told or self.says.says) if so else self.denied

    def leaves(self) -> Iterator[Element]:
        """The single tests that a person can be asked about."""
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
    """A fact that people think decides, but does not, such as that a product is free; ``id`` as in ``price.free``."""

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
    """What the bot says where it applies and decides."""
    otherwise: OneFact | None = None
    """What the bot says where the message mentions it and it does not apply."""
    asked_first: bool = False
    """Whether the bot asks for it even where the message does not mention it, because it decides so often."""


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
    """The elements of how what is required must be done."""
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
    """The elements of how it must be done."""
    outcomes: Outcomes = field(default_factory=dict)

    @property
    def tests(self) -> tuple[str, ...]:
        """The ids of the facts on which the duty depends."""
        return tuple(leaf.id for leaf in leaves_of(self.conditions))

    def shares_clock(self, other: Duty) -> bool:
        """Whether both bind the same one after the same happening, of which the data may decide the limit."""
        same = self.event == other.event or not set(self.tests).isdisjoint(other.tests)
        return self.who == other.who and same


def elements_in(entry: Shape) -> tuple[Element, ...]:
    """The elements of a rule, a term or a duty, with those of its exceptions; none for anything else."""
    match entry:
        case Rule():
            return (*entry.conditions, *(one for exemption in entry.unless for one in exemption.elements), *entry.done)
        case Term():
            return (*entry.elements, *entry.excludes)
        case Duty():
            return (*entry.conditions, *entry.done)
        case _:
            return ()


def leaves_of(elements: Iterable[Element]) -> Iterator[Element]:
    """The single tests of several elements."""
    return (leaf for element in elements for leaf in element.leaves())


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
    """What the bot says of a contract that has it (``told``), and of one that does not (``denied``)."""
    outcomes: Outcomes = field(default_factory=dict)

    @property
    def element(self) -> Element:
        """The test whether a contract has it."""
        id, told, denied = f"item.{self.id}", self.told, self.denied
        return Element(id=id, says=self.says[0], told=told, denied=denied, ask=self.ask, change=self.ask_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Entry):
    """Items that a paper is checked for."""

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
        """The whole answer, with ``more``."""
        return (*self.answer, *self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entry):
    """What people ask, and the reviewed answer of today and of earlier days."""

    title: str
    heading: str = ""
    """The heading above the answer, as a noun, where the title is a question."""
    kind: Literal["answer", "silent", "myth", "advice", "pointer"]
    verdict: AnswerVerdict
    answer: Facts
    cites: tuple[Cite, ...]
    more: Facts = ()
    """What a chat says only to those who ask for more; never a condition of a permission."""
    kinds_at: Cite | None = None
    """The cite of a list of kinds of data; the answer names those first that the question mentions."""
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
