"""The law of all times and of one day, and a check for the entries that the program itself needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar, cast

from knowledge.citation import Citation, Fact, Tag, weakest
from knowledge.complaint import Complaint
from knowledge.edition import Edition
from knowledge.model import Act, Answer, Checklist, Circumstance, Duty, Entry, Event, Kind, Passage, Rule, Term, Topic
from knowledge.notice import Notice
from knowledge.wording import by_period, named_in, version

E = TypeVar("E", bound=Entry)


class Law:
    """Every entry of the law files, of all times. ``on(day)`` is the law of that day.

    ``written`` are the entries as their editor wrote them. In ``entries`` each number of days is filled in, and an
    entry whose number changes while it holds is cut into one for each period. ``edition`` says which files they are.
    """

    def __init__(self, entries: Iterable[Entry], *, fill: bool = True, edition: Edition | None = None) -> None:
        self.edition = edition
        self.written: tuple[Entry, ...] = tuple(_with_tests(tuple(entries)))
        self.entries: tuple[Entry, ...] = tuple(by_period(self.written)) if fill else self.written
        self._shaped: dict[type[Entry], tuple[Entry, ...]] = {}
        turns = {day for entry in self.entries for day in (entry.since, entry.until) if day}
        turns |= {day for topic in self.every(Topic) for old in topic.before for day in (old.since, old.until) if day}
        self._turns = sorted(turns)
        self._known: dict[int, LawOfDay] = {}

    def every(self, shape: type[E]) -> tuple[E, ...]:
        """All entries of one shape, whenever in force, in the order of the files."""
        if shape not in self._shaped:
            self._shaped[shape] = tuple(entry for entry in self.entries if type(entry) is shape)
        return cast("tuple[E, ...]", self._shaped[shape])

    def on(self, day: date) -> LawOfDay:
        """The law as it stood on that day."""
        era = sum(turn <= day for turn in self._turns)
        if era not in self._known:
            self._known[era] = LawOfDay.cut(self, day)
        return replace(self._known[era], day=day)

    def clock(self, event: Event, day: date) -> Duty:
        """The duty with a time limit that an event starts, in its version of that day, or else the nearest one.

        Raises ValueError where no duty has that event; ``dpa check`` makes sure that those the program needs exist.
        """
        return version([duty for duty in self.every(Duty) if duty.event == event and duty.within.number], day)

    def named(self, shape: type[E], name: str, day: date) -> E:
        """The entry of that name, in its version of that day or else the nearest. ValueError where there is none."""
        return version([entry for entry in self.every(shape) if entry.id == name], day)

    def history_of(self, cite: Citation) -> tuple[Passage, ...]:
        """Every version of a passage, oldest first; a changed time limit of another passage's duty makes no version."""
        own = {duty.id for duty in self.every(Duty) if duty.cite.within(cite)}
        versions: list[Passage] = []
        for passage in (one for one in self.written if isinstance(one, Passage) and one.cite == cite):
            pieces = [one for one in self.every(Passage) if (one.id, one.at) == (passage.id, passage.at)]
            versions += pieces if named_in(passage) & own else [replace(pieces[-1], since=passage.since)]
        return tuple(sorted(versions, key=lambda one: one.since))


@dataclass(frozen=True, slots=True)
class LawOfDay:
    """What is in force on one day."""

    day: date
    passages: Mapping[Citation, Passage]
    terms: Mapping[str, Term]
    kinds: Mapping[str, Kind]
    rules: Mapping[str, Rule]
    duties: Mapping[str, Duty]
    checklists: Mapping[str, Checklist]
    topics: Mapping[str, Topic]
    acts: tuple[Act, ...]
    circumstances: Mapping[str, Circumstance]
    notices: Mapping[str, Notice]

    @classmethod
    def cut(cls, law: Law, day: date) -> LawOfDay:
        """The entries whose period covers the day."""

        def held(shape: type[E]) -> dict[str, E]:
            return {entry.id: entry for entry in law.every(shape) if entry.period.covers(day)}

        topics = {topic.id: topic for topic in law.every(Topic) if topic.on(day)}
        return cls(
            day,
            {passage.cite: passage for passage in held(Passage).values()},
            held(Term),
            held(Kind),
            held(Rule),
            held(Duty),
            held(Checklist),
            topics,
            tuple(sorted((act for act in law.every(Act) if act.effective <= day), key=lambda act: act.effective)),
            held(Circumstance),
            held(Notice),
        )

    @property
    def in_force(self) -> bool:
        """Whether the act had taken effect by that day."""
        return bool(self.passages)

    def clocks_of(self, event: Event) -> tuple[Duty, ...]:
        """The duties with a time limit that an event starts."""
        return tuple(duty for duty in self.duties_on(event) if duty.within.number)

    def duties_on(self, event: Event) -> tuple[Duty, ...]:
        """The duties that an event starts."""
        return tuple(duty for duty in self.duties.values() if duty.event == event)

    def answer(self, topic: str) -> Answer | None:
        """The answer to a topic on that day."""
        known = self.topics.get(topic)
        return known.on(self.day) if known else None

    def test_at(self, cite: Citation) -> Rule | Term | None:
        """The term or rule at a cite that asks for facts, so that it can be checked step by step; None without one."""
        term = next((term for term in self.terms.values() if term.cite == cite), None)
        rules = (rule for rule in self.rules.values() if rule.cite == cite and _asks(rule))
        return term or next(rules, None)

    def passage(self, cite: Citation) -> Passage | None:
        """The passage of a cite, or of the next wider cite that has one."""
        wider: Citation | None = cite
        while wider is not None:
            if wider in self.passages:
                return self.passages[wider]
            wider = wider.parent
        return None

    def says(self, cite: str, most: int = 1) -> tuple[Fact, ...]:
        """The first ``most`` facts of the passage at a cite, as in ``10-234bb(f)``; the main one comes first."""
        found = self.passages.get(Citation(cite))
        return found.says[:most] if found else ()

    def within(self, cite: Citation) -> tuple[Passage, ...]:
        """The passages inside a cite: those of 10-234cc(b)(1) to (4) for 10-234cc(b)."""
        return tuple(p for c, p in self.passages.items() if c.within(cite) and c != cite)


def _with_tests(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """The entries; a later version of a duty without elements of its own gets those of the version before it.

    It gets the sentences for outcomes, too, where it has none of its own.
    """
    for entry in entries:
        if isinstance(entry, Duty) and not entry.conditions and not entry.done:
            before = [e for e in entries if isinstance(e, Duty) and e.id == entry.id and e.since < entry.since]
            last = max(before, key=lambda one: one.since, default=entry)
            texts = {**last.outcomes, **entry.outcomes}
            yield replace(entry, conditions=last.conditions, done=last.done, outcomes=texts)
        else:
            yield entry


def _asks(rule: Rule) -> bool:
    return bool(rule.unless) or any(not element.taken for element in rule.conditions)


def tag_of(facts: Iterable[Fact]) -> Tag:
    """The tag of the least checked fact."""
    return weakest([fact.tag for fact in facts])


PROVISIONS: Final = "contract-provisions"
"""The checklist of what a contract needs."""
END_OF_CONTRACT: Final = "end"
DELETION: Final = "deletion"
REVIEW_BY_FAMILIES: Final = "review"
"""Items of the checklist: data at the end of the contract, deletion, and review and correction by families."""
MISSING_PROVISION: Final = "missing-provision-void"
CONFLICTING_TERM: Final = "conflicting-term"
"""The rules on the consequences of a missing provision and of a conflicting term."""
STATE_ADDENDUM: Final = "addendum-as-compliance"
"""The rule on the state's own addendum."""
DELETE: Final = "delete-on-request"
"""The rule on deletion on request."""
CONTRACT_REQUIRED: Final = "contract-required"
PLAN_EXCEPTION: Final = "iep-504"
"""The rule on contracts, and its exemption for a child's plan."""
NO_CONTRACT: Final = "teacher-app"
"""The topic whose answer says that nothing is shared without a contract."""
CONSENT: Final = "consent"
"""The topic on whether parents must consent."""
LACKS_CLAUSE: Final = "missing-provision"
"""The topic on what becomes of a contract that lacks a required provision."""
STRICTER: Final = "stricter-terms"
"""The topic on a contract that asks for more than the law, as a shorter time."""
HOLIDAYS: Final = "legal-holidays"
"""The topic that cites the list of legal holidays."""
RETENTION: Final = "retention"
"""The topic whose answer begins with the approval that a board needs before it destroys records."""
OWN_RECORDS: Final = "own-records"
"""The topic on a family's request to see records: this act is silent, and other laws set the time to answer."""
EXECUTED: Final[Event] = "contract_executed"
NOTICE_RECEIVED: Final[Event] = "breach_notice_received_by_board"
INFORMATION_BREACHED: Final[Event] = "breach_discovered_student_information"
OTHERS_BREACHED: Final[Event] = "breach_discovered_directory_or_records_or_content"
TELL_FAMILIES: Final = "tell-families-of-breach"
POST_BREACH: Final = "post-breach-notice"
POST_CONTRACT: Final = "post-contract"
NOTIFY_OF_CONTRACT: Final = "notify-families-of-contract"
"""The duty of 2016 to notify families of each contract."""
TELL_ADDRESS: Final = "tell-families-the-address"
REPORT: Final = "report-to-commission"
KEEP_WEBSITE: Final = "keep-website"
"""The duty to keep a website with the contracts."""
VENDOR_TELLS: Final = ("vendor-breach-30", "vendor-breach-60")
"""The duties of a contractor to notify the board of a breach: of student information, then of other data."""
OPERATOR_TELLS: Final = ("operator-breach-30", "operator-breach-60")
"""The duties of an operator without a contract to notify families, in the same order."""
AT_ANY_HOUR: Final = frozenset({TELL_FAMILIES, POST_BREACH})
"""The duties for which reminders go out at night and on weekends too."""

NOTICES: Final[Mapping[str, tuple[str, ...]]] = {
    "contract": ("executed", "description", "purpose", "data"),
    "yearly": ("address",),
    "breach": ("who", "happened", "data"),
    "follow-up": ("first", "news"),
    "missing-terms": ("contract", "missing", "notice"),
    "deletion": ("request", "data"),
    "family-request": ("request", "asks"),
}
"""The notices that the program sends, and the ids that each must have among its ``needs``."""

_ENTRIES: Final[tuple[tuple[type[Entry], str], ...]] = (
    (Checklist, PROVISIONS),
    (Rule, DELETE),
    (Rule, CONTRACT_REQUIRED),
    (Rule, MISSING_PROVISION),
    (Rule, CONFLICTING_TERM),
    (Rule, STATE_ADDENDUM),
    (Topic, NO_CONTRACT),
    (Topic, CONSENT),
    (Topic, LACKS_CLAUSE),
    (Topic, HOLIDAYS),
    (Topic, RETENTION),
    (Topic, OWN_RECORDS),
    (Duty, TELL_FAMILIES),
    (Duty, POST_BREACH),
    (Duty, POST_CONTRACT),
    (Duty, TELL_ADDRESS),
    (Duty, REPORT),
    (Duty, KEEP_WEBSITE),
    *((Duty, name) for name in (*VENDOR_TELLS, *OPERATOR_TELLS)),
    *((Notice, name) for name in NOTICES),
)
_EVENTS: Final = (EXECUTED, NOTICE_RECEIVED, INFORMATION_BREACHED, OTHERS_BREACHED)


def missing(law: Law) -> Iterator[Complaint]:
    """Complaints about entries that the program needs and that are missing or not in force any more."""
    newest = max((day for entry in law.entries for day in (entry.since, entry.until) if day), default=None)
    if newest is None:
        return
    law_of_day = law.on(newest)
    held = {(type(entry), entry.id) for entry in law.entries if entry.period.covers(newest)}
    for shape, name in _ENTRIES:
        if (shape, name) not in held:
            yield _complaint(f"no {shape.__name__.lower()} '{name}' is in force", "Restore it, or keep its name.")
    for event in _EVENTS:
        if not law_of_day.clocks_of(event):
            yield _complaint(f"no duty with a number of days has 'event: {event}'", "Give the duty that event.")
    yield from _missing_within(law_of_day)
    for kind, needs in NOTICES.items():
        held_needs = {need.id for need in law_of_day.notices[kind].needs} if kind in law_of_day.notices else set(needs)
        for need in (need for need in needs if need not in held_needs):
            yield _complaint(f"the notice '{kind}' has no '{need}' below 'needs:'", "Restore it.")


def _missing_within(on: LawOfDay) -> Iterator[Complaint]:
    """Complaints about missing items of the checklist, or the missing exemption, which the program needs."""
    checklist = on.checklists.get(PROVISIONS)
    for name in (END_OF_CONTRACT, DELETION, REVIEW_BY_FAMILIES) if checklist else ():
        if checklist and name not in {item.id for item in checklist.items}:
            yield _complaint(f"the checklist '{PROVISIONS}' has no item '{name}'", "Keep the item's id.")
    rule = on.rules.get(CONTRACT_REQUIRED)
    if rule and PLAN_EXCEPTION not in {one.id for one in rule.unless}:
        yield _complaint(
            f"the rule '{CONTRACT_REQUIRED}' has no exemption '{PLAN_EXCEPTION}'", "Keep the exemption's id."
        )


def _complaint(wrong: str, mend: str) -> Complaint:
    return Complaint("knowledge/law", 0, f"{wrong}; the program asks for it", mend)
