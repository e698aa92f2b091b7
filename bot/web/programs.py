"""Finds for whom a program reads, by the token it sends or by what a chat signed."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import hdrs, web
from aiohttp.helpers import ETag

from bot.runtime.district_service import DistrictService
from bot.settings.addresses import is_loopback
from bot.web import about_words
from bot.web.entry import BEARER, OWN_DISTRICT, host_of
from bot.web.signing import SIGN_IN
from handlers.board.link import store_trouble_as_sorry
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.people.access import Refused
from handlers.programs.readers import ProgramReader, feed, find_reader, has_programs, split_secret
from handlers.programs.words import NOT_KNOWN

MINUTE = 60.0


@dataclass(slots=True)
class Rate:
    """The requests of the last minute, each by where it came from, in this process."""

    of_one: int
    of_all: int
    now: Callable[[], float] = time.monotonic
    _lately: deque[tuple[float, str]] = field(default_factory=deque)

    def allows(self, source: str) -> bool:
        """Whether one more may be served; it counts then. What is refused does not count."""
        now = self.now()
        while self._lately and self._lately[0][0] <= now - MINUTE:
            self._lately.popleft()
        own = sum(one == source for _, one in self._lately)
        if own >= self.of_one or len(self._lately) >= self.of_all:
            return False
        self._lately.append((now, source))
        return True


PROXIES: web.AppKey[tuple[str, ...]] = web.AppKey("proxies")
"""The proxies on other machines that are believed."""


def source_of(request: web.Request) -> str:
    """Where a request comes from: a proxy names it last, after what the caller claims.

    Believed is one on this machine, and those of `PROXIES`.
    """
    remote = request.remote or ""
    named = request.headers.getall("X-Forwarded-For", [])
    believed = is_loopback(remote) or remote in request.app.get(PROXIES, ())
    return ",".join(named).rpartition(",")[2].strip()[:64] if named and believed else remote


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
        found.headers[hdrs.WWW_AUTHENTICATE] = about_words.CHALLENGE
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
        return refused(401, about_words.MISSHAPEN)
    try:
        found = await asyncio.to_thread(_by_token, request, district, secret)
    except Refused as unknown:
        return refused(401, str(unknown))
    except Sorry as trouble:
        return refused(503, str(trouble))
    # Only good tokens count, so that nobody uses up the requests of others with tokens that are none.
    return found if request.app[READS].allows(token) else refused(429, about_words.TOO_MANY)


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
            raise Refused(about_words.NOT_SERVED)
        return ProgramRequest(find_reader("program", secret, service.desk()), service)


async def _without_token(request: web.Request) -> web.Response:
    """401 where a token would help, 404 where there is none yet."""
    try:
        is_on = bool(request.app[SIGNED_BY]) or await asyncio.to_thread(_has_programs, request)
    except Sorry as trouble:
        return refused(503, str(trouble))
    return refused(401, about_words.UNSIGNED) if is_on else refused(404, about_words.OFF)


def _has_programs(request: web.Request) -> bool:
    page = request.app.get(SIGN_IN)
    services = [page.service(one) for one in page.districts()] if page else [request.app[OWN_DISTRICT]]
    with store_trouble_as_sorry():
        return any(has_programs(service.desk()) for service in services)


ROUTE = r"/calendar/{district:[a-z0-9][a-z0-9-]*}/{secret:[\w-]{43}}.ics"


async def calendar_feed(request: web.Request) -> web.Response:
    """The open deadlines; 304 where the caller has them as they are, 404 where the address was ended."""
    district, secret = request.match_info["district"], request.match_info["secret"]
    try:
        reader, desk = await asyncio.to_thread(_found, request, district, secret)
        if not request.app[READS].allows(secret):  # only good addresses count, as with tokens
            return web.Response(status=429, text=about_words.TOO_MANY)
        content = await asyncio.to_thread(_content, district, reader, desk)
    except Refused as ended:
        return web.Response(status=404, text=str(ended))
    except Sorry as trouble:
        return web.Response(status=503, text=str(trouble))
    tag = ETag(hashlib.sha256(content).hexdigest()[:32])
    headers = {hdrs.CACHE_CONTROL: "private, no-cache"}
    known = request.if_none_match or ()
    if any(one.value in {"*", tag.value} for one in known):
        found = web.Response(status=304, headers=headers)
    else:
        headers[hdrs.CONTENT_DISPOSITION] = 'inline; filename="deadlines.ics"'
        found = web.Response(body=content, content_type="text/calendar", charset="utf-8", headers=headers)
    found.etag = tag
    return found


@store_trouble_as_sorry()
def _found(request: web.Request, district: str, secret: str) -> tuple[ProgramReader, Desk]:
    """Whose address it is, and the desk at which they read."""
    service = service_for(request, district)
    if service is None:
        raise Refused(NOT_KNOWN["calendar"])
    desk = service.desk()
    reader = find_reader("calendar", secret, desk)
    return reader, reader.desk(desk)


@store_trouble_as_sorry()
def _content(district: str, reader: ProgramReader, desk: Desk) -> bytes:
    return feed(district, reader, desk)
