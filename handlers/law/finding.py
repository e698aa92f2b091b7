"""Chooses the topic from the finder's ranking, and takes the names of vendors and apps out of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from handlers.dialogue import bounded_re as re
from handlers.law.words import THE_APP, THE_VENDOR
from handlers.understanding.requests.norms import asks_norm
from knowledge.citation import Citation
from knowledge.finding import Guess
from knowledge.law import LawOfDay
from knowledge.model import Topic, Verdict
from knowledge.products.common import common_products

OUTSIDE = "out-of-scope"
OUT = 0.03
"""From this score on, a question counts as outside the book, even where some topic is a little nearer."""
EXPECTED, OUT_ANYHOW = 0.5, 0.15
"""A question is in the book all the same where the share of being outside is below the second, and the reader of facts
expects the best passage with the first."""
SURE = 0.55
"""Below this share for the answer's cite, the reply offers the other topics: did you mean one of these?"""
PLAIN = 0.85
"""Below this share, the reply also names the nearest other topics with their cites."""
FAINT = 0.04
"""A topic with less than this is not worth naming."""
CLOSE = 0.15
"""A topic with less than this is not named as near to what counts as outside the book."""
ALIKE = 0.75
"""Within a passage, a conditional topic with this share of the best one's trust answers in its place."""
CONSIDERED = 12
NAMED = 3
_BARE = frozenset({Verdict.PERMITTED, Verdict.PROHIBITED, Verdict.REQUIRED, Verdict.NOT_REQUIRED})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The topic to answer (None: not in the book), how sure (0 to 1), and the other topics worth naming."""

    topic: Topic | None
    score: float
    near: tuple[Topic, ...]
    unsure: bool


def choose(guesses: Sequence[Guess], law: LawOfDay, read: Mapping[str, float] | None = None) -> Chosen:
    """The topic whose cite has most of the finder's trust.

    Neighboring topics often rest on one passage; together they tell more surely where the answer stands than the
    best of them alone. Within the passage, the best topic answers, or a conditional one that is hardly less likely, so
    that no bare Yes or No is said where the next topic has a condition. ``read`` is where the reader of facts expects
    the answer; it counts as much as the topics do.
    """
    candidates = [guess for guess in guesses if guess.topic in law.topics][:CONSIDERED]
    outside = next((guess.score for guess in guesses if guess.topic == OUTSIDE), 0.0)
    passages: dict[Citation, float] = {}
    for guess in candidates:
        cite = first_cite(guess.topic, law)
        passages[cite] = passages.get(cite, 0.0) + guess.score
    if read:
        passages = {cite: (share + read.get(str(cite), 0.0)) / 2 for cite, share in passages.items()}
    ranked = sorted(passages, key=lambda cite: -passages[cite])
    best = [_best(cite, candidates, law) for cite in ranked]
    near = tuple(topic for topic, cite in zip(best, ranked, strict=True) if passages[cite] >= FAINT)
    expected = bool(read and ranked and read.get(str(ranked[0]), 0.0) >= EXPECTED and outside < OUT_ANYHOW)
    if not candidates or (outside >= OUT and not expected) or outside > candidates[0].score:
        close = (law.topics[guess.topic] for guess in candidates if guess.score >= CLOSE)
        return Chosen(None, outside, tuple(close)[:NAMED], unsure=False)
    score = min(passages[ranked[0]], 1.0)
    return Chosen(best[0], score, near[1 : NAMED + 1] if score < PLAIN else (), unsure=score < SURE)


def _best(cite: Citation, known: Sequence[Guess], law: LawOfDay) -> Topic:
    """The topic that answers from a passage."""
    first, *others = (guess for guess in known if first_cite(guess.topic, law) == cite)
    alike = [guess for guess in others if guess.score >= ALIKE * first.score]
    careful = [guess for guess in alike if _verdict(guess, law) is Verdict.CONDITIONAL]
    return law.topics[(careful[0] if careful and _verdict(first, law) in _BARE else first).topic]


def _verdict(guess: Guess, law: LawOfDay) -> Verdict:
    answer = law.answer(guess.topic)
    assert answer
    return Verdict(answer.verdict)


def first_cite(topic: str, law: LawOfDay) -> Citation:
    """Where a topic's answer stands."""
    answer = law.answer(topic)
    assert answer
    return answer.cites[0]


_OF_CASE = re.compile(
    r"\b(?:settle\w*|deal|fine[ds]?|penalt\w*|pa(?:y|id|ys)|millions?|cost|money|attorney general|ags?|cases?|hack\w*"
    r"|sue[ds]?|lawsuit|states?|enforce\w*|lessons?|happened|agreed)\b|\$",
    re.IGNORECASE,
)
"""Asks about the case itself."""
_OF_LAW = re.compile(
    r"^(?:(?:so|and|but|ok)\b[,: ]*)*(?:may|can|could|must|should|shall|need|do|does|is)\b"
    r"|\b(?:break|broke|breaking) the law\b|\b(?:il)?legal\b",
    re.IGNORECASE,
)
"""Asks what the law allows."""


def without_case(question: str, law: LawOfDay) -> str:
    """The question with "the vendor" for a firm whose case the book tells, where it asks nothing of the case."""
    of_rule = asks_norm(question) or _OF_LAW.search(question)
    if not of_rule or _OF_CASE.search(question) or not _products().search(question):
        return question
    pattern = _firms(tuple(topic.heading for topic in law.topics.values() if _tells_only(topic.id, law)))
    return pattern.sub(THE_VENDOR, question) if pattern else question


def without_product(question: str) -> str:
    """The question with "the app" for each product of the list of common ones."""
    return _products().sub(THE_APP, question)


@cache
def _products() -> re.Pattern[str]:
    names = sorted({name for one in common_products() for name in one.names}, key=lambda name: -len(name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)


def _tells_only(topic: str, law: LawOfDay) -> bool:
    answer = law.answer(topic)
    return answer is not None and Verdict(answer.verdict) is Verdict.INFORMATION


@lru_cache(maxsize=8)
def _firms(headings: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for the common firms that these headings name; None where they name none."""
    titles = " ".join(headings).casefold()
    names = {name for one in common_products() for name in one.names if len(name.split()) == 1}
    firms = sorted(name for name in names if re.search(rf"\b{re.escape(name.casefold())}\b", titles))
    if not firms:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, firms))})(?: Education\b)?", re.IGNORECASE)
