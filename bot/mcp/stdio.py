"""Serves the tools over standard input and output, to the assistant that started the process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from mcp.server.stdio import stdio_server

from bot.mcp.server import Caller, make_server
from handlers.dialogue.desk import Desk
from handlers.programs.readers import AT_MACHINE, find_reader, split_secret


def serve(make_desk: Callable[[], Desk], token: str) -> None:
    """Serve until the assistant closes standard input; without a token as one of the staff."""
    asyncio.run(_serve(finder(make_desk, token)))


def finder(make_desk: Callable[[], Desk], token: str) -> Callable[[], Caller]:
    """What finds the caller at each request, so that a token that is ended opens nothing from then on."""
    secret = split_secret(token)[1]

    def find() -> Caller:
        desk = make_desk()
        return Caller(find_reader("program", secret, desk) if token else AT_MACHINE, desk)

    return find


async def _serve(find: Callable[[], Caller]) -> None:
    server = make_server(lambda _: find(), lambda *_: None)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
