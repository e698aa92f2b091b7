"""The API: ``POST /api/ask``, the addresses that read records, and the OpenAPI document made from them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import Field

from bot.described import as_json, read_as, schema_of
from bot.installed import version
from bot.runtime.district_service import DistrictService
from bot.runtime.logs import log_request
from bot.runtime.tried import tried
from bot.web import about_words, words
from bot.web.bodies import read_whole
from bot.web.entry import OWN_DISTRICT, Handler, program_token
from bot.web.health import HEALTH
from bot.web.pages import answer_in_turn
from bot.web.programs import find_reading, is_foreign, refused
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Note, Outcome
from handlers.law.answer import answer
from handlers.law.ask import Answered
from handlers.law.layout import as_json as answer_as_json
from handlers.programs import law_answers
from handlers.programs.law_answers import MOST, USUAL
from handlers.programs.shapes import ContractPage, DeadlinePage
from handlers.understanding.days.dates import read_day

messages = catalog(__file__)

SURFACE, ASK = "api", "ask"
MAX_BODY = 256 * 1024
EXAMPLE = '{"q": "may the vendor sell student data?"}'
FIELDS = {
    "q": messages.the_question,
    "as_of": messages.the_day_whose_law_is_asked,
    "id": messages.comes_back_with_the_answer,
    "contracts": messages.words_of_any_field_that_people,
    "deadlines": messages.mine_overdue_today_this_week_or,
    "page": messages.the_page_from_1,
    "size": messages.entries_on_a_page,
}
STATUSES = {
    "200": messages.as_asked,
    "400": messages.something_in_the_request_does_not,
    "401": messages.the_token_is_missing_was_ended,
    "403": messages.asked_from_another_machine_without_a,
    "404": messages.no_token_was_ever_made_here,
    "413": messages.the_request_is_too_large,
    "429": messages.too_many_requests_in_the_last,
    "503": messages.the_records_cannot_be_read_just,
}


async def api_ask(request: web.Request) -> web.Response:
    """``{"q": …}``, answered as ``dpa ask --json``; 400 with a sentence when it cannot be read.

    Programs on this machine need no token; with one, the question may come from anywhere.
    """
    program = await find_reading(request) if program_token(request) else None
    if isinstance(program, web.Response):
        return program
    try:
        call = json.loads((await read_whole(request, MAX_BODY)).decode())
        if not isinstance(call, dict) or not isinstance(call.get("q"), str):
            raise Sorry(words.NO_QUESTION(body=EXAMPLE))
    except (ValueError, RecursionError):
        return web.json_response({"error": words.NOT_JSON}, status=400)
    except Sorry as sorry:
        return web.json_response({"error": str(sorry)}, status=400)
    own, count = program.service if program else request.app[OWN_DISTRICT], request.app[HEALTH].metrics.count_message

    def work() -> tuple[int, dict[str, Any]]:
        return log_request(SURFACE, lambda: _answer(own, call), count)

    status, body = await answer_in_turn(request, work)
    try:
        return web.json_response(body, status=status)
    except (ValueError, RecursionError):  # the id is returned as it was sent
        return web.json_response({"error": words.NOT_JSON}, status=400)


def _answer(own: DistrictService, call: dict[str, Any]) -> tuple[tuple[int, dict[str, Any]], Note]:
    """The HTTP status and the body, with a note of what may be logged."""

    def work() -> tuple[tuple[int, dict[str, Any]], Outcome]:
        when = read_day(str(call["as_of"])) if call.get("as_of") else None
        desk = own.desk()
        answered = answer(Message(call["q"], when, surface=SURFACE), desk)
        with_id = {} if call.get("id") is None else {"id": call["id"]}
        return (200, {**with_id, **answer_as_json(answered, desk)}), _outcome(answered)

    return tried(ASK, work, lambda status, says: (status, {"error": says}))


def _outcome(found: Answered) -> Outcome:
    if found.asked_back:
        return Outcome.ASKED_BACK
    return Outcome.ABSTAINED if found.answer is None else Outcome.ANSWERED


def listing(name: str, query: type, read: Callable[[Any, Message, Desk], Any]) -> Handler:
    """The handler of an address that lists records, as JSON."""

    async def listed(request: web.Request) -> web.StreamResponse:
        """A page of records as JSON; an error as a sentence."""
        if is_foreign(request):
            return refused(403, about_words.FOREIGN)
        program = await find_reading(request)
        if isinstance(program, web.Response):
            return program
        asked, count = dict(request.query), request.app[HEALTH].metrics.count_message

        def work() -> tuple[web.Response, Outcome]:
            desk = program.reader.desk(program.service.desk())
            page = read(read_as(query, asked), program.reader.message(), desk)
            return web.json_response(as_json(page)), Outcome.ANSWERED

        return await asyncio.to_thread(log_request, SURFACE, lambda: tried(name, work, refused), count)

    return listed


def _said(name: str, **more: Any) -> Any:
    return Field(description=FIELDS[name], **more)


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
    plan: Mapping[str, Any] | None
    trace: Mapping[str, Any]


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


Read = Callable[[Any, Message, Desk], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address: its query or body, its answers, and the statuses of its errors."""

    method: str
    path: str
    summary: str
    handler: Handler
    gives: tuple[type, ...]
    query: type | None = None
    body: type | None = None
    statuses: tuple[str, ...]


def _contracts(asked: ContractsQuery, message: Message, desk: Desk) -> ContractPage:
    return law_answers.contracts(asked.q, asked.page, asked.size, message, desk)


def _deadlines(asked: DeadlinesQuery, message: Message, desk: Desk) -> DeadlinePage:
    return law_answers.deadlines(asked.q, asked.page, asked.size, message, desk)


READ_STATUSES = ("400", "401", "403", "404", "429", "503")
ROUTES = (
    Route(
        method="post",
        path="/api/ask",
        summary=messages.ASK,
        handler=api_ask,
        body=AskedQuestion,
        gives=(AskedAnswer, AnsweredById),
        statuses=("400", "401", "403", "413", "429", "503"),
    ),
    Route(
        method="get",
        path="/api/contracts",
        summary=messages.CONTRACTS,
        handler=listing("contracts", ContractsQuery, _contracts),
        query=ContractsQuery,
        gives=(ContractPage,),
        statuses=READ_STATUSES,
    ),
    Route(
        method="get",
        path="/api/deadlines",
        summary=messages.DEADLINES,
        handler=listing("deadlines", DeadlinesQuery, _deadlines),
        query=DeadlinesQuery,
        gives=(DeadlinePage,),
        statuses=READ_STATUSES,
    ),
)
READ_PATHS = frozenset(route.path for route in ROUTES if route.method == "get")


PATH = "/api/openapi.json"
_REF = "#/components/schemas/{model}"
Schemas = dict[str, Any]


async def openapi_json(_: web.Request) -> web.Response:
    """Serve the OpenAPI document; it has nothing of any district."""
    return web.json_response(document())


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    schemas: Schemas = {}
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = _operation(route, schemas)
    paths[PATH] = {
        "get": {
            "operationId": "openapi",
            "summary": messages.OPENAPI,
            "security": [],
            "responses": {"200": _response("200", {"type": "object"})},
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": messages.TITLE, "description": messages.ABOUT, "version": version()},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": messages.HOW_SIGNED}},
        },
    }


def _operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    answers = [_named(one, schemas) for one in route.gives]
    operation: dict[str, Any] = {
        "operationId": route.path.rpartition("/")[2],
        "summary": route.summary,
        "security": [{"token": []}, *([] if route.query else [{}])],
        "responses": {
            "200": _response("200", answers[0] if len(answers) == 1 else {"anyOf": answers}),
            **{status: _response(status, _named(Wrong, schemas)) for status in route.statuses},
        },
    }
    if route.query:
        operation["parameters"] = [*_parameters(route.query)]
    if route.body:
        operation["requestBody"] = {"required": True, "content": _json(_named(route.body, schemas))}
    return operation


def _parameters(query: type) -> Iterable[dict[str, Any]]:
    schema = schema_of(query)
    for name, field in schema["properties"].items():
        rest = {key: value for key, value in field.items() if key not in {"description", "title"}}
        required = name in schema.get("required", ()) and "default" not in field
        yield {
            "name": name,
            "in": "query",
            "required": required,
            "description": field["description"],
            "schema": rest,
        }


def _named(kind: type, schemas: Schemas) -> dict[str, str]:
    """A reference to the schema of ``kind``, which is added to ``schemas`` with those it refers to."""
    schema = schema_of(kind, _REF)
    schemas.update(schema.pop("$defs", {}))
    schemas[kind.__name__] = schema
    return {"$ref": _REF.format(model=kind.__name__)}


def _response(status: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": STATUSES[status], "content": _json(schema)}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
