"""Has every pin a passage, is every question of the list answered, and does every removal get noticed?"""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.models import AskedModels, load_models
from handlers.dialogue.desk import Desk, Message
from handlers.law import layout as answers
from handlers.law.ask import answer
from knowledge.citation import Citation
from knowledge.counting import Calendar
from knowledge.law import LawOfDay
from knowledge.load import load
from knowledge.reading.material import elements_of

HERE = Path(__file__).parent
DAY = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))


def pins() -> Iterator[tuple[Citation, tuple[str, ...]]]:
    """Every pin that needs a passage, with the words that the passage cannot do without."""
    for line in (HERE / "pins.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            pin, _, words = line.partition(" # ")
            yield Citation.parse(pin.strip()), tuple(word.strip() for word in words.split(";") if word.strip())


def unpinned(law: LawOfDay) -> list[str]:
    """The pins without a passage, or whose passage lacks a word."""
    wrong = []
    for cite, words in pins():
        passage = law.passages.get(cite)
        text = " ".join([passage.title, *(f.says for f in passage.says)]).lower() if passage else ""
        lacking = [w for w in words if not any(other in text for other in w.split("|"))]
        if passage is None or lacking:
            wrong.append(f"{cite}: {'no passage' if passage is None else f'lacks {lacking}'}")
    return wrong


def faq() -> list[dict[str, object]]:
    return [json.loads(line) for line in (HERE / "faq.jsonl").read_text().splitlines()]


def unanswered(desk: Desk) -> list[str]:
    """The questions of the list whose answer lacks the cite, the verdict or the facts."""
    wrong = []
    for row in faq():
        found = answers.as_json(answer(Message(str(row["q"])), desk), desk)
        cited = any(_inside(cite, gold) for cite in found["citations"][:3] for gold in row["cites"])  # type: ignore[attr-defined]
        told = all(
            any(re.search(re.escape(w), found["text"].lower()) for w in fact.split("|"))
            for fact in row["facts"]  # type: ignore[attr-defined]
        )
        if not (cited and told and found["verdict"] in row["verdicts"]):  # type: ignore[operator]
            wrong.append(f"{row['n']}. {row['q']} -> {found['verdict']} {found['citations'][:3]} {found['topics'][:1]}")
    return wrong


def _inside(cite: str, gold: str) -> bool:
    return cite == gold or cite.startswith(f"{gold}(")


def the_desk() -> Desk:
    law = load()
    models = AskedModels(load_models(elements_of(law.on(DAY.date()))))
    return Desk(law, models.rank, Calendar(), DAY, read=models.signs, frame=models.frame)


def main() -> int:
    spec = importlib.util.spec_from_file_location("removals", HERE.parent / "knowledge" / "removals.py")
    assert spec and spec.loader
    removals = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(removals)
    desk = the_desk()
    pinless, answerless = unpinned(desk.law.on(DAY.date())), unanswered(desk)
    print(f"{len(list(pins())) - len(pinless)} of {len(list(pins()))} pins have their passage.", *pinless, sep="\n  ")
    print(
        f"{len(faq()) - len(answerless)} of {len(faq())} questions of the list are answered.", *answerless, sep="\n  "
    )
    return 1 if pinless or answerless or removals.main() else 0


if __name__ == "__main__":
    sys.exit(main())
