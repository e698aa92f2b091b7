"""Finds the questions of the book that have a firm Yes or No, and chooses five of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from handlers.dialogue import bounded_re as re
from handlers.law.display.answer_summary import opens
from knowledge.law import LawOfDay
from knowledge.model import Answer, AnswerVerdict, Topic

ASKED = 5
_EACH = 3
"""So many of either answer are drawn, and one of the six is left out: nobody can count which answer comes last."""
_ASKS = re.compile(r"(?:Are|Can|Do|Does|Has|Have|Is|May|Must) ")
_CONDITION = re.compile(r"\bif\b|\bunless\b|\bdepends\b", re.IGNORECASE)
_BY_VERDICT: Mapping[tuple[str, AnswerVerdict], bool] = {
    ("May", "permitted"): True,
    ("May", "prohibited"): False,
    ("Must", "required"): True,
}
_FIRM: frozenset[AnswerVerdict] = frozenset({"permitted", "prohibited", "required", "not_required"})


@dataclass(frozen=True, slots=True)
class FirmQuestion:
    """A topic whose title asks for Yes or No, and which of them the book says on that day."""

    topic: Topic
    answer: Answer
    yes: bool


def firm_questions(law: LawOfDay) -> tuple[FirmQuestion, ...]:
    """Every topic that asks for Yes or No and gets it without a condition, in the order of the files."""
    return tuple(_firm(law))


def _firm(law: LawOfDay) -> Iterator[FirmQuestion]:
    for topic in law.topics.values():
        answer = topic.on(law.day)
        if answer is None or not topic.title.endswith("?") or not _ASKS.match(topic.title):
            continue
        says = _says_yes(topic.title, answer, silent=topic.kind == "silent")
        if says is not None:
            yield FirmQuestion(topic, answer, says)


def _says_yes(title: str, answer: Answer, *, silent: bool) -> bool | None:
    """What the answer comes to; None where it has a condition, or is no Yes and no No.

    Where the act is ``silent``, other law may not be, so that only an answer that opens with one of them is firm.
    """
    first = answer.answer[0].says
    if answer.verdict not in _FIRM or _CONDITION.search(first):
        return None
    opened = {"yes": True, "no": False}.get(opens(first) or "")
    meant = _BY_VERDICT.get((title.partition(" ")[0], answer.verdict))
    if opened is not None and meant is not None and opened != meant:
        return None
    return meant if opened is None and not silent else opened


def chosen(who: str, year: int, times: int, law: LawOfDay) -> tuple[FirmQuestion, ...]:
    """Five for this person and school year; others for each time that they did it already."""

    def mixed(one: FirmQuestion) -> str:
        return sha256(f"{who} {year} {one.topic.id}".encode()).hexdigest()

    found = sorted(firm_questions(law), key=mixed)
    drawn = [
        *_window([one for one in found if one.yes], times),
        *_window([one for one in found if not one.yes], times),
    ]
    return tuple(sorted(drawn, key=mixed)[:ASKED])


def _window(found: Sequence[FirmQuestion], times: int) -> Iterator[FirmQuestion]:
    yield from (found[(times * _EACH + place) % len(found)] for place in range(min(_EACH, len(found))))
