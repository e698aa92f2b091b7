"""Who is on the page, and what answers them?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from handlers.desk import Desk, Message
from handlers.reply import Reply

Hear = Callable[[Message], Reply]
Make = Callable[[], Desk]
Office = tuple[Hear, Make]
"""A district's ear and desk."""
DESK: web.AppKey[Make] = web.AppKey("desk")
HEAR: web.AppKey[Hear] = web.AppKey("hear")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody on the page, with their district's ear and desk; whoever sits at the bot's own machine has no name."""

    hear: Hear
    make: Make
    who: str = ""
    name: str = ""


VISIT: web.RequestKey[Visit] = web.RequestKey("visit", Visit)


def visit_of(request: web.Request) -> Visit:
    """The visit that a request belongs to."""
    return request.get(VISIT) or Visit(request.app[HEAR], request.app[DESK])
