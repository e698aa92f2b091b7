"""What the addresses for scripts take and give, as far as it is not a page of records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.web.api import words
from handlers.programs.records import MOST, USUAL


def _said(name: str, **more: Any) -> Any:
    return Field(description=words.FIELDS[name], **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question about the law."""

    q: Annotated[str, _said("q")]
    as_of: Annotated[str | None, _said("as_of")] = None
    id: Annotated[Any, _said("id")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAnswer:
    """The answer, as ``dpa ask --json`` gives it."""

    verdict: str
    citations: tuple[str, ...]
    topics: tuple[str, ...]
    opens: Literal["yes", "no", "depends"] | None
    stance: str | None
    facts: Mapping[str, str]
    text: str
    score: float
    asked_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredById(AskedAnswer):
    """The answer to a question that was sent with an id, which comes back as it was."""

    id: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong, in a sentence."""

    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractsQuery:
    """Which contracts."""

    q: Annotated[str, _said("contracts")] = ""
    page: Annotated[int, _said("page", ge=1)] = 1
    size: Annotated[int, _said("size", ge=1, le=MOST)] = USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesQuery:
    """Which open deadlines."""

    q: Annotated[str, _said("deadlines")] = ""
    page: Annotated[int, _said("page", ge=1)] = 1
    size: Annotated[int, _said("size", ge=1, le=MOST)] = USUAL
