"""What counsel should see in a paper beside the ten provisions: risky terms, other questions, missing attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.dialogue import bounded_re as re
from handlers.papers.building import Paper
from handlers.review import words
from handlers.review.coverage import STUDENTS
from handlers.review.lexicon import rx
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, quote
from handlers.review.review import ItemFinding, ItemStatus, Risk

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
        reads = tuple(read for read in reading.promises if _worded(concern, read))
        if reads:
            yield Risk(concern.name, concern.cite, tuple(quote(read, paper) for read in reads[:3]), concern.why)
    if verdicts["breach"].why == words.BREACH_TOO_LATE:
        quotes = tuple(quote(read, paper) for read in verdicts["breach"].reads[:1])
        yield Risk("void", "bb(e)", quotes, words.CLASHES)


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


AI = (
    r"\bai\b|artificial intelligence|machine[- ]learning|language models?|\bmodels?\b(?= (?:training|on|"
    r"with)| that)|our models?|generative|gpt|llms?|scoring engines?|algorithms?"
)
TRAINS = (
    r"(?:train|tune|fine-?tun|teach|improv|develop)\w* …… (?:{ai})|(?:{ai}) …… (?:train|tune|learn|taught)\w*".replace(
        "{ai}", AI
    )
)
LATER = (
    r"(?:new|add(?:ed|s|ing)?|future|later|introduc\w+|turn(?:ed)? on|switch(?:ed)? on|enabl\w+|opt[- ]in|"
    r"approval|before) …… (?:{ai})|(?:{ai}) …… (?:features?|functions?|tools?) …… (?:new|added|later|"
    r"notice|approv\w+|consent|opt|turned on)"
).replace("{ai}", AI)
OTHERS = r"sub-?processors?|sub-?contractors?|third[- ]party (?:service )?(?:providers|vendors)|service providers|hosting (?:provider|company)"
NAMED = (
    r"\b(?:aws|amazon|google|microsoft|azure|openai|anthropic|supabase|vercel|zendesk|stripe|sendgrid|"
    r"cloudflare|twilio)\b|list of (?:\w+ )?(?:sub-?processors|sub-?contractors|service providers)|"
    r"name: \w+|inc\b|hosting"
)


def questions_of(reading: ReadPaper, paper: Paper) -> Iterator[ItemFinding]:
    """The three, each as the paper answers it."""
    yield _training(reading, paper)
    yield _features(reading, paper)
    yield _subprocessors(reading, paper)


def _training(reading: ReadPaper, paper: Paper) -> ItemFinding:
    training = reading.saying(TRAINS, "DATA|FAMILY|information|recordings?|essays|work|responses") or reading.saying(
        TRAINS
    )
    never = [read for read in training if read.says("{not}") and not read.says("not only")]
    if never:
        return _finding("training", ItemStatus.PRESENT, never, words.TRAINS_NOT, paper)
    if training:
        return _finding("training", ItemStatus.CONTRADICTED, training, words.TRAINS, paper)
    ai_named = reading.saying(AI)
    if ai_named:
        return _finding("training", ItemStatus.WEAK, ai_named, words.AI_NAMED, paper)
    return ItemFinding("training", ItemStatus.ABSENT, (), words.TRAINING_UNSAID)


def _features(reading: ReadPaper, paper: Paper) -> ItemFinding:
    changes = reading.saying(LATER)
    firm = [read for read in changes if read.says("notice|consent|approv\\w+|opt[- ]in|written|before|{not}")]
    if firm:
        return _finding("features", ItemStatus.PRESENT, firm, words.FEATURES, paper)
    if changes:
        return _finding("features", ItemStatus.WEAK, changes, words.FEATURES_OPEN, paper)
    return ItemFinding("features", ItemStatus.ABSENT, (), words.FEATURES_UNSAID)


def _subprocessors(reading: ReadPaper, paper: Paper) -> ItemFinding:
    mentions = [read for read in reading.all if read.says(OTHERS) or read.under(OTHERS)]
    with_names = [read for read in mentions if read.says(NAMED)]
    if with_names:
        return _finding("subprocessors", ItemStatus.PRESENT, with_names, words.SUBPROCESSORS, paper)
    if mentions:
        return _finding("subprocessors", ItemStatus.WEAK, mentions, words.SUBPROCESSORS_UNNAMED, paper)
    return ItemFinding("subprocessors", ItemStatus.ABSENT, (), words.SUBPROCESSORS_UNSAID)


def _finding(name: str, status: ItemStatus, reads: list[ReadClause], why: str, paper: Paper) -> ItemFinding:
    return ItemFinding(name, status, tuple(quote(read, paper) for read in reads[:3]), why)


TAKEN_IN = re.compile(
    r"\b(?:incorporated (?:herein )?by reference|(?:is|are) (?:made )?(?:a )?part of|hereby make part of|"
    r"subject to (?:our|the|VENDOR)|as set (?:forth|out) in|in accordance with (?:our|the)|"
    r"see (?:our|the)|as posted (?:at|on)|described in (?:our|the)|(?:is|are) governed by (?:our|the))\b"
)
NAME = re.compile(
    r"\b(?:privacy (?:policy|notice|statement)|terms of (?:use|service)|acceptable use policy|"
    r"master (?:services? )?agreement|online terms|data (?:processing|privacy|security) (?:agreement|addendum|policy|plan)|"
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
        yield words.not_attached(missing[:6])


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
