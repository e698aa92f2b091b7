"""What ``dpa connect teams`` asks."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.chat.token_check import TokenCheck
from bot.cli.connect import words
from bot.cli.connect.questions import Answers, PromptGroup, SettingPrompt
from bot.settings import Settings
from bot.settings.kinds import GUID
from bot.teams.connector.account import Account
from bot.teams.connector.check import check_account

APP, TENANT, SECRET, TYPE = "MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword", "MicrosoftAppType"
ADMINS, URL, PUBLISHER = "DPA_ADMINS", "DPA_URL", "DPA_PUBLISHER"
ONE_TENANT = "SingleTenant"


def teams_steps(settings: Settings) -> tuple[PromptGroup, ...]:
    """The steps; ``settings`` say where Microsoft is."""

    def check(kept: Answers) -> TokenCheck:
        tenant = kept[TENANT] if kept.get(TYPE, ONE_TENANT) == ONE_TENANT else ""
        account = Account(kept[APP].lower(), kept[SECRET], tenant.lower())
        return check_account(replace(account, login=settings.login))

    return (
        PromptGroup(
            (
                SettingPrompt(APP, words.APP_ID),
                SettingPrompt(TENANT, words.TENANT_ID),
                SettingPrompt(SECRET, words.SECRET_VALUE, secret=True),
            ),
            check,
        ),
        PromptGroup((SettingPrompt(URL, words.URL_OF_TEAMS),)),
        PromptGroup((SettingPrompt(ADMINS, words.OBJECT_ID, needed=False, completed=_person),)),
        PromptGroup((SettingPrompt(PUBLISHER, words.PUBLISHER, needed=False),)),
    )


def _person(said: str, before: str) -> str:
    """An object ID gets the chat's name before it; administrators in another chat stay."""
    id = f"teams:{said.lower()}" if re.fullmatch(GUID, said, re.ASCII | re.IGNORECASE) else said
    others = [one.strip() for one in before.split(",") if one.strip() and not one.strip().startswith("teams:")]
    return ",".join([*others, id])
