"""How does a browser or a script on this machine reach the bot?"""

from __future__ import annotations

import asyncio
import errno
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot import web_pages
from bot.clock import BEAT, Clock
from bot.settings import Settings
from bot.web_guard import SECRET, only_this_machine, safe_headers
from bot.web_pages import DESK, PAGES
from handlers import wording
from handlers.desk import Desk, Message, Sorry
from handlers.law.answers import as_json
from handlers.law.ask import answer
from handlers.law.days import read_day
from handlers.reply import Reply

LARGEST_BODY = 256 * 1024
HEART: web.AppKey[Clock | None] = web.AppKey("heart")
SPEED: web.AppKey[float] = web.AppKey("speed")
QUICKEST = 0.2
"""Seconds between two heartbeats in a drill that runs through days."""
LATE = timedelta(minutes=2)


def app(make: Callable[[], Desk], heart: Clock | None = None, speed: float = 1.0) -> web.Application:
    """The web application; ``make`` gives the desk of each message."""
    found = web.Application(client_max_size=LARGEST_BODY, middlewares=[safe_headers, only_this_machine])
    found[DESK], found[HEART], found[SPEED] = make, heart, speed
    found[PAGES], found[SECRET] = web_pages.pages(), secrets.token_bytes(32)
    found.add_routes(
        [
            web.get("/", web_pages.chat),
            web.post("/", web_pages.chat),
            web.post("/say", web_pages.say),
            web.get("/board", web_pages.board_page),
            web.get("/record/{id}", web_pages.record_page),
            web.get("/posts", web_pages.posts),
            web.post("/api/ask", api_ask),
            web.get("/healthz", healthz),
            web.get("/readyz", readyz),
            web.static("/static", web_pages.HERE / "static"),
        ]
    )
    return found


async def api_ask(request: web.Request) -> web.Response:
    """``{"q": …}``, answered as ``dpa ask --json``; 400 with a sentence when it cannot be read."""
    try:
        call = json.loads(await request.text())
        if not isinstance(call, dict) or not isinstance(call.get("q"), str):
            raise Sorry('Send a JSON object with your question: {"q": "may the vendor sell student data?"}')
        when = read_day(str(call["as_of"])) if call.get("as_of") else None
        return web.json_response(await asyncio.to_thread(_asked, request.app[DESK](), call["q"], when, call.get("id")))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return web.json_response({"error": "The body is not JSON."}, status=400)
    except Sorry as sorry:
        return web.json_response({"error": str(sorry)}, status=400)


def _asked(desk: Desk, question: str, when: Any, ident: Any) -> Mapping[str, Any]:
    found = as_json(answer(Message(question, when), desk), desk)
    return found if ident is None else {"id": ident, **found}


async def healthz(request: web.Request) -> web.Response:  # noqa: ARG001 - aiohttp's shape
    """Alive."""
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """Ready: law in force today, records that can be read, a clock that beats; 503 with the reason otherwise."""
    desk, heart = request.app[DESK](), request.app[HEART]
    law = desk.law.on(desk.today)
    body: dict[str, Any] = {
        "knowledge": {"passages": len(law.passages), "topics": len(law.topics), "as_of": desk.today.isoformat()}
    }
    ready = law.in_force and bool(law.topics)
    if desk.records is not None:
        try:
            head = await asyncio.to_thread(desk.records.head)
            body["store"] = {"status": "ok", "events": head.number}
        except Exception as trouble:  # noqa: BLE001 - whatever it is, we are not ready
            body["store"], ready = {"status": str(trouble)}, False
    if heart is not None:
        beat, late = heart.last_beat, LATE * max(1.0, request.app[SPEED])
        body["clock"] = {"last_beat": beat.isoformat() if beat else None}
        ready = ready and beat is not None and desk.now - beat < late
    return web.json_response({"status": "ok" if ready else "not ready", **body}, status=200 if ready else 503)


def send(reminder: str, reply: Reply) -> str:  # noqa: ARG001 - the page shows what the records say was sent
    """The page's way to send: it shows every reminder that the records call sent."""
    return f"page:{reminder}"


def serve(settings: Settings, make: Callable[[], Desk], heart: Clock, say: Callable[[str], None] = print) -> None:
    """Serve until stopped. Raises Sorry when the port is taken or the address is not ours."""

    async def start() -> None:
        runner = web.AppRunner(app(make, heart, settings.speed), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as problem:
            await runner.cleanup()
            if problem.errno == errno.EADDRINUSE:
                raise Sorry(wording.port_taken(settings.port)) from None
            raise Sorry(wording.no_address(settings.host, problem.strerror or "")) from None
        say(wording.started(settings.host, settings.port, make().now))
        # In a thread: what fell due while the bot was down may take its time, and the page answers meanwhile.
        every = max(QUICKEST, min(BEAT, BEAT * 10 / settings.speed))
        beating = asyncio.create_task(asyncio.to_thread(heart.start, every))
        try:
            await asyncio.Event().wait()
        finally:
            await beating
            heart.stop()
            await runner.cleanup()

    try:
        asyncio.run(start())
    except KeyboardInterrupt:
        say(wording.STOPPED)
