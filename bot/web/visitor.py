"""Who is on the page, and what answers them?"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.runtime.district_service import DistrictService

OFFICE: web.AppKey[DistrictService] = web.AppKey("office")
"""The bot's own district."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody on the page, and their district; whoever sits at the bot's own machine has no name."""

    office: DistrictService
    who: str = ""
    name: str = ""


VISIT: web.RequestKey[Visit] = web.RequestKey("visit", Visit)


def visit_of(request: web.Request) -> Visit:
    """The visit that a request belongs to."""
    return request.get(VISIT) or Visit(request.app[OFFICE])
