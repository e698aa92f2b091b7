"""A paper as it is read: its clauses in plain words, the verdict on an item, and the vote of the learned reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handlers.dialogue import bounded_re as re
from handlers.review import words as why_words
from handlers.review.clauses import Clause, ClauseKind, clauses_of
from handlers.review.lexicon import Lists, Patterns, Spans, has, rx
from handlers.review.parties import Parties, foreign, parties_of, plain_words
from handlers.review.review import Evidence, ItemStatus
from handlers.text_extraction.building import Paper

if TYPE_CHECKING:
    from knowledge.provisions.reader import ItemShares, ProvisionReader


BLANK = re.compile(
    r"_{3,}|\.{5,}|\[(?![xX✓✔ ]?\])(?![a-z]\])[^\]\d]{2,80}\]|\bTBD\b|\bto be (?:determined|agreed|completed"
    r"|confirmed|supplied|filled in)\b|"
    r"<[A-Za-z ]{3,40}>|\b(?:will|shall|to|still) be(?:ing)? (?:worked out|determined|agreed|decided"
    r"|finali[sz]ed)\b|\bTBA\b|\{\{|\bXX+\b|\(blank\)|\bleft blank\b|\?\?\?"
)
"""What a template leaves open."""
STUDENTS = re.compile(
    r"(?i)\b(?:students?|pupils?|learners?|child(?:ren)?|kids?|FERPA|schools?|board of education|lea|teachers?)\b"
)
"""Whom the law protects, in any paper that could touch them."""
SHORT = 3000
"""A paper with fewer characters may be about students and not name them."""
OPEN = re.compile(
    r"(?i)^\s*(?:TBD|TBA|n/?a|pending|to be \w+|unknown|see (?:above|below|attached|master|exhibit|our)[\w ]*"
    r"|none yet|partly|as needed|[-–—.]*)\s*\.?\s*$"
)
"""An answer that says nothing."""
PRONOUN = re.compile(
    r"\b(?:(?<!respond to )(?<!tell )(?<!notify )(?<!contact )(?<!show )(?<!answer )(?<!inform )(?<!help "
    r")(?<!asked for by )(?<!by )(?<!from )them|those|any of (?:it|them)|all of it|(?<=use )it|(?<=own )it"
    r"|(?<=sell )it|(?<=keep )it|(?<=delete )it|(?<=with )it|(?<=share )it|(?<=of )it)\b"
)
"""What stands for the data."""
BEING = re.compile(r"^it (?=(?:is|remains|stays|belongs|shall remain|will remain|always)\b)")
LEADING = re.compile(r"^it (?!(?:is|remains|stays|belongs|was|has|takes|means|shall|will)\b)(?=(?:\w+ )?\w+s\b)")
"""What stands for the vendor, of whom the sentence before speaks."""


def found_in(words: str, pattern: str | Patterns) -> bool:
    """Whether the pattern, or one of the list, occurs in the words."""
    return bool((rx(pattern) if isinstance(pattern, str) else pattern).search(words))


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause in plain words."""

    at: int
    """Its place among the clauses."""
    clause: Clause
    own: str
    """Its own words."""
    words: str
    """Its words with those that lead to it."""
    heading: str
    """The headings over it."""
    _seen: dict[str, Spans] = field(default_factory=dict, repr=False, compare=False)
    _said: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def says(self, *patterns: str | Patterns) -> bool:
        """Whether each pattern, or of a list one, occurs in the clause or its lead-in."""
        return all(any(map(self._says, (one,) if isinstance(one, str) else one)) for one in patterns)

    def _says(self, pattern: str) -> bool:
        if pattern not in self._said:
            self._said[pattern] = has(self.words, pattern, self._seen)
        return self._said[pattern]

    def under(self, pattern: str | Patterns) -> bool:
        """Whether a heading over it has the pattern."""
        return found_in(self.heading, pattern)

    @property
    def section(self) -> str:
        """The headings over it; of a row, those over its table."""
        return self.heading.rpartition(" › ")[0] if self.clause.row else self.heading

    @property
    def blank(self) -> bool:
        """Whether something in it is left to be filled in."""
        if BLANK.search(self.clause.text):
            return True
        return self.clause.row and bool(OPEN.search(re.split(r"\||\t|\n", self.clause.text)[-1]))


class ReadPaper:
    """The clauses of a paper that can be evidence, and the others beside them."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.parties: Parties = parties_of(paper.text)
        self.all: tuple[ReadClause, ...] = tuple(self._each())
        self.promises: tuple[ReadClause, ...] = tuple(
            read for read in self.all if read.clause.kind is ClauseKind.PROMISE and not foreign(read.heading)
        )

    def under_titles(self, item: str) -> ReadPaper:
        """The same paper, each clause under a title of the item read with that title before it."""
        titled = copy(self)
        titled.all = tuple(_titled(read, Lists(item).title) for read in self.all)
        titled.promises = tuple(titled.all[read.at] for read in self.promises)
        return titled

    @property
    def about_students(self) -> bool:
        """Whether the paper speaks of students at all."""
        return len(self.paper.text) < SHORT or bool(STUDENTS.search(self.paper.text))

    def _each(self) -> Iterator[ReadClause]:
        """Each clause, "them" read as the data where the clause before speaks of it."""
        before = ""
        for at, clause in enumerate(clauses_of(self.paper)):
            read = self._read(at, clause)
            if "DATA" in before and "DATA" not in read.words and PRONOUN.search(read.words):
                read = replace(read, own=PRONOUN.sub("DATA", read.own), words=PRONOUN.sub("DATA", read.words))
            if "DATA" in before and BEING.match(read.own):
                read = replace(read, own=BEING.sub("DATA ", read.own), words=BEING.sub("DATA ", read.words))
            if before.startswith("VENDOR") and LEADING.match(read.own):
                read = replace(read, own=LEADING.sub("VENDOR ", read.own), words=LEADING.sub("VENDOR ", read.words))
            before = read.own
            yield read

    def _read(self, at: int, clause: Clause) -> ReadClause:
        own, lead = plain_words(clause.text, self.parties), plain_words(clause.lead, self.parties)
        heading = plain_words(clause.heading, self.parties)
        return ReadClause(at, clause, own, f"{lead} {own}" if lead else own, heading)

    def of_kind(self, kind: ClauseKind) -> Iterator[ReadClause]:
        """The clauses of a kind."""
        return (read for read in self.all if read.clause.kind is kind)

    def saying(self, *patterns: str | Patterns) -> list[ReadClause]:
        """The promises in which each pattern occurs."""
        return [read for read in self.promises if read.says(*patterns)]

    def touching(self, pattern: str | Patterns) -> list[ReadClause]:
        """The promises in which, or in whose nearest heading, the pattern occurs."""
        nearest = {read.heading: found_in(read.heading.rsplit("›", 1)[-1], pattern) for read in self.promises}
        return [read for read in self.promises if nearest[read.heading] or read.says(pattern)]

    def around(self, read: ReadClause, before: int = 1, after: int = 2) -> list[ReadClause]:
        """The clauses around one that stand in the same section, and it."""
        near = self.all[max(0, read.at - before) : read.at + after + 1]
        return [other for other in near if other.section == read.section or other.clause.lead]


def _titled(read: ReadClause, topic: Patterns) -> ReadClause:
    """The clause as it reads with its heading, where that is on the topic."""
    title = read.heading.rsplit("›", 1)[-1].strip(" ?.:")
    if not topic.search(title) or title in read.words:
        return read
    return ReadClause(read.at, read.clause, read.own, f"{title}: {read.words}", read.heading)


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """A status, the clauses it rests on, the most telling first, and why in one sentence."""

    status: ItemStatus
    reads: tuple[ReadClause, ...]
    why: str


def present(reads: Iterable[ReadClause], why: str) -> ItemVerdict:
    """It would satisfy the item."""
    return ItemVerdict(ItemStatus.PRESENT, tuple(reads), why)


def weak(reads: Iterable[ReadClause], why: str) -> ItemVerdict:
    """It touches on the item and does not satisfy it."""
    return ItemVerdict(ItemStatus.WEAK, tuple(reads), why)


def contradicted(reads: Iterable[ReadClause], why: str, beside: Iterable[ReadClause] = ()) -> ItemVerdict:
    """It says the opposite, or is overridden; ``beside`` are the promises that it takes back."""
    against = tuple(reads)
    return ItemVerdict(ItemStatus.CONTRADICTED, (*against, *beside) if against else (), why)


def absent(why: str) -> ItemVerdict:
    """Nothing in the paper speaks of it."""
    return ItemVerdict(ItemStatus.ABSENT, (), why)


def decide(*verdicts: ItemVerdict) -> ItemVerdict:
    """The first verdict that rests on a clause; the last one where none does."""
    return next((verdict for verdict in verdicts if verdict.reads), verdicts[-1])


def quote(read: ReadClause, paper: Paper) -> Evidence:
    """The clause as it stands in the paper."""
    start, end = read.clause.start, read.clause.end
    seen = paper.is_recognized(start) or paper.is_recognized(max(start, end - 1))
    return Evidence(read.clause.text, paper.page(start), start, end, seen, paper.part(start).name)


def answers_to(topic: str, reading: ReadPaper) -> list[ReadClause]:
    """What stands right under a question, or beside a label, on the topic."""
    return [read for read in reading.promises if _asked(topic, read)]


def titled(topic: str, reading: ReadPaper) -> list[ReadClause]:
    """What stands under a heading on the topic."""
    return [read for read in reading.promises if _about(topic, read.heading.rsplit("›", 1)[-1])]


def open_places(topic: str, reading: ReadPaper) -> Iterator[ReadClause]:
    """Labels on the topic with nothing beside them."""
    for read in reading.all:
        if (
            read.clause.row
            and read.clause.kind is not ClauseKind.HEADING
            and _about(topic, read.heading.rsplit("›", 1)[-1])
            and (read.blank or not _answer(read))
        ):
            yield read


def _asked(topic: str, read: ReadClause) -> bool:
    nearest = read.heading.rsplit("›", 1)[-1]
    return ("?" in nearest or read.clause.row) and _about(topic, nearest)


def _answer(read: ReadClause) -> str:
    """What stands beside the label of a row."""
    cells = [cell for cell in re.split(r"\||\t", read.own)[1:] if re.search(r"\w", cell)]
    return " ".join(cells)


def _about(topic: str, words: str) -> bool:
    return bool(Lists(topic).topic.search(words.strip()))


READ = frozenset({ClauseKind.PROMISE, ClauseKind.RECITAL, ClauseKind.DEFINITION})
"""What can tell something of a provision."""
LEAD = 200
"""Characters of the words that lead to a clause."""
LONG = 300
"""Clauses of a paper from which the rules alone read it: most of them are about other things, and some sound alike."""
FEW = 10
"""Clauses of a text below which it is no whole paper, and the rules alone read it."""
AGAINST = 0.3
"""Share from which it is contradicted."""
ENOUGH = 0.6
"""Share from which it is present, or absent: in doubt it is weak."""

ELSEWHERE = frozenset({why_words.PART, why_words.BLANK})
"""Why a clause that sounds right is weak, for what stands elsewhere in the paper or not at all."""


class Learned:
    """What the learned reader makes of a paper."""

    def __init__(self, reading: ReadPaper, provisions: ProvisionReader) -> None:
        self._provisions = provisions
        self._reads = tuple(read for read in reading.all if read.clause.kind in READ)
        self._table = None
        if self._reads and FEW <= len(reading.all) <= LONG:
            self._table = provisions.read([text_of(read) for read in self._reads])

    def vote(self, item: str, verdict: ItemVerdict) -> ItemVerdict:
        """The verdict on an item, by the rules' verdict and the shares."""
        if self._table is None:
            return verdict
        weighed = self._provisions.weigh(self._table, item, verdict.status)
        status = _voted(weighed)
        if status is verdict.status or (status is ItemStatus.PRESENT and verdict.why in ELSEWHERE):
            return verdict
        if status is ItemStatus.ABSENT:
            return absent(why_words.UNLIKELY)
        read, promised = self._reads[weighed.telling[status]], verdict.status is ItemStatus.PRESENT
        if promised and status is ItemStatus.CONTRADICTED:
            return contradicted((read,), why_words.TAKEN_BACK, verdict.reads[:1])
        reads = verdict.reads if status is ItemStatus.WEAK and verdict.reads else (read,)
        return MADE[status](reads, why_words.TORN if promised else why_words.LEARNED[status])


def _voted(weighed: ItemShares) -> ItemStatus:
    """The status that the shares come to."""
    share = dict(zip(ORDER, map(float, weighed.shares), strict=True))
    if share.pop(ItemStatus.CONTRADICTED) > AGAINST:
        return ItemStatus.CONTRADICTED
    status = max(share, key=share.__getitem__)
    return status if share[status] >= ENOUGH else ItemStatus.WEAK


ORDER = (ItemStatus.PRESENT, ItemStatus.WEAK, ItemStatus.CONTRADICTED, ItemStatus.ABSENT)
"""The statuses as their shares stand."""
MADE = {ItemStatus.PRESENT: present, ItemStatus.WEAK: weak, ItemStatus.CONTRADICTED: contradicted}


def text_of(read: ReadClause) -> str:
    """A clause as it is learned: with the nearest heading and the words that lead to it."""
    heading = read.clause.heading.rsplit("›", 1)[-1].strip()
    words = f"{read.clause.lead[-LEAD:]} {read.clause.text}".strip()
    return f"{heading} › {words}" if heading else words
