"""How well does the bot understand people, beside what one would use instead?

Each method answers the measuring sets (tests/measuring/README.md) in a process of its own on one core. Run:
python bench/understanding.py [--part shown|kept] [METHOD ...]. It prints no question and no answer.
Budget: an answer of this bot takes one core at most 40 ms, 95 times of 100.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from measure import ROOT, SMALL, done, figure, percentile, say
from scoring.questions import Row, score_pairs, score_single
from scoring.shown import shown
from scoring.talks import lines_of, score_commands, score_talks, setups_refused
from understanding_methods import METHODS, OURS, TALKING

SETS = ROOT / "tests" / "measuring"
MINILM = ROOT / "build" / "minilm"
PARTS = ("shown", "kept")
KEPT = frozenset({"kp", "ks", "kd", "kt"})
"""How the ids of the cases begin that are kept: nobody who changes the bot reads them."""
FEW = {"pairs": 24, "single": 12, "desk": 9, "talks": 3}
"""Lines of each set in the small form."""
COLUMNS = {
    "pairs": {"both": "both", "false": "false", "opens": "opens", "depends": "hedge", "verdict": "verd", "cite": "cite", "facts": "facts"},
    "single": {"cite": "cite", "three": "three", "verdict": "verd", "facts": "facts", "wrong": "wrong", "outside": "out", "inside": "in", "back": "back"},
    "desk": {"good": "good", "harm": "harm", "command": "cmd"},
    "talks": {"good": "good", "harm": "harm", "whole": "whole"},
}  # fmt: skip
HEADS = {"pairs": "pairs of questions", "single": "single questions", "desk": "own records", "talks": "talks"}
LESS_IS_BETTER = {"false", "depends", "wrong", "inside", "back", "harm"}
WIDE, NAME = 6, 26
LEGEND = """
pairs   both: both questions of a pair right. false: a permission that the law does not give. opens: Yes or No right, where
        one is. hedge: "it depends" where it does not. verd: verdict. cite: the first one. facts: those in the text.
single  three: the best of three cites. wrong: neither cite nor verdict right, and sure of it. out: declined, where the book
        has no answer. in: declined, where it has one. back: asked back.
records, talks   good: all that is expected is there. harm: said or wrote what must not be. cmd: the command wanted, where
        there is one. whole: every reply of a talk good. p95: milliseconds of one core for an answer to a question."""


def part_of(row: Row) -> str:
    """Whether a case is shown or kept."""
    return PARTS[row["id"].partition("-")[0] in KEPT]


def read_set(name: str) -> list[dict[str, Any]]:
    """The cases of a set; some of them in the small form."""
    rows = [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return rows[: FEW[name]] if SMALL else rows


def answers_of(method: str, folder: Path, parts: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """What a method answers to these parts, by the name under which its row stands; it runs in other processes."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": f"{ROOT}:{MINILM}"}
    env |= {"DPA_DATA": str(folder)}
    script = str(ROOT / "bench" / "understanding_methods.py")
    sets = {name: [row for row in read_set(name) if part_of(row) in parts] for name in COLUMNS}
    asked = [{"id": row["id"], "q": row["q"]} for name in ("pairs", "single") for row in sets[name]]
    said = [
        {"id": id, **{key: line[key] for key in ("say", "press", "fill", "now", "who", "role") if key in line}, "talk": row["id"]}
        for name in ("desk", "talks")
        for row in sets[name]
        for id, line in lines_of(row)
    ]  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {}
    for answer in run([sys.executable, script, "ask", method], asked, env):
        found.setdefault(answer.pop("method"), []).append(answer)
    if method in TALKING:
        command = [str(Path(sys.executable).with_name("dpa")), "talk", "--jsonl"]
        found[method] += run(command if method == OURS else [sys.executable, script, "talk", method], said, env)
    elif METHODS[method].commands:
        found[method] += run([sys.executable, script, "commands", method], [row for row in said if "say" in row], env)
    return found


def run(command: Sequence[str], rows: Sequence[Row], env: Mapping[str, str]) -> list[dict[str, Any]]:
    """A process that gets JSON lines and answers with JSON lines."""
    sent = "".join(json.dumps(row) + "\n" for row in rows)
    ended = subprocess.run(command, input=sent, stdout=subprocess.PIPE, text=True, check=True, env=dict(env))
    return [json.loads(line) for line in ended.stdout.splitlines()]


def scores(answers: Sequence[dict[str, Any]], part: str) -> dict[str, dict[str, float]]:
    """The measures of one method on one part, by set."""
    by_id = {answer["id"]: answer for answer in answers}
    cases = {name: [row for row in read_set(name) if part_of(row) == part] for name in COLUMNS}
    found = {"pairs": score_pairs(cases["pairs"], by_id), "single": score_single(cases["single"], by_id)}
    taken = {
        id: one["taken_for"] if "taken_for" in one else shown(one, "").taken_for
        for id, one in by_id.items()
        if "seconds" not in one
    }
    if taken:
        found["desk"] = {"command": score_commands(cases["desk"], taken)}
    if any("reply" in answer for answer in answers):
        for name in ("desk", "talks"):
            found.setdefault(name, {}).update(score_talks(cases[name], by_id))
            if refused := setups_refused(cases[name], by_id):
                say(f"  {len(refused)} set-ups were not taken, as {refused[0]}")
    return found


def line(name: str, found: Mapping[str, Mapping[str, float]], p95: float) -> str:
    """A row of the table."""
    cells = [
        "".join(shares(found.get(group, {}).get(key, float("nan"))) for key in columns)
        for group, columns in COLUMNS.items()
    ]
    return f"{name:{NAME}}{' |'.join(cells)} |{p95:8.1f}"


def shares(value: float) -> str:
    """A share, or a dash where nothing was measured."""
    return f"{'-':>{WIDE}}" if value != value else f"{value:{WIDE}.2f}"  # noqa: PLR0124 - what is no number


def heading(part: str) -> None:
    """The names of the columns."""
    groups = "  ".join(f"{HEADS[group]:<{WIDE * len(columns)}}" for group, columns in COLUMNS.items())
    say(f"\n{part:{NAME}}  {groups}")
    say(
        f"{'':{NAME}}{' |'.join(''.join(f'{name:>{WIDE}}' for name in c.values()) for c in COLUMNS.values())} |  p95 ms"
    )


def main() -> None:
    """Print the table."""
    asks = argparse.ArgumentParser()
    asks.add_argument("--part", choices=PARTS)
    asks.add_argument("--floors", type=Path, help="the least that each measure of this bot must reach; JSON")
    asks.add_argument("methods", nargs="*", metavar="METHOD")
    asked = asks.parse_args()
    if unknown := [method for method in asked.methods if method not in METHODS]:
        asks.error(f"no such method: {', '.join(unknown)}. There are: {', '.join(METHODS)}")
    methods = asked.methods or ([OURS, "rules alone", "BM25"] if SMALL else list(METHODS))
    parts = [asked.part] if asked.part else list(PARTS)
    rows: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for method in methods:
            if method == "MiniLM" and not MINILM.exists():
                continue
            rows |= answers_of(method, Path(folder), parts)
    for part in parts:
        heading(part)
        for name, answers in rows.items():
            say(line(name, scores(answers, part), p95_of(answers)))
    say(LEGEND)
    if OURS in rows:
        ours(rows[OURS], parts[-1])
    if asked.floors and (missed := below(scores(rows[OURS], parts[-1]), json.loads(asked.floors.read_text()))):
        sys.exit("\n".join(("Below what was reached before:", *missed)))
    if not asked.floors:
        done()


def below(found: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The measures that miss their floor; of harm, and of what else is better the less there is, the most allowed."""
    missed = []
    for group, measures in floors.items():
        for name, floor in measures.items() if group in found else ():
            value = found[group][name]
            if value > floor if name in LESS_IS_BETTER else value < floor:
                missed.append(f"{HEADS[group]}, {name}: {value:.3f}, and the floor is {floor:.2f}")
    return missed


def p95_of(answers: Sequence[Row]) -> float:
    """Milliseconds that an answer to a question takes, 95 of 100 times at most."""
    return percentile([answer["seconds"] for answer in answers if "seconds" in answer], 0.95)


def ours(answers: Sequence[dict[str, Any]], part: str) -> None:
    """The figures of this bot."""
    found = scores(answers, part)
    figure(f"both of a pair right, {part}", found["pairs"]["both"], "")
    figure(f"false permissions, {part}", found["pairs"]["false"], "")
    figure("its p95", p95_of(answers), "ms", most=40)


if __name__ == "__main__":
    main()
