"""Keeps a firm or a product that a question names from deciding what it is about."""

from __future__ import annotations

from functools import cache, lru_cache

from handlers.dialogue import bounded_re as re
from handlers.law.words import THE_APP, THE_VENDOR
from handlers.understanding.requests.apart.norms import asks_norm
from knowledge.law import LawOfDay
from knowledge.model import Verdict
from knowledge.products.common import common_products

_OF_CASE = re.compile(
    r"\b(?:settle\w*|deal|fine[ds]?|penalt\w*|pa(?:y|id|ys)|millions?|cost|money|attorney general|ags?|cases?|hack\w*"
    r"|sue[ds]?|lawsuit|states?|enforce\w*|lessons?|happened|agreed)\b|\$",
    re.IGNORECASE,
)
"""Asks of the case itself."""
_OF_LAW = re.compile(
    r"^(?:(?:so|and|but|ok)\b[,: ]*)*(?:may|can|could|must|should|shall|need|do|does|is)\b"
    r"|\b(?:break|broke|breaking) the law\b|\b(?:il)?legal\b",
    re.IGNORECASE,
)
"""Asks of what the law lets anybody do."""


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
    """The firms of the list of common products that these headings name."""
    told = " ".join(headings).casefold()
    names = {name for one in common_products() for name in one.names if len(name.split()) == 1}
    firms = sorted(name for name in names if re.search(rf"\b{re.escape(name.casefold())}\b", told))
    if not firms:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, firms))})(?: Education\b)?", re.IGNORECASE)
