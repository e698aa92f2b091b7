"""The MCP server: the tools and the law's passages, for the reader who sent each request."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import mcp_types as mcp
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from bot.installed import version
from bot.mcp import words
from bot.mcp.tools import TOOLS, ToolAnswer, ToolSpec
from bot.runtime.request_log import CountMessage, log_request
from bot.runtime.tried import tried
from handlers.board.places.link import store_trouble_as_sorry
from handlers.dialogue.desk import Desk
from handlers.dialogue.errors import Sorry
from handlers.dialogue.outcome import Note, Outcome
from handlers.programs import law
from handlers.programs.readers import ProgramReader

SURFACE, RESOURCE, SCHEME = "mcp", "resource", "dpa://law/"
READ_ONLY = mcp.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Context = ServerRequestContext[Any, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who reads, and the desk of their district."""

    reader: ProgramReader
    desk: Desk


FindCaller = Callable[[Context], Caller]
"""Whom a request is for. Raises Refused, and what the records raise."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What answers the requests of a client."""

    caller: FindCaller
    count: CountMessage

    async def list_tools(self, _: Context, __: mcp.PaginatedRequestParams | None) -> mcp.ListToolsResult:
        """All tools, each with what it takes and gives; none of them writes."""
        return mcp.ListToolsResult(tools=[_described(one) for one in TOOLS.values()])

    async def call_tool(self, context: Context, params: mcp.CallToolRequestParams) -> mcp.CallToolResult:
        """The answer as text and as data; what is wrong as a sentence."""
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
        """Every passage that is in force."""
        desk = await asyncio.to_thread(self._desk, context)
        found = [
            mcp.Resource(name=cite, title=title, uri=f"{SCHEME}{cite}", mime_type="text/plain")
            for cite, title in law.passages(desk)
        ]
        return mcp.ListResourcesResult(resources=found)

    async def list_templates(
        self, _: Context, __: mcp.PaginatedRequestParams | None
    ) -> mcp.ListResourceTemplatesResult:
        """How a passage is addressed."""
        title, description = words.RESOURCES
        one = mcp.ResourceTemplate(
            name="passage",
            title=title,
            uri_template=f"{SCHEME}{{cite}}",
            description=description,
            mime_type="text/plain",
        )
        return mcp.ListResourceTemplatesResult(resource_templates=[one])

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
            return law.rule(cite, caller.reader.message(), caller.reader.desk(caller.desk)).text

    def _desk(self, context: Context) -> Desk:
        try:
            with store_trouble_as_sorry():
                return self.caller(context).desk
        except Sorry as sorry:
            raise MCPError(mcp.INVALID_PARAMS, str(sorry)) from sorry


def make_server(caller: FindCaller, count: CountMessage) -> Server[Any]:
    """The server; ``caller`` finds for whom each request is."""
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
