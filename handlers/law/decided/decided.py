"""Decides a question: by the facts it tells where a model read it, else by its topic, worded for the question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.law.decided.by_topic import TURNED, Decided, as_judged, entry_of, of_topic
from handlers.law.decided.heard import Heard
from handlers.law.decided.shares import opening_shares
from handlers.law.decided.thresholds import ENTRY_SURE
from handlers.law.decided.weighing import tells_case, weigh
from knowledge.deciding.asked import ASKS_WHETHER, Opening
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict
from knowledge.names import PROVISIONS

ITEM_SURE = 0.8
"""From this share on, it is about that provision and about no wording near it."""
FACT_SURE = 0.8
"""From this share on, an entry and the opening by it go before the topic's own, where a told fact turns it."""
FACT_DENIED = 0.7
"""The share with which that fact must be denied."""
STRICT_SURE = 0.65
"""From this share on, a question on a topic that only informs is answered No to leave and Yes to a duty."""
_STRICT: Mapping[str, Opening] = {"may": "no", "skip": "no", "enough": "no", "must": "yes", "banned": "yes"}
"""The opening by which less is allowed, of what is asked."""
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
    if tells_case(heard, shares):
        found = weigh(heard, shares, answer, law)
    else:
        found = _told_otherwise(by_topic, answer, law) or _heard_strict(_agreed(by_topic, answer, law))
    vague = _claims_nothing(found) or _beside_duty(found) or (found.opens == "no" and _waits_in_time(found))
    return replace(found, opens="none", stored=False, doubted=True) if vague else found


def _beside_duty(found: Decided) -> bool:
    """Whether an exception is asked for, or something else beside a duty, and the duty's own Yes or No would follow."""
    of_duty = found.verdict in {Verdict.REQUIRED, Verdict.PROHIBITED, Verdict.INFORMATION}
    void = found.heard.always  # "void right away" is asked of what is missing
    return found.heard.of_exception and found.heard.asked.stance != "skip" and of_duty and not (found.case or void)


def _waits_in_time(found: Decided) -> bool:
    """Whether a time that is named was not found too long: it may still be an unreasonable delay."""
    heard = found.heard
    late = any(heard.facts.get(name) == "no" for name in heard.counted)
    return (heard.waits or bool(heard.counted)) and not late and found.verdict is not Verdict.PROHIBITED


def _claims_nothing(found: Decided) -> bool:
    """Whether a statement, held against a duty, says neither that it is owed nor that it is not."""
    asked = found.heard.asked
    owed = found.verdict in {Verdict.REQUIRED, Verdict.NOT_REQUIRED}
    return asked.stance == "assert" and not asked.claim and owed and found.opens in TURNED


def _plainly(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided | None:
    """By plain rules, where the words of the question and the topic tell enough; None where they do not."""
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


def _told_otherwise(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided | None:
    """By the entry that is surely meant, where a fact was told on which it fails and the model opens as it does."""
    heard = by_topic.heard
    best = next(iter(heard.entries), "")
    ruling = rule_on(best, heard.facts, law) if best and heard.entries[best] >= FACT_SURE else None
    if not heard.whether or heard.of_time or heard.asked.stance not in ASKS_WHETHER:
        return None
    said = [heard.signs.facts[one].denied for one in ruling.failed if one in heard.signs.facts] if ruling else []
    if ruling is None or max(said, default=0.0) < FACT_DENIED:
        return None
    judged = as_judged(heard, ruling, answer)
    agree = judged.opens in TURNED and judged.opens != by_topic.opens
    return judged if agree and heard.signs.opens.get(judged.opens, 0.0) >= FACT_SURE else None


def _heard_strict(found: Decided) -> Decided:
    """With the No to leave, or the Yes to a duty, that the model hears where the topic only informs."""
    best = next(iter(found.heard.signs.opens))
    strict = _STRICT.get(found.heard.asked.stance)
    only_informs = (
        found.heard.whether
        and not found.heard.of_exception
        and found.opens == "none"
        and found.verdict is Verdict.INFORMATION
    )
    if not only_informs or best != strict or found.heard.signs.opens[best] < STRICT_SURE:
        return found
    return replace(found, opens=strict, stored=False, doubted=False)


def _agreed(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided:
    """With the Yes or No on which the model and the judge agree, where the topic has none: "does it count?"."""
    heard = by_topic.heard
    about = rule_on(by_topic.near, heard.facts, law) if by_topic.near else None
    of_item = about is not None and about.about.startswith("item:")  # that something lacks it makes nothing void yet
    if by_topic.opens != "none" or heard.asked.stance not in {"covered", "consequence"} or about is None or of_item:
        return by_topic
    judged = as_judged(heard, about, answer)
    agree = judged.opens in TURNED and judged.opens == next(iter(heard.signs.opens))
    return replace(judged, verdict=by_topic.verdict, near=by_topic.near) if agree else by_topic
