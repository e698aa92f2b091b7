"""Updates an open form when something is chosen on which other fields depend."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.slack.client import TROUBLE, Client, why
from bot.slack.parse import incoming as parse
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.render.modals import CALLBACK
from bot.slack.render.rerender import rerendered
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
Json = Mapping[str, Any]
Look = Callable[[SlackIncoming, Client], Awaitable[Reply]]
"""Gives the form that something leads to."""
MOST_WINDOWS = 1000
"""Slack does not tell of all that are closed; those over which nobody works are forgotten then."""


@dataclass(slots=True)
class OpenForm:
    """An open form, as far as we have changed it."""

    working: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: float = 0.0
    """When its last change was made, as far as we have heard."""
    shown: Json = field(default_factory=dict)
    """What Slack says that it shows since our last update."""
    replaced: set[str] = field(default_factory=set)
    """The hashes of what it showed before; a change may have been made while we worked."""


@dataclass(slots=True)
class FormUpdates:
    """The open forms in which something was changed on which other fields depend."""

    _windows: dict[str, OpenForm] = field(default_factory=dict)

    async def follow(self, body: Json, look: Look, client: Client) -> None:
        """Show the fields that are asked for now; never raises, as the form can be sent as it is.

        One after the other for each window, and of several changes only the last, which brings all that was typed.
        What somebody else did to the window meanwhile stays: Slack compares the hash.
        """
        view = body["view"]
        if view.get("callback_id") != CALLBACK or view.get("type") != "modal":
            return
        window, made = self._window(view["id"]), float(body["actions"][0].get("action_ts") or 0)
        window.newest = max(window.newest, made)
        async with window.working:
            if made < window.newest:
                return
            try:
                await _update(window, body, look, client)
            except TROUBLE as problem:  # it was closed, or changed by somebody else
                log.info("a form was not updated (%s)", why(problem))
            except Exception:
                log.exception("a form was not updated")

    def _window(self, id: str) -> OpenForm:
        if len(self._windows) >= MOST_WINDOWS:
            self._windows = {id: window for id, window in self._windows.items() if window.working.locked()}
        return self._windows.setdefault(id, OpenForm())


async def _update(window: OpenForm, body: Json, look: Look, client: Client) -> None:
    view = body["view"]
    shown = window.shown if view["hash"] in window.replaced else view
    form = (await look(parse.submitted(body), client)).form  # none if this person may no longer have it
    changed = rerendered(shown, view["state"]["values"], form.fields if form else ())
    if changed is None:
        return
    answer = await client.api.views_update(view_id=view["id"], hash=shown["hash"], view=changed)
    window.replaced.add(shown["hash"])
    window.shown = answer["view"]
