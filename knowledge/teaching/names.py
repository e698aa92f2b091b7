"""What the model can answer, by the book and the learning material."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.finding.phrasings import read_phrasings
from knowledge.load import HERE, load
from knowledge.reading.elements import elements_of, entries_of
from knowledge.reading.material import OPENS, STANCES, VERDICTS, WISHES, read_questions, read_requests


@dataclass(frozen=True, slots=True)
class TaskNames:
    """What each task can answer, in order; and the elements with what the book says of them."""

    tasks: Mapping[str, tuple[str, ...]]
    elements: Mapping[str, str]
    """With what only the questions label, as a circumstance that other rules look at."""


def read_names(folder: Path = HERE) -> TaskNames:
    """What can be answered, by the book and the learning material."""
    law = load(folder).on(date.max)
    topics = tuple(sorted(read_phrasings(folder / "phrasings")))
    commands = tuple(sorted({line.command for line in read_requests(folder / "requests") if line.command}))
    questions = read_questions(folder / "questions")
    cites = {str(cite) for cite in law.passages} | {q.cites[0] for q in questions if q.cites}
    labels = {fact: fact.replace(".", ": ").replace("-", " ") for q in questions for fact in q.facts}
    return TaskNames(
        {
            "stances": STANCES,
            "verdicts": VERDICTS,
            "opens": OPENS,
            "entries": entries_of(law),
            "cites": tuple(sorted(cites)),
            "topics": topics,
            "wishes": WISHES,
            "commands": commands,
        },
        labels | dict(elements_of(law)),
    )
