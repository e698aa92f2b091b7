"""What stands in a request, up to a size of its own?"""

from __future__ import annotations

from aiohttp import web

CHUNK = 64 * 1024


async def body(request: web.Request, most: int) -> bytes | None:
    """The body; None where it is larger. Not `request.read`, which has the limit of the page's forms."""
    found = bytearray()
    async for chunk in request.content.iter_chunked(CHUNK):
        found += chunk
        if len(found) > most:
            return None
    return bytes(found)
