"""Read what a browser sent as a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.web.access import check_token
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import File

FIELD = "f."
"""Prefix of the names of a form's own fields, so that none is taken for the page's."""
MAX_TEXT = 1024 * 1024
MAX_FILE = 25 * 1024 * 1024
MAX_BODY = 1024 * 1024 * 1024
CHUNK = 256 * 1024
_REQUEST = re.compile(r"[\w-]{8,64}")


@dataclass(slots=True)
class Submission:
    """A submitted form: its texts by field name, in order, and its files."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The first value that is not empty."""
        return next((text for text in self.texts.get(name, ()) if text), "")

    @property
    def fields(self) -> Mapping[str, str]:
        """The form's own fields; several chosen values joined by commas, no value as an empty text."""
        return {
            name.removeprefix(FIELD): ",".join(text for text in texts if text)
            for name, texts in self.texts.items()
            if name.startswith(FIELD)
        }


async def read_message(request: web.Request, who: str) -> Message:
    """The message of a form on our page. Raises HTTPForbidden without the page's token."""
    sent = await (
        _read_multipart(request) if request.content_type == "multipart/form-data" else _read_urlencoded(request)
    )
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


async def _read_urlencoded(request: web.Request) -> Submission:
    sent = Submission()
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            sent.texts.setdefault(name, []).append(value)
    return sent


async def _read_multipart(request: web.Request) -> Submission:
    """Part by part, so that a file that is too large does not lose what was typed beside it."""
    if (request.content_length or 0) > MAX_BODY:
        raise web.HTTPRequestEntityTooLarge(MAX_BODY, request.content_length or 0)
    sent, room = Submission(), MAX_TEXT
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
    while piece := await part.read_chunk(CHUNK):
        content += piece
        if len(content) > most:
            raise web.HTTPRequestEntityTooLarge(most, len(content))
    return bytes(content)


async def _file(part: BodyPartReader) -> bytes:
    """The file; one that is too large is read and dropped, and zeros stand in its place to say how large it was."""
    content, size = bytearray(), 0
    while piece := await part.read_chunk(CHUNK):
        size += len(piece)
        if size > MAX_BODY:
            raise web.HTTPRequestEntityTooLarge(MAX_BODY, size)
        if size <= MAX_FILE:
            content += piece
        else:
            content.clear()
    return bytes(content) if size <= MAX_FILE else bytes(size)
