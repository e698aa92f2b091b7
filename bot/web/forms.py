"""What did a browser send?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.web.access import check_token
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import File

FIELD = "f."
"""Before the names of a form's own fields, so that none is taken for the page's."""
MOST_TEXT = 1024 * 1024
LARGEST_KEPT = 25 * 1024 * 1024
LARGEST_BODY = 1024 * 1024 * 1024
PIECE = 256 * 1024
_REQUEST = re.compile(r"[\w-]{8,64}")


@dataclass(slots=True)
class Sent:
    """Fields by name, a name as often as it came, and files."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The first value that says something."""
        return next((text for text in self.texts.get(name, ()) if text), "")

    @property
    def fields(self) -> Mapping[str, str]:
        """What a form's own fields brought; several chosen values joined by commas, none as an empty text."""
        return {
            name.removeprefix(FIELD): ",".join(text for text in texts if text)
            for name, texts in self.texts.items()
            if name.startswith(FIELD)
        }


async def heard(request: web.Request, who: str) -> Message:
    """What a form of our page says. Raises HTTPForbidden without the page's token."""
    sent = await (_in_parts(request) if request.content_type == "multipart/form-data" else _in_one(request))
    check_token(request, sent.one("token"))
    press = sent.one("request")
    return Message(
        sent.one("say"),
        fields=sent.fields,
        files=tuple(sent.files),
        who=who,
        surface="page",
        request=f"page:{press}" if _REQUEST.fullmatch(press) else "",
    )


async def _in_one(request: web.Request) -> Sent:
    sent = Sent()
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            sent.texts.setdefault(name, []).append(value)
    return sent


async def _in_parts(request: web.Request) -> Sent:
    """Piece by piece, so that a file of any size leaves what was typed beside it."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, request.content_length or 0)
    sent, room = Sent(), MOST_TEXT
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or not part.name:
                continue
            if part.filename is None:
                text = (await _read(part, room)).decode("utf-8", errors="replace").replace("\r\n", "\n")
                sent.texts.setdefault(part.name, []).append(text)
                room -= len(text)
            elif content := await _file(part):
                sent.files.append(File(part.filename or "file", "", content))
    except (ValueError, AssertionError) as broken:
        raise web.HTTPBadRequest(text=str(broken)) from broken
    return sent


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while piece := await part.read_chunk(PIECE):
        content += piece
        if len(content) > most:
            raise web.HTTPRequestEntityTooLarge(most, len(content))
    return bytes(content)


async def _file(part: BodyPartReader) -> bytes:
    """The file; one that is too large is read to its end and not kept: zeros say how large it was."""
    content, size = bytearray(), 0
    while piece := await part.read_chunk(PIECE):
        size += len(piece)
        if size > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, size)
        if size <= LARGEST_KEPT:
            content += piece
        else:
            content.clear()
    return bytes(content) if size <= LARGEST_KEPT else bytes(size)
