"""The tools: what each takes, what it gives, and the handler that answers it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from bot.described import as_json, read_as, schema_of
from bot.mcp import words
from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.law.dates.due import EVENTS
from handlers.programs import law, records
from handlers.programs.readers import ProgramReader
from handlers.programs.review import review
from handlers.programs.shapes import AskAnswer, ContractPage, DeadlinePage, DueAnswer, ReviewAnswer, SourcedAnswer
from handlers.understanding.days.dates import read_day


def _said(name: str, **more: Any) -> Any:
    return Field(description=words.FIELDS[name], **more)


AsOf = Annotated[str, _said("as_of")]
PageNumber = Annotated[int, _said("page", ge=1)]
PageSize = Annotated[int, _said("size", ge=1, le=records.MOST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCall:
    """A question."""

    question: Annotated[str, _said("question", min_length=1)]
    as_of: AsOf = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineCall:
    """A word."""

    word: Annotated[str, _said("word", min_length=1)]
    as_of: AsOf = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCall:
    """A cite."""

    cite: Annotated[str, _said("cite", min_length=1)]
    as_of: AsOf = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCall:
    """An event and its day."""

    event: Annotated[str, _said("event", json_schema_extra={"enum": list(EVENTS)})]
    at: Annotated[str, _said("at")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractsCall:
    """Which contracts."""

    search: Annotated[str, _said("contracts")] = ""
    page: PageNumber = 1
    size: PageSize = records.USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesCall:
    """Which deadlines."""

    which: Annotated[str, _said("deadlines")] = ""
    page: PageNumber = 1
    size: PageSize = records.USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCall:
    """A paper."""

    name: Annotated[str, _said("name")] = "agreement.txt"
    text: Annotated[str, _said("text")] = ""
    content: Annotated[str, _said("content")] = ""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """An answer for people, and the same as data."""

    text: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """One tool; ``run`` gets what it takes, the reader and the desk at which that one reads."""

    name: str
    title: str
    description: str
    takes: type
    gives: type
    run: Callable[[Any, ProgramReader, Desk], Any]

    def call(self, given: Mapping[str, Any], reader: ProgramReader, desk: Desk) -> ToolAnswer:
        """The answer. Raises Sorry, StoreError."""
        found = self.run(read_as(self.takes, given), reader, reader.desk(desk))
        return ToolAnswer(found.text if isinstance(found, SourcedAnswer) else records.as_text(found), as_json(found))

    @property
    def input_schema(self) -> dict[str, Any]:
        """What it takes."""
        return schema_of(self.takes)

    @property
    def output_schema(self) -> dict[str, Any]:
        """What it gives."""
        return schema_of(self.gives)


def _ask(call: AskCall, reader: ProgramReader, desk: Desk) -> AskAnswer:
    return law.ask(call.question, replace(reader.message(), as_of=_day(call.as_of)), desk)


def _define(call: DefineCall, reader: ProgramReader, desk: Desk) -> SourcedAnswer:
    return law.define(call.word, replace(reader.message(), as_of=_day(call.as_of)), desk)


def _rule(call: RuleCall, reader: ProgramReader, desk: Desk) -> SourcedAnswer:
    return law.rule(call.cite, replace(reader.message(), as_of=_day(call.as_of)), desk)


def _due(call: DueCall, reader: ProgramReader, desk: Desk) -> DueAnswer:
    return law.due(call.event, call.at, reader.message(), desk)


def _contracts(call: ContractsCall, reader: ProgramReader, desk: Desk) -> ContractPage:
    return records.contracts(call.search, call.page, call.size, reader.message(), desk)


def _deadlines(call: DeadlinesCall, reader: ProgramReader, desk: Desk) -> DeadlinePage:
    return records.deadlines(call.which, call.page, call.size, reader.message(), desk)


def _review(call: ReviewCall, reader: ProgramReader, desk: Desk) -> ReviewAnswer:
    if bool(call.text) == bool(call.content):
        raise Sorry(words.ONE_PAPER)
    try:
        content = base64.b64decode(call.content, validate=True) if call.content else call.text.encode()
    except binascii.Error:
        raise Sorry(words.NOT_BASE64) from None
    return review(call.name, content, reader.message(), desk)


def _day(text: str) -> date | None:
    return read_day(text) if text else None


TOOLS: Mapping[str, ToolSpec] = {
    spec.name: spec
    for spec in (
        ToolSpec("ask", *words.ASK, AskCall, AskAnswer, _ask),
        ToolSpec("define", *words.DEFINE, DefineCall, SourcedAnswer, _define),
        ToolSpec("rule", *words.RULE, RuleCall, SourcedAnswer, _rule),
        ToolSpec("due", *words.DUE, DueCall, DueAnswer, _due),
        ToolSpec("contracts", *words.CONTRACTS, ContractsCall, ContractPage, _contracts),
        ToolSpec("deadlines", *words.DEADLINES, DeadlinesCall, DeadlinePage, _deadlines),
        ToolSpec("review", *words.REVIEW, ReviewCall, ReviewAnswer, _review),
    )
}
