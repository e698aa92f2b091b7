"""Finds for whom a program reads, by the token it sends or by what a chat signed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from bot.runtime.district_service import DistrictService
from bot.web.entry.access import BEARER, host_of
from bot.web.entry.visitor import OWN_DISTRICT
from bot.web.programs import words
from bot.web.programs.rate import MINUTE, Rate
from bot.web.signing.sign_in import SIGN_IN
from handlers.board.places.link import store_trouble_as_sorry
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused
from handlers.programs.readers import ProgramReader, find_reader, has_programs, split_secret

MOST_OF_ONE, MOST_OF_ALL = 60, 600
"""Requests in a minute."""
READS: web.AppKey[Rate] = web.AppKey("reads")


@dataclass(frozen=True, slots=True)
class ProgramRequest:
    """Who reads, and the district that they read."""

    reader: ProgramReader
    service: DistrictService


SignedBy = Callable[[web.Request, bytes], Awaitable[ProgramRequest | None]]
"""Whom a chat says that a request is for; None where the chat did not send it. Raises HTTPUnauthorized."""
SIGNED_BY: web.AppKey[list[SignedBy]] = web.AppKey("signed_by")


def refused(status: int, says: str) -> web.Response:
    """What is wrong, as JSON."""
    found = web.json_response({"error": says}, status=status)
    if status == web.HTTPUnauthorized.status_code:
        found.headers[hdrs.WWW_AUTHENTICATE] = words.CHALLENGE
    if status == web.HTTPTooManyRequests.status_code:
        found.headers[hdrs.RETRY_AFTER] = f"{MINUTE:.0f}"
    return found


async def find_reading(request: web.Request) -> ProgramRequest | web.Response:
    """For whom the token of a request reads; otherwise what is wrong with it, in a sentence."""
    sent = request.headers.get(hdrs.AUTHORIZATION, "")
    if not sent.startswith(BEARER):
        return await _without_token(request)
    token = sent.removeprefix(BEARER).strip()
    district, secret = split_secret(token)
    if not secret:
        return refused(401, words.MISSHAPEN)
    try:
        found = await asyncio.to_thread(_by_token, request, district, secret)
    except Refused as unknown:
        return refused(401, str(unknown))
    except Sorry as trouble:
        return refused(503, str(trouble))
    # Only good tokens count, so that nobody uses up the requests of others with tokens that are none.
    return found if request.app[READS].allows(token) else refused(429, words.TOO_MANY)


def is_foreign(request: web.Request) -> bool:
    """Whether another web page sent it, in the browser of somebody who may reach the bot."""
    origin = request.headers.get(hdrs.ORIGIN, "")
    return bool(origin) and origin.partition("://")[2] != request.host and bool(host_of(request).host)


def service_for(request: web.Request, district: str) -> DistrictService | None:
    """A district's service without a role of its own; None where it is not served."""
    page = request.app.get(SIGN_IN)
    return page.service_for(district) if page else request.app[OWN_DISTRICT]


def _by_token(request: web.Request, district: str, secret: str) -> ProgramRequest:
    with store_trouble_as_sorry():
        service = service_for(request, district)
        if service is None:
            raise Refused(words.NOT_SERVED)
        return ProgramRequest(find_reader("program", secret, service.desk()), service)


async def _without_token(request: web.Request) -> web.Response:
    """401 where a token would help, 404 where there is none yet."""
    try:
        is_on = bool(request.app[SIGNED_BY]) or await asyncio.to_thread(_has_programs, request)
    except Sorry as trouble:
        return refused(503, str(trouble))
    return refused(401, words.UNSIGNED) if is_on else refused(404, words.OFF)


def _has_programs(request: web.Request) -> bool:
    page = request.app.get(SIGN_IN)
    services = [page.service(one) for one in page.districts()] if page else [request.app[OWN_DISTRICT]]
    with store_trouble_as_sorry():
        return any(has_programs(service.desk()) for service in services)
