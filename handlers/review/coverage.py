"""Whether a promise covers the three categories, or a definition takes some of the data away."""

from collections.abc import Iterable

from handlers.review.clauses import ClauseKind
from handlers.review.lexicon import Lists
from handlers.review.read import PRONOUN, ReadClause, ReadPaper

COVERAGE = Lists("coverage")


def part_only(reads: Iterable[ReadClause], reading: ReadPaper) -> bool:
    """Whether the clauses together name one or two of the three categories and no word for all."""
    named: set[str] = set()
    for read in reads:
        text = _with_them(read, reading)
        if COVERAGE.all.search(COVERAGE.content.sub(COVERAGE.records.sub(text))):
            return False
        named |= {one.name for one in (COVERAGE.records, COVERAGE.content, COVERAGE.pupils) if one.search(text)}
    return named in ({"records"}, {"content"}, {"records", "pupils"})


def _with_them(read: ReadClause, reading: ReadPaper) -> str:
    """The clause, with the one before where "them" stands for the data."""
    before = reading.all[read.at - 1].clause.text if read.at and PRONOUN.search(read.clause.text) else ""
    return f"{before} {read.clause.whole}".lower()


def narrow(reading: ReadPaper) -> ReadClause | None:
    """The definition that takes student data apart, if there is one."""
    for read in reading.all:
        if read.clause.kind is ClauseKind.HEADING or not read.own.lstrip(' "(').startswith("DATA"):
            continue
        defines = read.clause.kind is ClauseKind.DEFINITION or read.says(COVERAGE.defines)
        means = read.clause.text.partition("means")[2] if read.clause.kind is ClauseKind.DEFINITION else ""
        if (defines and read.says(COVERAGE.narrow) and not read.says(COVERAGE.fine)) or (
            means and not COVERAGE.whole.search(means)
        ):
            return read
    return None


def strict(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether the clause speaks of the data of students, and not of information in general."""
    before = reading.all[max(0, read.at - 1)]
    text = (
        read.clause.whole
        if before.clause.heading != read.clause.heading
        else f"{before.clause.text} {read.clause.whole}"
    )
    return bool(COVERAGE.students.search(text.lower())) or any(term in text for term in reading.parties.data)
