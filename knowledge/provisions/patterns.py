"""The patterns by which contracts are read, and the check that each occurs in its examples and nowhere else.

They stand in one file a provision, in named lists of alternatives with their examples.

In a pattern ``{own}`` stands for any word of the family ``own`` in lexicon.yaml, ``<will>`` for any entry of the list
``will`` in the same file, `` … `` for some words of the same clause, and `` …… `` for some words of the same sentence.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from knowledge.complaint import BadLaw, Complaint
from knowledge.yaml_words import unreadable_yaml

FOLDER = Path(__file__).parent
LEXICON = "lexicon"
"""The file of families."""
_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", re.DOTALL)
"""What may hold a bar that parts nothing, and what parts."""
LIST, FAMILY = re.compile(r"<([a-z_]+)>"), re.compile(r"\{([a-z]+)\}")
KEYS = {"pattern", "matches", "not"}
_SHAPE = "Write '- pattern: …' and below it 'matches: …', a clause that it must match."


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of a list: how a clause may be worded, with examples."""

    written: str
    """As it stands in the file."""
    text: str
    """With the lists that it names filled in."""
    matches: tuple[str, ...]
    """Clauses in which it must occur; each of its alternatives in at least one."""
    never: tuple[str, ...]
    """Clauses in which it must not occur."""
    at: str
    """Its file and line."""

    def complaint(self, wrong: str, mend: str) -> Complaint:
        """A complaint at its line."""
        file, _, line = self.at.rpartition(":")
        return Complaint(file, int(line), wrong, mend)


PatternLists = Mapping[str, tuple[Pattern, ...]]
"""The lists of a file, by their names."""


@cache
def load_patterns(folder: Path = FOLDER) -> Mapping[str, PatternLists]:
    """The lists of every file, by its name without the ending. Raises BadLaw with every entry of another form."""
    complaints: list[Complaint] = []
    files = {path.stem: _read(path, complaints) for path in sorted(folder.glob("*.yaml"))}
    families = set(files.get(LEXICON, {}))
    complaints += [
        one.complaint(f"there is no family '{name}'", f"Use one of {LEXICON}.yaml, or add it there.")
        for lists in files.values()
        for entries in lists.values()
        for one in entries
        for name in sorted({*FAMILY.findall(one.written)} - families)
    ]
    if complaints:
        raise BadLaw(complaints)
    return files


def _read(path: Path, complaints: list[Complaint]) -> PatternLists:
    """The lists of one file."""
    name = f"{path.parent.name}/{path.name}"
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        complaints.append(unreadable_yaml(name, error))
        return {}
    if not isinstance(root, yaml.MappingNode):
        complaints.append(
            Complaint(name, 1, "the file has no lists", f"Write the name of one, a colon, and below it: {_SHAPE}")
        )
        return {}
    lists: dict[str, tuple[Pattern, ...]] = {}
    for key, node in root.value:
        lists[key.value] = tuple(_entries(name, node, lists, complaints))
    return lists


def _entries(name: str, node: yaml.Node, lists: PatternLists, complaints: list[Complaint]) -> Iterator[Pattern]:
    """The entries of one list; ``lists`` are those above it, which it may name."""
    for entry in node.value if isinstance(node, yaml.SequenceNode) else (node,):
        line = entry.start_mark.line + 1
        fields = {key.value: _texts(value) for key, value in entry.value} if isinstance(entry, yaml.MappingNode) else {}
        if len(fields.get("pattern", ())) != 1 or not KEYS.issuperset(fields):
            complaints.append(Complaint(name, line, "this entry is no pattern with examples", _SHAPE))
            continue
        written = fields["pattern"][0]
        unknown = sorted({*LIST.findall(written)} - set(lists))
        complaints.extend(
            Complaint(name, line, f"there is no list '{one}' above this one", "Correct the name, or move that list up.")
            for one in unknown
        )
        text = LIST.sub(lambda found: _joined(lists.get(found[1], ())), written)
        yield Pattern(written, text, fields.get("matches", ()), fields.get("not", ()), f"{name}:{line}")


def alternatives(pattern: str) -> tuple[str, ...]:
    """What the bars outside all groups part."""
    ways, depth, begin = [], 0, 0
    for found in _PARTS.finditer(pattern):
        depth += (found[0] == "(") - (found[0] == ")")
        if found[0] == "|" and not depth:
            ways.append(pattern[begin : found.start()])
            begin = found.end()
    return (*ways, pattern[begin:])


def _texts(node: yaml.Node) -> tuple[str, ...]:
    """A text, or each text of a list."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else (node,)
    return tuple(one.value for one in nodes if isinstance(one, yaml.ScalarNode))


def _joined(entries: tuple[Pattern, ...]) -> str:
    """Any of the entries; what begins with a letter begins at a word."""
    at_words = (rf"\b{one.text}" if one.text[:1].isalpha() else one.text for one in entries)
    return f"(?:{'|'.join(at_words)})"


SHOWN = 60
"""Characters of a pattern in a message."""
Occurs = Callable[[str, str, bool], bool]
"""Whether an example holds a pattern, as the reader of contracts reads it: in its plain words alone, or also raw."""


def pattern_complaints(occurs: Occurs, folder: Path = FOLDER) -> list[Complaint]:
    """Every pattern without an example, and every example that comes out wrong."""
    try:
        files = load_patterns(folder)
    except BadLaw as bad:
        return bad.complaints
    return [
        complaint
        for name, lists in files.items()
        for entries in lists.values()
        for one in entries
        for complaint in _wrong(one, _ways(one, whole_words=name == LEXICON), occurs)
    ]


def _ways(one: Pattern, *, whole_words: bool) -> tuple[str, ...]:
    """The alternatives of an entry; a word of a family is a whole word."""
    return (rf"\b(?:{one.text})\b",) if whole_words else alternatives(one.text)


def _wrong(one: Pattern, ways: tuple[str, ...], occurs: Occurs) -> Iterator[Complaint]:
    shown = f"the pattern '{one.written}'" if len(one.written) <= SHOWN else f"the pattern '{one.written[:SHOWN]}…'"
    try:
        re.compile(FAMILY.sub("x", one.text))
    except re.error as error:
        yield one.complaint(
            f"{shown} cannot be read: {error.msg}", "Correct it; a sign that is meant itself has \\ before it."
        )
        return
    if not one.matches:
        yield one.complaint(f"{shown} has no example", "Add 'matches:' with a clause in which it occurs.")
        return
    found = [{example for example in one.matches if occurs(example, way, False)} for way in ways]
    for way in (way for way, examples in zip(ways, found, strict=True) if not examples and len(ways) > 1):
        yield one.complaint(
            f"{shown} has no example of '{way}'", "Add one to 'matches:', or take this alternative out."
        )
    for example in set(one.matches).difference(*found):
        yield one.complaint(f"{shown} does not occur in '{example}'", "Correct the pattern or the example.")
    for example in one.never:
        if any(occurs(example, way, True) for way in ways):
            yield one.complaint(f"{shown} occurs in '{example}' and must not", "Make the pattern narrower.")
