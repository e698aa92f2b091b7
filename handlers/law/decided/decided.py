"""Decides a question: by the facts it tells where a model read it, else by its topic, worded for the question."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.law.decided.by_topic import TURNED, Decided, as_judged, entry_of, of_topic
from handlers.law.decided.heard import Heard
from handlers.law.decided.shares import opening_shares
from handlers.law.decided.thresholds import ENTRY_SURE
from handlers.law.decided.weighing import tells_case, weigh
from knowledge.deciding.asked import ASKS_WHETHER
from knowledge.deciding.ruling import rule_on
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


def decided(heard: Heard, answer: Answer, law: LawOfDay) -> Decided:
    """What it comes to. ``answer`` is that of the topic which was found."""
    by_topic = replace(of_topic(heard, answer), near=entry_of(heard, answer, law))
    if plainly := _plainly(by_topic, answer, law):
        return plainly
    if heard.asked.stance not in ASKS_WHETHER | {"consequence"}:
        return by_topic
    if not heard.signs.opens:  # a button brings back what was read
        ruling = rule_on(about, heard.facts, law) if (about := by_topic.near) else None
        return as_judged(heard, ruling, answer) if ruling else by_topic
    if counted := _counted(heard, answer, law):
        return counted
    shares = opening_shares(heard.signs, heard.asked, law)
    found = weigh(heard, shares, answer, law) if tells_case(heard, shares) else _agreed(by_topic, answer, law)
    return replace(found, opens="none", stored=False, doubted=True) if _claims_nothing(found) else found


def _claims_nothing(found: Decided) -> bool:
    """Whether a statement, held against a duty, says neither that it is owed nor that it is not."""
    asked = found.heard.asked
    owed = found.verdict in {Verdict.REQUIRED, Verdict.NOT_REQUIRED}
    return asked.stance == "assert" and not asked.claim and owed and found.opens in TURNED


def _plainly(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided | None:
    """By plain rules, where the words of the question and the topic tell enough; None where they do not."""
    heard, verdict = by_topic.heard, Verdict(answer.verdict)
    if (
        heard.of_limit
        and verdict in {Verdict.INFORMATION, Verdict.NOT_REQUIRED}
        and _SETS_NONE.match(answer.answer[0].says)
    ):
        return replace(by_topic, opens="no", stored=False)
    if heard.of_consent and verdict is Verdict.NOT_REQUIRED and heard.asked.stance == "must":
        return by_topic
    if heard.demands and verdict is Verdict.REQUIRED and heard.asked.stance in {"may", "skip"} and heard.signs.opens:
        return replace(by_topic, opens="yes", stored=False)
    if (
        heard.of_wording
        and verdict is Verdict.REQUIRED
        and heard.asked.stance in {"must", "enough"}
        and _of_item(heard, answer, law)
    ):
        asked = replace(heard, asked=replace(heard.asked, stance="must"))
        return replace(by_topic, heard=asked, opens="yes", verdict=verdict, stored=False)
    if heard.always and verdict is Verdict.CONDITIONAL:
        return replace(by_topic, opens="no", stored=False)
    return None


def _of_item(heard: Heard, answer: Answer, law: LawOfDay) -> bool:
    """Whether it is surely about one of the provisions that a contract must have."""
    terms = law.checklists.get(PROVISIONS)
    read = next(iter(heard.entries), "")
    sure = not read or (read.startswith("item:") and heard.entries[read] >= ITEM_SURE)
    return sure and terms is not None and answer.cites[0] in {item.cite for item in terms.items}


def _counted(heard: Heard, answer: Answer, law: LawOfDay) -> Decided | None:
    """By the duty that the message is about, where days were counted: late is late, whatever a reader expects."""
    names = {name.partition(".")[0] for name in heard.counted}
    about = next((one for one in heard.entries if one.removeprefix("duty:") in names), "")
    if not about or heard.entries[about] < ENTRY_SURE:
        return None
    late = rule_on(about, heard.facts, law)
    if late and heard.counted & {*late.failed}:
        return replace(as_judged(heard, late, answer), verdict=Verdict.PROHIBITED, case=True)
    late_too = any(
        heard.facts.get(f"{one.removeprefix('duty:')}.in-time") == "no" for one in heard.entries if one != about
    )
    if late_too or not heard.of_time:
        return None  # other data may be in it, or it asks of more than the time
    kept = rule_on(about, {**heard.near, **heard.facts}, law)
    return replace(as_judged(heard, kept, answer), case=True) if kept and kept.done == "met" else None


def _agreed(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided:
    """With the Yes or No on which the model and the judge agree, where the topic has none: "does it count?"."""
    heard = by_topic.heard
    about = rule_on(by_topic.near, heard.facts, law) if by_topic.near else None
    if by_topic.opens != "none" or heard.asked.stance not in {"covered", "consequence"} or about is None:
        return by_topic
    judged = as_judged(heard, about, answer)
    agree = judged.opens in TURNED and judged.opens == next(iter(heard.signs.opens))
    return replace(judged, verdict=by_topic.verdict, near=by_topic.near) if agree else by_topic
