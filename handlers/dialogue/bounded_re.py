"""Stands in for ``re`` with a time limit: all the searches for one message share a few seconds.

``re`` cannot be stopped and stops every other thread meanwhile. A pattern that repeats nothing cannot take long, and is
``re``'s; any other is the ``regex`` library's, which can be stopped.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from re import ASCII, DOTALL, IGNORECASE, MULTILINE, VERBOSE, Match, Pattern, escape
from time import thread_time
from typing import Any, Final, cast

import regex

__all__ = (
    "ASCII", "DOTALL", "IGNORECASE", "MULTILINE", "VERBOSE", "Match", "Pattern", "alternatives", "compile", "escape",
    "findall", "finditer", "fullmatch", "match", "search", "split", "sub",
)  # fmt: skip
_FLAGS: Final = {
    ASCII: regex.ASCII,
    DOTALL: regex.DOTALL,
    IGNORECASE: regex.IGNORECASE,
    MULTILINE: regex.MULTILINE,
    VERBOSE: regex.VERBOSE,
}
MESSAGE_SECONDS: Final = 2.0
"""For all the searches in a message together; outside a message, for each search."""
PAPER_SECONDS: Final = 10.0
FILE_SECONDS: Final = 30.0
"""For a file with thousands of rows."""
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_ALONE_SECONDS = 0.02
"""How long a search may block other threads; one that takes longer starts over while they run."""


class TookTooLong(Exception):  # noqa: N818 - what happened
    """A text took too long to read.

    No Sorry, so that nobody takes it for a value that is wrong; dispatch, which set the limit, tells the person.
    """


class _Budget:
    """The seconds that are left for searches."""

    __slots__ = ("left",)

    def __init__(self, seconds: float) -> None:
        self.left = seconds


_budget: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All searches inside take no longer together. Raises TookTooLong."""
    token = _budget.set(_Budget(seconds))
    try:
        yield
    finally:
        _budget.reset(token)


def still_within() -> None:
    """Raise TookTooLong where the time is used up, so that nothing is saved of a text that was read in part."""
    budget = _budget.get()
    if budget and budget.left <= 0:
        raise TookTooLong


def _timed(search: Callable[..., Any], *given: Any) -> Any:
    """What the search finds. Raises TookTooLong."""
    budget = _budget.get() or _Budget(MESSAGE_SECONDS)
    if budget.left <= 0:
        raise TookTooLong
    began = thread_time()  # what this thread worked: a machine that is busy with others makes no text long
    try:
        return search(*given, timeout=_ALONE_SECONDS)
    except TimeoutError:
        return _beside(search, given, budget, budget.left - (thread_time() - began))
    finally:
        budget.left -= thread_time() - began


def _beside(search: Callable[..., Any], given: tuple[Any, ...], budget: _Budget, seconds: float) -> Any:
    """What the search finds while other threads go on. Raises TookTooLong."""
    try:
        return search(*given, timeout=max(seconds, 0), concurrent=True)
    except TimeoutError:
        budget.left = 0
        raise TookTooLong from None


class _Bounded:
    """A pattern with the methods of ``re.Pattern``; compiled when it is first used, as many never are.

    All matches are found before the first is given.
    """

    __slots__ = ("_regex", "flags", "pattern")
    _regex: Any

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """The compiled pattern, when it is first asked for."""
        if name != "_regex":
            return getattr(self._regex, name)
        self._regex = regex.compile(self.pattern, sum(ours for flag, ours in _FLAGS.items() if flag & self.flags))
        return self._regex

    def search(self, text: str, *span: int) -> Any:
        return _timed(self._regex.search, text, *span)

    def match(self, text: str, *span: int) -> Any:
        return _timed(self._regex.match, text, *span)

    def fullmatch(self, text: str, *span: int) -> Any:
        return _timed(self._regex.fullmatch, text, *span)

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        return cast("list[Any]", _timed(self._regex.split, text, maxsplit))

    def findall(self, text: str, *span: int) -> list[Any]:
        return cast("list[Any]", _timed(self._regex.findall, text, *span))

    def finditer(self, text: str, *span: int) -> Iterator[Any]:
        return iter(_timed(self._every, text, *span))

    def sub(self, put: str | Callable[[Any], str], text: str, count: int = 0) -> str:
        hits = _timed(self._every, text)
        parts, end = [], 0
        for hit in hits[:count] if count else hits:
            parts += [text[end : hit.start()], hit.expand(put) if isinstance(put, str) else put(hit)]
            end = hit.end()
        return "".join((*parts, text[end:]))

    def _every(self, text: str, *span: int, **limits: Any) -> list[Any]:
        return list(self._regex.finditer(text, *span, **limits))


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, as ``re`` compiles it, or a time-limited one where it repeats something."""
    if not any(sign in _ESCAPED.sub("", pattern) for sign in "*+{"):
        return re.compile(pattern, flags)
    return cast("re.Pattern[str]", _Bounded(pattern, flags))


@lru_cache(1000)
def _compiled(pattern: str | re.Pattern[str], flags: int = 0) -> re.Pattern[str]:
    return compile(pattern, flags) if isinstance(pattern, str) else pattern


def search(pattern: str | re.Pattern[str], text: str, flags: int = 0) -> re.Match[str] | None:
    """As in ``re``."""
    return _compiled(pattern, flags).search(text)


def match(pattern: str | re.Pattern[str], text: str, flags: int = 0) -> re.Match[str] | None:
    """As in ``re``."""
    return _compiled(pattern, flags).match(text)


def fullmatch(pattern: str | re.Pattern[str], text: str, flags: int = 0) -> re.Match[str] | None:
    """As in ``re``."""
    return _compiled(pattern, flags).fullmatch(text)


def split(pattern: str | re.Pattern[str], text: str, maxsplit: int = 0, flags: int = 0) -> list[Any]:
    """As in ``re``."""
    return _compiled(pattern, flags).split(text, maxsplit)


def findall(pattern: str | re.Pattern[str], text: str, flags: int = 0) -> list[Any]:
    """As in ``re``."""
    return _compiled(pattern, flags).findall(text)


def finditer(pattern: str | re.Pattern[str], text: str, flags: int = 0) -> Iterator[re.Match[str]]:
    """As in ``re``."""
    return _compiled(pattern, flags).finditer(text)


def sub(
    pattern: str | re.Pattern[str],
    put: str | Callable[[re.Match[str]], str],
    text: str,
    count: int = 0,
    flags: int = 0,
) -> str:
    """As in ``re``."""
    return _compiled(pattern, flags).sub(put, text, count)


def alternatives(lines: str, parts: Mapping[str, str] = {}) -> str:
    """A regular expression that any line matches; ``<NAME>`` in a line stands for the part of that name."""
    said = "|".join(filter(None, map(str.strip, lines.splitlines())))
    return re.sub(r"<([A-Z_]+)>", lambda name: parts[name[1]], said)
