"""What ``dpa connect slack`` asks."""

from __future__ import annotations

import re

from bot.chat.token_check import TokenCheck
from bot.cli.connect import words
from bot.cli.connect.questions import Answers, PromptGroup, SettingPrompt
from bot.settings import Settings
from bot.slack.connect.check import SlackCheck

BOT, APP, SIGNING = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
ADMINS, URL = "DPA_ADMINS", "DPA_URL"


def slack_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The steps; ``settings`` say where Slack is."""
    slack = SlackCheck(settings.slack_api_url)
    return (
        PromptGroup((SettingPrompt(BOT, words.FOR_BOT, secret=True),), lambda kept: slack.bot_token(kept[BOT])),
        PromptGroup(
            (SettingPrompt(APP, words.APP_OR_SIGNING, secret=True, named=_app_or_signing, instead_of=(APP, SIGNING)),),
            lambda kept: slack.app_token(kept[APP], kept[BOT]) if kept.get(APP) else None,
        ),
        PromptGroup((SettingPrompt(URL, words.URL_OF_SLACK, needed=False, when=lambda kept: bool(kept.get(SIGNING))),)),
        PromptGroup(
            (SettingPrompt(ADMINS, words.MEMBER, needed=False, completed=_member),), lambda kept: _admin(slack, kept)
        ),
    )


def _app_or_signing(said: str) -> str:
    return APP if said.startswith("xapp-") else SIGNING


def _member(said: str, before: str) -> str:
    """An ID as Slack shows it gets the chat's name before it; administrators in another chat stay."""
    id = f"slack:{said.upper()}" if re.fullmatch(r"[UW][A-Z0-9]+", said, re.ASCII | re.IGNORECASE) else said
    others = [one.strip() for one in before.split(",") if one.strip() and not one.strip().startswith("slack:")]
    return ",".join([*others, id])


def _admin(slack: SlackCheck, kept: Answers) -> TokenCheck | None:
    """Whether Slack knows them; the last one typed is asked for."""
    found = [one.strip() for one in kept.get(ADMINS, "").split(",") if one.strip().startswith("slack:")]
    return slack.member(found[-1].removeprefix("slack:"), kept[BOT]) if found else None
