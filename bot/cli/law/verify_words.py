"""Sentences of ``dpa law verify``, for the person who holds the book against the official text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from handlers.dialogue.words import day
from knowledge.citation import Citation
from knowledge.verifying.comparison import PinnedPassage, TextComparison
from knowledge.verifying.ledger import LEDGER, Confirmation
from knowledge.verifying.statements import Statement

HELP_VERIFY = """Hold the book's statements against the official text in FILE, one passage at a time.

FILE is the text of chapter 170, or any part of it with its heading ("Sec. 10-234bb. ..."): pasted into a text
file, or the page saved as .html. It is only read. For each statement answer y (it says what the text says), n (it
does not fit), s (skip it for now) or q (quit; everything so far is kept). A confirmed statement gets the tag [V]; who
confirmed it, and when, is noted in verified.yaml. Exit 1 where something does not fit or is not in the text.
"""
HELP_BOOK = "The folder with the law files; that of DPA_LAW if left out, or else the package's."
HELP_NAME = "Who confirms; asked for if left out."
HELP_LIST = "Only print the report: ask nothing, write nothing."
HELP_ALL = (
    "Ask for our own readings [I] too, for what is [V] without a name in verified.yaml, and for what did not fit."
)
ASK_NAME = "Your name, as it shall stand in the ledger: "
ASK = "Does the statement say what the text says? [y]es, [n]o, [s]kip, [q]uit: "
ANSWERS = "Type y, n, s or q."
KEPT = "Stopped. Every answer so far is kept; the same command goes on from here."
NOTHING_TO_ASK = "No statement waits for an answer on this text."
NO_STATUTE = (
    "The file has no section of the act. Above the text put its heading on a line of its own, such as 'Sec. 10-234bb.'."
)
BOOK, TEXT = "The book says", "The official text"
ABOVE = "(The passage stands above, in full.)"
MOVED = (
    "Nothing was changed: this statement no longer stands where it was read. Someone edited the file meanwhile. "
    "Quit, and start again."
)
INSTALLED = (
    "The law files of an installed package are not written to. Make a copy with dpa law copy FOLDER, and name it with "
    "--book FOLDER."
)
SHORT = 60
"""Letters of a statement or a passage in the report."""


def not_read(file: Path, problem: str) -> str:
    """The file with the text cannot be opened."""
    return f"{file} could not be read ({problem})."


def no_book(folder: Path) -> str:
    """There are no law files."""
    return f"There are no law files in {folder}. Name the folder that has law and topics in it."


def not_writable(folder: Path, problem: str) -> str:
    """Nothing can be confirmed there."""
    return (
        f"{folder} cannot be written ({problem}), so nothing can be confirmed there. "
        "Use a copy (dpa law copy FOLDER), or --list."
    )


def bad_ledger(folder: Path) -> str:
    """The ledger was edited by hand and is broken."""
    return f"{folder / LEDGER} cannot be read. Correct it, or put it away; the tags in the law files stay as they are."


def undone(problem: str) -> str:
    """The edit was taken back."""
    return f"Nothing was changed: with [V] behind this statement the law files could not be used.\n{problem}"


def not_written(problem: str) -> str:
    """The disk did not take the edit."""
    return f"Nothing was changed: the file could not be written ({problem})."


def head(passage: PinnedPassage, place: tuple[int, int], statement: tuple[int, int]) -> str:
    """Above a question: which passage it is, and how far one has come."""
    of = f", statement {statement[0]} of {statement[1]}" if statement[1] > 1 else ""
    return f"{passage.cite}  (passage {place[0]} of {place[1]}{of})"


def origin(one: Statement) -> str:
    """Where the statement stands, its tag, and what else it leans on."""
    places = [f"{at.file}:{at.line}, {at.name}  [{one.tag.value}]" for at in one.places]
    others = ", ".join(cite.text for cite in one.cites if cite != one.pin)
    return "\n".join([*places, *([f"It also cites {others}."] if others else [])])


def confirmed(one: Statement) -> str:
    """An answer was kept."""
    return f"Confirmed: [V] in {', '.join(dict.fromkeys(at.file for at in one.places))}."


def start(passages: int, questions: int) -> str:
    """Before the first question."""
    return f"{_count(questions, 'statement')} at {_count(passages, 'passage')} to hold against the text."


def report(
    found: TextComparison, said: Mapping[str, list[Statement]], openings: Mapping[Citation, str]
) -> Iterable[str]:
    """The report at the end, a line at a time."""
    yield f"Confirmed: {len(said['y'])}"
    yield from (f"  {_line(one)}" for one in said["y"])
    before = [one for one, _ in found.misfits if one not in said["n"] + said["y"]]
    yield f"Does not fit: {len(said['n']) + len(before)}"
    yield from (f"  {_line(one)}" for one in said["n"])
    yield from (f"  {_line(one)}\n    {_by(note)}" for one, note in found.misfits if one in before)
    yield f"Pinned by the book, not in the text: {len(found.lacking)}"
    yield from (f"  {cite}" for cite in found.lacking)
    yield from (
        f"  {section} is not in this file; the book pins {_count(pins, 'passage')} there."
        for section, pins in found.elsewhere.items()
    )
    yield f"In the text, never pinned by the book: {len(found.unpinned)}"
    yield from (f"  {cite}  {_short(openings[cite])}" for cite in found.unpinned)
    answered = [*said["y"], *said["n"]]
    left = [(one.cite, sum(each not in answered for each in one.statements)) for one in found.waiting]
    yield f"Waiting for an answer: {sum(count for _, count in left)}"
    yield from (f"  {cite}: {_count(count, 'statement')}" for cite, count in left if count)


def _line(one: Statement) -> str:
    return f"{one.pin}  {one.places[0].file}:{one.places[0].line}  {_short(one.says)}"


def _by(note: Confirmation) -> str:
    return f"said {note.by}, {day(note.day)}"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
