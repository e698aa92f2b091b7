"""Loads the models that read messages; run as a process, it answers the bot's requests over a pipe.

Texts come in and small results go out; no text is kept, printed or logged. The process ends when its input ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar
from zipfile import BadZipFile

from bot.runtime.model_process import ModelAnswer
from handlers.dialogue.command_spec import Sorry
from knowledge import finding
from knowledge.complaint import BadLaw
from knowledge.finding import Guess
from knowledge.reading.reader import Signs

if TYPE_CHECKING:
    from knowledge.finding import Finder
    from knowledge.frames.frame_reader import Frame, FrameReader
    from knowledge.reading.reader import TextReader

_Model = TypeVar("_Model")
KNOWLEDGE = Path(finding.__file__).parents[1]
TRAINED_FINDER = Path(finding.__file__).parent / "trained.npz"
FRAMES = KNOWLEDGE / "frames" / "frames.npz"
LESS_URGENT = 5
"""The nice value of the process: the bot's own process, which acknowledges, goes first."""
Says = Mapping[str, str]
"""What the book says of each element, by ``entry.element``; the reader uses it for elements it was not taught."""
Found = tuple[tuple[tuple[str, float], ...], Signs]
"""What one pass over a question gives: each topic with its score, best first, and what the text says."""
Asked = str | tuple[str, str]
"""A question on the law; or the line with the state of the dialogue, and a message."""
ReadAll = Callable[[Asked], Any]
"""``Found`` for a question, a ``Frame`` for a message."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the models come from: the folder of the law, and the one that keeps what was learned since."""

    law: Path = KNOWLEDGE
    learned: Path | None = None
    """None: the finder is kept in the project's folder. What is not in this folder is taken from the package."""

    @property
    def finder(self) -> Path:
        """Where a newly trained finder is kept."""
        return self.learned / "finder.npz" if self.learned else TRAINED_FINDER

    @property
    def reader(self) -> Path | None:
        """The model that was taught from the district's copy; None where the package's is used."""
        taught = self.learned / "reader.npz" if self.learned else None
        return taught if taught and taught.exists() else None


PACKAGE = Sources()


def load_finder(sources: Sources = PACKAGE) -> Finder:
    """The finder trained from the phrasings; it is trained again, which takes some seconds, when they have changed."""
    phrasings = sources.law / "phrasings"
    stamp = finding.stamp(phrasings)
    trained = finding.Finder.load(TRAINED_FINDER, stamp) or finding.Finder.load(sources.finder, stamp)
    if trained is None:
        from bot import words  # noqa: PLC0415 - the sentences of all surfaces, which the process does without

        trained = finding.train(finding.read_phrasings(phrasings), _tell_learning())
        if sys.stderr.isatty():
            print(words.learning(100), file=sys.stderr, flush=True)  # noqa: T201
        try:
            if sources.learned:
                sources.learned.mkdir(mode=0o700, parents=True, exist_ok=True)
            trained.save(sources.finder, stamp)
        except OSError as problem:
            print(words.not_saved(problem=str(problem)), file=sys.stderr)  # noqa: T201
    return trained


def _tell_learning() -> Callable[[int], None]:
    """Prints that it is learning; on a terminal, the function that it returns prints how far it is."""
    from bot import words  # noqa: PLC0415 - the sentences of all surfaces, which the process does without

    if not sys.stderr.isatty():
        print(words.LEARNING, file=sys.stderr, flush=True)  # noqa: T201
        return lambda _: None

    def tell(percent: int) -> None:
        print(words.learning(percent), end="\r", file=sys.stderr, flush=True)  # noqa: T201

    tell(0)
    return tell


def load_models(says: Says, sources: Sources = PACKAGE) -> ReadAll:
    """Loads all models into one function. Raises BadLaw, and Sorry where a taught model cannot be read."""
    reader = load_reader(says, sources.reader)
    finder = replace(load_finder(sources), text_reader=reader)
    frames = _readable(partial(_load_frames, reader), FRAMES)

    def read(asked: Asked) -> Any:
        if isinstance(asked, tuple):
            return frames.read(*asked)
        ranked = tuple((guess.topic, guess.score) for guess in finder.rank(asked))
        return ranked, reader.read(asked).signs

    return read


def models_when_asked(says: Says, sources: Sources = PACKAGE) -> ReadAll:
    """As ``load_models``, but the first text loads them: most commands on this machine read none."""
    load_once = cache(partial(load_models, says, sources))

    def read(asked: Asked) -> Any:
        return load_once()(asked)

    return read


def load_reader(says: Says, file: Path | None = None) -> TextReader:
    """The model that was taught. Raises Sorry where its file is missing or broken."""
    from knowledge.reading import reader  # noqa: PLC0415 - numpy, which a process that only passes texts on does without

    file = file or reader.FILE
    return _readable(partial(reader.load_reader, says, file), file)


def _load_frames(reader: TextReader) -> FrameReader:
    from knowledge.frames import frame_reader  # noqa: PLC0415 - numpy, as above

    return frame_reader.load_frame_reader(reader.encoder, FRAMES)


def _readable(load: Callable[[], _Model], file: Path) -> _Model:
    """What ``load`` reads from the file. Raises Sorry where the file is missing or broken."""
    try:
        return load()
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as problem:
        from bot import words  # noqa: PLC0415 - the sentences of all surfaces, which the process does without

        raise Sorry(words.no_reader(file=str(file), problem=type(problem).__name__)) from None


def answer(read: ReadAll, texts: BinaryIO, answers: BinaryIO) -> None:
    """Answer each text in turn, until the input ends."""

    def say(kind: ModelAnswer, what: Any) -> None:
        pickle.dump((kind, what), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    say(ModelAnswer.READY, None)
    while True:
        try:
            text = pickle.load(texts)  # noqa: S301 - the bot's own pipe
        except EOFError:
            return
        try:
            say(ModelAnswer.FOUND, read(text))
        except Exception as bug:  # noqa: BLE001 - the bot logs it with the message's reference
            say(ModelAnswer.BROKEN, " ".join([type(bug).__name__, *_places(bug)]))


def _places(bug: BaseException) -> list[str]:
    """Where it failed, without the exception's message, which may quote the text."""
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(bug.__traceback__)]


def main() -> None:
    """Run as the models' process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; the bot still answers with us
    os.nice(LESS_URGENT)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints would not be an answer
    texts = sys.stdin.buffer
    with suppress(BadLaw, Sorry, BrokenPipeError, EOFError):  # the bot says what is wrong with the files
        answer(load_models(*pickle.load(texts)), texts, answers)  # noqa: S301 - the bot's own pipe


KEPT = 4
"""Results that a thread keeps."""


class AskedModels:
    """Asks the models once for each text, and keeps a thread's last results; any thread may ask.

    Of the few texts that a thread asked about last, only hashes are kept with the results.
    """

    def __init__(self, read: ReadAll) -> None:
        self._read, self._last = read, threading.local()

    def rank(self, text: str) -> tuple[Guess, ...]:
        """The topics of a question, best first."""
        return tuple(starmap(Guess, self._both(text)[0]))

    def signs(self, text: str) -> Signs:
        """What the text says."""
        return self._both(text)[1]

    def frame(self, state: str, text: str) -> Frame:
        """What a message asks for, given the line with the state of the dialogue."""
        frame: Frame = self._once((state, text))
        return frame

    def _both(self, text: str) -> Found:
        found: Found = self._once(text)
        return found

    def _once(self, asked: Asked) -> Any:
        digest = sha256(repr(asked).encode(errors="surrogatepass")).digest()
        last: dict[bytes, Any] = self._last.__dict__.setdefault("found", {})
        if digest not in last:
            last[digest] = self._read(asked)
        while len(last) > KEPT:
            del last[next(iter(last))]
        return last[digest]


if __name__ == "__main__":
    main()
