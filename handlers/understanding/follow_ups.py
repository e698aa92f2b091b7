"""Tells whether a question only makes sense after the turn before."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.named_day import NamedDay
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
_ADDS_TO = re.compile(r"\b(?:too|also|as well|either|only|just|or)\b", re.IGNORECASE)
_NAMES = re.compile(r"\b(?:for|to|with|of|in|on|by|at|from)\b", re.IGNORECASE)
FEW = 7
_OBJECTS = re.compile(
    r"^but\b|\b(?:tho|though|however|anyway)\W*$"
    r"|^(?:(?:i|we|he|she|they|it)(?: am| is| are| was|'?m|'?re|'?s)) (?:only|just|still|already|barely|not even)\b",
    re.IGNORECASE,
)
_SHORT = 3
_REST = 4
"""Words behind "says who" that name what was said: "says who, five days?"."""
_LITTLE = frozenset(
    "about also and any are but can did does even for from had has have her him his how its just may not our out same "
    "she that the them then they this was were what when who why will with yes you".split()
)
_EVERYWHERE = frozenset(
    "vendor data student board contract school law compani app inform district teacher product".split()
)
"""Stems that so many titles have that they name none."""
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


def adds_to(question: str) -> bool:
    """Whether a few words without a verb add to what was said: "students too or just parents"."""
    bare = not (is_whole(question) or points_back(question) or _NAMES.search(question))
    return bare and len(question.split()) <= FEW and _ADDS_TO.search(question) is not None


def objects(question: str) -> bool:
    """Whether a statement only objects to what was said, or adds to it: "I'm only 14 though"."""
    return "?" not in question and len(question.split()) <= MOST_WORDS_OF_LEANING and bool(_OBJECTS.search(question))


def stands_alone(question: str) -> bool:
    """Whether it asks by itself, however it begins, as "so what is a student record"; "and may they?" does not."""
    said = _JOINS.match(question)
    rest = question[said.end() :] if said else question
    return bool(_WHOLE.match(rest)) and not _POINTS_BACK.search(rest)


_WHERE = re.compile(
    r"(?:(?:and|so|ok|but|really|huh|hm+)[,. ]+)*(?:says who|according to (?:who|what|which law)"
    r"|where (?:does it|does the law|is that|is it|do you|in the law)(?: \w+){0,4}"
    r"|where'?s that(?: \w+){0,3}|which (?:law|section|statute|part|rule|paragraph)(?: (?:is|says|was"
    r"|of)(?: \w+){0,4})?|what(?:'s| is) (?:the|your) (?:cite|citation|source|section|basis)(?: for that)?"
    r"|what (?:section|statute|law)(?: is that| says (?:that|so|it))?|(?:the )?(?:cite|citation|source|section"
    r"|statute)|show me (?:the )?(?:law|text|statute|section|source)|can you cite (?:it|that)|what (?:do|should"
    r"|can) (?:i|we) cite|quote (?:it|the law|me the law))\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"(?:(?:and|but|so|ok|really)[,. ]+)*(?:why(?: (?:is that|so|not|though|is it|does it matter))?|how come"
    r"|what'?s the (?:reason|point)|what for)[\s?!.]*",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:(?:and|but|so|ok)[,. ]+)*(?:since when(?: is that)?|when did (?:that|this|it) (?:start|change|begin"
    r"|become law|come in|take effect|kick in)|how long has (?:that|this|it) been(?: \w+){0,3}"
    r"|is (?:that|this|it) (?:new|recent|still (?:current|the law|true)))[\s?!.]*",
    re.IGNORECASE,
)


def asks_source(question: str) -> bool:
    """Whether it only asks where that stands, why, or since when: the passage itself answers it."""
    said = question.strip().replace("\u2019", "'")
    where = _WHERE.match(said)
    alone = where is not None and len(said[where.end() :].split()) <= _REST
    return alone or bool(_WHY.fullmatch(said) or _SINCE.fullmatch(said))


def asks_why(question: str) -> bool:
    """Whether it asks for a reason, and for no record."""
    return re.match(r"\W*(?:(?:and|but|so|ok|wait)[,. ]+)*(?:why|how come)\b", question, re.IGNORECASE) is not None


def is_whole(question: str) -> bool:
    """Whether it is a question in full, as "who tells the families"."""
    return bool(_WHOLE.match(question))


def telling_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what it is about."""
    return _stems(text) - _EVERYWHERE


def _stems(text: str) -> frozenset[str]:
    return frozenset(one for word in words(text) if word not in _LITTLE and len(one := stem(word)) >= _SHORT)


def leans_on(question: str, topic: Topic, law: LawOfDay) -> bool:
    """Whether it has a word that the topic's answer has and few other answers have."""
    own = _said(topic, law)
    telling = _stems(question)
    found = [re.compile(rf"\b{re.escape(one)}") for one in telling]
    texts = [_said(other, law) for other in law.topics.values()] if any(one.search(own) for one in found) else []
    most = COMMON * len(texts)
    return any(one.search(own) and sum(bool(one.search(text)) for text in texts) <= most for one in found)


def _said(topic: Topic, law: LawOfDay) -> str:
    answer = law.answer(topic.id)
    return " ".join((topic.title, *(fact.says for fact in answer.whole))).lower() if answer else ""
