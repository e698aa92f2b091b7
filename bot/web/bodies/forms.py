"""Read what a browser sent as a message."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qsl

from aiohttp import web

from bot.web.bodies.body import read_body
from bot.web.bodies.multipart import TOKEN, Submission, read_multipart
from bot.web.entry.access import check_cookie, check_token
from handlers.dialogue.desk import Message

MAX_FORM = 256 * 1024
"""Bytes of a form without files."""
URLENCODED = "application/x-www-form-urlencoded"
_REQUEST = re.compile(r"[\w-]{8,64}")


async def read_message(request: web.Request, who: str) -> Message:
    """The message of a form on our page. Raises HTTPForbidden without the page's token, before a file is read."""
    check_cookie(request)
    if request.content_type == "multipart/form-data":
        sent = await read_multipart(request, partial(check_token, request))
    else:
        sent = await read_form(request)
        check_token(request, sent.one(TOKEN))
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


def proposal_in(sent: Submission) -> str:
    """The id of the proposal that was pressed or sent; empty for all else."""
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
