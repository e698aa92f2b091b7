"""Loads the models that read messages; run as a process, it answers what the bot asks of them over a pipe.

Texts come in and small results go out; nothing of them is kept, printed or logged. The process ends with its input.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.runtime.model_answers import ModelAnswer
from knowledge import finding
from knowledge.complaint import BadLaw

if TYPE_CHECKING:
    from knowledge.finding import Finder

PHRASINGS = Path(finding.__file__).parents[1] / "phrasings"
TRAINED_FINDER = Path(finding.__file__).parent / "trained.npz"
LESS_URGENT = 5
"""How far the process stands back (nice) for the one that acknowledges."""
Models = Mapping[str, Callable[[str], Any]]
"""What can be asked of a text, by name; the results are plain enough to be sent between processes."""


def load_finder() -> Finder:
    """The finder trained from the phrasings; training takes some seconds, and happens when they have changed."""
    stamp = finding.stamp(PHRASINGS)
    trained = finding.Finder.load(TRAINED_FINDER, stamp)
    if trained is None:
        from bot import words  # noqa: PLC0415 - the sentences of all surfaces, which the process does without

        print(words.LEARNING, file=sys.stderr, flush=True)  # noqa: T201
        trained = finding.train(finding.read_phrasings(PHRASINGS))
        try:
            trained.save(TRAINED_FINDER, stamp)
        except OSError as problem:
            print(words.not_saved(str(problem)), file=sys.stderr)  # noqa: T201
    return trained


def load_models() -> Models:
    """All models. Raises BadLaw where the phrasings cannot be read."""
    finder = load_finder()
    return {"rank": lambda text: [(guess.topic, guess.score) for guess in finder.rank(text)]}


def answer(models: Models, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions (the model's name and a text) in their order, until there are no more."""

    def say(kind: ModelAnswer, what: Any) -> None:
        pickle.dump((kind, what), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    say(ModelAnswer.READY, None)
    while True:
        try:
            name, text = pickle.load(questions)  # noqa: S301 - the bot's own pipe
        except EOFError:
            return
        try:
            say(ModelAnswer.FOUND, models[name](text))
        except Exception as bug:  # noqa: BLE001 - the bot logs it with the message's reference
            say(ModelAnswer.BROKEN, " ".join([type(bug).__name__, *_places(bug)]))


def _places(bug: BaseException) -> list[str]:
    """Where it broke; an exception's own words may quote the text."""
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(bug.__traceback__)]


def main() -> None:
    """Be the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; the bot still answers with us
    os.nice(LESS_URGENT)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints would not be an answer
    with suppress(BadLaw, BrokenPipeError):  # the bot reads the files too, and says what is wrong with them
        answer(load_models(), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
