"""The methods that bench/understanding.py compares; run as a process, one of them answers JSON lines.

``ask``: questions on the law. ``commands``: which command a message on records is. ``talk``: whole talks.
"""

# ruff: noqa: PLC0415 - each method imports what it needs

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import finders

NOW = datetime(2026, 11, 26, 10, tzinfo=ZoneInfo("America/New_York"))
"""When the questions are asked."""
LEARNING_CURVE = (1000, 2000, 4000)
"""From so many labelled questions, and from all, the nearest one is taken."""
OUTSIDE = "outside"
Answer = dict[str, Any]
Ask = Callable[[str], Mapping[str, Answer]]
"""The answers to a question, by the name of the method's row."""


@dataclass(frozen=True, slots=True)
class Method:
    """``ask`` loads what it needs and gives what answers questions; ``commands`` the same for messages on records."""

    ask: Callable[[], Ask]
    commands: Callable[[], Callable[[str], str]] | None = None


def desk(reads: bool = True, worded: bool = True) -> Any:
    """The bot's desk, without records; perhaps without its model, or without its linear models."""
    from handlers.commands import COMMANDS
    from handlers.dialogue.desk import Desk, read_nothing
    from knowledge.counting import Calendar
    from knowledge.load import load

    finder = finders.own_finder(finders.read_own())
    law = load()
    finder = finder if worded else replace(finder, models=())
    if not reads:
        return Desk(law, finder.rank, Calendar(), NOW, commands=COMMANDS, read=read_nothing)
    reader = finders.own_reader()
    rank = replace(finder, text_reader=reader).rank
    return Desk(law, rank, Calendar(), NOW, commands=COMMANDS, read=lambda text: reader.read(text).signs)


def whole_bot(name: str, reads: bool = True, worded: bool = True) -> Callable[[], Ask]:
    """The bot, as people get it."""

    def load_it() -> Ask:
        from handlers.dialogue.desk import Message
        from handlers.law.answer import answer
        from handlers.law.layout import as_json

        at = desk(reads, worded)
        return lambda question: {name: as_json(answer(Message(question), at), at)}

    return load_it


def best(shares: Mapping[str, float]) -> str:
    return next(iter(shares), "")


def heads() -> Ask:
    """What the model's heads say at once; nothing is decided by the book."""
    from knowledge.load import load

    law, reader = load(), finders.own_reader()

    def ask(question: str) -> Mapping[str, Answer]:
        signs = reader.read(question).signs
        verdict = "abstain" if best(signs.wishes) == OUTSIDE else best(signs.verdicts)
        return {"the heads alone": reply(law, verdict, best(signs.opens), list(signs.cites)[:3])}

    return ask


def reply(law: Any, verdict: str, opens: str, cites: Sequence[str]) -> Answer:
    """An answer whose text is what the book says at its first cite."""
    from knowledge.citation import Citation

    passage = law.on(NOW.date()).passage(Citation.typed(cites[0])) if cites else None
    text = " ".join(fact.says for fact in passage.says) if passage else ""
    return {"verdict": verdict, "opens": opens, "citations": [] if verdict == "abstain" else list(cites), "text": text, "asked_back": False}  # fmt: skip


def head_commands() -> Callable[[str], str]:
    """The command that the model's head names, where it takes the message for one on records."""
    reader = finders.own_reader()

    def command(text: str) -> str:
        signs = reader.read(text).signs
        return best(signs.commands) if best(signs.wishes) in {"look", "act"} else "ask"

    return command


def shuffled_questions() -> list[Any]:
    """The labelled questions, group by group in an order by chance that is always the same."""
    from knowledge.reading.material import read_questions

    groups = [list(group) for _, group in groupby(read_questions(), key=lambda one: one.group)]
    random.Random(0).shuffle(groups)
    return [question for group in groups for question in group]


def outside_texts() -> list[str]:
    """What people ask that the book does not answer."""
    from knowledge.reading.material import read_requests

    asked = [line.text for line in read_requests() if line.wish == OUTSIDE]
    return [*finders.read_own()[finders.OUTSIDE], *asked]


def nearest_question(name: str, method: Callable[[finders.Phrasings], finders.Rank]) -> Callable[[], Ask]:
    """The labels of the nearest labelled question; every size of the learning curve is asked at once."""

    def load_it() -> Ask:
        from knowledge.load import load

        law, questions, outside = load(), shuffled_questions(), outside_texts()
        texts = [question.text for question in questions] + outside
        rank = method({str(k): (text,) for k, text in enumerate(texts)})
        sizes = {f"  {name} of {size:,}": size for size in LEARNING_CURVE if size < len(questions)}

        def labels(near: list[int], size: int) -> Answer:
            k = next(k for k in near if k < size or k >= len(questions))
            if k >= len(questions):
                return reply(law, "abstain", "none", ())
            found = questions[k]
            return reply(law, found.verdict, found.opens, found.cites)

        def ask(question: str) -> Mapping[str, Answer]:
            near = [int(k) for k in rank(question)]
            curve = {row: labels(near, size) for row, size in sizes.items()}
            return {name: labels(near, len(questions)), **curve}

        return ask

    return load_it


def nearest_command(method: Callable[[finders.Phrasings], finders.Rank]) -> Callable[[], Callable[[str], str]]:
    """The command of the nearest request."""

    def load_it() -> Callable[[str], str]:
        from knowledge.reading.material import read_requests

        requests = read_requests()
        rank = method({str(k): (line.text,) for k, line in enumerate(requests)})
        return lambda text: requests[int(next(iter(rank(text))))].command or "ask"

    return load_it


def nearest(name: str, method: Callable[[finders.Phrasings], finders.Rank]) -> Method:
    return Method(nearest_question(name, method), nearest_command(method))


OURS, ALONE, UNWORDED, HEADS = "this bot", "rules alone", "without linear models", "the heads alone"
DESKS = {OURS: (True, True), ALONE: (False, True), UNWORDED: (True, False)}
TALKING = frozenset(DESKS)
"""The methods that hold whole talks."""
METHODS: Mapping[str, Method] = {
    **{name: Method(whole_bot(name, *how)) for name, how in DESKS.items()},
    HEADS: Method(heads, head_commands),
    "BM25": nearest("BM25", finders.bm25),
    "rapidfuzz": nearest("rapidfuzz", lambda texts: finders.fuzzy(texts, "token_set_ratio")),
    "MiniLM": nearest("MiniLM", finders.minilm),
}


def read_lines() -> Iterator[dict[str, Any]]:
    for one in sys.stdin:
        yield json.loads(one)


def ask(method: str) -> None:
    answered = METHODS[method].ask()
    answered("warm up")
    for row in read_lines():
        start = time.process_time()  # of this process, so that others on the machine do not count
        found = answered(row["q"])
        seconds = time.process_time() - start
        for name, answer in found.items():
            print(json.dumps({"method": name, "id": row["id"], "seconds": seconds, **answer}))


def commands(method: str) -> None:
    load_it = METHODS[method].commands
    assert load_it
    command = load_it()
    for row in read_lines():
        print(json.dumps({"id": row["id"], "taken_for": [command(row["say"])]}))


def talk(method: str) -> None:
    """As ``dpa talk --jsonl``, at another desk."""
    from bot.cli.batch import run_batch
    from bot.cli.conversation import ScriptedTalk, read_line
    from storage.stores import EmbeddedStores

    at, talks = desk(*DESKS[method]), {}
    with ExitStack() as stack:
        stores = EmbeddedStores(Path(stack.enter_context(TemporaryDirectory())))
        stack.callback(stores.close)

        def answer(call: dict[str, Any]) -> dict[str, Any]:
            said = read_line(call)
            if said.talk not in talks:
                store = stores.open(f"talk-{len(talks)}")
                talks[said.talk] = ScriptedTalk(
                    said.talk, store, lambda role: replace(at, records=store, role=role), introduces=True
                )
            return talks[said.talk].answer(said)

        run_batch(answer)


if __name__ == "__main__":
    {"ask": ask, "commands": commands, "talk": talk}[sys.argv[1]](sys.argv[2])
