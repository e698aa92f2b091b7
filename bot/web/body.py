"""Read the body of a request or a response, up to a given size."""

from __future__ import annotations

from aiohttp import StreamReader, web

CHUNK = 64 * 1024


async def read_body(request: web.Request, most: int) -> bytes | None:
    """The body; None where it is larger than ``most`` bytes. `request.read` has the limit of the page's forms."""
    return await read_all(request.content, most)


async def read_all(content: StreamReader, most: int) -> bytes | None:
    """All of it, None where it is larger than ``most`` bytes. `content.read` gives only what has arrived so far."""
    found = bytearray()
    async for chunk in content.iter_chunked(CHUNK):
        found += chunk
        if len(found) > most:
            return None
    return bytes(found)
