"""Asks Microsoft whether it takes an app's ID and secret that somebody pasted."""

from __future__ import annotations

import re

import requests
from msal.exceptions import MsalError

from bot.chat.token_check import TokenCheck
from bot.teams import connect_words as words
from bot.teams.connector.account import Account
from bot.teams.connector.tokens import Tokens

_CODE = re.compile(r"AADSTS(\d+)")


def check_account(account: Account) -> TokenCheck:
    """Whether Microsoft gives this registration a token. Blocks for some seconds."""
    try:
        found = Tokens(account).acquire()
    except (requests.RequestException, MsalError, ValueError, RuntimeError) as problem:
        code = _CODE.search(str(problem))  # msal tells of an unknown tenant by an error
        says = words.REFUSED.get(code[1]) if code else ""
        return TokenCheck(says or words.unreachable(type(problem).__name__), "refused" if says else "unreachable")
    if "access_token" in found:
        return TokenCheck(words.TAKEN, "taken")
    codes = [str(code) for code in found.get("error_codes", ())]
    known = [words.REFUSED[code] for code in codes if code in words.REFUSED]
    return TokenCheck(known[0] if known else words.refused(str(found.get("error", ""))[:80], codes), "refused")
