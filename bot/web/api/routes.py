"""The addresses for scripts: one entry for each, from which they are served and described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.web.api import words
from bot.web.api.ask import api_ask
from bot.web.api.listed import listing
from bot.web.api.shapes import AnsweredById, AskedAnswer, AskedQuestion, ContractsQuery, DeadlinesQuery
from bot.web.entry.access import Handler
from handlers.dialogue.desk import Desk, Message
from handlers.programs import records
from handlers.programs.shapes import ContractPage, DeadlinePage

Read = Callable[[Any, Message, Desk], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address: what it takes and gives, and what can go wrong."""

    method: str
    path: str
    summary: str
    handler: Handler
    gives: tuple[type, ...]
    query: type | None = None
    body: type | None = None
    statuses: tuple[str, ...]


def _contracts(asked: ContractsQuery, message: Message, desk: Desk) -> ContractPage:
    return records.contracts(asked.q, asked.page, asked.size, message, desk)


def _deadlines(asked: DeadlinesQuery, message: Message, desk: Desk) -> DeadlinePage:
    return records.deadlines(asked.q, asked.page, asked.size, message, desk)


READ_STATUSES = ("400", "401", "403", "404", "429", "503")
ROUTES = (
    Route(
        method="post",
        path="/api/ask",
        summary=words.ASK,
        handler=api_ask,
        body=AskedQuestion,
        gives=(AskedAnswer, AnsweredById),
        statuses=("400", "401", "403", "413", "429", "503"),
    ),
    Route(
        method="get",
        path="/api/contracts",
        summary=words.CONTRACTS,
        handler=listing("contracts", ContractsQuery, _contracts),
        query=ContractsQuery,
        gives=(ContractPage,),
        statuses=READ_STATUSES,
    ),
    Route(
        method="get",
        path="/api/deadlines",
        summary=words.DEADLINES,
        handler=listing("deadlines", DeadlinesQuery, _deadlines),
        query=DeadlinesQuery,
        gives=(DeadlinePage,),
        statuses=READ_STATUSES,
    ),
)
READ_PATHS = frozenset(route.path for route in ROUTES if route.method == "get")
