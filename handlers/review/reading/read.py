"""A paper as it is read: its clauses in plain words, and what stands near each."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, replace

from handlers.dialogue import bounded_re as re
from handlers.papers.paper import Paper
from handlers.review.passages.clause import Clause, ClauseKind
from handlers.review.passages.clauses import clauses_of
from handlers.review.wording.lexicon import Spans, has, rx
from handlers.review.wording.parties import Parties, parties_of
from handlers.review.wording.plain import plain_words
from handlers.review.wording.scope import foreign

BLANK = re.compile(
    r"_{3,}|\.{5,}|\[(?![xX✓✔ ]?\])(?![a-z]\])[^\]\d]{2,80}\]|\bTBD\b|\bto be (?:determined|agreed|completed|confirmed|supplied|filled in)\b|"
    r"<[A-Za-z ]{3,40}>|\b(?:will|shall|to|still) be(?:ing)? (?:worked out|determined|agreed|decided|finali[sz]ed)\b|\bTBA\b|\{\{|\bXX+\b|\(blank\)|\bleft blank\b|\?\?\?"
)
"""What a template leaves open."""
STUDENTS = re.compile(
    r"(?i)\b(?:students?|pupils?|learners?|child(?:ren)?|kids?|FERPA|schools?|board of education|lea|teachers?)\b"
)
"""Whom the law protects, in any paper that could touch them."""
SHORT = 3000
"""Characters of a paper that may not name them."""
OPEN = re.compile(
    r"(?i)^\s*(?:TBD|TBA|n/?a|pending|to be \w+|unknown|see (?:above|below|attached|master|exhibit|our)[\w ]*|none yet|partly|as needed|[-–—.]*)\s*\.?\s*$"
)
"""An answer that says nothing."""
PRONOUN = re.compile(
    r"\b(?:(?<!respond to )(?<!tell )(?<!notify )(?<!contact )(?<!show )(?<!answer )(?<!inform )(?<!help )(?<!asked for by )(?<!by )(?<!from )them|those|any of (?:it|them)|all of it|(?<=use )it|(?<=own )it|(?<=sell )it|(?<=keep )it|(?<=delete )it|(?<=with )it|(?<=share )it|(?<=of )it)\b"
)
"""What stands for the data."""
BEING = re.compile(r"^it (?=(?:is|remains|stays|belongs|shall remain|will remain|always)\b)")
LEADING = re.compile(r"^it (?!(?:is|remains|stays|belongs|was|has|takes|means|shall|will)\b)(?=(?:\w+ )?\w+s\b)")
"""What stands for the vendor, of whom the sentence before speaks."""


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

    def says(self, *patterns: str) -> bool:
        """Whether each pattern occurs in the clause or its lead-in."""
        return all(map(self._says, patterns))

    def _says(self, pattern: str) -> bool:
        if pattern not in self._said:
            self._said[pattern] = has(self.words, pattern, self._seen)
        return self._said[pattern]

    def under(self, pattern: str) -> bool:
        """Whether a heading over it has the pattern."""
        return bool(rx(pattern).search(self.heading))

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

    def under_titles(self, topic: str) -> ReadPaper:
        """The same paper, each clause under a heading on the topic read with that heading before it."""
        titled = copy(self)
        titled.all = tuple(_titled(read, topic) for read in self.all)
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

    def saying(self, *patterns: str) -> list[ReadClause]:
        """The promises in which each pattern occurs."""
        return [read for read in self.promises if read.says(*patterns)]

    def touching(self, pattern: str) -> list[ReadClause]:
        """The promises in which, or in whose nearest heading, the pattern occurs."""
        nearest = {read.heading: bool(rx(pattern).search(read.heading.rsplit("›", 1)[-1])) for read in self.promises}
        return [read for read in self.promises if nearest[read.heading] or read.says(pattern)]

    def around(self, read: ReadClause, before: int = 1, after: int = 2) -> list[ReadClause]:
        """The clauses around one that stand in the same section, and it."""
        near = self.all[max(0, read.at - before) : read.at + after + 1]
        return [other for other in near if other.section == read.section or other.clause.lead]


def _titled(read: ReadClause, topic: str) -> ReadClause:
    """The clause as it reads with its heading, where that is on the topic."""
    title = read.heading.rsplit("›", 1)[-1].strip(" ?.:")
    if not rx(topic).search(title) or title in read.words:
        return read
    return ReadClause(read.at, read.clause, read.own, f"{title}: {read.words}", read.heading)
