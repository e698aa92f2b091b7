"""Tells a review to scripts: the stable keys of ``dpa review --json``, and a line of a sheet for each paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.review import words
from handlers.review.review import Evidence, ItemFinding, ItemStatus, PaperFacts
from handlers.review.subject import PaperReading

VOID_SECTIONS = ("bb(e)", "bb(f)")
"""Where the law says what makes a contract void."""
VOID = "void"


def for_scripts(file: str, reading: PaperReading) -> Mapping[str, Any]:
    """One paper that was read."""
    review, recognized = reading.review, reading.paper.recognized
    return {
        "file": file,
        "provisions": {row.pin: _finding(row.finding) for row in reading.rows},
        "recognized": {" ".join(filter(None, (one.file, str(one.page)))): one.confidence for one in recognized},
        "void_risk": [one.why for one in review.risks if one.name == VOID or one.cite.endswith(VOID_SECTIONS)],
        "as_of": review.as_of.isoformat(),
        "readable": True,
        "facts": _facts(review.facts),
        "risks": [
            {"name": one.name, "cite": one.cite, "evidence": _evidence(one.evidence), "why": one.why}
            for one in review.risks
        ],
        "questions": {one.item: _finding(one) for one in review.questions},
        "notes": list(dict.fromkeys((*reading.paper.notes, *review.notes))),
    }


def unreadable_for_scripts(file: str, problem: str, on: date) -> Mapping[str, Any]:
    """One that cannot be read."""
    return {"file": file, "provisions": {}, "as_of": on.isoformat(), "readable": False, "problem": problem}


def _finding(found: ItemFinding) -> Mapping[str, Any]:
    return {
        "status": found.status.value,
        "evidence": _evidence(found.evidence),
        "why": found.why,
        "recognized": found.recognized,
    }


def _evidence(found: Sequence[Evidence]) -> list[Mapping[str, Any]]:
    return [
        {"quote": one.quote, "page": one.page, "start": one.start, "end": one.end}
        | ({"file": one.file} if one.file else {})
        for one in found
    ]


def _facts(facts: PaperFacts) -> Mapping[str, Any]:
    """Only what the paper says."""
    days = {"student_information": facts.breach.student_information, "other": facts.breach.other}
    fields: dict[str, Any] = {
        "vendor": facts.vendor,
        "product": facts.product,
        "board": facts.board,
        "executed": facts.executed.isoformat() if facts.executed else "",
        "expires": facts.expires.isoformat() if facts.expires else "",
        "governing_law": facts.governing_law,
        "breach_notice": {kind: words.days(number) for kind, number in days.items() if number is not None},
    }
    return {name: value for name, value in fields.items() if value}


def sheet_line(file: str, reading: PaperReading) -> Sequence[str | int | date | None]:
    """One paper as a line of the sheet, below `words.SHEET_COLUMNS` and the provisions."""
    facts, counts = reading.review.facts, reading.counts
    return (
        file,
        *(
            counts[status]
            for status in (ItemStatus.ABSENT, ItemStatus.WEAK, ItemStatus.CONTRADICTED, ItemStatus.PRESENT)
        ),
        facts.vendor,
        facts.executed,
        facts.expires,
        facts.governing_law,
        *(row.read_says for row in reading.rows),
        "; ".join(dict.fromkeys(words.RISKS.get(one.name, one.name) for one in reading.review.risks)),
        "",
    )


def unreadable_line(file: str, problem: str, provisions: int) -> Sequence[str | int | date | None]:
    """One that cannot be read."""
    return (file, *([None] * 8), *([""] * provisions), "", problem)


def sheet_head(titles: Sequence[str]) -> Sequence[str]:
    """The headings; ``titles`` are those of the provisions."""
    return (*words.SHEET_COLUMNS, *titles, words.BESIDE, words.PROBLEM)
