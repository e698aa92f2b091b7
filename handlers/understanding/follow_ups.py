"""Tells whether a question only makes sense after the turn before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.understanding.days.dates import NamedDay
from knowledge.finding.words import stem, words
from knowledge.law import LawOfDay
from knowledge.model import Topic

MOST_WORDS = 8
"""Words of a question that leans on another one."""
MOST_WORDS_OF_LEANING = 12
_JOINS = re.compile(r"(and|but|or|so|what about|how about|what if|same for|also|even)\b,?\s*", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:(?:just|then|also|now)\s+)*(?:who|whom|what(?! if| about)|when|where|which|why|how(?! about)|can|may|must"
    r"|should|could|do|does|did|is|are|was|were|will|would|has|have|am)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:they|them|their|it|its|that|this|those|these|then|he|she|his|her)\b", re.IGNORECASE)
_SHORT = 3
_LITTLE = frozenset(
    "about also and any are but can did does even for from had has have her him his how its just may not our out same "
    "she that the them then they this was were what when who why will with yes you".split()
)
COMMON = 0.25
"""A word that stands in so many answers tells nothing of one of them."""


def may_continue(question: str, days: Sequence[NamedDay]) -> bool:
    """Whether it may only make sense after the turn before: by its words, or as it only names a day."""
    return continues(question) or (bool(days) and len(question.split()) <= MOST_WORDS and not stands_alone(question))


def continues(question: str) -> bool:
    """Whether it is said as if after something else: "and what about parents?"."""
    return bool(_JOINS.match(question)) and len(question.split()) <= MOST_WORDS


def may_lean(question: str) -> bool:
    """Whether it is short and says what it is about by a pronoun, or is no whole question: "their backups, too"."""
    short = len(question.split()) <= MOST_WORDS_OF_LEANING
    return short and (bool(_JOINS.match(question)) or points_back(question) or not _WHOLE.match(question))


def points_back(question: str) -> bool:
    """Whether it has a pronoun for what was said before."""
    return bool(_POINTS_BACK.search(question))


def stands_alone(question: str) -> bool:
    """Whether it asks by itself, however it begins, as "so what is a student record"; "and may they?" does not."""
    said = _JOINS.match(question)
    rest = question[said.end() :] if said else question
    return bool(_WHOLE.match(rest)) and not _POINTS_BACK.search(rest)


def is_whole(question: str) -> bool:
    """Whether it is a question in full, as "who tells the families"."""
    return bool(_WHOLE.match(question))


def telling_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what it is about."""
    return frozenset(one for word in words(text) if word not in _LITTLE and len(one := stem(word)) >= _SHORT)


def leans_on(question: str, topic: Topic, law: LawOfDay) -> bool:
    """Whether it has a word that the topic's answer has and few other answers have."""
    own = _said(topic, law)
    telling = telling_words(question)
    found = [re.compile(rf"\b{re.escape(one)}") for one in telling]
    texts = [_said(other, law) for other in law.topics.values()] if any(one.search(own) for one in found) else []
    most = COMMON * len(texts)
    return any(one.search(own) and sum(bool(one.search(text)) for text in texts) <= most for one in found)


def _said(topic: Topic, law: LawOfDay) -> str:
    answer = law.answer(topic.id)
    return " ".join((topic.title, *(fact.says for fact in answer.answer))).lower() if answer else ""
