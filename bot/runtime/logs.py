"""The bot's log, with nothing personal in it, and the log line that each message gets.

Only constant events, the fields named here and places in our code are written: no message text, no name, no token. The
text of an exception or of another library may quote a person, so only its kind and place are logged.
"""

import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, TypeVar

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from handlers.dialogue.desk import Message
from handlers.dialogue.outcome import Note
from handlers.dialogue.reply import Reply

LOGGER = "dpa"
FIELDS = ("reference", "surface", "command", "outcome", "milliseconds")
LIBRARY_EVENT = "a library reported something"
MAX_FRAMES = 20
"""Stack frames logged of one exception; an endless recursion has a thousand."""
ROOT = Path(__file__).parents[2]


class _Handler(logging.StreamHandler[TextIO]):
    """Reports a record that it cannot write by its place only; the standard handler would print all its values."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        self.stream.write(f'{{"level": "error", "event": "a log line was lost", "at": "{_at(record)}"}}\n')


def set_up(stream: TextIO | None = None) -> logging.Handler:
    """Write the log from now on, one line an entry: plain text on a terminal, else JSON. Returns the handler."""
    stream = stream or sys.stderr
    plain = structlog.dev.ConsoleRenderer(colors=False, timestamp_key="time")
    render: Processor = plain if stream.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    handler = _Handler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_safe_entry],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    logging.getLogger().addHandler(handler)
    logging.getLogger(LOGGER).setLevel(logging.INFO)
    return handler


def _safe_entry(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """The entry, rebuilt from only what may be logged."""
    record: logging.LogRecord = event["_record"]
    ours = record.name == LOGGER
    now = structlog.processors.TimeStamper(fmt="iso", utc=True, key="time")(logger, name, {})
    entry: dict[str, Any] = {**now, "level": name}
    entry["event"] = _event(record, event["positional_args"]) if ours else LIBRARY_EVENT
    if ours:
        entry |= {field: record.__dict__[field] for field in FIELDS if field in record.__dict__}
    else:
        entry |= {"library": record.name, "at": _at(record)}
    if isinstance(event.get("exc_info"), tuple) and event["exc_info"][1]:
        entry |= {"problem": event["exc_info"][0].__name__, "places": list(_places(event["exc_info"][1]))}
    return {**entry, "_record": record, "_from_structlog": event["_from_structlog"]}


def _event(record: logging.LogRecord, args: Any) -> str:
    """Our own message with its values filled in; an exception among them is named by its kind only."""
    safe = tuple(type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in args or ())
    return str(record.msg) % safe if safe else str(record.msg)


def _at(record: logging.LogRecord) -> str:
    return f"{record.module}:{record.lineno}"


def _places(problem: BaseException) -> Iterator[str]:
    """Where an exception was raised, innermost last, and what caused it."""
    yield from _frames(problem.__traceback__)
    cause = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if cause:
        yield f"because of {type(cause).__name__}"
        yield from _frames(cause.__traceback__)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in [*traceback.walk_tb(trace)][-MAX_FRAMES:]:
        path = Path(frame.f_code.co_filename)
        short = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])
        yield f"{short}:{line} {frame.f_code.co_name}"


log = logging.getLogger("dpa")
T = TypeVar("T")
CountMessage = Callable[[str, str, float], None]
"""Counts a message: surface, outcome, seconds."""


def with_request_log(
    handle: Callable[[Message], tuple[Reply, Note]], count: CountMessage
) -> Callable[[Message], Reply]:
    """The function that every surface calls: replies to a message, and counts and logs it."""
    return lambda message: log_request(message.surface, lambda: handle(message), count, look=message.look)


def log_request(surface: str, work: Callable[[], tuple[T, Note]], count: CountMessage, *, look: bool = False) -> T:
    """Do the work of one message, count it and log it under its reference.

    A ``look`` at a form that somebody is filling in is not counted, unless something is wrong.
    """
    began = time.perf_counter()
    found, note = work()
    seconds = time.perf_counter() - began
    if look and note.problem is None:
        return found
    count(surface, note.outcome, seconds)
    log.log(
        logging.ERROR if note.outcome == "bug" else logging.WARNING if note.problem else logging.INFO,
        "message",
        exc_info=note.problem,
        extra={
            "reference": note.reference,
            "surface": surface,
            "command": note.command,
            "outcome": note.outcome,
            "milliseconds": round(seconds * 1000),
        },
    )
    return found
