"""Does docs/architecture.md say how the project is built?"""

import ast
import configparser
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
ROOMS = ("bot", "handlers", "knowledge", "storage")
GLOSSARY = re.findall(r"^\| (\w+) \| `([\w.]+)` \| (.+) \|$", PAGE, re.MULTILINE)
TWINS = ("bot/slack/", "bot/teams/")
"""The two chats call the same thing by the same name, each in its own folder."""
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def files(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("word", "module"), [(word, module) for word, module, _ in GLOSSARY])
def test_every_word_of_the_glossary_is_in_the_code(word: str, module: str) -> None:
    assert (getattr(import_module(module), word).__doc__ or "").strip(), f"{module}.{word} has no docstring"


def test_the_glossary_is_in_order() -> None:
    words = [word for word, _, _ in GLOSSARY]
    assert words == sorted(set(words))


def test_the_picture_shows_the_layers_that_are_checked() -> None:
    linter = configparser.ConfigParser()
    linter.read(ROOT / ".importlinter")
    checked = [layer.strip() for layer in linter["importlinter:contract:handlers"]["layers"].strip().splitlines()]
    drawn = next(line.strip() for line in PAGE.splitlines() if line.strip().startswith("dispatch -->"))
    shown = [re.sub(r'^\w+\["(.*)"\]$', r"\1", layer.strip()) for layer in drawn.split("-->")]
    assert [layer.replace(" : ", " · ") for layer in checked] == shown


def test_every_folder_has_its_row() -> None:
    rows = "\n".join(line for line in PAGE.splitlines() if line.startswith("| `"))
    for room in ROOMS:
        for init in (ROOT / room).glob("*/__init__.py"):
            assert f"{init.parent.name}/`" in rows, f"{init.parent} has no row in docs/architecture.md"


def test_one_word_has_one_meaning() -> None:
    found: dict[str, list[str]] = {}
    for path in files(*ROOMS):
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    twice = {name: paths for name, paths in found.items() if len(paths) > 1 and not _twins(paths)}
    assert not twice, f"these words mean two things: {twice}"


def _twins(paths: list[str]) -> bool:
    return sorted(path[: len(TWINS[0])] for path in paths) == list(TWINS)


@pytest.mark.parametrize(
    "path", files("knowledge", "handlers", "storage"), ids=lambda path: str(path.relative_to(ROOT))
)
def test_time_and_environment_are_arguments_below_the_bot(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            assert not (name in {"datetime", "date", "time"} and node.func.attr in CLOCKS), f"{path} reads a clock"
            assert (name, node.func.attr) not in {("os", "getenv"), ("environ", "get")}, f"{path} reads the environment"


def test_every_module_says_what_it_is_for_and_no_two_the_same() -> None:
    said: dict[str, list[str]] = {}
    for path in files(*ROOMS):
        first = (ast.get_docstring(tree(path)) or "").partition("\n")[0]
        assert first.endswith(("?", ".")), f"{path} does not say in its first line what it is for"
        said.setdefault(first, []).append(str(path.relative_to(ROOT)))
    twice = {first: paths for first, paths in said.items() if len(paths) > 1}
    assert not twice, f"these say the same: {twice}"


def test_below_the_bot_one_module_knows_the_chats_by_name() -> None:
    for path in files("knowledge", "handlers", "storage"):
        if path.relative_to(ROOT) == Path("handlers/people/chats.py"):
            continue
        told = [
            node.value
            for statement in ast.walk(tree(path))
            if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))  # a docstring
            for node in ast.iter_child_nodes(statement)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        named = [text for text in told if re.search(r"\b(slack|teams)\b", text, re.IGNORECASE)]
        assert not named, f"{path} names a chat: {named}"
