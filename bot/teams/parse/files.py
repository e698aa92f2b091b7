"""Downloads files that were sent in Teams, and uploads a reply's file to a person's OneDrive."""

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from bot.chat.received import LARGEST_KEPT, too_large, whole
from bot.settings.addresses import is_loopback
from bot.teams import words
from bot.teams.client import Json, why
from bot.teams.parse.incoming import FileLink
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.reply import File

log = logging.getLogger("dpa")
IN_TIME = aiohttp.ClientTimeout(total=120)
MICROSOFTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us")
"""The hosts where Teams keeps files, in its common and its government clouds."""
TROUBLE = (aiohttp.ClientError, TimeoutError, OSError)


async def fetched(files: Sequence[FileLink], service: str) -> tuple[File, ...]:
    """The files; one that is too large as zeros of its size. Raises Sorry."""
    try:
        return tuple([await _one(file, service) for file in files])
    except TROUBLE as problem:
        log.warning("a file could not be read (%s)", why(problem))
        raise Sorry(words.NOT_READ) from problem


async def stored(file: File, address: str, service: str) -> None:
    """Upload the file to the address that Teams gave. Raises Sorry."""
    if not _is_microsofts(address, service):
        raise Sorry(words.NOT_STORED)
    size = len(file.content)
    head = {"Content-Range": f"bytes 0-{size - 1}/{size}", "Content-Type": "application/octet-stream"}
    try:
        async with (
            aiohttp.ClientSession(timeout=IN_TIME) as session,
            session.put(_url(address), data=file.content, headers=head, allow_redirects=False) as answer,
        ):
            if answer.status not in {200, 201}:
                log.warning("a file could not be stored (%s)", answer.status)
                raise Sorry(words.NOT_STORED)
    except TROUBLE as problem:
        log.warning("a file could not be stored (%s)", why(problem))
        raise Sorry(words.NOT_STORED) from problem


def consent(file: File, context: Json) -> Json:
    """Teams' card that asks whether the file may be saved to the person's OneDrive."""
    content = {
        "description": file.name,
        "sizeInBytes": len(file.content),
        "acceptContext": context,
        "declineContext": context,
    }
    return {"contentType": "application/vnd.microsoft.teams.card.file.consent", "name": file.name, "content": content}


def there(upload: Json) -> Json:
    """Teams' card of a file that was saved."""
    content = {"uniqueId": upload.get("uniqueId"), "fileType": upload.get("fileType")}
    return {
        "contentType": "application/vnd.microsoft.teams.card.file.info",
        "contentUrl": upload.get("contentUrl"),
        "name": upload.get("name"),
        "content": content,
    }


async def _one(file: FileLink, service: str) -> File:
    """Download one file. Its address comes back with our own buttons, so it is checked each time."""
    if not _is_microsofts(file.url, service):
        raise Sorry(words.NOT_READ)
    async with (
        aiohttp.ClientSession(timeout=IN_TIME) as session,
        session.get(_url(file.url), allow_redirects=False) as answer,
    ):
        if answer.status != 200:
            raise Sorry(words.NOT_READ)
        if (answer.content_length or 0) > LARGEST_KEPT:
            return too_large(file.name, answer.content_length or 0)
        content = await whole(answer.content.iter_chunked(256 * 1024))
        if content is None:
            return too_large(file.name, LARGEST_KEPT + 1)
        return File(file.name, answer.content_type, content)


def _is_microsofts(address: str, service: str) -> bool:
    """Whether the address is an https one where Teams keeps files; in drills, one on this machine."""
    try:
        parts = urlsplit(address)
        host, drill = parts.hostname or "", is_loopback(urlsplit(service).hostname or "")
        standard = parts.port in {None, 443}
    except ValueError:
        return False
    if drill:
        return parts.scheme in {"http", "https"} and is_loopback(host)
    return parts.scheme == "https" and standard and host.endswith(MICROSOFTS)


def _url(address: str) -> URL:
    """The address unchanged, as it is signed."""
    return URL(address, encoded=True)
