"""Checks with Slack whether a pasted token or member id is valid, and whether this machine's clock is right."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.chat.caches import TokenCheck
from bot.slack import manifest_words
from bot.slack.client import SCOPES, why
from bot.slack.words import clock_off

CLOSE = timedelta(minutes=5)
"""How far clocks may differ: Slack and this bot turn away what was signed longer ago."""


def off_by(headers: Mapping[str, str]) -> timedelta:
    """How far this clock is ahead of Slack's, from the headers of Slack's answer.

    Zero where it is close, or where the headers do not say.
    """
    date_header = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        ahead = datetime.now(UTC) - parsedate_to_datetime(date_header)
    except (TypeError, ValueError):
        return timedelta()
    return ahead if abs(ahead) > CLOSE else timedelta()


ANSWERS_WITHIN = 10
_APP_OF = re.compile(r"xapp-\d+-(?P<app>A[A-Z0-9]+)-")
"""The app's id in an app-level token."""


@dataclass(frozen=True, slots=True)
class SlackCheck:
    """Checks tokens with Slack at this address."""

    url: str

    def bot_token(self, token: str) -> TokenCheck:
        """Whether it is the token of an installed app with all the scopes that the bot needs."""

        def ask(api: WebClient) -> TokenCheck:
            answer = api.auth_test()
            if ahead := off_by(answer.headers):
                return TokenCheck(clock_off(ahead), "refused")
            granted = {one.strip() for one in str(answer.headers.get("x-oauth-scopes", "")).split(",") if one.strip()}
            missing = [scope for scope in SCOPES if granted and scope not in granted]
            if missing:
                return TokenCheck(manifest_words.lacking(missing), "refused")
            return TokenCheck(manifest_words.workspace(str(answer.get("team", ""))), "taken")

        return self._ask(ask, token, manifest_words.BOT_REFUSED)

    def app_token(self, token: str, bot: str) -> TokenCheck:
        """Whether it can open Socket Mode, and belongs to the same app as the bot token."""

        def ask(api: WebClient) -> TokenCheck:
            api.apps_connections_open(app_token=token)
            return TokenCheck(manifest_words.SOCKET, "taken")

        named = _APP_OF.match(token)
        if named and (own := self._app_of(bot)) and own != named["app"]:
            return TokenCheck(manifest_words.other_app(app=named["app"], own=own), "refused")
        return self._ask(ask, token, manifest_words.APP_REFUSED)

    def _app_of(self, bot: str) -> str:
        """The id of the app that has this bot token; empty where Slack does not say."""
        api = WebClient(bot, base_url=self.url, timeout=ANSWERS_WITHIN, retry_handlers=[])
        try:
            bot_info: Any = api.bots_info(bot=str(api.auth_test().get("bot_id", ""))).get("bot") or {}
        except Exception:  # noqa: BLE001 - then the tokens are checked one by one
            return ""
        return str(bot_info.get("app_id", ""))

    def member(self, user: str, token: str) -> TokenCheck:
        """Whether somebody of the workspace has this id, and their name."""

        def ask(api: WebClient) -> TokenCheck:
            profile: Any = api.users_info(user=user).get("user") or {}
            if profile.get("is_bot") or profile.get("deleted"):
                return TokenCheck(manifest_words.NO_MEMBER, "refused")
            return TokenCheck(manifest_words.administrator(name=str(profile.get("real_name") or user)), "taken")

        return self._ask(ask, token, {"user_not_found": manifest_words.NO_MEMBER})

    def _ask(self, ask: Callable[[WebClient], TokenCheck], token: str, refusals: Mapping[str, str]) -> TokenCheck:
        try:
            return ask(WebClient(token, base_url=self.url, timeout=ANSWERS_WITHIN, retry_handlers=[]))
        except SlackApiError as problem:
            word = why(problem)
            return TokenCheck(refusals.get(word) or manifest_words.refused(word=word), "refused")
        except Exception as problem:  # noqa: BLE001 - whatever keeps us from Slack is the reason
            return TokenCheck(manifest_words.unreachable(word=why(problem)), "unreachable")
