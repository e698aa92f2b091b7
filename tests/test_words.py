"""Sentences for people stand in message catalogs, where an editor can change them.

A sentence is a string constant of three or more words that begins with a capital or ends like a sentence. Docstrings
(and the help of commands, which click reads from them), log messages, patterns and the messages of built-in errors do not
count. The sentences of `storage` and `knowledge` stand in their errors, as these rooms know no catalogs.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("handlers", "bot")
WORDS = re.compile(r"[^\W\d_][\w'’-]*")
SENTENCE = re.compile(r"[A-Z].*|.*[.!?:…]", re.DOTALL)
PATTERN = re.compile(r"\(\?|\\[bdsw]|\w\|\w|\} …|… \{")
"""What only stands in a regular expression."""
BUGS = {"ValueError", "RuntimeError", "AssertionError", "TypeError", "NotImplementedError", "KeyError"}
LOGS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
PATTERNS = {"compile", "fullmatch", "match", "search", "sub", "split", "findall", "finditer"}

ALLOWED = {
    "bot/slack/client.py": 3,  # the beginnings of a library's warnings, which are left out of the log
    "bot/slack/manifest_words.py": 3,  # questions, as people type them
    "handlers/apps/specs.py": 1,  # titles of replies, by which a command is known again
    "handlers/deadlines/specs.py": 1,
    "handlers/forms/privacy/names.py": 3,  # the name of a kind of number
    "handlers/forms/words.py": 1,
    "handlers/law/decided/plan_words.py": 5,  # beginnings of stored answers, which are taken away
    "handlers/law/specs.py": 1,
    "handlers/law/words.py": 1,  # a cite
    "handlers/programs/specs.py": 2,
    "handlers/setup/specs.py": 4,
}
"""How many sentences may still stand in a file of Python. Lower a number when you move one out."""


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the text of each sentence in a file."""
    tree = ast.parse(path.read_text())
    skipped = {id(node) for top in ast.walk(tree) for node in not_for_people(top)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node)}
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if is_sentence(text):
            yield node.lineno, text


def not_for_people(node: ast.AST) -> Iterator[ast.AST]:
    """What stands below a node and is no sentence for people: documentation, logs, patterns, bugs."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.Assert) and node.msg:
        yield from ast.walk(node.msg)
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in LOGS | PATTERNS | BUGS:
            yield from ast.walk(node)


def is_sentence(text: str) -> bool:
    words = len(WORDS.findall(text)) if " " in text.strip() and not PATTERN.search(text) else 0
    return words >= 3 and bool(SENTENCE.fullmatch(text.strip()))


@pytest.mark.parametrize("room", ROOMS)
def test_sentences_for_people_stand_in_catalogs(room: str) -> None:
    found = {str(path.relative_to(ROOT)): [*sentences(path)] for path in sorted((ROOT / room).rglob("*.py"))}
    strays = {name: lines for name, lines in found.items() if len(lines) > ALLOWED.get(name, 0)}
    assert not strays, "move these sentences into the catalog beside their user:\n" + "\n".join(
        f"{name}:{line}: {text!r}" for name, lines in strays.items() for line, text in lines
    )


def test_the_list_of_allowed_sentences_shrinks() -> None:
    counts = {name: len([*sentences(ROOT / name)]) if (ROOT / name).exists() else 0 for name in ALLOWED}
    assert counts == ALLOWED, "lower the numbers in ALLOWED to what is left"


@pytest.mark.parametrize("text", ["No contract has that number.", "Say which contract", "X is missing: add it."])
def test_a_sentence_is_found(text: str) -> None:
    assert is_sentence(text)


@pytest.mark.parametrize("text", ["contract", "no-such id", "SELECT id", "a b", "may vendor"])
def test_a_name_is_no_sentence(text: str) -> None:
    assert not is_sentence(text)


STOPS = re.compile(r"\b(whoever|whosoever|whereof|thereof|anew|of elsewhere)\b", re.IGNORECASE)
"""Words at which a reader stops."""


@pytest.mark.parametrize("room", ["bot", "handlers", "knowledge", "storage", "docs"])
def test_no_reader_has_to_stop_at_a_word(room: str) -> None:
    files = [path for end in ("*.py", "*.md", "*.html", "*.yaml") for path in sorted((ROOT / room).rglob(end))]
    assert files
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if STOPS.search(line)
    ]
    assert not found, "say it in plain words:\n" + "\n".join(found)
