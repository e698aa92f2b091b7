"""Reads the labeled questions and requests that the model is taught from, and names all entries and elements."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.complaint import BadLaw, Complaint
from knowledge.deciding import ruling
from knowledge.law import LawOfDay

HERE = Path(__file__).parents[1]
QUESTIONS, REQUESTS = HERE / "questions", HERE / "requests"
STANCES = tuple("may must banned skip enough covered when who what how why assert consequence".split())
VERDICTS = tuple("prohibited permitted conditional required not_required definition information".split())
OPENS = ("yes", "no", "depends", "none")
WISHES = ("law", "look", "act", "talk", "outside")
_CITES = re.compile(r",\s*(?![^(]*\))")
_QUESTION = "Write: stance | verdict | opens | facts | question, each with a value that docs/editing-the-law.md names."
_REQUEST = "Write: wish | command | slots | text."
_HEADING = "Write: # entry, entry ; cite, cite."


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the law with its labels, which people gave by the law alone."""

    text: str
    stance: str
    verdict: str
    opens: str
    facts: Mapping[str, bool]
    """By element, True where the question asserts it and False where it denies it; others are left out."""
    about: tuple[str, ...]
    cites: tuple[str, ...]
    group: str
    """Questions of one group differ in one fact, or in what they ask about the same facts."""


@dataclass(frozen=True, slots=True)
class LabeledRequest:
    """A request on records in plain words, with the wish and the command that it stands for."""

    text: str
    wish: str
    command: str
    slots: str


def read_questions(folder: Path = QUESTIONS) -> tuple[Question, ...]:
    """Every question of the folder's text files. Raises BadLaw with every malformed line."""
    complaints: list[Complaint] = []
    questions = [question for file in sorted(folder.glob("*.txt")) for question in _questions(file, complaints)]
    if complaints:
        raise BadLaw(complaints)
    return tuple(questions)


def _questions(file: Path, complaints: list[Complaint]) -> Iterator[Question]:
    about: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    group = ""
    for number, line in _lines(file):
        if line.startswith("#"):
            entries, _, pins = line[1:].partition(";")
            about = tuple(one.strip().replace("_", " ") for one in entries.split(",") if one.strip())
            cites = tuple(one.strip() for one in _CITES.split(pins) if one.strip())
            group = f"{file.stem}:{number}"
            if not about:
                complaints.append(Complaint(file.name, number, f"this heading names no entry: {line[:60]}", _HEADING))
            continue
        parts = [part.strip() for part in line.split("|", 4)]
        if len(parts) != 5 or not _known(*parts[:4]) or not group:
            complaints.append(Complaint(file.name, number, f"this question cannot be read: {line[:60]}", _QUESTION))
            continue
        stance, verdict, opens, signed_facts, text = parts
        facts = {fact[:-1].replace("_", " "): fact[-1] == "+" for fact in signed_facts.split()}
        yield Question(text, stance, verdict, opens, facts, about, cites, group)


def _known(stance: str, verdict: str, opens: str, facts: str) -> bool:
    signed = all(fact[-1] in "+-" and "." in fact for fact in facts.split())
    return stance in STANCES and verdict in VERDICTS and opens in OPENS and signed


def read_requests(folder: Path = REQUESTS) -> tuple[LabeledRequest, ...]:
    """Every request of the folder's text files. Raises BadLaw with every malformed line."""
    complaints: list[Complaint] = []
    requests = []
    for file in sorted(folder.glob("*.txt")):
        for number, line in _lines(file):
            parts = [part.strip() for part in line.split("|", 3)]
            if line.startswith("#"):
                continue
            if len(parts) != 4 or parts[0] not in WISHES:
                complaints.append(Complaint(file.name, number, f"this request cannot be read: {line[:60]}", _REQUEST))
                continue
            wish, command, slots, text = parts
            requests.append(LabeledRequest(text, wish, command, slots))
    if complaints:
        raise BadLaw(complaints)
    return tuple(requests)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield number, line.strip()


def entries_of(law: LawOfDay) -> tuple[str, ...]:
    """Every rule, term, duty and provision of a checklist, as in ``rule:disclose`` or ``item:deletion``."""
    named = (("rule", law.rules), ("term", law.terms), ("duty", law.duties))
    items = (f"item:{item.id}" for checklist in law.checklists.values() for item in checklist.items)
    return tuple(sorted([*(f"{kind}:{id}" for kind, found in named for id in found), *items]))


def elements_of(law: LawOfDay) -> Mapping[str, str]:
    """The sentence of each element and circumstance, as in ``disclose.court-order`` and ``price.free``."""
    sentences = {name: element.says.says for name, element in ruling.elements_of(law).items()}
    return sentences | {name: one.says[0].says for name, one in law.circumstances.items()}
