"""The person on the page, and the district that answers them."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.runtime.district_service import DistrictService

OWN_DISTRICT: web.AppKey[DistrictService] = web.AppKey("own_district")
"""The bot's own district."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody on the page, and their district; a person at the bot's own machine has no name."""

    service: DistrictService
    who: str = ""
    name: str = ""


VISITOR: web.RequestKey[Visitor] = web.RequestKey("visitor", Visitor)


def visitor_of(request: web.Request) -> Visitor:
    """The visitor who sent a request."""
    return request.get(VISITOR) or Visitor(request.app[OWN_DISTRICT])
