"""The message extension of Teams: searches contracts, and answers a message that somebody asks about."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.chat import words as chats
from bot.chat.pipeline import Pipeline
from bot.teams import words
from bot.teams.client import Client, Json
from bot.teams.parse.incoming import TeamsIncoming, asked_about, identified, where
from bot.teams.render.cards import attachment, card
from bot.teams.render.escape import size, unmarked
from bot.teams.respond.card_actions import IN_TIME, Dialogs, in_words, instead, last_words, listed
from handlers.board.contract_search import FoundContract, search_contracts, shown_contract
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, Text

log = logging.getLogger("dpa")
T = TypeVar("T")
MOST = 10
"""Contracts a page: each comes as a whole card."""
LARGEST = 80_000
"""Bytes of a whole answer."""
COMMAND = "contracts"
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"


@dataclass(frozen=True, slots=True)
class Extension:
    """The message extension. Nothing that is searched or asked there is kept."""

    pipeline: Pipeline[TeamsIncoming, Client]
    dialogs: Dialogs

    async def query(self, value: Mapping[str, Any], client: Client) -> Json:
        """The contracts with the words, page by page; an empty page ends the list."""
        skip, most = _page(value.get("queryOptions"))
        asked = _words(value.get("parameters"))
        found = await self._heard(asked, client, lambda heard, desk: search_contracts(heard, desk, skip, most))
        if isinstance(found, str):
            return instead(unmarked(found))
        if not found and not skip:
            return instead(words.NONE_FOUND if asked else words.NO_CONTRACTS)
        return _fitting([_result(one) for one in found])

    async def selected(self, value: Mapping[str, Any], client: Client) -> Json:
        """One of them, once more as it is now."""
        id = str(value.get("id") or "")
        found = await self._heard("", client, lambda heard, desk: shown_contract(id, heard, desk))
        return instead(unmarked(found)) if isinstance(found, str) else listed([_result(found)])

    async def asked(self, client: Client) -> Json:
        """Somebody's message, asked about: the answer in a dialog, for the asker alone."""
        incoming = asked_about(client.turn.activity)
        return await self.dialogs.opened(incoming, client) if incoming.text else last_words(chats.NOTHING_IN_IT)

    async def answered(self, value: Mapping[str, Any], client: Client) -> Json:
        """What was pressed or sent in that dialog, answered in it."""
        data = value.get("data")
        return await self.dialogs.sent(data if isinstance(data, dict) else {}, client, apart=True)

    async def _heard(self, text: str, client: Client, run: Callable[[Message, Desk], T]) -> T | str:
        """What the records say, or in a sentence why they do not."""
        task = self.pipeline.background.begin(self._run(text, client, run))
        done, _ = await asyncio.wait({task}, timeout=IN_TIME)
        return task.result() if done else words.WAIT_SEARCH

    async def _run(self, text: str, client: Client, run: Callable[[Message, Desk], T]) -> T | str:
        incoming = TeamsIncoming(text=COMMAND, **where(client.turn.activity))  # what is searched for is no command
        transport = self.pipeline.transport
        who = await transport.who(incoming.author, client)
        incoming = identified(incoming, who)

        def work() -> T:
            desk = client.desk()
            heard = self.pipeline.message(incoming, who, client, desk)
            if heard.public and not heard.outsider:  # all who read the place read the card that is put into it
                raise Sorry(words.NO_SEARCH_HERE)
            return run(replace(heard, text=text, parsed=None), desk)

        try:
            return await asyncio.to_thread(work)
        except Sorry as sorry:
            return f"{sorry} {words.UNSURE_WHO}" if not who.sure else str(sorry)
        except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
            return in_words(self.pipeline.failed(bug))


def _fitting(results: Sequence[Json]) -> Json:
    """As many of them as one answer holds, and that there are more in words."""
    shown = list(results)
    while size(answer := listed([*shown, *([] if len(shown) == len(results) else [_more()])])) > LARGEST:
        shown.pop()
    return answer


def _more() -> Json:
    says = Reply(title=words.MORE_FOUND, parts=(Text(words.FIND_MORE),))
    return _previewed(card(says), words.MORE_FOUND, words.FIND_MORE)


def _result(found: FoundContract) -> Json:
    """In the list a line, in the message the whole card."""
    return _previewed(card(found.shown), found.title, found.line)


def _previewed(card: Json, title: str, line: str) -> Json:
    preview = {"title": unmarked(title), "text": unmarked(line)}
    return {**attachment(card), "preview": {"contentType": THUMBNAIL, "content": preview}}


def _words(parameters: Any) -> str:
    """What was typed; nothing when the search was only opened."""
    given = parameters[0] if isinstance(parameters, list) and parameters else {}
    if not isinstance(given, dict) or given.get("name") == "initialRun":
        return ""
    return str(given.get("value") or "")[:200].strip()


def _page(options: Any) -> tuple[int, int]:
    """How many to leave out, and how many to show at most."""
    asked = options if isinstance(options, dict) else {}
    skip, count = asked.get("skip"), asked.get("count")
    return max(skip, 0) if isinstance(skip, int) else 0, min(max(count, 1), MOST) if isinstance(count, int) else MOST
