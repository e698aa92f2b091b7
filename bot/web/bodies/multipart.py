"""Read a form with files part by part, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.web.bodies.body import CHUNK, UPLOAD_TIMEOUT, arriving_within
from bot.web.words import NOT_A_FORM
from handlers.dialogue.reply import File
from handlers.forms.values.day_spans import with_picked_days

FIELD = "f."
"""Prefix of the names of a form's own fields, so that none is taken for the page's."""
TOKEN = "token"  # noqa: S105 - the name of a field
MAX_TOKEN = 256
MAX_TEXT = 1024 * 1024
MAX_FILES = 25 * 1024 * 1024
"""Bytes that are kept of all files of a form together; a contract's file is smaller."""
MAX_BODY = 100 * 1024 * 1024
"""Bytes of the whole form, with what is dropped."""
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
    """The form. ``check`` refuses by its token, which has to be the first part, before anything else is read.

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
    """A form while it is read, part by part, so that a file that is too large does not lose what was typed."""

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
        elif content := await self._file(part):
            self.sent.files.append(File(part.filename or "file", "", content))

    async def _text(self, part: BodyPartReader, most: int) -> bytes:
        content = bytearray()
        while piece := await part.read_chunk(CHUNK):
            content += piece
            if len(content) > most:
                raise web.HTTPRequestEntityTooLarge(most, len(content))
        return bytes(content)

    async def _file(self, part: BodyPartReader) -> bytes:
        """The file; one that is too large is dropped, and zeros stand in its place to say how large it was."""
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
