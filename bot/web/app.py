"""The web application: its routes, the report page of a review, serving until the bot stops, and the chats in it."""

from __future__ import annotations

import asyncio
import errno
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from concurrent.futures import wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Protocol

from aiohttp import web
from markupsafe import Markup

from bot.chat.work import AnswerQueue
from bot.runtime.district_service import DistrictService
from bot.runtime.refresh_posts import Settles, Settling
from bot.runtime.shutdown import ANSWERS_TIMEOUT, PAGES_TIMEOUT, REFRESH_TIMEOUT, exit_within
from bot.settings import Settings
from bot.web import health as checks
from bot.web import oidc, pages, programs, public_pages, signing, words
from bot.web.api import PATH as OPENAPI
from bot.web.api import READ_PATHS, ROUTES, openapi_json
from bot.web.entry import (
    AUTHENTICATED_PATHS,
    LOCAL_TOKEN,
    OWN_DISTRICT,
    SECRET,
    require_local,
    safe_headers,
    visitor_of,
)
from bot.web.health import HEALTH, Health
from bot.web.pages import (
    MOST_WAITING,
    QUESTIONS,
    SECURE,
    TEMPLATES,
    error_page,
    refusals_as_pages,
    render,
    while_waiting,
)
from bot.web.programs import MOST_OF_ALL, MOST_OF_ONE, READS, SIGNED_BY, Rate
from bot.web.signing import SIGN_IN, SignIn, gate_of
from handlers.board import words as board_words
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import may
from handlers.documents.as_html import as_fragment
from handlers.documents.document import Document
from handlers.reminders.channels import Channel, Place
from handlers.review.answers.commands import SAY, report_page

ROUTE = "/review/{ref:C-[0-9]{1,9}|[0-9a-f]{16}}"


async def review_page(request: web.Request) -> web.Response:
    """The report of a review above the paper's text; each provision links to its quotes."""
    visitor, ref = visitor_of(request), request.match_info["ref"]

    def report() -> Document | None:
        desk, message = visitor.service.desk(), Message(f"{SAY} {ref}", who=visitor.who, surface="page")
        return report_page(ref, message, desk) if may(SAY, message, desk) else None

    try:
        document = await while_waiting(request, report)
    except Sorry as sorry:
        return error_page(request, str(sorry), 404)
    if document is None:
        return error_page(request, words.NOT_YOURS, 403)
    body = Markup(as_fragment(document))  # noqa: S704 - it escapes what it holds
    return render(request, "review.html", title=document.title, body=body, seen=())


MAX_BODY = 256 * 1024
HEADERS_TIMEOUT = 20.0
"""Seconds within which the headers of a request must arrive, counted from the connection or the last answer."""


def app(own: DistrictService, health: Health, sign_in: SignIn | None = None, *, local_token: str) -> web.Application:
    """The web application of a bot, where ``own`` is its own district.

    With ``sign_in``, people who have a link get in, each to their own district. Browsers on this machine that have the
    ``local_token`` get in where there is no ``sign_in``, or where its ``at_machine`` is set.
    """
    access = gate_of(sign_in) if sign_in else require_local
    webapp = web.Application(client_max_size=MAX_BODY, middlewares=[safe_headers, refusals_as_pages, access])
    webapp[SECURE] = bool(sign_in and sign_in.secure)
    webapp[OWN_DISTRICT], webapp[HEALTH], webapp[LOCAL_TOKEN] = own, health, local_token
    webapp[TEMPLATES], webapp[SECRET], webapp[AUTHENTICATED_PATHS] = (
        pages.templates(),
        secrets.token_bytes(32),
        set(),
    )
    webapp[AUTHENTICATED_PATHS].update(READ_PATHS)
    webapp[QUESTIONS] = AnswerQueue(most=MOST_WAITING)
    webapp[READS], webapp[SIGNED_BY] = Rate(MOST_OF_ONE, MOST_OF_ALL), []
    webapp.add_routes(
        [
            web.get("/", pages.chat),
            web.post("/", pages.chat),
            web.post("/say", pages.say),
            web.get("/board", pages.board_page),
            web.get("/record/{id}", pages.record_page),
            web.get(ROUTE, review_page),
            web.get("/posts", pages.posts),
            *(web.route(route.method.upper(), route.path, route.handler) for route in ROUTES),
            web.get(OPENAPI, openapi_json),
            web.get(programs.ROUTE, programs.calendar_feed),
            web.get("/about", pages.about),
            web.get("/law", public_pages.law_page),
            web.get(public_pages.ROUTE, public_pages.to_the_register),
            web.get(f"{public_pages.ROUTE}/{{path:.*}}", public_pages.register_file),
            web.get("/healthz", checks.healthz),
            web.get("/readyz", checks.readyz),
            web.get("/metrics", checks.metrics),
            web.static("/static", pages.HERE / "static"),
        ]
    )
    if sign_in:
        webapp[SIGN_IN] = sign_in
        webapp.add_routes(
            [
                web.get(signing.LINK, signing.show_link),
                web.post(signing.LINK, signing.sign_in),
                web.post("/leave", signing.sign_out),
            ]
        )
        if sign_in.own and sign_in.own.issuer:
            webapp.add_routes([web.get(oidc.BEGIN, signing.begin_own), web.get(oidc.BACK, signing.end_own)])
    return webapp


def serve(
    settings: Settings,
    own: DistrictService,
    health: Health,
    *chats: Callable[[web.Application], None],
    sign_in: SignIn | None = None,
    local_token: str,
) -> None:
    """Serve until stopped; ``chats`` add their routes. Raises Sorry when the port is taken or the address is not ours.

    Ctrl-C and SIGTERM stop it: work in flight ends first, and the process ends soon whatever hangs, see
    ``bot/runtime/shutdown.py``.
    """

    async def start() -> None:
        application = app(own, health, sign_in, local_token=local_token)
        for add in chats:
            add(application)
        runner = make_runner(application)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as problem:
            await runner.cleanup()
            if problem.errno == errno.EADDRINUSE:
                raise Sorry(wording.port_taken(settings.port)) from None
            raise Sorry(wording.no_address(host=settings.host, why=problem.strerror or "")) from None
        print(_started(settings, own, "" if settings.page_needs_sign_in else local_token), flush=True)  # noqa: T201
        # In a thread: what fell due while the bot was down may take a while, and the page answers meanwhile.
        starting = asyncio.create_task(asyncio.to_thread(health.heartbeat.start))
        try:
            await _stop_signal()
        finally:
            exit_within()
            await starting
            await asyncio.to_thread(health.heartbeat.stop)  # a post in flight may need this loop
            await runner.cleanup()

    with suppress(KeyboardInterrupt):
        asyncio.run(start())
    with suppress(OSError):  # nobody reads the output any more
        print(wording.STOPPED)  # noqa: T201


def make_runner(application: web.Application) -> web.AppRunner:
    """The runner that serves the application; a connection whose headers do not arrive in time is closed."""
    return web.AppRunner(
        application, access_log=None, shutdown_timeout=PAGES_TIMEOUT, keepalive_timeout=HEADERS_TIMEOUT
    )


def _started(settings: Settings, own: DistrictService, token: str) -> str:
    """The line printed at the start: the bot's address, with the link that opens the page where there is a token."""
    host, port, now = settings.host, settings.port, own.desk().now
    return (
        wording.started(now=now, host=host, port=port, token=token)
        if token
        else board_words.started(now=now, host=host, port=port)
    )


async def _stop_signal() -> None:
    """Wait for SIGTERM; asyncio itself ends on Ctrl-C. Windows has no SIGTERM."""
    stopped = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()


class ChatChannel(Channel, Settles, Protocol):
    """A channel to a chat that can also refresh earlier posts."""


class Chat(Protocol):
    """An integration with one chat, for all districts."""

    def districts(self) -> Collection[str]:
        """The districts that can be reached there or are configured; the bot's own first."""

    def channel_for(self, district: str) -> ChatChannel:
        """How a district's posts reach its own people, never those of another district."""

    def changed(self, district: str) -> None:
        """Something may have changed in a district. Called from any thread, often."""

    def mount(self, application: web.Application, service: Callable[[str], DistrictService], /) -> None:
        """Receive the chat's requests through the web application; ``service`` gives each district's."""

    def trouble(self) -> str:
        """What is wrong with the connection, as a sentence; empty where all is well. May take some seconds."""

    async def rest(self) -> None:
        """Wait until every message received so far is answered, before the bot stops."""


@dataclass(frozen=True, slots=True)
class Chats:
    """The connected chats, by surface, such as ``slack``."""

    by_surface: Mapping[str, Chat]
    _refreshers: list[Settling] = field(default_factory=list)

    def districts(self) -> list[str]:
        """All districts that are served, the bot's own first."""
        return list(dict.fromkeys(name for chat in self.by_surface.values() for name in chat.districts()))

    def ways(self, district: str) -> dict[str, ChatChannel]:
        """The channels by which a district's posts reach its people, by surface."""
        return {name: chat.channel_for(district) for name, chat in self.by_surface.items()}

    def changed(self, district: str) -> None:
        """Tell every chat that something may have changed in a district."""
        for chat in self.by_surface.values():
            chat.changed(district)

    def refreshing(self, service: DistrictService, district: str) -> DistrictService:
        """The service, which now also refreshes earlier posts in all chats after each message."""
        refresher = Settling(service.respond, service.desk, self.ways(district), partial(self.changed, district))
        self._refreshers.append(refresher)
        return replace(service, respond=refresher)

    def mounts(self, service: Callable[[str], DistrictService]) -> Iterator[Callable[[web.Application], None]]:
        """Functions that add the chats to an application, and let them finish their work at shutdown."""
        for chat in self.by_surface.values():
            yield partial(_mount, chat, service)
        yield lambda application: application.cleanup_ctx.append(self._finish)

    async def _finish(self, _: web.Application) -> AsyncIterator[None]:
        yield
        if draining := [asyncio.ensure_future(chat.rest()) for chat in self.by_surface.values()]:
            await asyncio.wait(draining, timeout=ANSWERS_TIMEOUT)
        await asyncio.to_thread(self._stop_refreshing)

    def _stop_refreshing(self) -> None:
        """Stop refreshing posts in every district; together they get a few seconds."""
        wait([refresher.hurry() for refresher in self._refreshers], REFRESH_TIMEOUT)
        for refresher in self._refreshers:
            refresher.stop()


def _mount(chat: Chat, service: Callable[[str], DistrictService], application: web.Application) -> None:
    chat.mount(application, service)


@dataclass(frozen=True, slots=True)
class PageChannel:
    """The channel to the page, which shows every reminder recorded as sent, so nothing has to be sent."""

    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the channel's shape
        """The post's address on the page."""
        return f"page:{post}"
