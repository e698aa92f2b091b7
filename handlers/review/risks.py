"""What counsel should see in a paper beside the ten provisions: risky terms, other questions, missing attachments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.dialogue import bounded_re as re
from handlers.review import words
from handlers.review.coverage import COVERAGE
from handlers.review.lexicon import Lists, Patterns, rx
from handlers.review.read import (
    ItemVerdict,
    ReadClause,
    ReadPaper,
    absent,
    contradicted,
    decide,
    present,
    quote,
    weak,
)
from handlers.review.review import Risk
from handlers.text_extraction.building import Paper

R = Lists("risks")


@dataclass(frozen=True, slots=True)
class Concern:
    """A term of concern: its name, the pin it clashes with, how it is worded, and what it must not say."""

    name: str
    cite: str
    why: str
    unless: tuple[Patterns, ...]
    denied: bool = False
    """Whether a negation before it is part of its wording."""

    @property
    def said(self) -> Patterns:
        """How it is worded."""
        return Patterns("risks", self.name.replace("-", "_"))


CONCERNS = (
    Concern("advertising", "cc(b)(1)", words.ADVERTISING, (R.stripped, R.not_advertising)),
    Concern("profiling", "cc(b)(2)", words.PROFILING, (R.stripped, R.not_profiling)),
    Concern("selling", "cc(b)(3)", words.SELLING, (R.stripped, R.not_selling)),
    Concern("disclosure", "cc(b)(4)", words.DISCLOSURE, (R.not_disclosure,), denied=True),
    Concern("change", "", words.CHANGE, (R.not_change,)),
    Concern("precedence", "", words.PRECEDENCE, (R.not_precedence,), denied=True),
    Concern("void", "bb(e)", words.VOID, (R.stripped,), denied=True),
    Concern("security", "bb(c)", words.INSECURE, (R.not_security,), denied=True),
    Concern("ai-training", "bb(d)(1)", words.AI_TRAINING, (R.not_ai_training,)),
)


_OWN_FIRST = re.compile(
    r"\b(?:this|these) (?:[\w-]+ ){1,4}?(?:shall |will )?(?:prevails?|controls?|governs?|takes? precedence)\b"
    r"(?! over[^.;]{0,80}\b(?:addendum|rider|exhibit|annex|data (?:privacy )?agreement|form)\b)",
    re.IGNORECASE,
)
"""The very paper comes first, and not before a paper on privacy; as the clause is written, with "this" and "these"."""


def risks_of(reading: ReadPaper, verdicts: dict[str, ItemVerdict], paper: Paper) -> Iterator[Risk]:
    """Each term of concern, with its clauses."""
    for concern in CONCERNS:
        reads = tuple(read for read in reading.promises if _worded(concern, read))
        if reads:
            yield Risk(concern.name, concern.cite, tuple(quote(read, paper) for read in reads[:3]), concern.why)
    if verdicts["breach"].why == words.BREACH_TOO_LATE:
        quotes = tuple(quote(read, paper) for read in verdicts["breach"].reads[:1])
        yield Risk("void", "bb(e)", quotes, words.CLASHES)


def _worded(concern: Concern, read: ReadClause) -> bool:
    """Whether the clause is worded so, and does not deny it."""
    if not read.says(concern.said) or any(read.says(one) for one in concern.unless):
        return False
    if concern.name == "precedence" and _OWN_FIRST.search(read.clause.text):
        return False
    if concern.denied:
        return True
    if R.banned.search(read.heading.rsplit("›", 1)[-1]):
        return False
    starts = [found.end() for found in concern.said.finditer(read.words)]
    return (
        bool(starts)
        and not rx("{not}|{bar}").search(read.words, 0, min(starts))
        and (concern.name in FREE_OF_STUDENTS or _touches(read))
    )


FREE_OF_STUDENTS = frozenset({"change", "advertising", "ai-training"})
"""Concerns that need not name student data in the same clause."""


def _touches(read: ReadClause) -> bool:
    return read.says(R.touches) or bool(COVERAGE.students.search(read.clause.text.lower()))


def questions_of(reading: ReadPaper) -> Mapping[str, ItemVerdict]:
    """How the paper answers each of the three."""
    training = reading.saying(R.trains, R.work) or reading.saying(R.trains)
    never = [read for read in training if read.says("{not}") and not read.says("not only")]
    changes = reading.saying(R.later)
    mentions = [read for read in reading.all if read.says(R.others) or read.under(R.others)]
    return {
        "training": decide(
            present(never, words.TRAINS_NOT),
            contradicted(training, words.TRAINS),
            weak(reading.saying(R.ai), words.AI_NAMED),
            absent(words.TRAINING_UNSAID),
        ),
        "features": decide(
            present((read for read in changes if read.says(R.agreed)), words.FEATURES),
            weak(changes, words.FEATURES_OPEN),
            absent(words.FEATURES_UNSAID),
        ),
        "subprocessors": decide(
            present((read for read in mentions if read.says(R.names)), words.SUBPROCESSORS),
            weak(mentions, words.SUBPROCESSORS_UNNAMED),
            absent(words.SUBPROCESSORS_UNSAID),
        ),
    }


TAKEN_IN = re.compile(
    r"\b(?:incorporated (?:herein )?by reference|(?:is|are) (?:made )?(?:a )?part of|hereby make part of|"
    r"subject to (?:our|the|VENDOR)|as set (?:forth|out) in|in accordance with (?:our|the)|"
    r"see (?:our|the)|as posted (?:at|on)|described in (?:our|the)|(?:is|are) governed by (?:our|the))\b"
)
NAME = re.compile(
    r"\b(?:privacy (?:policy|notice|statement)|terms of (?:use|service)|acceptable use policy|"
    r"master (?:services? )?agreement|online terms|data (?:processing|privacy|security) (?:agreement|addendum"
    r"|policy|plan)|"
    r"service agreement|security (?:policy|plan|page|whitepaper))\b(?! agreement)",
    re.IGNORECASE,
)
EXHIBIT = re.compile(r"\b(Exhibit|Schedule|Appendix|Annex|Attachment) [“\"]?([A-Z]|\d{1,2})\b[”\"]?")


def notes_of(reading: ReadPaper) -> Iterator[str]:
    """A sentence for each paper that is taken in and not there."""
    text = reading.paper.text
    title = text[:200].lower()
    names: list[str] = []
    for read in reading.promises:
        if TAKEN_IN.search(read.words):
            names += [found[0].lower() for found in NAME.finditer(read.clause.text) if found[0].lower() not in title]
    for name in list(dict.fromkeys(names))[:3]:
        yield words.refers_to(name=name)
    missing = [
        name
        for name in dict.fromkeys(f"{kind} {letter}" for kind, letter in EXHIBIT.findall(text))
        if not _there(name, text)
    ]
    if missing:
        yield words.not_attached(names=missing[:6])


def _there(name: str, text: str) -> bool:
    """Whether the exhibit itself is in the paper: a short line of its own begins with its name."""
    kind, letter = name.split()
    return bool(re.search(rf"(?im)^\W*{kind}\s+[“\"]?{letter}\b[”\"]?[^\n]{{0,80}}$", text))


CHANGES = re.compile(
    r"(?:^|[.:;”\"\])]\s*|[-–]\s)(?:strike|delete|replace|insert)\b"
    r"(?: the (?:words?|phrase|sentence|last|first|following|text|clause)| everything| at the end"
    r"|[^.\n]{0,40}[\"“\[]| with:| section| clause| paragraph)",
    re.IGNORECASE | re.MULTILINE,
)
SEVERAL = 2
"""From so many on, the paper is an edit; one alone may be part of an ordinary clause."""


def is_edit(text: str) -> bool:
    """Whether it says several times what to strike, replace or insert."""
    return len(CHANGES.findall(text)) >= SEVERAL
