"""The answer about a product, where it depends on a contract with its vendor."""

from __future__ import annotations

from dataclasses import replace

from handlers.law import words
from knowledge.law import NO_CONTRACT, LawOfDay
from knowledge.model import Answer, Topic


def topic_of(name: str, law: LawOfDay) -> tuple[Topic, Answer] | None:
    """What the law says where a contract with them is what decides; None before it asked for one."""
    like, answer = law.topics.get(NO_CONTRACT), law.answer(NO_CONTRACT)
    if like is None or answer is None or answer.verdict != like.verdict:
        return None
    conditional = Answer(verdict="conditional", answer=words.depends(name), cites=answer.cites, since=answer.since)
    return replace(like, title=words.title(name), verdict=conditional.verdict, answer=conditional.answer), conditional
