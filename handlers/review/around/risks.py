"""Which terms of the paper counsel should see: those that clash with the law, and those that undo the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.papers.paper import Paper
from handlers.review import why_words as words
from handlers.review.reading.coverage import STUDENTS
from handlers.review.reading.quoting import quote
from handlers.review.reading.read import ReadClause, ReadPaper
from handlers.review.reading.verdict import ItemVerdict
from handlers.review.review import Risk
from handlers.review.wording.lexicon import rx

STRIPPED = (
    r"de-identif|deidentif|anonym|aggregate|contextual|{not} (?:\w+ ){0,6}(?:sell|rent|trade|advertis|target|profil)"
)
THEY = r"(?:VENDOR|partners?|affiliates|sponsors|third part\w+|advertisers)"


@dataclass(frozen=True, slots=True)
class Concern:
    """A term of concern: its name, the pin it clashes with, how it is worded, and what it must not say."""

    name: str
    cite: str
    said: tuple[str, ...]
    why: str
    unless: str = STRIPPED
    denied: bool = False
    """Whether a negation before it is part of its wording."""


CONCERNS = (
    Concern(
        "advertising",
        "cc(b)(1)",
        (
            (
                r"(?:target\w*|personali[sz]\w+|interest-based|behaviou?ral|show|serve|display|send|offer|use|market)"
                r" … (?:advertis\w+|ads\b|promotions|offers|portraits|marketing)"
            ),
            r"(?:ad|advertising|marketing) partners",
            r"(?:market|offer|promote|advertise)\w* (?:\w+ ){0,4}(?:to )?FAMILY",
            r"for (?:its|their|our|VENDOR) own marketing",
        ),
        words.ADVERTISING,
        unless=STRIPPED + r"|billing|{not} contain|contextual|no ads",
    ),
    Concern(
        "profiling",
        "cc(b)(2)",
        (
            r"(?:build|create|amass|compile|develop|assemble|put together|maintain|make)\w* … (?:profiles?|segments?|dossiers?|recruit cards?)",
            r"profil(?:e|ing) (?:of )?FAMILY",
        ),
        words.PROFILING,
        unless=STRIPPED
        + r"|(?:for|further\w*|in furtherance of) (?:the )?(?:school|educational) purposes|account profile|user profile"
        r"|create (?:a|an|your) (?:account|profile)",
    ),
    Concern(
        "selling",
        "cc(b)(3)",
        (
            r"(?:{may}|{shall}|VENDOR|to) (?:\w+,? ){0,6}(?:sell|rent|trade|monetiz\w+|lease|barter|license) … (?:DATA|profiles|lists|FAMILY)",
            r"(?:DATA|profiles?|lists|cards?) … (?:{may}|{shall}|is|are) (?:be )?(?:\w+ ){0,2}(?:sold|rented|traded|licensed to)",
            r"(?:trade|swap|sell) DATA",
            r"profiles? (?:\w+ ){0,2}(?:that )?VENDOR (?:license|sell)",
            r"{use}[^.]{0,60}? and (?:sell|license) ",
        ),
        words.SELLING,
        unless=STRIPPED + r"|merger|acqui\w+|bankrupt\w*|substantially all|softwares? license|license (?:to|for) BOARD",
    ),
    Concern(
        "disclosure",
        "cc(b)(4)",
        (
            (
                r"(?:{not}|only) …… disclos\w+ …… except (?:as|where|when)"
                r" (?:VENDOR|we|it) (?:\w+ ){0,3}(?:sees? fit|deems?|thinks?|choos\w+|considers?|appropriate)"
            ),
            (
                r"(?:share|disclose|provide|give|transfer)s? … (?:DATA|lists|profiles|cards?|FAMILY)"
                r" … (?:affiliates|partners|sister companies|advertisers|sponsors|colleges|third part\w+ for)"
            ),
            r"(?:partners|licensees|sponsors|sister companies|affiliates)[^.;]{0,60}?\b(?:get|receive|obtain|contact)s? ",
            r"DATA … (?:shared|disclosed|provided) … (?:affiliates|partners|sponsors|advertisers)",
        ),
        words.DISCLOSURE,
        unless=r"service providers?|subcontract\w+|subprocessors?|bound by|de-identif|anonym|aggregate|consent of (?:BOARD|FAMILY)|{not} (?:share|disclose|sell)",
        denied=True,
    ),
    Concern(
        "change",
        "",
        (
            r"VENDOR (?:\w+,? ){0,6}(?:change|revise|amend|modify|update|alter)s? … (?:terms|agreement|policy|conditions|page|notice|addendum)",
            r"(?:terms|polic\w+|conditions|agreement) …… (?:{may} be|are) (?:\w+ )?(?:changed|amended|modified|updated|revised)",
            r"as (?:posted|amended|updated|revised|published)[^.;]{0,60}?from time to time",
            r"(?:continu\w+|going on|go on|keep|playing|use)[^.;]{0,60}? (?:after|means|constitutes)[^.;]{0,80}?(?:accept\w*|agree\w*|yes)",
            r"post (?:\w+ ){0,4}(?:new|revised|updated) version",
        ),
        words.CHANGE,
        unless=r"signed by both|both (?:parties|of us)|mutual|written (?:agreement|consent) of|only (?:by|in)|{not} (?:\w+ ){0,4}(?:change|amend|modify|revise)|middle of a school year",
    ),
    Concern(
        "precedence",
        "",
        (
            r"(?:these|our|VENDOR|online|standard|body of this|master)[^.;]{0,40}?(?:terms|msa|policy|conditions)[^.;]{0,60}?(?:prevails?|controls?|overrides?|supersedes?|displaces?|takes? precedence|wins?|take the place of|replaces?)",
            r"(?:purchase order|addendum|rider|form a school|privacy form|state form|exhibit)[^.;]{0,120}?(?:rejected|void|no (?:part|effect|force)|objected|adds? nothing|not (?:bind|apply)|objected to|disregarded|ignored|superseded|last|aren't)",
            r"order of precedence|following order|notwithstanding anything[^.;]{0,40}?(?:addendum|exhibit|agreement|schedule)",
            r"governs over anything",
            r"they (?:override|supersede|displace|replace|take the place of) (?:any|all|every)",
        ),
        words.PRECEDENCE,
        unless=r"(?:this|the|such) (?:addendum|dpa|exhibit|rider|data privacy agreement)[^.;]{0,40}?(?:prevails?|controls?|governs?|wins|takes? precedence|shall have precedence)|(?:vendor|VENDOR|provider)'?s? (?:\w+ ){0,4}(?:acknowledgment|invoice|website)|conflict of laws?|laws of|exhibit (?:\w+ )?shall (?:control|prevail)|part b controls",
        denied=True,
    ),
    Concern(
        "void",
        "bb(e)",
        (
            r"{void} …… (?:whole|entire) …… (?:lapses?|void|terminat\w+|released)",
            r"waives? (?:\w+ ){0,6}(?:rights?|protections?) under (?:\w+ ){0,6}(?:law|act|statut\w+)",
        ),
        words.VOID,
        denied=True,
    ),
    Concern(
        "security",
        "bb(c)",
        (
            r"{not} (?:\w+,? ){0,8}(?:guarantee|warrant|promise)\w* …… (?:secur\w+|anything|safe|hack\w*)",
            r"{not} (?:\w+ ){0,3}(?:responsib\w+|liab\w+) …… (?:unauthorized|breach|hack\w*|secur\w+|goes wrong|gets it|loss or exposure|disclosure)",
            r"{not} (?:\w+ ){0,2}(?:obligation|duty) to (?:protect|secure|safeguard)",
            r"(?:makes?|make) no warranty of any kind",
        ),
        words.INSECURE,
        unless=r"third[- ]part\w+ (?:sites|websites)|100 ?%|goods|fitness",
        denied=True,
    ),
    Concern(
        "ai-training",
        "bb(d)(1)",
        (
            r"(?:train|tune|teach|fine-?tun\w+|improve)\w* …… (?:models?|algorithms?|artificial intelligence|\bai\b|machine learning|scoring engines?)",
            r"training sets? of",
        ),
        words.AI_TRAINING,
        unless=r"de-identif|anonym|{not} (?:\w+ ){0,8}(?:train|used)|employees|staff|no student",
    ),
)


def risks_of(reading: ReadPaper, verdicts: dict[str, ItemVerdict], paper: Paper) -> Iterator[Risk]:
    """Each term of concern, with its clauses."""
    for concern in CONCERNS:
        found = tuple(read for read in reading.promises if _worded(concern, read))
        if found:
            yield Risk(concern.name, concern.cite, tuple(quote(read, paper) for read in found[:3]), concern.why)
    if verdicts["breach"].why == words.BREACH_TOO_LATE:
        told = tuple(quote(read, paper) for read in verdicts["breach"].reads[:1])
        yield Risk("void", "bb(e)", told, words.CLASHES)


def _worded(concern: Concern, read: ReadClause) -> bool:
    """Whether the clause is worded so, and does not deny it."""
    if read.says(concern.unless) or not any(read.says(pattern) for pattern in concern.said):
        return False
    if concern.denied:
        return True
    if rx("prohibit|{not}|restrict").search(read.heading.rsplit("›", 1)[-1]):
        return False
    starts = [found.end() for pattern in concern.said for found in rx(pattern).finditer(read.words)]
    return (
        bool(starts)
        and not rx("{not}|{bar}").search(read.words, 0, min(starts))
        and (concern.name in FREE_OF_STUDENTS or _touches(read))
    )


FREE_OF_STUDENTS = frozenset({"change", "advertising", "ai-training"})
"""Concerns that need not name student data in the same clause."""


def _touches(read: ReadClause) -> bool:
    return read.says("DATA|FAMILY|profiles?|lists") or bool(rx(STUDENTS).search(read.clause.text.lower()))
