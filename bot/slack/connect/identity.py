"""Tells for whom Slack calls the tools: it signs each request, and names the person in it (Slack identity auth)."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.runtime.district_service import DistrictService
from bot.slack import words
from bot.slack.client import Client
from bot.slack.connect.http import is_slacks, may_be_slacks
from bot.slack.parse.directory import Directory
from bot.web.programs.reading import ProgramRequest, SignedBy
from handlers.programs.readers import ProgramReader

log = logging.getLogger("dpa")
Json = Mapping[str, Any]


def signed_by_slack(
    signing_secret: str, client: Callable[[str], Client], service: Callable[[str], DistrictService]
) -> SignedBy:
    """What finds the person and the district; ``client`` and ``service`` are those of a workspace."""
    verifier, directory = SignatureVerifier(signing_secret), Directory()

    async def found(request: web.Request, raw: bytes) -> ProgramRequest:
        """Whom Slack names; for guests, and for those of whom Slack tells nothing, the law only."""
        if not may_be_slacks(request) or not is_slacks(verifier, raw, request):
            log.warning("a request for the tools was not signed by Slack, or too old")
            raise web.HTTPUnauthorized(text=words.NOT_SIGNED)
        user, team = _named(raw)
        if not user:
            return ProgramRequest(ProgramReader("", outsider=True), service(team))
        who = await directory.who(user, client(team))
        reader = ProgramReader(f"slack:{user}", outsider=who.outsider or not who.sure)
        return ProgramRequest(reader, service(team))

    return found


def _named(raw: bytes) -> tuple[str, str]:
    """The ids of the user and the workspace that a request names; empty where it names none."""
    try:
        slack = json.loads(raw)["params"]["_meta"]["slack"]
        user, team = slack.get("user_id"), slack.get("team_id") or slack.get("enterprise_id")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "", ""
    return (user if isinstance(user, str) else "", team if isinstance(team, str) else "")
