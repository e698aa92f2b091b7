"""Read the body of a request or a response, up to a given size and within a given time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import StreamReader, web

CHUNK = 64 * 1024
TEXT_TIMEOUT, UPLOAD_TIMEOUT = 20.0, 300.0
"""Seconds in which a small body has to arrive, and one with a file."""


@asynccontextmanager
async def arriving_within(seconds: float) -> AsyncIterator[None]:
    """What is read inside has to arrive in time. Raises HTTPRequestTimeout, after which the connection ends."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        late = web.HTTPRequestTimeout()
        late.force_close()
        raise late from None


async def read_body(request: web.Request, most: int) -> bytes | None:
    """The body; None where it is larger than ``most`` bytes. `request.read` has the limit of the page's forms."""
    if (request.content_length or 0) > most:
        return None
    async with arriving_within(TEXT_TIMEOUT):
        return await read_all(request.content, most)


async def read_all(content: StreamReader, most: int) -> bytes | None:
    """All of it, None where it is larger than ``most`` bytes. `content.read` gives only what has arrived so far."""
    found = bytearray()
    async for chunk in content.iter_chunked(CHUNK):
        found += chunk
        if len(found) > most:
            return None
    return bytes(found)
