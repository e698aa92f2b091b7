"""Can a text, whatever it is, keep the bot from anything else?"""

import ast
import importlib
import pkgutil
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

import bot
import handlers
import knowledge
import storage
from handlers.dialogue import bounded_re
from handlers.dialogue.bounded_re import TookTooLong, still_within, within
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.words import TOO_LONG
from handlers.dispatch import handle

ROOT = Path(__file__).parents[2]
IN_A_PROCESS_OF_ITS_OWN = (
    "handlers/text_extraction/",
    "handlers/imports/files/",
    "knowledge/teach",
    "knowledge/checking/",
    "storage/postgres/migrations/",
)
"""What reads there is ended where it takes long, or reads what this project wrote."""
LIMIT = 60.0
"""Seconds after which something hangs; how long it takes on a machine at rest is no matter here."""
ROOMS = (bot, handlers, knowledge, storage)
ANYWHERE = r"\.(?:search|sub|subn|split|findall|finditer)\("


class Plain(NamedTuple):
    """A pattern that `re` searches for, and whether anywhere in a text or from its beginning only."""

    text: str
    flags: int
    anywhere: bool


STUBBORN = bounded_re.compile(r"(?:a|aa|aaa)*b(?=c)")
LONG = "a" * 20_000 + "bd"
ATTACKS = {
    "section signs": "§" * 40,
    "greeting": "okay" + "-@." * 24 + "x",
    "paper": "parents" + ", or" * 40,
    "vendor": "log-contract vendor: " + "C-" * 9900,
    "description": "log-breach description: " + "1." * 9900,
    "packet": "packet " + "Oct 7, " * 2800,
    "stats": "stats " + "Oct 7, " * 2800,
    "reference": "log-family-request reference: " + "no " * 40,
    "dotted reference": "log-family-request reference: 1" + ".z.1/" * 30,
    "student": "log-exception student: 1" + ".z.1/" * 30,
}
"""Each took from eight seconds to longer than anybody waited, and nothing else was answered meanwhile."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_message_is_searched_for_two_seconds_at_most_and_nothing_of_it_is_saved(attack: str, desk: Desk) -> None:
    began, before = time.process_time(), desk.store.events()
    reply, note = handle(Message(ATTACKS[attack], who="dana", surface="page"), desk)
    assert time.process_time() - began < 2 * bounded_re.MESSAGE_SECONDS  # what is no search takes its time too
    assert note.problem is None
    assert reply.parts or reply.choices
    assert desk.store.events() == before


def test_where_the_time_is_used_up_it_says_so_and_saves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.dispatch.MESSAGE_SECONDS", 0.0)
    reply, note = handle(Message("log-contract vendor: Acme; executed: 2026-11-20", who="dana"), desk)
    assert (TOO_LONG in str(reply), note.problem, desk.store.contracts()) == (True, None, [])


def test_others_go_on_while_a_search_takes_long_and_it_ends() -> None:
    began, ended = threading.Event(), threading.Event()

    def search() -> None:
        began.set()
        with within(1.0), pytest.raises(TookTooLong):
            STUBBORN.search(LONG)
        ended.set()

    thread = threading.Thread(target=search)
    thread.start()
    assert began.wait(LIMIT)
    turns = 0
    while not ended.is_set() and turns < 3:
        time.sleep(0.05)  # as often as the search lets us; it has a second
        turns += not ended.is_set()
    thread.join(LIMIT)
    assert (turns, ended.is_set()) == (3, True)


def test_the_time_is_that_of_all_searches_together_and_what_follows_cannot_be_saved() -> None:
    with within(0.15):
        for _ in range(2):
            with pytest.raises(TookTooLong):
                STUBBORN.search(LONG)
        with pytest.raises(TookTooLong):
            still_within()
        with within(10.0):
            assert STUBBORN.search("abc")


@pytest.mark.parametrize(
    ("pattern", "text", "put"),
    [
        (r"\s*,\s*", "a , b,c", "-"),
        (r"(\w+)@(\w+)", "x@y a@b", r"\2 at \1"),
        (r"x*", "axb", "-"),
        (r"(?i)İ+|ß+", "Straße", "s"),
    ],
)
def test_it_finds_what_re_finds(pattern: str, text: str, put: str) -> None:
    ours, theirs = bounded_re.compile(pattern), re.compile(pattern)
    assert ours.sub(put, text) == theirs.sub(put, text)
    assert ours.sub(lambda found: f"<{found[0]}>", text, 1) == theirs.sub(lambda found: f"<{found[0]}>", text, 1)
    assert ours.split(text) == theirs.split(text)
    assert ours.findall(text) == theirs.findall(text)
    assert [one.span() for one in ours.finditer(text)] == [one.span() for one in theirs.finditer(text)]


def test_a_name_that_somebody_wrote_is_no_pattern_that_repeats() -> None:
    """`regex` takes minutes for ten thousand letters in a row, and hears no limit meanwhile; `re` takes no time."""
    for letters in ("C-", "C+", "a*b", "{2}", "[x]?", "\\\\ "):
        assert isinstance(bounded_re.compile(rf"(?<!\w){bounded_re.escape(letters * 20)}(?!\w)"), re.Pattern)
    assert not isinstance(bounded_re.compile(r"\d+"), re.Pattern)


def test_what_reads_for_people_knows_no_re_of_its_own() -> None:
    ours = "handlers/dialogue/catalog.py"  # reads files of the package
    allowed = (*IN_A_PROCESS_OF_ITS_OWN, "handlers/dialogue/bounded_re.py", ours)
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "handlers").rglob("*.py")
        if re.search(r"^(?:import|from) re\b", path.read_text(), re.MULTILINE)
    ]
    assert [one for one in wrong if not one.startswith(allowed)] == []


@pytest.mark.long
def test_every_other_pattern_takes_time_in_step_with_the_text() -> None:
    assert {pattern: pump for pattern in plain_patterns() if (pump := slow_pump(pattern))} == {}


def plain_patterns() -> set[Plain]:
    """What is searched for by `re`, which nothing stops: where modules keep it, and where it stands in a call."""
    found: set[Plain] = set()
    sources = "\n".join(path.read_text() for room in ROOMS for path in (ROOT / room.__name__).rglob("*.py"))
    for room in ROOMS:
        for one in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            path = one.name.replace(".", "/")
            if f"{path}/".startswith(IN_A_PROCESS_OF_ITS_OWN) or path.endswith(("__main__", "teach")):
                continue
            module = importlib.import_module(one.name)
            for name, thing in vars(module).items():
                anywhere = thing if not isinstance(thing, re.Pattern) else re.search(rf"\b{name}{ANYWHERE}", sources)
                found |= {Plain(kept.pattern, kept.flags, bool(anywhere)) for kept in _kept(thing)}
            if one.name.startswith("handlers."):
                continue  # in calls, those are bounded
            found |= set(_called(Path(str(module.__file__))))
    return found


def _kept(thing: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(thing, re.Pattern):
        yield from [thing] if isinstance(thing.pattern, str) else ()
    elif depth < 3 and isinstance(thing, dict | tuple | list):
        for one in [*thing, *thing.values()] if isinstance(thing, dict) else thing:
            yield from _kept(one, depth + 1)


def _called(path: Path) -> Iterator[Plain]:
    for call in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "re"
            and call.args
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
            and call.func.attr not in {"escape", "compile"}
        ):
            yield Plain(call.args[0].value, re.UNICODE.value, call.func.attr not in {"match", "fullmatch"})


def slow_pump(pattern: Plain) -> str:
    """What makes a search take more than in step with the text: empty if nothing of what was tried."""
    compiled = re.compile(pattern.text, pattern.flags)
    found = compiled.search if pattern.anywhere else compiled.fullmatch
    tree = _parser.parse(pattern.text, pattern.flags)
    for before, body in list(_pumps(tree, ""))[:8]:
        last, small = 1e-5, 16
        for size in (16, 20, 24, 28, 100, 400, 1600, 6400):
            text, fair = before + body * (size // len(body)) + "\x01", last * size / small * 2.2
            took = _seconds(found, text)
            if took > max(fair, 0.004) and min(_seconds(found, text) for _ in range(3)) > fair:
                return f"{before!r} + {body!r} * n: {last:.5f} s of {small}, {took:.5f} s of {size}"
            last, small = max(took, 1e-5), size
    return ""


def _seconds(found: Callable[[str], Any], text: str) -> float:
    began = time.thread_time()
    found(text)
    return time.thread_time() - began


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What comes before a repeat, and what it repeats; the whole too."""
    said = before
    for op, value in tree:
        for inner in _inside(op, value):
            if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[1] > 8:
                body = sample(inner) or "a"
                yield said, body
                yield "", body
            yield from _pumps(inner, said)
        said += sample([(op, value)])
    if before == "":
        yield "", sample(tree) or "a"


def _inside(op: Any, value: Any) -> list[Any]:
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return [value[2]]
    if op is _constants.SUBPATTERN:
        return [value[3]]
    if op is _constants.BRANCH:
        return list(value[1])
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]
    return [value] if op is _constants.ATOMIC_GROUP else []


def sample(tree: Any) -> str:
    """A text that the pattern fits, but for what it looks at around it."""
    said = ""
    for op, value in tree:
        match op:
            case _constants.LITERAL:
                said += chr(value)
            case _constants.NOT_LITERAL | _constants.ANY:
                said += "a"
            case _constants.IN:
                said += _of_set(value)
            case _constants.BRANCH:
                said += sample(value[1][0])
            case _constants.SUBPATTERN:
                said += sample(value[3])
            case _constants.ATOMIC_GROUP:
                said += sample(value)
            case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
                said += sample(value[2]) * max(value[0], min(1, value[1]))
    return said


def _of_set(options: Any) -> str:
    if options[0][0] is _constants.NEGATE:
        taken = {value for op, value in options if op is _constants.LITERAL}
        return next(letter for letter in "a1 .-(x" if ord(letter) not in taken)
    for op, value in options:
        if op is _constants.LITERAL:
            return chr(value)
        if op is _constants.RANGE:
            return chr(value[0])
        if op is _constants.CATEGORY:
            return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": " "}.get(str(value), "a")
    return "a"
