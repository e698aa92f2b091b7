"""How does a browser or a script on this machine reach the bot?"""

from __future__ import annotations

import asyncio
import errno
import secrets
import signal
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot.runtime.district_service import DistrictService
from bot.runtime.shutdown import PAGES_END_WITHIN, stop_within
from bot.settings import Settings
from bot.web import health as ready
from bot.web import pages
from bot.web import sign_in as web_door
from bot.web.access import PROVEN, SECRET, only_this_machine, safe_headers
from bot.web.api import api_ask
from bot.web.health import WATCH, Watch
from bot.web.pages import PAGES, SECURE
from bot.web.sign_in import DOOR, Door
from bot.web.visitor import OFFICE
from handlers.board import link_words as wording_link
from handlers.dialogue import words as wording
from handlers.dialogue.errors import Sorry

LARGEST_BODY = 256 * 1024


def app(office: DistrictService, watch: Watch, door: Door | None = None) -> web.Application:
    """The web application of a bot whose own district is ``office``.

    With a ``door`` whoever has a link comes in, each to their own district; without one this machine has the page.
    """
    guard = web_door.only_visitors if door else only_this_machine
    found = web.Application(client_max_size=LARGEST_BODY, middlewares=[safe_headers, guard])
    found[SECURE] = bool(door and door.secure)
    found[OFFICE], found[WATCH] = office, watch
    found[PAGES], found[SECRET], found[PROVEN] = pages.pages(), secrets.token_bytes(32), set()
    found.add_routes(
        [
            web.get("/", pages.chat),
            web.post("/", pages.chat),
            web.post("/say", pages.say),
            web.get("/board", pages.board_page),
            web.get("/record/{id}", pages.record_page),
            web.get("/posts", pages.posts),
            web.post("/api/ask", api_ask),
            web.get("/about", pages.about),
            web.get("/healthz", ready.healthz),
            web.get("/readyz", ready.readyz),
            web.get("/metrics", ready.metrics),
            web.static("/static", pages.HERE / "static"),
        ]
    )
    if door:
        found[DOOR] = door
        found.add_routes(
            [
                web.get(web_door.LINK, web_door.look),
                web.post(web_door.LINK, web_door.come_in),
                web.post("/leave", web_door.go_out),
            ]
        )
    return found


def serve(
    settings: Settings,
    office: DistrictService,
    watch: Watch,
    *chats: Callable[[web.Application], None],
    door: Door | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve until stopped, with what each chat adds. Raises Sorry when the port is taken or the address is not ours.

    It is stopped by Ctrl-C, and by what stops a service (SIGTERM): what is under way is ended first, and the
    process ends soon whatever hangs, see ``bot/runtime/shutdown.py``.
    """

    async def start() -> None:
        here = app(office, watch, door)
        for add in chats:
            add(here)
        runner = web.AppRunner(here, access_log=None, shutdown_timeout=PAGES_END_WITHIN)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as problem:
            await runner.cleanup()
            if problem.errno == errno.EADDRINUSE:
                raise Sorry(wording.port_taken(settings.port)) from None
            raise Sorry(wording.no_address(settings.host, problem.strerror or "")) from None
        started = wording_link.started if door else wording.started
        say(started(settings.host, settings.port, office.desk().now))
        # In a thread: what fell due while the bot was down may take its time, and the page answers meanwhile.
        beating = asyncio.create_task(asyncio.to_thread(watch.heart.start))
        try:
            await _told_to_stop()
        finally:
            stop_within()
            await beating
            await asyncio.to_thread(watch.heart.stop)  # a post that is under way may need this loop
            await runner.cleanup()

    with suppress(KeyboardInterrupt):
        asyncio.run(start())
    say(wording.STOPPED)


async def _told_to_stop() -> None:
    """When SIGTERM comes; Ctrl-C ends it as well, as asyncio does that. Windows knows no SIGTERM."""
    told = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await told.wait()
