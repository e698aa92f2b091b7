"""Read access for programs: whom a token reads for, requests a minute, and the calendar feed."""

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
from bot.web.oidc import IssuerDown, Member
from bot.web.signing import SIGN_IN
from handlers.board.link import store_trouble_as_sorry
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.people.access import Refused
from handlers.programs.readers import ProgramReader, feed, find_reader, has_programs, member_reader, split_secret
from handlers.programs.words import NOT_KNOWN

MINUTE = 60.0


@dataclass(slots=True)
class Rate:
    """Limits requests in a minute, in this process: of one source to ``of_one``, of all to ``of_all``."""

    of_one: int
    of_all: int
    now: Callable[[], float] = time.monotonic
    _lately: deque[tuple[float, str]] = field(default_factory=deque)

    def allows(self, source: str) -> bool:
        """Whether one more request may be served; if so, it is counted. A refused one is not."""
        now = self.now()
        while self._lately and self._lately[0][0] <= now - MINUTE:
            self._lately.popleft()
        own = sum(other_source == source for _, other_source in self._lately)
        if own >= self.of_one or len(self._lately) >= self.of_all:
            return False
        self._lately.append((now, source))
        return True


PROXIES: web.AppKey[tuple[str, ...]] = web.AppKey("proxies")
"""IP addresses of trusted proxies on other machines."""


def source_of(request: web.Request) -> str:
    """The IP address that a request comes from.

    Of X-Forwarded-For only the last entry counts, which the proxy added, and only where the proxy is on this machine or
    among `PROXIES`.
    """
    remote = request.remote or ""
    named = request.headers.getall("X-Forwarded-For", [])
    is_trusted = is_loopback(remote) or remote in request.app.get(PROXIES, ())
    return ",".join(named).rpartition(",")[2].strip()[:64] if named and is_trusted else remote


MOST_OF_ONE, MOST_OF_ALL = 60, 600
"""Requests in a minute with one token, and with all tokens together."""
READS: web.AppKey[Rate] = web.AppKey("reads")


@dataclass(frozen=True, slots=True)
class ProgramRequest:
    """The reader of a program's request, and the district that they read."""

    reader: ProgramReader
    service: DistrictService


SignedBy = Callable[[web.Request, bytes], Awaitable[ProgramRequest | None]]
"""Finds whom a request signed by a chat is for; None where the chat did not send it. Raises HTTPUnauthorized."""
SIGNED_BY: web.AppKey[list[SignedBy]] = web.AppKey("signed_by")


def refused(status: int, says: str) -> web.Response:
    """An error as JSON, with the headers that its status needs."""
    response = web.json_response({"error": says}, status=status)
    if status == web.HTTPUnauthorized.status_code:
        response.headers[hdrs.WWW_AUTHENTICATE] = about_words.CHALLENGE
    if status == web.HTTPTooManyRequests.status_code:
        response.headers[hdrs.RETRY_AFTER] = f"{MINUTE:.0f}"
    return response


async def find_reading(request: web.Request) -> ProgramRequest | web.Response:
    """The reader of the request's token, or the response that says what is wrong with it."""
    sent = request.headers.get(hdrs.AUTHORIZATION, "")
    if not sent.startswith(BEARER):
        return await _without_token(request)
    token = sent.removeprefix(BEARER).strip()
    district, secret = split_secret(token)
    own = request.app[SIGN_IN].own if SIGN_IN in request.app else None
    try:
        if secret:
            program = await asyncio.to_thread(_by_token, request, district, secret)
        elif own and own.audience:
            program = await asyncio.to_thread(_for_member, request, await own.bearer(token))
        else:
            return refused(401, about_words.MISSHAPEN)
    except IssuerDown:
        return refused(503, about_words.ISSUER_DOWN)
    except Refused as unknown:
        return refused(401, str(unknown))
    except Sorry as trouble:
        return refused(503, str(trouble))
    # Only valid tokens are counted, so that nobody uses up the requests of others with invented ones.
    return program if request.app[READS].allows(token) else refused(429, about_words.TOO_MANY)


def is_foreign(request: web.Request) -> bool:
    """Whether another site's page sent the request, in the browser of somebody who can reach the bot."""
    origin = request.headers.get(hdrs.ORIGIN, "")
    return bool(origin) and origin.partition("://")[2] != request.host and bool(host_of(request).host)


def service_for(request: web.Request, district: str) -> DistrictService | None:
    """A district's service; None where the district is not served."""
    page = request.app.get(SIGN_IN)
    return page.service_for(district) if page else request.app[OWN_DISTRICT]


def _by_token(request: web.Request, district: str, secret: str) -> ProgramRequest:
    with store_trouble_as_sorry():
        service = service_for(request, district)
        if service is None:
            raise Refused(about_words.NOT_SERVED)
        return ProgramRequest(find_reader("program", secret, service.desk()), service)


def _for_member(request: web.Request, member: Member) -> ProgramRequest:
    """A request with an access token of the district's own sign-in. Raises Refused, Sorry."""
    with store_trouble_as_sorry():
        service = service_for(request, request.app[SIGN_IN].own_district)
        if service is None:
            raise Refused(about_words.NOT_SERVED)
        return ProgramRequest(member_reader(member.email, member.role, service.desk()), service)


async def _without_token(request: web.Request) -> web.Response:
    """The response to a request without a token: 401, or 404 where no token was ever made."""
    try:
        is_on = bool(request.app[SIGNED_BY]) or await asyncio.to_thread(_has_programs, request)
    except Sorry as trouble:
        return refused(503, str(trouble))
    return refused(401, about_words.UNSIGNED) if is_on else refused(404, about_words.OFF)


def _has_programs(request: web.Request) -> bool:
    page = request.app.get(SIGN_IN)
    services = [page.service(one) for one in page.districts()] if page else [request.app[OWN_DISTRICT]]
    with store_trouble_as_sorry():
        return bool(page and page.own and page.own.audience) or any(has_programs(one.desk()) for one in services)


ROUTE = r"/calendar/{district:[a-z0-9][a-z0-9-]*}/{secret:[\w-]{43}}.ics"


async def calendar_feed(request: web.Request) -> web.Response:
    """The open deadlines as iCalendar; 304 where they have not changed, 404 where the address is not valid any more."""
    district, secret = request.match_info["district"], request.match_info["secret"]
    try:
        reader, desk = await asyncio.to_thread(_found, request, district, secret)
        if not request.app[READS].allows(secret):  # only valid addresses are counted, as with tokens
            return web.Response(status=429, text=about_words.TOO_MANY)
        content = await asyncio.to_thread(_content, district, reader, desk)
    except Refused as ended:
        return web.Response(status=404, text=str(ended))
    except Sorry as trouble:
        return web.Response(status=503, text=str(trouble))
    tag = ETag(hashlib.sha256(content).hexdigest()[:32])
    headers = {hdrs.CACHE_CONTROL: "private, no-cache"}
    known_tags = request.if_none_match or ()
    if any(one.value in {"*", tag.value} for one in known_tags):
        response = web.Response(status=304, headers=headers)
    else:
        headers[hdrs.CONTENT_DISPOSITION] = 'inline; filename="deadlines.ics"'
        response = web.Response(body=content, content_type="text/calendar", charset="utf-8", headers=headers)
    response.etag = tag
    return response


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
