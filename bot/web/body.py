"""What stands in a request or an answer, up to a size of its own?"""

from __future__ import annotations

from aiohttp import StreamReader, web

CHUNK = 64 * 1024


async def body(request: web.Request, most: int) -> bytes | None:
    """The body; None where it is larger. Not `request.read`, which has the limit of the page's forms."""
    return await whole(request.content, most)


async def whole(content: StreamReader, most: int) -> bytes | None:
    """All of it; None where it is larger. Not `content.read`, which gives what has arrived so far."""
    found = bytearray()
    async for chunk in content.iter_chunked(CHUNK):
        found += chunk
        if len(found) > most:
            return None
    return bytes(found)
