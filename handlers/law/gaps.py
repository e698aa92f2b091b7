"""The topics that a district attached to questions in its own words."""

from __future__ import annotations

from handlers.dialogue.desk import Desk
from handlers.understanding.fuzzy import same_text
from knowledge.model import Topic


def own_topic(question: str, desk: Desk) -> Topic | None:
    """The topic that this district attached to the question, nearly word for word."""
    if desk.records is None:
        return None
    topics = desk.law.on(desk.today).topics
    alike = [gap for gap in desk.records.gaps() if gap.topic and same_text(gap.question, question)]
    return topics.get(alike[-1].topic) if alike else None
