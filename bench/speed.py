"""How fast does an answer come, how fast does the bot start, and how much memory does it take?

Budgets: an answer p95 at most 40 ms in process on one core, start at most 2 s, resident memory at most 200 MB.
"""

import subprocess
import sys

from measure import ROOT, SMALL, done, figure, percentile, resident, timed

from bot.compose import desk_maker, responder
from bot.settings import Settings
from handlers.dialogue.desk import Message

QUESTIONS = ROOT / "knowledge" / "phrasings"
ONE_IN, STARTS = (400, 1) if SMALL else (20, 5)


def questions() -> list[str]:
    """One phrasing in twenty, of all topics."""
    lines = [line for path in sorted(QUESTIONS.glob("*.txt")) for line in path.read_text().splitlines()]
    return [line for line in lines if line and line[0] not in "=#"][::ONE_IN]


def start() -> None:
    subprocess.run([sys.executable, "-m", "bot.cli", "ask", "hi"], check=True, capture_output=True, cwd=ROOT)


def main() -> None:
    say = responder(desk_maker(Settings()))
    asked = questions()
    say(Message(asked[0]))
    times = [timed(lambda q=q: say(Message(q))) for q in asked]  # type: ignore[misc]
    figure(f"{len(asked)} answers, p50", percentile(times, 0.5), "ms")
    figure(f"{len(asked)} answers, p95", percentile(times, 0.95), "ms", most=40)
    figure("resident memory", resident(), "MB", most=200)
    figure("start, to the first answer", sorted(timed(start) for _ in range(STARTS))[STARTS // 2], "s", most=2)
    done()


if __name__ == "__main__":
    main()
