"""Checks the message catalogs: can each be read, and do code and catalog name the same messages and values?"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import Formatter

from bot.installed import ROOT
from handlers.dialogue.catalog import ENTRY, BrokenCatalog, Sentence, catalog, read
from handlers.dialogue.reply import LONGEST_LABEL
from knowledge.complaint import Complaint

messages = catalog(__file__)
ROOMS = ("bot", "handlers")
_NO_MESSAGE = re.compile(r'#.*|\s*|msgid ""|msgstr ""|"[\w-]+: [^"]*\\n"')
"""A line of a catalog outside its messages: a comment, a blank line, the header."""
_VALUES = re.compile(r"^#\. Values: (.*)$", re.MULTILINE)
_SHAPE = re.compile(r"|,|0\d|\.\d+|%[A-Za-z]")
"""How a value may be shown: as it is, with commas or zeros, cut to so many characters, or as a part of a date."""
_IN_TEMPLATE = re.compile(r"\b([a-z]+)\.(\w+)")


@dataclass(frozen=True)
class CatalogFile:
    """One catalog, read for its check."""

    path: Path
    name: str

    @cached_property
    def text(self) -> str:
        """The file as written."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def messages(self) -> Mapping[str, Sentence]:
        """Its messages, by id."""
        return dict(read(self.text))

    def line(self, at: int) -> int:
        """The line of a position in the text."""
        return self.text.count("\n", 0, at) + 1

    def values(self, id: str) -> set[str]:
        """The names of the values in a message, of both its forms."""
        message = self.messages[id]
        by, many = getattr(message, "by", ""), getattr(message, "many", "")
        return {by} - {""} | set(_holes(message)) | set(_holes(many))

    def complaints(self) -> Iterator[Complaint]:
        """What is wrong in the file itself."""
        rest, seen = self.text, set[str]()
        for match in ENTRY.finditer(self.text):
            rest = rest.replace(match[0], "\n" * match[0].count("\n"), 1)
            id, at = match["id"], self.line(match.start())
            if id in seen:
                yield Complaint(self.name, at, messages.catalog_twice(id=id), messages.CATALOG_TWICE_MEND)
            seen.add(id)
            yield from (Complaint(self.name, at, *wrong) for wrong in self._wrong(id, match.start()))
        for at, line in enumerate(rest.split("\n"), 1):
            if not _NO_MESSAGE.fullmatch(line):
                yield Complaint(self.name, at, messages.catalog_line(line=line), messages.CATALOG_LINE_MEND)
                return

    def _wrong(self, id: str, start: int) -> Iterator[tuple[str, str]]:
        """What is wrong with a message: no text, an unknown value, a value left out."""
        message = self.messages[id]
        try:
            holes = dict(_shown(message)) | dict(_shown(getattr(message, "many", "")))
        except ValueError:
            yield messages.lone_brace(id=id), messages.LONE_BRACE_MEND
            return
        above = self.text.rfind("\n\n", 0, start)
        declared = _VALUES.search(self.text[max(0, above) : start])
        names = set(re.findall(r"\{(\w+)\}", declared[1])) if declared else set()
        listed = _listed(names)
        if not message.strip():
            yield messages.no_text(id=id), messages.NO_TEXT_MEND
        elif declared or isinstance(message, Sentence):
            if unknown := sorted(set(holes) - names):
                yield messages.unknown_value(id=id, name=unknown[0]), messages.values_are(names=listed)
            elif left := sorted(names - set(holes) - {getattr(message, "by", "")}):
                yield messages.value_left_out(id=id, name=left[0]), messages.values_are(names=listed)
        for name, shape in holes.items():
            if not _SHAPE.fullmatch(shape):
                yield messages.no_shape(id=id, name=name, shape=shape), messages.NO_SHAPE_MEND


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _shown(text: str) -> Iterator[tuple[str, str]]:
    """The values of a text, each with how it is shown. Raises ValueError for a brace alone."""
    for _, name, shape, _ in Formatter().parse(text):
        if name is not None:
            yield name, shape or ""


def _holes(text: str) -> Iterator[str]:
    return (name for name, _ in _shown(text)) if "{" in text else iter(())


@dataclass(frozen=True)
class Use:
    """A message that a line of Python names: with which values, where it is called, and whether for a button."""

    catalog: CatalogFile
    id: str
    line: int
    values: set[str] | None
    on_button: bool


@dataclass
class Uses:
    """Which messages a Python file names."""

    catalogs: Mapping[str, CatalogFile]
    """By the dotted name of the module that speaks from it."""
    found: list[Use] = field(default_factory=list)

    def read(self, tree: ast.Module, module: str, defined: Mapping[str, set[str]]) -> None:
        """Collect what a module names; ``defined`` are the names that each words module has of its own."""
        known, single = {}, {}
        if module in self.catalogs:
            known["messages"] = module
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for one in node.names:
                    if (full := f"{node.module}.{one.name}") in self.catalogs:
                        known.setdefault(one.asname or one.name, full)
                    elif node.module in self.catalogs and one.name not in defined[node.module]:
                        single[one.asname or one.name] = (node.module, one.name)
        called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
        labels = set(map(id, _labels(tree)))
        for node in ast.walk(tree):
            if (name := self._named(node, known, single, defined)) and isinstance(node, ast.expr):
                call = called.get(id(node))
                values = {one.arg or "" for one in call.keywords} if call and not call.args else None
                self.found.append(Use(self.catalogs[name[0]], name[1], node.lineno, values, id(node) in labels))

    def _named(
        self,
        node: ast.AST,
        known: Mapping[str, str],
        single: Mapping[str, tuple[str, str]],
        defined: Mapping[str, set[str]],
    ) -> tuple[str, str] | None:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            return single.get(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            owner = known[node.value.id]
            if not (node.value.id != "messages" and node.attr in defined[owner]) and not node.attr.startswith("__"):
                return owner, node.attr
        return None


@contextmanager
def catalogs_read() -> Iterator[None]:
    """Exits with complaints where what is imported within cannot be, as somebody has edited a catalog wrongly."""
    try:
        yield
    except (AttributeError, BrokenCatalog, ImportError, KeyError, ValueError):
        if found := complaints():
            sys.exit("\n".join(map(str, found)))
        raise


def complaints(root: Path = ROOT) -> list[Complaint]:
    """Every problem in the message catalogs under ``root``, and in how the code names their messages."""
    files = [path for room in ROOMS for path in sorted((root / room).rglob("*.po"))]
    every = [CatalogFile(path, path.relative_to(root).as_posix()) for path in files]
    catalogs = {_module(one.path, root): one for one in every if "." not in one.path.stem}
    translated = [one for one in every if "." in one.path.stem]
    found = [one for catalog in every for one in catalog.complaints()]
    return found or [*_of_code(catalogs, root), *_of_languages(translated, catalogs, root)]


def _of_languages(
    translated: Iterable[CatalogFile], catalogs: Mapping[str, CatalogFile], root: Path
) -> Iterator[Complaint]:
    """Messages of another language that the English catalog does not have, or has with other values."""
    for one in translated:
        english = catalogs[_module(one.path.with_suffix(""), root)]
        for match in ENTRY.finditer(one.text):
            id, line = match["id"], one.line(match.start())
            if id not in english.messages:
                yield Complaint(one.name, line, messages.unused(id=id), messages.UNUSED_MEND)
            elif one.values(id) != english.values(id):
                named = messages.values_are(names=_listed(english.values(id)))
                yield Complaint(one.name, line, messages.other_values_in(id=id, file=english.name), named)


def _module(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts)


def _of_code(catalogs: Mapping[str, CatalogFile], root: Path) -> Iterator[Complaint]:
    """Messages that the code names and no catalog has, calls with other values, and messages that nothing names."""
    sources = [path for room in ROOMS for path in sorted((root / room).rglob("*.py"))]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sources}
    defined = {module: _names(trees[catalog.path.with_suffix(".py")]) for module, catalog in catalogs.items()}
    used = {(module, name) for module, name in _of_templates(catalogs, root)}
    for path, tree in trees.items():
        used |= {(module, name) for name in _of_a_field(tree) for module in catalogs}
        uses = Uses(catalogs)
        uses.read(tree, _module(path, root), defined)
        for use in uses.found:
            used.add((_module(use.catalog.path, root), use.id))
            yield from (Complaint(path.relative_to(root).as_posix(), use.line, *wrong) for wrong in _misused(use))
            yield from _too_long(use)
    for module, owner in catalogs.items():
        for match in ENTRY.finditer(owner.text):
            if (module, match["id"]) not in used:
                yield Complaint(
                    owner.name,
                    owner.line(match.start()),
                    messages.unused(id=match["id"]),
                    messages.UNUSED_MEND,
                )


def _misused(use: Use) -> Iterator[tuple[str, str]]:
    """What is wrong in how the code names a message."""
    if use.id not in use.catalog.messages:
        yield messages.no_message(id=use.id, file=use.catalog.name), messages.NO_MESSAGE_MEND
    elif use.values is not None and use.values != use.catalog.values(use.id):
        yield messages.other_values(id=use.id), messages.values_are(names=_listed(use.catalog.values(use.id)))


def _too_long(use: Use) -> Iterator[Complaint]:
    """The complaint of a message that no button can show. How long its values are is not known here."""
    if use.on_button and use.id in use.catalog.messages:
        plain = "".join(before for before, *_ in Formatter().parse(use.catalog.messages[use.id]))
        if len(plain) > LONGEST_LABEL:
            at = use.catalog.line(next(one.start() for one in ENTRY.finditer(use.catalog.text) if one["id"] == use.id))
            wrong = messages.label_too_long(id=use.id, most=LONGEST_LABEL)
            yield Complaint(use.catalog.name, at, wrong, messages.LABEL_TOO_LONG_MEND)


def _labels(tree: ast.Module) -> Iterator[ast.AST]:
    """The expressions that become the label of a button."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Choice" and node.args:
            yield from ast.walk(node.args[0])


def _names(tree: ast.Module) -> set[str]:
    """The names that a module defines itself."""
    targets = (one for node in tree.body if isinstance(node, ast.Assign) for one in node.targets)
    return {
        *(node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)),
        *(
            node.target.id
            for node in tree.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        ),
        *(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)),
        *(one.asname or one.name for node in tree.body if isinstance(node, ast.ImportFrom) for one in node.names),
    }


def _of_a_field(tree: ast.Module) -> Iterator[str]:
    """What is named of a catalog that an object keeps, as in ``self._words.title``; which one is not looked up."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "_words":
            yield node.attr


def _of_templates(catalogs: Iterable[str], root: Path) -> Iterator[tuple[str, str]]:
    """What templates name. Which module a template's name stands for is not looked up: it may be any of its room."""
    for path in (path for room in ROOMS for path in sorted((root / room).rglob("*.html"))):
        for _, name in _IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            yield from ((module, name) for module in catalogs)
