"""The answer to a question for the rule: its topic's, set right by what was told and by what the model hears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.law.decided.by_topic import TURNED, Decided, as_judged
from knowledge.deciding.asked import ASKS_WHETHER, Opening
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict

FACT_SURE = 0.8
"""From this share on, an entry and the opening by it go before the topic's own, where a told fact turns it."""
FACT_DENIED = 0.7
"""The share with which that fact must be denied."""
STRICT_SURE = 0.65
"""From this share on, a question on a topic that only informs is answered No to leave and Yes to a duty."""
_STRICT: Mapping[str, Opening] = {"may": "no", "skip": "no", "enough": "no", "must": "yes", "banned": "yes"}
"""The opening by which less is allowed, of what is asked."""


def of_rule(by_topic: Decided, answer: Answer, law: LawOfDay) -> Decided:
    """By a told fact on which its entry fails; else by the topic, with the Yes or No that it lacks."""
    return _told_otherwise(by_topic, answer, law) or _heard_strict(_agreed(by_topic, answer, law))


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
