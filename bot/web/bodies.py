"""Reads request bodies within limits of size and time: raw bytes, form fields and uploaded files."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, StreamReader, web

from bot.web.entry import check_cookie, check_token
from bot.web.words import NOT_A_FORM
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import File
from handlers.forms.values import with_picked_days

CHUNK = 64 * 1024
TEXT_TIMEOUT, UPLOAD_TIMEOUT = 20.0, 300.0
"""Seconds within which a small body, and one with files, must arrive."""


@asynccontextmanager
async def arriving_within(seconds: float) -> AsyncIterator[None]:
    """A limit for what is read inside. Raises HTTPRequestTimeout, after which the connection is closed."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        late = web.HTTPRequestTimeout()
        late.force_close()
        raise late from None


async def read_body(request: web.Request, most: int) -> bytes | None:
    """The body; None where it is larger than ``most`` bytes. (`request.read` has the limit of the page's forms.)"""
    if (request.content_length or 0) > most:
        return None
    async with arriving_within(TEXT_TIMEOUT):
        return await read_all(request.content, most)


async def read_whole(request: web.Request, most: int) -> bytes:
    """The body. Raises HTTPRequestEntityTooLarge."""
    raw = await read_body(request, most)
    if raw is None:
        raise web.HTTPRequestEntityTooLarge(most, request.content_length or 0)
    return raw


async def read_all(content: StreamReader, most: int) -> bytes | None:
    """All bytes; None where they are more than ``most``. (`content.read` gives only what has arrived so far.)"""
    content_so_far = bytearray()
    async for chunk in content.iter_chunked(CHUNK):
        content_so_far += chunk
        if len(content_so_far) > most:
            return None
    return bytes(content_so_far)


FIELD = "f."
"""Prefix of the names of a form's own fields, so that none is mistaken for one of the page."""
TOKEN = "token"  # noqa: S105 - the name of a field
MAX_TOKEN = 256
MAX_TEXT = 1024 * 1024
MAX_FILES = 25 * 1024 * 1024
"""Bytes kept of all files of a form together; a contract's file is smaller."""
MAX_BODY = 100 * 1024 * 1024
"""Bytes of the whole form, including files that are dropped."""
MAX_PARTS = 200


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
        return with_picked_days(
            {
                name.removeprefix(FIELD): ",".join(text for text in texts if text)
                for name, texts in self.texts.items()
                if name.startswith(FIELD)
            }
        )


async def read_multipart(request: web.Request, check: Callable[[str], None]) -> Submission:
    """The form. Its first part must be its token; ``check`` refuses a wrong one before anything else is read.

    Raises HTTPRequestEntityTooLarge, HTTPRequestTimeout and HTTPBadRequest.
    """
    form = _Form(request)
    form.bound(request.content_length or 0)
    try:
        async with arriving_within(UPLOAD_TIMEOUT):
            await form.read(check)
    except (ValueError, AssertionError, LookupError, RuntimeError) as broken:
        raise web.HTTPBadRequest(text=NOT_A_FORM) from broken
    return form.sent


@dataclass(slots=True)
class _Form:
    """A form while it is read part by part, so that a file that is too large does not lose what was typed."""

    request: web.Request
    sent: Submission = field(default_factory=Submission)
    texts: int = 0
    """Bytes of the texts so far."""
    files: int = 0
    """Bytes kept of the files so far."""

    def bound(self, size: int) -> None:
        if size > MAX_BODY:
            raise web.HTTPRequestEntityTooLarge(MAX_BODY, size)

    async def read(self, check: Callable[[str], None]) -> None:
        parts = await self.request.multipart()
        first = await parts.next()
        if isinstance(first, BodyPartReader) and first.name == TOKEN:
            check((await self._text(first, MAX_TOKEN)).decode("utf-8", "replace"))
        else:
            check("")
        for _ in range(MAX_PARTS):
            part = await parts.next()
            if part is None:
                return
            if isinstance(part, BodyPartReader):
                await self._add(part, part.name or "")
            self.bound(self.request.content.total_bytes)
        raise web.HTTPRequestEntityTooLarge(MAX_PARTS, MAX_PARTS + 1)

    async def _add(self, part: BodyPartReader, name: str) -> None:
        if part.filename is None:
            text = await self._text(part, MAX_TEXT - self.texts)
            self.texts += len(text) + len(name)
            self.sent.texts.setdefault(name, []).append(text.decode("utf-8", "replace").replace("\r\n", "\n"))
        elif (content := await self._file(part)) or part.filename:  # a field in which no file was chosen has neither
            self.sent.files.append(File(part.filename or "file", "", content))

    async def _text(self, part: BodyPartReader, most: int) -> bytes:
        content = bytearray()
        while piece := await part.read_chunk(CHUNK):
            content += piece
            if len(content) > most:
                raise web.HTTPRequestEntityTooLarge(most, len(content))
        return bytes(content)

    async def _file(self, part: BodyPartReader) -> bytes:
        """The file; one that is too large is replaced by as many zero bytes, which tell how large it was."""
        content, size, room = bytearray(), 0, MAX_FILES - self.files
        while piece := await part.read_chunk(CHUNK):
            size += len(piece)
            self.bound(self.request.content.total_bytes)
            if size <= room:
                content += piece
            else:
                content = bytearray()
        self.files += len(content)
        return bytes(content) if size <= room else bytes(size)


MAX_FORM = 256 * 1024
"""Bytes of a form without files."""
URLENCODED = "application/x-www-form-urlencoded"
_REQUEST = re.compile(r"[\w-]{8,64}")


async def read_message(request: web.Request, who: str) -> Message:
    """The message of a form on our page. Raises HTTPForbidden without the page's token, before a file is read."""
    check_cookie(request)
    sent = await read_submission(request, partial(check_token, request))
    press = sent.one("request")
    return Message(
        sent.one("say"),
        fields=sent.fields,
        files=tuple(sent.files),
        who=who,
        surface="page",
        place=f"page:{who}",
        request=f"page:{press}" if _REQUEST.fullmatch(press) else "",
        proposal=proposal_in(sent),
    )


async def read_submission(request: web.Request, check: Callable[[str], None]) -> Submission:
    """A form with or without files, once ``check`` has taken its token. Raises as ``read_multipart`` does."""
    if request.content_type == "multipart/form-data":
        return await read_multipart(request, check)
    sent = await read_form(request)
    check(sent.one(TOKEN))
    return sent


def proposal_in(sent: Submission) -> str:
    """The id of the proposal that the form accepts; empty where there is none."""
    found = sent.one("proposal")
    return found if _REQUEST.fullmatch(found) else ""


async def read_form(request: web.Request) -> Submission:
    """A form without files, in UTF-8 as our pages are. Raises HTTPRequestEntityTooLarge, HTTPRequestTimeout."""
    sent = Submission()
    if request.content_type != URLENCODED:
        return sent
    raw = await read_body(request, MAX_FORM)
    if raw is None:
        raise web.HTTPRequestEntityTooLarge(MAX_FORM, request.content_length or 0)
    for name, value in parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True):
        sent.texts.setdefault(name, []).append(value)
    return sent
