"""What it comes to where days were counted: late is late, whatever a reader expects."""

from __future__ import annotations

from dataclasses import replace

from handlers.law.decided.by_topic import Decided, as_judged
from handlers.law.decided.thresholds import ENTRY_SURE
from handlers.law.decided.told.dated import NO_DELAY
from handlers.law.decided.told.heard import Heard
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict


def by_count(heard: Heard, answer: Answer, law: LawOfDay) -> Decided | None:
    """By the duty that the message is about; None where nothing was counted for it."""
    names = {name.partition(".")[0] for name in heard.counted}
    duties = [one for one in heard.entries if one.removeprefix("duty:") in names]
    own = (one for one in duties if law.duties[one.removeprefix("duty:")].cite == answer.cites[0])
    about = next((one for one in duties if heard.entries[one] >= ENTRY_SURE), next(own, ""))
    if not about:
        return None
    late = rule_on(about, heard.facts, law)
    if late and heard.counted & {*late.failed}:
        return replace(as_judged(heard, late, answer), verdict=Verdict.PROHIBITED)
    late_too = any(
        heard.facts.get(f"{one.removeprefix('duty:')}.in-time") == "no" for one in heard.entries if one != about
    )
    kept = rule_on(about, {**heard.near, **heard.facts}, law)
    if late_too or kept is None or kept.done != "met":
        return None  # other data may be in it, or it asks of more than the time
    if heard.asked.stance == "may":
        return _may_wait(heard, kept, answer)
    return as_judged(heard, kept, answer) if heard.of_time else None


def _may_wait(heard: Heard, kept: Ruling, answer: Answer) -> Decided:
    """Within the limit one may wait, where the law does not also want it done without unreasonable delay."""
    delay = next((name for name in kept.given if name.endswith(f".{NO_DELAY}")), "")
    if not delay:
        return as_judged(heard, kept, answer)
    asks = replace(kept, verdict=Verdict.CONDITIONAL, open=(delay,))
    return replace(as_judged(heard, asks, answer), opens="depends", verdict=Verdict.CONDITIONAL, turns_on=delay)
