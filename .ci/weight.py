"""Weigh the project: ``python .ci/weight.py`` prints all figures, and the row for docs/decisions.md.

How it counts. Lines and files: all of Python in the four rooms. A pattern: what is given to a function of ``re``,
``regex`` or ``bounded_re``, any other string that looks like one (a group, a sign such as word's end, a bar between two
characters), and each line or value of a data file with patterns. Its alternatives: one, and one more for each bar, on
top or nested, that is neither escaped nor in square brackets, and for each further line of a list of alternatives.
Word lists: collections of five or more short constants, what is split into words, and the data files of words.
Sentences that teach a model are neither. passes.py says when a message passes a file.

``python .ci/weight.py row WHY`` prints the row alone, with the reason for growth. ``python .ci/weight.py time COMMAND``
runs a command, and notes its seconds and those of the processor; what was not waited for (servers) is not in them.
"""

import ast
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "knowledge", "storage")
TIMED = Path("build/check.time")
STATIC = ("lines", "files", "patterns in code", "alternatives in code", "patterns in data", "alternatives in data",
          "words in lists", "modules with one importer", "of these, in its folder")  # fmt: skip
TAUGHT = (
    "knowledge/phrasings",
    "knowledge/questions",
    "knowledge/requests",
    "knowledge/messages",
    "knowledge/provisions/clauses",
)
"""Folders of sentences from which a model learns, one a line."""
SEARCHES = {"compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"}
LOOKS_LIKE_ONE = re.compile(r"\(\?[:=!<P#i-]|\\[bBdDsSwW]|[\w)?*+]\|[\w(\\]")
BARS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(\|)", re.DOTALL)
SHORT = re.compile(r"[\w'’.-]+(?: [\w'’.-]+){0,2}")
FEWEST, MANY = 5, 0.1


def alternatives(pattern: str) -> int:
    """How many a pattern has: one, and one more for each bar and each further line."""
    lines = sum(bool(line.strip()) for line in pattern.splitlines())
    return max(lines, 1) + sum(bool(bar[1]) for bar in BARS.finditer(pattern))


def weigh_module(tree: ast.Module) -> Counter[str]:
    """The patterns and words of one module."""
    found: Counter[str] = Counter()
    libraries = _libraries(tree)
    expressions = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    skipped = {id(value) for value in expressions if isinstance(value, ast.Constant)}  # docstrings
    for node in ast.walk(tree):  # from above, so that a call comes before what is in it
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Call):
            name = node.func
            if _searches(name, libraries) and node.args and (text := _text(node.args[0])) is not None:
                skipped |= _parts(node.args[0])
                found.update({"patterns in code": 1, "alternatives in code": alternatives(text)})
            elif isinstance(name, ast.Attribute) and name.attr == "split" and not node.args:
                found["words in lists"] += len((_text(name.value) or "").split())
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            words = [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(words) >= FEWEST and len(words) == len(node.elts) and all(map(SHORT.fullmatch, words)):
                found["words in lists"] += len(words)
        elif (text := _text(node)) is not None:
            skipped |= _parts(node)
            if LOOKS_LIKE_ONE.search(text):
                found.update({"patterns in code": 1, "alternatives in code": alternatives(text)})
    return found


def _libraries(tree: ast.Module) -> set[str]:
    """The names under which a module knows the libraries of patterns, and their functions."""
    known = {"re", "regex", "bounded_re"}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            inside = (getattr(node, "module", None) or "").rpartition(".")[2] in known
            names = known | SEARCHES if inside else known
            found |= {alias.asname or alias.name for alias in node.names if alias.name in names}
    return found


def _searches(name: ast.expr, libraries: set[str]) -> bool:
    """Whether what is called is a function of these libraries that takes a pattern first."""
    if isinstance(name, ast.Attribute):
        return name.attr in SEARCHES and isinstance(name.value, ast.Name) and name.value.id in libraries
    return isinstance(name, ast.Name) and name.id in libraries


def _text(node: ast.AST) -> str | None:
    """The text of a constant string, with a space for each value in it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or " " for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _parts(node: ast.AST) -> set[int]:
    """A string and its own pieces; a string inside one of its values is another."""
    return {id(node), *(id(part) for part in getattr(node, "values", ()) if isinstance(part, ast.Constant))}


def weigh_data(path: Path) -> Counter[str]:
    """The patterns and words of one data file: where many lines of a text are patterns, all are."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        patterns = [one for one in _strings(yaml.load(text, yaml.CSafeLoader)) if LOOKS_LIKE_ONE.search(one)]
        return Counter({"patterns in data": len(patterns), "alternatives in data": sum(map(alternatives, patterns))})
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "="))]
    if sum(map(bool, map(LOOKS_LIKE_ONE.search, lines))) > len(lines) * MANY:
        return Counter({"patterns in data": len(lines), "alternatives in data": sum(map(alternatives, lines))})
    return Counter({"words in lists": sum(len(re.split("[,|]" if {*line} & {*",|"} else " ", line)) for line in lines)})


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(one)


def weigh_files(root: Path = ROOT) -> Counter[str]:
    """What can be counted without running anything, but for the importers."""
    found: Counter[str] = Counter(dict.fromkeys(STATIC[:7], 0))
    for path in (path for room in ROOMS for path in (root / room).rglob("*") if path.is_file()):
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8")
            found.update({"lines": len(text.splitlines()), "files": 1})
            found.update(weigh_module(ast.parse(text)))
        elif path.suffix in {".yaml", ".txt"} and not path.relative_to(root).as_posix().startswith(TAUGHT):
            found.update(weigh_data(path))
    return found


def weigh_imports() -> Counter[str]:
    """The modules that one other module imports, and those that one beside them does."""
    import grimp  # noqa: PLC0415 - comes with import-linter, and the ratchet does without

    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    importers = {module: graph.find_modules_that_directly_import(module) for module in graph.modules}
    pairs = [(module, next(iter(found))) for module, found in importers.items() if len(found) == 1]
    beside = [one for one, other in pairs if one.rpartition(".")[0] == other.rpartition(".")[0]]
    return Counter({STATIC[7]: len(pairs), STATIC[8]: len(beside)})


def time_check(command: list[str]) -> int:
    """Run the command, and note the seconds that it took where it succeeds."""
    TIMED.unlink(missing_ok=True)
    began = time.monotonic()
    done = subprocess.run(command, check=False, close_fds=False)  # make's jobs are counted over a pipe
    if not done.returncode:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        TIMED.parent.mkdir(exist_ok=True)
        TIMED.write_text(f"{time.monotonic() - began:.0f} {used.ru_utime + used.ru_stime:.0f}\n")
    return done.returncode


def weigh() -> dict[str, str]:
    """Every figure by its name."""
    figures = {name: f"{value:,}" for name, value in {**weigh_files(), **weigh_imports()}.items()}
    # -P: secrets.py beside this file is not Python's.
    passes = subprocess.run([sys.executable, "-P", ROOT / ".ci/passes.py"], check=True, stdout=subprocess.PIPE)
    figures |= {f"files of a {name}": str(count) for name, count in json.loads(passes.stdout).items()}
    seconds = TIMED.read_text().split() if TIMED.exists() else ["not measured"] * 2
    return figures | dict(zip(("seconds of the check", "its processor seconds"), seconds, strict=True))


def row(figures: dict[str, str], why: str) -> str:
    """The row for docs/decisions.md, as the head of its table there says."""
    lines, files, patterns, bars, patterns_, bars_, words, one, beside, *passed = figures.values()
    *passed, seconds, processor = passed
    cells = [lines, files, f"{patterns} + {patterns_}", f"{bars} + {bars_}", words, f"{one} ({beside})"]
    cells += [", ".join(passed), seconds if seconds == processor else f"{seconds}, {processor}", why]
    return f"| {date.today()} | {' | '.join(cells)} |"  # noqa: DTZ011 - the day of who measures


def main(words: list[str]) -> int:
    """Print the figures, or do what was asked for."""
    if words[:1] == ["time"]:
        return time_check(words[1:])
    figures = weigh()
    if words[:1] == ["row"]:
        print(row(figures, " ".join(words[1:])))
    else:
        for name, value in figures.items():
            print(f"{name:28} {value:>12}")
        print("\nThe row for docs/decisions.md; its last field says why lines or alternatives grew:\n")
        print(row(figures, ""))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # this checkout, wherever another is installed
    sys.exit(main(sys.argv[1:]))
