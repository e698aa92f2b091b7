"""The message extension of Teams: searches contracts, and answers a question about somebody's message."""

import asyncio
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

T = TypeVar("T")
MOST = 10
"""Contracts in a page: each comes as a whole card."""
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
        """A page of the contracts that match the words; an empty page ends the list."""
        skip, most = _page(value.get("queryOptions"))
        typed = _words(value.get("parameters"))
        contracts = await self._heard(typed, client, lambda heard, desk: search_contracts(heard, desk, skip, most))
        if isinstance(contracts, str):
            return instead(unmarked(contracts))
        if not contracts and not skip:
            return instead(words.NONE_FOUND if typed else words.NO_CONTRACTS)
        return _fitting([_result(one) for one in contracts])

    async def selected(self, value: Mapping[str, Any], client: Client) -> Json:
        """One contract of the results, as it is now."""
        id = str(value.get("id") or "")
        contract = await self._heard("", client, lambda heard, desk: shown_contract(id, heard, desk))
        return instead(unmarked(contract)) if isinstance(contract, str) else listed([_result(contract)])

    async def asked(self, client: Client) -> Json:
        """The answer to somebody's message, in a dialog, for the asker alone."""
        incoming = asked_about(client.turn.activity)
        return await self.dialogs.opened(incoming, client) if incoming.text else last_words(chats.NOTHING_IN_IT)

    async def answered(self, value: Mapping[str, Any], client: Client) -> Json:
        """The answer to what was pressed or sent in that dialog, shown in it."""
        data = value.get("data")
        return await self.dialogs.sent(data if isinstance(data, dict) else {}, client, apart=True)

    async def _heard(self, text: str, client: Client, run: Callable[[Message, Desk], T]) -> T | str:
        """What ``run`` finds in the records, or a sentence that says why there is nothing."""
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
    """As many of the results as one answer holds, and a last one that says that there are more."""
    shown = list(results)
    while size(answer := listed([*shown, *([] if len(shown) == len(results) else [_more()])])) > LARGEST:
        shown.pop()
    return answer


def _more() -> Json:
    says = Reply(title=words.MORE_FOUND, parts=(Text(words.FIND_MORE),))
    return _previewed(card(says), words.MORE_FOUND, words.FIND_MORE)


def _result(found: FoundContract) -> Json:
    """A contract: one line in the list of results, the whole card in the message."""
    return _previewed(card(found.shown), found.title, found.line)


def _previewed(card: Json, title: str, line: str) -> Json:
    preview = {"title": unmarked(title), "text": unmarked(line)}
    return {**attachment(card), "preview": {"contentType": THUMBNAIL, "content": preview}}


def _words(parameters: Any) -> str:
    """The words that were typed; empty where the search was only opened."""
    parameter = parameters[0] if isinstance(parameters, list) and parameters else {}
    if not isinstance(parameter, dict) or parameter.get("name") == "initialRun":
        return ""
    return str(parameter.get("value") or "")[:200].strip()


def _page(options: Any) -> tuple[int, int]:
    """How many results to skip, and how many to show at most."""
    asked = options if isinstance(options, dict) else {}
    skip, count = asked.get("skip"), asked.get("count")
    return max(skip, 0) if isinstance(skip, int) else 0, min(max(count, 1), MOST) if isinstance(count, int) else MOST
