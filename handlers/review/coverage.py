"""Whether a promise covers the three categories, or a definition takes some of the data away."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.review.clauses import ClauseKind
from handlers.review.lexicon import rx
from handlers.review.read import PRONOUN, ReadClause, ReadPaper

RECORDS = r"(?:student|education(?:al)?) records?|rosters?"
CONTENT = r"(?:student|pupil|user|learner)[- ](?:generated|created|authored|produced)[- ](?:content|work|materials?)|essays|drawings|portfolios|student work|(?:made|created|written|authored|produced) by (?:\w+ )?(?:students?|pupils?)|stories|artwork|compositions|creations|journals|songs"
PUPILS = r"pupil records?"
"""What another state's law calls the records; it covers content too."""
ALL = (
    r"students?['’]* (?:data|information)|pupil (?:data|information)|personal (?:data|information)|personally identifiable|pii|covered|protected|"
    r"(?:district|school|board|customer|client|your|user|lea|all|such|these|the|this|any|education|learner)(?:['’]s)? (?:data|information)|\bdata\b|content"
)
NARROW = r"means only|limited to|only (?:the|a|names?|means)|do(?:es)? not include|exclud\w+|{not} (?:\w+ )?(?:including|cover|extend|mean)|is defined as only|shall not include|other than|except|nothing else|consists? (?:only|solely) of|no other|nothing more"
WHOLE = (
    r"\b(?:any|all|information|data|records?|content|whatever|everything|meanings?|collective\w*|together|defined)\b"
)
FINE = r"de-identif|deidentif|anonym|aggregate|publicly|directory"


def part_only(reads: Iterable[ReadClause], reading: ReadPaper) -> bool:
    """Whether the clauses together name one or two of the three categories and no word for all."""
    named: set[str] = set()
    for read in reads:
        text = _with_them(read, reading)
        if rx(ALL).search(rx(f"{RECORDS}|{CONTENT}").sub(" ", text)):
            return False
        named |= {pattern for pattern in (RECORDS, CONTENT, PUPILS) if rx(pattern).search(text)}
    return named in ({RECORDS}, {CONTENT}, {RECORDS, PUPILS})


def _with_them(read: ReadClause, reading: ReadPaper) -> str:
    """The clause, with the one before where "them" stands for the data."""
    before = reading.all[read.at - 1].clause.text if read.at and PRONOUN.search(read.clause.text) else ""
    return f"{before} {read.clause.whole}".lower()


def narrow(reading: ReadPaper) -> ReadClause | None:
    """The definition that takes student data apart, if there is one."""
    for read in reading.all:
        if read.clause.kind is ClauseKind.HEADING or not read.own.lstrip(' "(').startswith("DATA"):
            continue
        defines = read.clause.kind is ClauseKind.DEFINITION or read.says(
            r"DATA\"? (?:as used|means|here|has|is|refers)"
        )
        means = read.clause.text.partition("means")[2] if read.clause.kind is ClauseKind.DEFINITION else ""
        if (defines and read.says(NARROW) and not read.says(FINE)) or (means and not rx(WHOLE).search(means)):
            return read
    return None


HEDGE = (
    r"(?:reasonable|best|good[- ]faith) efforts|endeavou?rs?|(?:where|if|when) (?:practicable|feasible|possible)|to the extent (?:practicable|feasible|possible)|"
    r"(?:attempts?|tries|try|aims?|strives?|hopes?|intends?|expects?) to|(?:sees?|saw) fit|at (?:VENDOR|its) (?:\w+ )?convenience|generally|normally|usually|ordinarily|in most cases|as appropriate|where appropriate"
)
"""What makes a promise less than one."""
STUDENTS = r"student|pupil|learner|child|education|record|personal|personally|pii|customer data|school data|district data|user data|your data|identified or|stored in|(?<!system )(?<!usage )(?<!aggregate )data|roster|family|families|kids?"


def strict(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether the clause speaks of the data of students, and not of information in general."""
    before = reading.all[max(0, read.at - 1)]
    text = (
        read.clause.whole
        if before.clause.heading != read.clause.heading
        else f"{before.clause.text} {read.clause.whole}"
    )
    return bool(rx(STUDENTS).search(text.lower())) or any(term in text for term in reading.parties.data)
