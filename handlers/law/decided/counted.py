"""What it comes to where days were counted: late is late, whatever a reader expects."""

from __future__ import annotations

from dataclasses import replace

from handlers.law.decided.by_topic import Decided, as_judged
from handlers.law.decided.thresholds import ENTRY_SURE
from handlers.law.decided.told.heard import Heard
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict


def by_count(heard: Heard, answer: Answer, law: LawOfDay) -> Decided | None:
    """By the duty that the message is about; None where nothing was counted for it."""
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
