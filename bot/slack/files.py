"""Downloads files that were sent in Slack, and uploads files of a reply to direct messages."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.chat.received import LARGEST_KEPT, too_large, whole
from bot.slack import words
from bot.slack.client import TROUBLE, Client, why
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.reply import File

log = logging.getLogger("dpa")
IN_TIME = aiohttp.ClientTimeout(total=120)
PAGE = "text/html"
SLACKS_OWN = (".slack.com", ".slack-files.com", ".slack-edge.com")


async def fetched(ids: Sequence[str], client: Client) -> tuple[File, ...]:
    """The files; one that is too large as zeros of its size. Raises Sorry."""
    try:
        return tuple([await _one(id, client) for id in ids])
    except TROUBLE as problem:
        log.warning("a file could not be read (%s)", why(problem))
        raise Sorry(words.NOT_READ) from problem


async def handed_out(files: Sequence[File], channel: str, thread: str, client: Client) -> bool:
    """Whether the files could be uploaded to those direct messages."""
    sent = [{"file": file.content, "filename": file.name, "title": file.name} for file in files]
    try:
        await client.api.files_upload_v2(file_uploads=sent, channel=channel, thread_ts=thread or None)
    except TROUBLE as problem:
        log.warning("a file could not be handed out (%s)", why(problem))
        return False
    return True


async def about(id: str, client: Client) -> tuple[str, int]:
    """A file's name, and how many bytes it has. Raises Sorry."""
    try:
        return _name_and_size(await _info(id, client))
    except TROUBLE as problem:
        raise Sorry(words.NOT_READ) from problem


async def _info(id: str, client: Client) -> Mapping[str, Any]:
    """Slack's record of the file."""
    info: Mapping[str, Any] = (await client.api.files_info(file=id))["file"]
    return info


def _name_and_size(info: Mapping[str, Any]) -> tuple[str, int]:
    return str(info.get("name") or "file"), int(info.get("size") or 0)


async def _one(id: str, client: Client) -> File:
    info = await _info(id, client)
    name, size = _name_and_size(info)
    if size > LARGEST_KEPT:
        return too_large(name, size)
    address = str(info.get("url_private_download") or "")
    if not _is_slacks(address, client):
        raise Sorry(words.NOT_READ)  # a file that is kept elsewhere; our token is for Slack alone
    kind = str(info.get("mimetype") or "")
    content = await _content(address, client, is_page=kind == PAGE)
    if kind == PAGE and len(content) != size:
        raise Sorry(words.NOT_READ)  # Slack's own page
    return File(name, kind, content)


async def _content(address: str, client: Client, *, is_page: bool) -> bytes:
    """The file's bytes. Raises Sorry.

    Where we may not read it, Slack answers with its sign-in page or redirects there; the file may be a page itself.
    """
    headers = {"Authorization": f"Bearer {client.api.token}"}
    async with (
        aiohttp.ClientSession(timeout=IN_TIME) as session,
        session.get(address, headers=headers, allow_redirects=False) as answer,
    ):
        if answer.status != 200 or (answer.content_type == PAGE and not is_page):
            raise Sorry(words.NOT_READ)
        content = await whole(answer.content.iter_chunked(256 * 1024))
        if content is None:
            raise Sorry(words.NOT_READ)
        return content


def _is_slacks(address: str, client: Client) -> bool:
    """Whether it is on the machine whose Web API we call, or another one of Slack's own, by https."""
    parts, api = urlsplit(address), urlsplit(client.api.base_url)
    own = (parts.scheme, parts.netloc) == (api.scheme, api.netloc)
    return own or (parts.scheme == "https" and (parts.hostname or "").endswith(SLACKS_OWN))
