"""Reads the law files, and turns all that is wrong in them into complaints."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from knowledge import model
from knowledge.checking.check import unreadable
from knowledge.complaint import BadLaw, Complaint
from knowledge.edition import read_edition
from knowledge.law import Law
from knowledge.model import Entry
from knowledge.notice import Notice
from knowledge.yaml_words import unreadable_yaml

HERE = Path(__file__).parent
SHAPES: Mapping[str, type[Entry]] = {
    "passage": model.Passage,
    "term": model.Term,
    "kind": model.Kind,
    "circumstance": model.Circumstance,
    "rule": model.Rule,
    "duty": model.Duty,
    "checklist": model.Checklist,
    "act": model.Act,
    "topic": model.Topic,
    "example": model.Example,
    "notice": Notice,
}
ROOMS = ("law", "notices", "topics")
_ADAPTERS = {name: TypeAdapter(shape) for name, shape in SHAPES.items()}
_ANCHOR = re.compile(r"^[\s-]*(?:\w[\w ]*:\s+)?&\w")
Lines = dict[tuple[str | int, ...], int]


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry as written: its shape, its fields as plain text, and the line of each field."""

    file: str
    shape: str
    fields: dict[str, Any]
    lines: Lines

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every text as written, with its path in the entry."""
        stack: list[tuple[tuple[str | int, ...], Any]] = [((), self.fields)]
        while stack:
            path, value = stack.pop()
            if isinstance(value, str):
                yield path, value
            else:
                parts = value.items() if isinstance(value, dict) else enumerate(value)
                stack += [((*path, step), part) for step, part in parts]

    def complaint(self, path: tuple[str | int, ...], wrong: str, mend: str) -> Complaint:
        """A complaint at the line of the field, or of the nearest field around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return Complaint(self.file, self.lines[path], wrong, mend)


def load(folder: Path = HERE) -> Law:
    """Read ``folder``/law, topics and notices. Raises BadLaw with every complaint about spelling and shape."""
    complaints: list[Complaint] = []
    entries = [entry for raw in read(folder, complaints) if (entry := shape(raw, complaints))]
    if not entries and not complaints:
        complaints.append(Complaint(str(folder), 1, "there are no law files here", "Restore knowledge/law and topics."))
    complaints += unreadable(entries)
    edition = read_edition(folder)
    if isinstance(edition, Complaint):
        complaints.append(edition)
    if complaints or isinstance(edition, Complaint):
        raise BadLaw(complaints)
    return Law(entries, edition=edition)


def read(folder: Path, complaints: list[Complaint]) -> Iterator[Raw]:
    """The raw entries of every file, file by file; what cannot be read becomes a complaint."""
    for path in sorted(path for room in ROOMS for path in folder.glob(f"{room}/*.yaml")):
        name = f"{folder.name}/{path.parent.name}/{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
            root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except UnicodeDecodeError:
            complaints.append(Complaint(name, 1, "the file is not UTF-8 text", "Save it as UTF-8."))
        except yaml.YAMLError as error:
            complaints.append(unreadable_yaml(name, error))
        else:
            complaints.extend(_anchors(name, text))
            yield from _entries(name, root, complaints)


def _anchors(name: str, text: str) -> Iterator[Complaint]:
    for number, line in enumerate(text.splitlines(), 1):
        if "&" in line and _ANCHOR.match(line):
            yield Complaint(name, number, "a text starts with &", 'Put the text inside "double quotes".')


def _entries(name: str, root: yaml.Node | None, complaints: list[Complaint]) -> Iterator[Raw]:
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        complaints.append(
            Complaint(name, root.start_mark.line + 1, "the file is not a list", "Start each entry with '- '.")
        )
        return
    for node in root.value:
        lines: Lines = {}
        value = _plain(name, node, (), lines, complaints)
        shape_name = next(iter(value), "") if isinstance(value, dict) else ""
        if not isinstance(value, dict) or shape_name not in SHAPES:
            complaints.append(
                Complaint(
                    name,
                    node.start_mark.line + 1,
                    f"this entry starts with '{shape_name or str(value)[:40]}', which is no shape",
                    "Start it with one of " + ", ".join(SHAPES) + ".",
                )
            )
        else:
            yield Raw(name, shape_name, value, lines)


def _plain(name: str, node: yaml.Node, path: tuple[str | int, ...], lines: Lines, complaints: list[Complaint]) -> Any:
    """The node as text, lists and dictionaries of text; nothing is converted to a number, a date or a boolean."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(name, part, (*path, place), lines, complaints) for place, part in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key, part in node.value:
            word = str(key.value)
            if word in result:
                complaints.append(
                    Complaint(name, key.start_mark.line + 1, f"'{word}' stands twice in one entry", "Keep one of them.")
                )
            result[word] = _plain(name, part, (*path, word), lines, complaints)
            lines[(*path, word)] = key.start_mark.line + 1
        return result
    return str(node.value)


def shape(raw: Raw, complaints: list[Complaint]) -> Entry | None:
    """The raw entry as an object of its shape; None, with complaints added, where it is not valid."""
    given = {("id" if key == raw.shape else key): value for key, value in raw.fields.items()}
    given["at"] = f"{raw.file}:{raw.lines[()]}"
    given["lines"] = {" ".join(text.split()): raw.lines[path] for path, text in raw.texts()}
    try:
        return _ADAPTERS[raw.shape].validate_python(given)
    except ValidationError as error:
        complaints.extend(_translate(raw, problem) for problem in error.errors())
        return None


def _translate(raw: Raw, problem: Mapping[str, Any]) -> Complaint:
    """Pydantic's problem as a complaint that a lawyer understands."""
    path = tuple(raw.shape if step == "id" and len(problem["loc"]) == 1 else step for step in problem["loc"])
    word, name, typed = str(path[-1]), f"{raw.shape} '{raw.fields[raw.shape]}'", problem["input"]
    kind = str(problem["type"])
    if kind == "missing":
        wrong, mend = f"{name} has no '{word}'", f"Add a line '{word}: …'."
    elif kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        wrong, mend = f"{name} has an unknown field '{word}'", f"Did you mean '{_nearest(raw.shape, word)}'?"
    elif kind == "literal_error":
        wrong = f"'{typed}' is not a possible '{word}' in {name}"
        mend = f"Write {problem['ctx']['expected']}."
    elif kind.startswith("date"):
        wrong, mend = f"'{typed}' is not a date in {name}", "Write it as 2018-07-01."
    elif kind == "tuple_type":
        wrong, mend = f"'{word}' in {name} is not a list", "Write one '- ' line for each."
    elif kind == "value_error":
        wrong, mend = f"{name}: {problem['msg'].removeprefix('Value error, ')}", _cure(wrong=problem["msg"])
    else:
        wrong = f"'{word}' in {name} is cut into pieces or has the wrong form"
        mend = 'A text with a colon, or that starts with {, goes inside "double quotes"; see docs/editing-the-law.md.'
    return raw.complaint(path, wrong, mend)


def _cure(wrong: str) -> str:
    """How to correct a value that is not valid."""
    if "source tag" in wrong:
        return 'Add the tag; where a comma cut a text in [brackets] in two, put the whole text inside "double quotes".'
    return "Correct it as it says."


def _nearest(shape: str, word: str) -> str:
    """The field that is most similar to a misspelled one."""
    known = [f.name for f in fields(SHAPES[shape])] + ["ask", "any", "elements", "if", "list", "change"]
    return str(process.extractOne(word, known)[0])
