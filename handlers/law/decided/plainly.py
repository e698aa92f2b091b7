"""How an answer begins by plain rules, where the words of the question and the topic tell enough."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.law.decided.by_topic import Decided
from handlers.law.decided.told.heard import Heard
from knowledge.deciding.asked import Opening
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict
from knowledge.names import PROVISIONS

ITEM_SURE = 0.8
"""From this share on, it is about that provision and about no wording near it."""
_SETS_NONE = re.compile(
    r"(?:the (?:law|act|statute|sections?)|no (?:rule|source|number|section)|nothing)\b[^.]*?"
    r"\b(?:no|silent|nothing|not|was found)\b",
    re.IGNORECASE,
)
"""A topic's first words by which the law has no such thing."""


def plainly(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided | None:
    """What it comes to; None where they do not tell enough."""
    heard, verdict = by_topic.heard, Verdict(answer.verdict)
    if opens := _plain_opening(heard, answer):
        return replace(by_topic, opens=opens, stored=False, doubted=False)
    of_item = heard.of_wording and verdict is Verdict.REQUIRED and heard.asked.stance in {"must", "enough"}
    if of_item and _of_item(heard, answer, law):
        asked = replace(heard, asked=replace(heard.asked, stance="must"))
        return replace(by_topic, heard=asked, opens="yes", verdict=verdict, stored=False)
    return None


def _plain_opening(heard: Heard, answer: Answer) -> Opening | None:
    verdict, stance = Verdict(answer.verdict), heard.asked.stance
    silent = verdict in {Verdict.INFORMATION, Verdict.NOT_REQUIRED} and _SETS_NONE.match(answer.answer[0].says)
    required = verdict is Verdict.REQUIRED
    rules: tuple[tuple[object, Opening], ...] = (
        (heard.of_limit and silent, "no"),
        (heard.of_duty and required, "yes"),
        (heard.of_consent and verdict is Verdict.NOT_REQUIRED and stance == "must" and not heard.of_exception, "no"),
        (heard.demands and required and stance in {"may", "skip"} and heard.signs.opens, "yes"),
        (heard.always and verdict is Verdict.CONDITIONAL and stance != "assert", "no"),
    )
    return next((opens for holds, opens in rules if holds), None)


def _of_item(heard: Heard, answer: Answer, law: LawOfDay) -> bool:
    """Whether it is surely about one of the provisions that a contract must have."""
    terms = law.checklists.get(PROVISIONS)
    read = next(iter(heard.entries), "")
    sure = not read or (read.startswith("item:") and heard.entries[read] >= ITEM_SURE)
    return sure and terms is not None and answer.cites[0] in {item.cite for item in terms.items}
