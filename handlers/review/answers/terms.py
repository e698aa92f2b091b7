"""The paper's own times to report a breach, held against the law's."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.contracts.form.form import CLOCKS
from handlers.deadlines.schedule.plan import KINDS
from handlers.dialogue.desk import Desk
from handlers.review.review import PaperFacts

FIELD_OF: Mapping[str, str] = {"student_information": "breach_days", "other": "breach_days_other"}
"""The field of the contract's form for each kind of data."""


def stricter_terms(facts: PaperFacts, desk: Desk) -> Mapping[str, int]:
    """By kind of data, as in ``Contract.breach_days``: the days that are fewer than the law allows."""
    said = {"student_information": facts.breach.student_information, "other": facts.breach.other}
    law = {KINDS[event]: desk.law.clock(event, desk.today).within for event in CLOCKS}
    return {kind: days for kind, days in said.items() if days and law[kind].unit == "days" and days < law[kind].number}
