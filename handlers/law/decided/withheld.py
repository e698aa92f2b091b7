"""Tells where a Yes or No would be taken for an answer to something else, so that none is said."""

from __future__ import annotations

from handlers.law.decided.by_topic import TURNED, Decided
from knowledge.model import Verdict


def misleads(found: Decided) -> bool:
    """Whether the Yes or No that was found answers something else than what was asked."""
    return _claims_nothing(found) or _beside_duty(found) or (found.opens == "no" and _waits_in_time(found))


def lets_gap_pass(found: Decided) -> bool:
    """Whether a clause would be called enough of which it was told that it leaves something out, or is to go."""
    about = found.ruling.about if found.ruling else found.near
    leave = found.verdict is Verdict.PERMITTED and found.heard.asked.stance in {"may", "enough"}
    return found.opens == "yes" and leave and found.heard.of_gap and about.startswith("item:")


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
