"""Build the web application and serve it until the bot is stopped."""

from __future__ import annotations

import asyncio
import errno
import secrets
import signal
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot.chat.work.answer_queue import AnswerQueue
from bot.runtime.district_service import DistrictService
from bot.runtime.shutdown import PAGES_TIMEOUT, exit_within
from bot.settings import Settings
from bot.web import health as checks
from bot.web import pages, register, review
from bot.web.api.openapi import PATH as OPENAPI
from bot.web.api.openapi import openapi_json
from bot.web.api.routes import READ_PATHS, ROUTES
from bot.web.entry.access import AUTHENTICATED_PATHS, LOCAL_TOKEN, SECRET, require_local, safe_headers
from bot.web.entry.visitor import OWN_DISTRICT
from bot.web.health import HEALTH, Health
from bot.web.law import page as law
from bot.web.pages import SECURE, TEMPLATES
from bot.web.programs import feed
from bot.web.programs.rate import Rate
from bot.web.programs.reading import MOST_OF_ALL, MOST_OF_ONE, READS, SIGNED_BY
from bot.web.signing import sign_in as signing
from bot.web.signing.gate import gate_of
from bot.web.signing.sign_in import SIGN_IN, SignIn
from bot.web.waiting import MOST_WAITING, QUESTIONS
from handlers.board.places import link_words as wording_link
from handlers.dialogue import words as wording
from handlers.dialogue.errors import Sorry

MAX_BODY = 256 * 1024
HEADERS_TIMEOUT = 20.0
"""Seconds in which the headers of a request have to arrive, from the connection or the last answer on."""


def app(own: DistrictService, health: Health, sign_in: SignIn | None = None, *, local_token: str) -> web.Application:
    """The web application of a bot, where ``own`` is its own district.

    With ``sign_in`` people who have a link get in, each to their own district. Those on this machine who have the
    ``local_token`` get in where ``sign_in`` says so, and without it.
    """
    access = gate_of(sign_in) if sign_in else require_local
    found = web.Application(client_max_size=MAX_BODY, middlewares=[safe_headers, access])
    found[SECURE] = bool(sign_in and sign_in.secure)
    found[OWN_DISTRICT], found[HEALTH], found[LOCAL_TOKEN] = own, health, local_token
    found[TEMPLATES], found[SECRET], found[AUTHENTICATED_PATHS] = pages.templates(), secrets.token_bytes(32), set()
    found[AUTHENTICATED_PATHS].update(READ_PATHS)
    found[QUESTIONS] = AnswerQueue(most=MOST_WAITING)
    found[READS], found[SIGNED_BY] = Rate(MOST_OF_ONE, MOST_OF_ALL), []
    found.add_routes(
        [
            web.get("/", pages.chat),
            web.post("/", pages.chat),
            web.post("/say", pages.say),
            web.get("/board", pages.board_page),
            web.get("/record/{id}", pages.record_page),
            web.get(review.ROUTE, review.review_page),
            web.get("/posts", pages.posts),
            *(web.route(route.method.upper(), route.path, route.handler) for route in ROUTES),
            web.get(OPENAPI, openapi_json),
            web.get(feed.ROUTE, feed.calendar_feed),
            web.get("/about", pages.about),
            web.get("/law", law.law_page),
            web.get(register.ROUTE, register.to_the_register),
            web.get(f"{register.ROUTE}/{{path:.*}}", register.register_file),
            web.get("/healthz", checks.healthz),
            web.get("/readyz", checks.readyz),
            web.get("/metrics", checks.metrics),
            web.static("/static", pages.HERE / "static"),
        ]
    )
    if sign_in:
        found[SIGN_IN] = sign_in
        found.add_routes(
            [
                web.get(signing.LINK, signing.show_link),
                web.post(signing.LINK, signing.sign_in),
                web.post("/leave", signing.sign_out),
            ]
        )
    return found


def serve(
    settings: Settings,
    own: DistrictService,
    health: Health,
    *chats: Callable[[web.Application], None],
    sign_in: SignIn | None = None,
    local_token: str,
) -> None:
    """Serve until stopped, with what each chat adds. Raises Sorry when the port is taken or the address is not ours.

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
            raise Sorry(wording.no_address(settings.host, problem.strerror or "")) from None
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
    with suppress(OSError):  # where what it prints is read no more
        print(wording.STOPPED)  # noqa: T201


def make_runner(application: web.Application) -> web.AppRunner:
    """What serves it; a connection whose headers do not arrive in time is closed."""
    return web.AppRunner(
        application, access_log=None, shutdown_timeout=PAGES_TIMEOUT, keepalive_timeout=HEADERS_TIMEOUT
    )


def _started(settings: Settings, own: DistrictService, token: str) -> str:
    """Where the bot is, with the link that opens its page where one does."""
    host, port, now = settings.host, settings.port, own.desk().now
    return wording.started(host, port, now, token) if token else wording_link.started(host, port, now)


async def _stop_signal() -> None:
    """Wait for SIGTERM; asyncio itself ends on Ctrl-C. Windows has no SIGTERM."""
    stopped = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
