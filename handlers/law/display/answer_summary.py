"""Sum up an answer on the law for scripts: its verdict, its cites, its topics, and how its text opens."""

from __future__ import annotations

from typing import Literal

from handlers.dialogue import bounded_re as re
from handlers.dialogue.reply import LawAnswer
from handlers.law.ask import Answered

_OPENS = re.compile(r"(yes|no)(?:[.,:;!]| [–—-]|$)|it (depends)\b", re.IGNORECASE)
"""With its sign: "No vendor has to" is no answer to whether."""


def law_answer(found: Answered, text: str) -> LawAnswer:
    """What the answer comes to; ``text`` is what a person reads of it."""
    topics = ((found.topic,) if found.topic else ()) + found.near
    return LawAnswer(
        verdict=found.verdict.value,
        citations=tuple(str(cite) for cite in found.citations),
        topics=tuple(topic.id for topic in topics),
        opens=opens(text),
    )


def opens(text: str) -> Literal["yes", "no", "depends"] | None:
    """Whether a text opens with yes, no or it depends."""
    match = _OPENS.match(text)
    if match is None:
        return None
    return "depends" if match[2] else "yes" if match[1].lower() == "yes" else "no"
