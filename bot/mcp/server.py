"""The MCP server: its tools, the law's passages as resources, and serving over standard input and output."""

import asyncio
import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import unquote

import mcp_types as mcp
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from pydantic import Field

from bot.described import as_json, read_as, schema_of
from bot.installed import version
from bot.mcp import words
from bot.runtime.logs import CountMessage, log_request
from bot.runtime.tried import tried
from handlers.board.link import store_trouble_as_sorry
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.dialogue.outcome import Note, Outcome
from handlers.law.dates.due import EVENTS
from handlers.programs import law_answers
from handlers.programs.law_answers import review
from handlers.programs.readers import AT_MACHINE, ProgramReader, find_reader, split_secret
from handlers.programs.shapes import AskAnswer, ContractPage, DeadlinePage, DueAnswer, ReviewAnswer, SourcedAnswer
from handlers.understanding.days.dates import read_day


def _said(name: str, **more: Any) -> Any:
    return Field(description=words.FIELDS[name], **more)


AsOf = Annotated[str, _said("as_of")]
PageNumber = Annotated[int, _said("page", ge=1)]
PageSize = Annotated[int, _said("size", ge=1, le=law_answers.MOST)]


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
    size: PageSize = law_answers.USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesCall:
    """Which deadlines."""

    which: Annotated[str, _said("deadlines")] = ""
    page: PageNumber = 1
    size: PageSize = law_answers.USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCall:
    """A paper."""

    name: Annotated[str, _said("name")] = "agreement.txt"
    text: Annotated[str, _said("text")] = ""
    content: Annotated[str, _said("content")] = ""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """An answer as text for people, and the same as data."""

    text: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """One tool: its name, the shapes it takes and gives, and ``run``, which gets the call, the reader, their desk."""

    name: str
    title: str
    description: str
    takes: type
    gives: type
    run: Callable[[Any, ProgramReader, Desk], Any]

    def call(self, given: Mapping[str, Any], reader: ProgramReader, desk: Desk) -> ToolAnswer:
        """Run the tool on its arguments as they were sent. Raises Sorry, StoreError."""
        answer = self.run(read_as(self.takes, given), reader, reader.desk(desk))
        return ToolAnswer(
            answer.text if isinstance(answer, SourcedAnswer) else law_answers.as_text(answer), as_json(answer)
        )

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return schema_of(self.takes)

    @property
    def output_schema(self) -> dict[str, Any]:
        """The JSON schema of the answer."""
        return schema_of(self.gives)


def _ask(call: AskCall, reader: ProgramReader, desk: Desk) -> AskAnswer:
    return law_answers.ask(call.question, replace(reader.message(), as_of=_day(call.as_of)), desk)


def _define(call: DefineCall, reader: ProgramReader, desk: Desk) -> SourcedAnswer:
    return law_answers.define(call.word, replace(reader.message(), as_of=_day(call.as_of)), desk)


def _rule(call: RuleCall, reader: ProgramReader, desk: Desk) -> SourcedAnswer:
    return law_answers.rule(call.cite, replace(reader.message(), as_of=_day(call.as_of)), desk)


def _due(call: DueCall, reader: ProgramReader, desk: Desk) -> DueAnswer:
    return law_answers.due(call.event, call.at, reader.message(), desk)


def _contracts(call: ContractsCall, reader: ProgramReader, desk: Desk) -> ContractPage:
    return law_answers.contracts(call.search, call.page, call.size, reader.message(), desk)


def _deadlines(call: DeadlinesCall, reader: ProgramReader, desk: Desk) -> DeadlinePage:
    return law_answers.deadlines(call.which, call.page, call.size, reader.message(), desk)


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


SURFACE, RESOURCE, SCHEME = "mcp", "resource", "dpa://law/"
READ_ONLY = mcp.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Context = ServerRequestContext[Any, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request, and the desk of their district."""

    reader: ProgramReader
    desk: Desk


FindCaller = Callable[[Context], Caller]
"""Finds who sent a request. Raises Refused, and what the records raise."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The handlers of a client's requests."""

    caller: FindCaller
    count: CountMessage

    async def list_tools(self, _: Context, __: mcp.PaginatedRequestParams | None) -> mcp.ListToolsResult:
        """All tools with their schemas; none of them changes records."""
        return mcp.ListToolsResult(tools=[_described(one) for one in TOOLS.values()])

    async def call_tool(self, context: Context, params: mcp.CallToolRequestParams) -> mcp.CallToolResult:
        """The answer as text and as data; an error as a sentence."""
        spec = TOOLS.get(params.name)
        if spec is None:
            raise MCPError(mcp.INVALID_PARAMS, words.unknown_tool(params.name))
        given = params.arguments or {}
        return await asyncio.to_thread(log_request, SURFACE, lambda: self._called(spec, given, context), self.count)

    def _called(self, spec: ToolSpec, given: dict[str, Any], context: Context) -> tuple[mcp.CallToolResult, Note]:
        def work() -> tuple[mcp.CallToolResult, Outcome]:
            caller = self.caller(context)
            return _answered(spec.call(given, caller.reader, caller.desk)), Outcome.ANSWERED

        return tried(spec.name, work, _failed)

    async def list_resources(self, context: Context, _: mcp.PaginatedRequestParams | None) -> mcp.ListResourcesResult:
        """Every passage of the law that is in force."""
        desk = await asyncio.to_thread(self._desk, context)
        resources = [
            mcp.Resource(name=cite, title=title, uri=f"{SCHEME}{cite}", mime_type="text/plain")
            for cite, title in law_answers.passages(desk)
        ]
        return mcp.ListResourcesResult(resources=resources)

    async def list_templates(
        self, _: Context, __: mcp.PaginatedRequestParams | None
    ) -> mcp.ListResourceTemplatesResult:
        """The template of a passage's address."""
        title, description = words.RESOURCES
        template = mcp.ResourceTemplate(
            name="passage",
            title=title,
            uri_template=f"{SCHEME}{{cite}}",
            description=description,
            mime_type="text/plain",
        )
        return mcp.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(self, context: Context, params: mcp.ReadResourceRequestParams) -> mcp.ReadResourceResult:
        """A passage, as ``rule`` shows it."""
        uri = str(params.uri)
        if not uri.startswith(SCHEME):
            raise MCPError(mcp.INVALID_PARAMS, words.unknown_resource(uri))
        try:
            text = await asyncio.to_thread(self._passage, unquote(uri.removeprefix(SCHEME)), context)
        except Sorry as sorry:
            raise MCPError(mcp.INVALID_PARAMS, str(sorry)) from sorry
        return mcp.ReadResourceResult(contents=[mcp.TextResourceContents(uri=uri, mime_type="text/plain", text=text)])

    def _passage(self, cite: str, context: Context) -> str:
        with store_trouble_as_sorry():
            caller = self.caller(context)
            return law_answers.rule(cite, caller.reader.message(), caller.reader.desk(caller.desk)).text

    def _desk(self, context: Context) -> Desk:
        try:
            with store_trouble_as_sorry():
                return self.caller(context).desk
        except Sorry as sorry:
            raise MCPError(mcp.INVALID_PARAMS, str(sorry)) from sorry


def make_server(caller: FindCaller, count: CountMessage) -> Server[Any]:
    """The server; ``caller`` finds who sent each request."""
    tools = Tools(caller, count)
    return Server(
        words.NAME,
        version=version(),
        title=words.TITLE,
        instructions=words.INSTRUCTIONS,
        on_list_tools=tools.list_tools,
        on_call_tool=tools.call_tool,
        on_list_resources=tools.list_resources,
        on_list_resource_templates=tools.list_templates,
        on_read_resource=tools.read_resource,
    )


def _described(spec: ToolSpec) -> mcp.Tool:
    return mcp.Tool(
        name=spec.name,
        title=spec.title,
        description=spec.description,
        input_schema=spec.input_schema,
        output_schema=spec.output_schema,
        annotations=READ_ONLY,
    )


def _answered(found: ToolAnswer) -> mcp.CallToolResult:
    return mcp.CallToolResult(content=[mcp.TextContent(text=found.text)], structured_content=dict(found.data))


def _failed(_: int, says: str) -> mcp.CallToolResult:
    return mcp.CallToolResult(content=[mcp.TextContent(text=says)], is_error=True)


def serve(make_desk: Callable[[], Desk], token: str) -> None:
    """Serve until the assistant closes standard input; without a token the caller is staff at this machine."""
    asyncio.run(_serve(finder(make_desk, token)))


def finder(make_desk: Callable[[], Desk], token: str) -> Callable[[], Caller]:
    """Finds the caller for each request again, so that a token stops working as soon as it is ended."""
    secret = split_secret(token)[1]

    def find() -> Caller:
        desk = make_desk()
        return Caller(find_reader("program", secret, desk) if token else AT_MACHINE, desk)

    return find


async def _serve(find: Callable[[], Caller]) -> None:
    server = make_server(lambda _: find(), lambda *_: None)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
