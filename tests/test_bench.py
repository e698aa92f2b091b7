"""Does every benchmark run to its end, in its small form, and print its figures?"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.server import programs

BENCH = Path(__file__).parents[1] / "bench"
FIGURES = {
    "speed": ("answers, p95: ", "resident memory: ", "start, to the first answer: "),
    "records": ("log-contract with 20 on file, p95: ", "resident memory: "),
    "page": ("/board with 50 contracts, p95: ", "resident memory of the bot: "),
    "board": ("/board, p95: ", "PostgreSQL: App Home, p95: ", "PostgreSQL: tab, p95: "),
    "guard": ("final half, precision: ", "final half, recall: ", "each string: "),
    "slack": (
        "\nacknowledged, p99: ",
        "later than 3 s, of 20: ",
        "\nanswered, p95, 5 questions a second: ",
        "contracts logged without an answer: 0 ",
    ),
    "teams": (
        "\nacknowledged, p99: ",
        "later than 3 s, of 20: ",
        "\nanswered, p95, 5 questions a second: ",
        "contracts logged without an answer: 0 ",
    ),
    "finders": ("its first cite: ", "its p95: ", "whole answers: first cite "),
    "understanding": ("this bot ", "rules alone ", "BM25 of 1,000 ", "both of a pair right, kept: ", "its p95: "),
    "dates": ("ours ", "typed dates read "),
    "lateness": ("on files: late by ", "on PostgreSQL: late by ", "; 0 missing"),
    "reminders": (
        "overdue on a Monday, in the channel: ",
        "18 days off, to one person at most: ",
        "one breach notice over nine days, at the channel: ",
        "messages a week",
    ),
    "year": (
        "messages a week, the privacy team, each: median: ",
        "late, and nobody was told so: 0 ",
        "open, and nobody will be reminded: 0 ",
        "not closed at the end of the year: 0 ",
    ),
    "imports": ("files: read, checked and saved: ", "PostgreSQL: read, checked and saved: ", "taken back: "),
    "register": ("300 contracts: publish: ", "index.html: ", "most memory: "),
    "apps": ("spellings: found: ", "look-alikes: another product's approval shown: 0 ", "a lookup, p95: "),
    "packet": ("stats, 100 contracts: ", "packet.pdf, 100 contracts: ", "the largest of these processes: "),
    "papers": ("reading 40 pages: ", "the process that read 40 pages: "),
    "review": ("written agreements: ", "real agreements: ", "40 pages: ", "resident memory: "),
    "server": ("100 contracts: the board, median: ", "memory (PSS): ", "records on disk, without files: "),
    "assistants": ("answers over stdio, p95: ", "answers over HTTP, p95: "),
    "drawers": ("which districts have something due, p95: ", "due at once, two replicas: ", "ran twice"),
}
"""What each prints, beside its budgets."""
PARTS = {
    "measure",
    "district",
    "year_life",
    "year_lives",
    "year_told",
    "pace",
    "full_drawer",
    "stored_jobs",
    "replies",
    "replies_adapter",
    "replies_cases",
    "review_methods",
    "review_pupil",
    "review_teach",
    "replies_compare",
    "replies_words",
    "understanding_methods",
    "newcomer",
    "pictures",
    "fit_answers",
}
"""What the benchmarks share, and what is run by itself."""


def small(name: str, *words: str) -> str:
    """What a benchmark prints in its small form, which ends with 0 whatever budget it misses."""
    env = {**os.environ, "DPA_BENCH": "small"}
    command = [sys.executable, BENCH / f"{name}.py", *words]
    ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
    assert "Traceback" not in ended.stderr
    return ended.stdout


def test_no_benchmark_is_left_out() -> None:
    assert {path.stem for path in BENCH.glob("*.py")} == {*FIGURES, *PARTS}


@pytest.mark.long
@pytest.mark.parametrize("name", FIGURES)
def test_benchmark_runs_to_its_end(name: str) -> None:
    if name in {"drawers", "lateness"} and not programs():
        pytest.skip("PostgreSQL is not installed")
    printed = small(name)
    for figure in FIGURES[name]:
        assert figure in printed, printed


@pytest.mark.long
def test_recordings_of_the_same_replies_do_not_differ(tmp_path: Path) -> None:
    one = tmp_path / "one.jsonl"
    assert " replies in " in small("replies", "record", str(one))
    assert "\n0 of " in small("replies", "compare", str(one), str(one))


def test_the_recorded_sentences_are_nearly_all_there_are() -> None:
    share = re.search(r"that run: (\d\.\d+)", small("replies_words"))
    assert share and float(share[1]) >= 0.95


def test_a_reply_that_changed_is_shown(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    reply = {"is": "Reply", "title": "C-1: Acme", "tone": "due"}
    classes = {"Reply": {"title": "(none)", "tone": "plain"}}
    _write(old, classes, reply)
    _write(new, {"Reply": {**classes["Reply"], "event": ""}}, {**reply, "event": ""})
    command = [sys.executable, BENCH / "replies.py", "compare", old, new]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0 and "Reply.event is on one side only" in ended.stdout
    _write(new, classes, {**reply, "title": "C-1: Acme Learning"})
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert all(line in ended.stdout for line in ('- "title": "C-1: Acme",', '+ "title": "C-1: Acme Learning",'))


def _write(path: Path, classes: dict[str, dict[str, str]], reply: dict[str, str]) -> None:
    line = {"key": "command:contract", "message": {"text": "contract C-1"}, "reply": reply}
    path.write_text("\n".join(json.dumps(one) for one in ({"classes": classes}, line)) + "\n")
