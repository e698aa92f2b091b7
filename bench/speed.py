"""How fast does an answer come, how fast does the bot start, and how much memory does it take?

Budgets: an answer p95 at most 10 ms in process, start at most 2 s, resident memory at most 200 MB.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.compose import desk_maker, responder
from bot.settings import Settings
from handlers.dialogue.desk import Message

QUESTIONS = Path(__file__).parents[1] / "knowledge" / "phrasings"


def questions() -> list[str]:
    """One phrasing in twenty, of all topics."""
    lines = [line for path in sorted(QUESTIONS.glob("*.txt")) for line in path.read_text().splitlines()]
    return [line for line in lines if line and line[0] not in "=#"][::20]


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)] * 1000


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def resident() -> int:
    """MB in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def main() -> None:
    say = responder(desk_maker(Settings()))
    asked = questions()
    say(Message(asked[0]))
    times = [timed(lambda q=q: say(Message(q))) for q in asked]  # type: ignore[misc]
    print(
        f"{len(asked)} answers: p50 {percentile(times, 0.5):.1f} ms, p95 {percentile(times, 0.95):.1f} ms (at most 10)"
    )
    print(f"resident memory: {resident()} MB (budget 200 MB)")
    starts = [
        timed(lambda: subprocess.run([sys.executable, "-m", "bot.cli", "ask", "hi"], check=True, capture_output=True))
        for _ in range(5)
    ]
    print(f"start, to the first answer: {sorted(starts)[2]:.2f} s (budget 2 s)")


if __name__ == "__main__":
    main()
