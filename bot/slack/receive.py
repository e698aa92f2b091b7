"""What does the bot hear in Slack?"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.chat.dedupe import DOUBLE_CLICK, RETRIED
from bot.chat.files import needs_files
from bot.runtime.district_service import DistrictService
from bot.slack.client import Client, client_of, why
from bot.slack.parse import incoming as heard
from bot.slack.parse.incoming import SlackIncoming
from bot.slack.parse.threads import with_deadline
from bot.slack.respond.conversation import Pipeline
from bot.slack.respond.file_offer import offer
from bot.slack.respond.form_updates import FormUpdates
from bot.slack.respond.share import SHARE, wish
from bot.slack.respond.submit_form import FormSubmission

log = logging.getLogger("dpa")
Json = Mapping[str, Any]
ASK_ABOUT_THIS = "ask_about_this"
Work = Callable[[SlackIncoming, Client], Coroutine[Any, Any, None]]
SUBTYPES = frozenset({None, "file_share"})
"""What people write themselves; edits and deletions are told as messages too."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """One listener for each kind of thing that Slack tells; each acknowledges at once and never raises."""

    talk: Pipeline
    sending: FormSubmission
    offices: Callable[[str], DistrictService]
    following: FormUpdates = field(default_factory=FormUpdates)

    async def command(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """``/dpa``, alone or with a command or a question."""
        incoming = heard.command(body)
        await ack()
        self._work(self.talk.answer, incoming, context, {incoming.request: RETRIED})

    async def shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A message that somebody asks about."""
        ours = body.get("callback_id") == ASK_ABOUT_THIS and "message" in body
        incoming = heard.shortcut(body) if ours else None
        await ack()
        if incoming:
            self._work(
                self.talk.answer if incoming.text else self.talk.nothing, incoming, context, {incoming.request: RETRIED}
            )

    async def press(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A button, or a change in a form on which other fields depend; each such change counts, however fast."""
        action = body["actions"][0]
        if action.get("type") != "button" or not action.get("value"):
            await ack()
            if "view" in body and action.get("type") != "button":
                here = client_of(context, self.offices)
                self.talk.aside(self.following.follow(body, self.talk.known, here))
            return
        incoming = heard.pressed(body)
        wanted = wish(action) if action.get("action_id") == SHARE else None
        await ack()
        work = partial(self.talk.share, wanted) if wanted else self.talk.answer
        self._work(work, incoming, context, {heard.press(body): DOUBLE_CLICK, incoming.request: RETRIED})

    async def send(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A form."""
        here = client_of(context, self.offices)
        try:
            incoming = heard.submitted(body)
        except (KeyError, ValueError) as strange:
            log.warning("a form that is none of ours (%s)", why(strange))
            await ack()
            return
        await self.sending.send(incoming, body["view"], ack, here)

    async def event(self, body: Json, context: AsyncBoltContext) -> None:
        """Whatever happened; Bolt has acknowledged it. What comes once more was heard already."""
        here, id = client_of(context, self.offices), str(body.get("event_id", ""))
        incoming = self._said(body, here)
        if incoming:
            self._work(self._spoken, incoming, context, {f"slack:{id}": RETRIED})
        elif self.talk.once.first(f"slack:{id}"):
            self.talk.aside(self._happened(body["event"], here))

    @staticmethod
    def _said(body: Json, here: Client) -> SlackIncoming | None:
        """What a person said to the bot; None for all else."""
        event = body["event"]
        if event.get("bot_id") or not event.get("user") or event.get("subtype") not in SUBTYPES:
            return None
        match event["type"], event.get("channel_type"):
            case "app_mention", _:
                return heard.mention(body, here.bot)
            case "message", "im":
                return heard.direct(body, here.bot)
            case _:
                return None

    async def _spoken(self, incoming: SlackIncoming, here: Client) -> None:
        """A mention or a direct message, perhaps with files."""
        incoming = await with_deadline(incoming, here)
        whole = not incoming.files or needs_files(incoming)
        if incoming.text or not incoming.files:
            talk = self.talk.converse if incoming.chat else self.talk.answer
            await talk(incoming if whole else replace(incoming, files=()), here)
        if not whole:
            await offer(incoming, self.talk.reply, self.talk.known, here)

    async def _happened(self, event: Json, here: Client) -> None:
        """What nobody said; where it fails, nobody waits for an answer."""
        try:
            await self._noticed(event, here)
        except Exception as trouble:  # noqa: BLE001 - Slack would tell it again, and it would fail again
            log.warning("a %s could not be served (%s)", event.get("type"), why(trouble))

    async def _noticed(self, event: Json, here: Client) -> None:
        """The app was opened, added to a channel, or taken out."""
        match event["type"]:
            case "app_home_opened" if event.get("tab") == "messages":
                await self.talk.agent.greet(event["user"], event["channel"], "", here)
            case "app_home_opened":
                await self.talk.homes.opened(event["user"], here)
            case "assistant_thread_started":
                thread = event["assistant_thread"]
                await self.talk.agent.greet(thread["user_id"], thread["channel_id"], thread["thread_ts"], here)
            case "member_joined_channel" if event.get("user") == here.bot:
                await self.talk.joined(event["channel"], here)
            case "app_uninstalled" | "tokens_revoked" if self.talk.once.first(f"taken out {here.team}"):
                log.warning("the workspace %s has taken the app out", here.team)
            case _:
                pass

    def _work(self, work: Work, incoming: SlackIncoming, context: AsyncBoltContext, names: Mapping[str, float]) -> None:
        """Begin the work, unless it was heard lately by one of these names: for how many seconds each counts."""
        here = client_of(context, self.offices)
        self.talk.work(self._once(work, incoming, here, names), incoming, here)

    async def _once(self, work: Work, incoming: SlackIncoming, here: Client, names: Mapping[str, float]) -> None:
        for name, lasts in names.items():
            if not await self.talk.once.first_of_all(name, lasts, here.desk):
                return
        await work(incoming, here)
