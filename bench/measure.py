"""What do all benchmarks share: their small form, figures beside their budgets, and how they end?

`python bench/NAME.py` is the whole form, and ends with 1 if a budget is missed. `--small`, or DPA_BENCH=small, is the
small one for other people's machines: some seconds, the same figures; it says what it misses and ends with 0.
"""

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
if "--small" in sys.argv:
    sys.argv.remove("--small")
    os.environ["DPA_BENCH"] = "small"  # what a benchmark starts is small, too
SMALL = os.environ.get("DPA_BENCH") == "small"
MISSED: list[str] = []
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""As in the bot: one answer takes one core. Its threads would wait for one another where the cores are busy."""


def figure(what: str, value: float, unit: str, *, most: float | None = None, least: float | None = None) -> None:
    """Print a figure beside its budget, and on a line of its own that it misses it."""
    shown = f"{what}: {value:.4g} {unit}".rstrip()
    budget = f"at most {most:g}" if most is not None else f"at least {least:g}" if least is not None else ""
    say(f"{shown} ({budget})" if budget else shown)
    # Turned round, so that a figure that is no number misses.
    if (most is not None and not value <= most) or (least is not None and not value >= least):
        MISSED.append(f"{shown}, {budget}")
        say(f"MISSED budget: {MISSED[-1]}")


def done() -> None:
    """End the benchmark: with 1 where the whole form missed a budget."""
    sys.exit(1 if MISSED and not SMALL else 0)


def say(text: str) -> None:
    """Print at once, anyone who reads it."""
    print(text, flush=True)


def scratch() -> str | None:
    """The folder of files that cost no disk, so that what is measured is the bot; None: the usual one."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() else None


def percentile(times: list[float], share: float) -> float:
    """Milliseconds, of times in seconds; not a number where there are none."""
    return sorted(times)[int(len(times) * share)] * 1000 if times else float("nan")


def timed(work: Callable[[], object]) -> float:
    """How many seconds it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def resident(process: int | str = "self") -> int:
    """MB that a process has in memory now (Linux)."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) * 1024 // 1_000_000 if found else 0


def proportional(process: int | str = "self") -> int:
    """MB of a process, of each page that it shares only its part (Linux)."""
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) * 1024 // 1_000_000 if found else 0
