"""The manifest of the Teams app, and the package that is uploaded."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.teams import words
from bot.teams.client import ASK_ABOUT_THIS, BOARD, SEARCH, TAB, TRACK_THIS, WORDS
from handlers.commands import COMMANDS
from handlers.help.replies import grouped, most_used

VERSION = "1.1.0"
"""Version of the package: Teams takes an upload as an update only where this is higher."""
MANIFEST = "1.30"
"""The newest version of Microsoft's schema; slash commands need 1.29."""
EXAMPLE_URL, EXAMPLE_ID = "https://dpa.example.org", "00000000-0000-4000-8000-000000000000"
"""The values in the manifest that is kept on disk."""
ICONS = {"color": "color.png", "outline": "outline.png"}
FOLDER = Path(__file__).parent
COLOR = "#1d4e89"
SCOPES = ("personal", "team", "groupChat")
A_LIST, MOST_LISTS = 12, 3
"""Commands in one list, and lists, that Teams allows."""


@dataclass(frozen=True, slots=True)
class TeamsApp:
    """The values of one district's app; what is left empty is an example, or the bot's own.

    ``url`` is where Teams reaches the bot, ``about`` a page about it, ``publisher`` who the app is from.
    """

    url: str = ""
    app_id: str = ""
    about: str = ""
    publisher: str = ""


EXAMPLE_APP = TeamsApp()


def teams(app: TeamsApp = EXAMPLE_APP) -> dict[str, Any]:
    """The manifest."""
    url, app_id = app.url or EXAMPLE_URL, app.app_id or EXAMPLE_ID
    about, publisher = app.about or f"{url}/about", app.publisher or words.DEVELOPER
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST}/MicrosoftTeams.schema.json",
        "manifestVersion": MANIFEST,
        "version": VERSION,
        "id": app_id,
        "developer": {"name": publisher, "websiteUrl": about, "privacyUrl": about, "termsOfUseUrl": about},
        "name": {"short": words.NAME, "full": words.FULL_NAME},
        "description": {"short": words.SHORT, "full": words.FULL},
        "icons": ICONS,
        "accentColor": COLOR,
        "bots": [_bot(app_id)],
        "staticTabs": list(_tabs(url)),
        "composeExtensions": [_extension(app_id)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(url).netloc],
        "webApplicationInfo": {"id": app_id, "resource": f"api://{urlsplit(url).netloc}/{app_id}"},
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        # From 1.25 on, every app for teams must say that it supports private and shared channels.
        "supportsChannelFeatures": "tier1",
        "supportedChannelTypes": ["privateChannels", "sharedChannels"],
    }


def _bot(app_id: str) -> dict[str, Any]:
    return {
        "botId": app_id,
        "scopes": list(SCOPES),
        "isNotificationOnly": False,
        "supportsFiles": True,
        "supportsTargetedMessages": True,
        "commandLists": list(_lists()),
    }


def _lists() -> Iterator[dict[str, Any]]:
    """The commands that ``help`` lists, the most used first; those beyond Teams' limit can still be typed."""
    groups = [commands for _, commands in grouped(COMMANDS.values())]
    used = [one for _, one in most_used(COMMANDS.values())]
    ordered = list({one.name: one for one in (*groups[0], *used, *chain.from_iterable(groups))}.values())
    for start in range(0, min(len(ordered), A_LIST * MOST_LISTS), A_LIST):
        listed = ordered[start : start + A_LIST]
        yield {
            "scopes": list(SCOPES),
            "triggers": ["mention", "slash"],
            "commands": [
                {"title": one.name, "description": words.command(usage=one.usage, help=one.help)} for one in listed
            ],
        }


def _tabs(url: str) -> Iterator[dict[str, Any]]:
    """The chat first, which Teams names itself, then the board and About."""
    yield {"entityId": "conversations", "scopes": ["personal"]}
    yield {"entityId": BOARD, "name": words.BOARD, "contentUrl": f"{url}{TAB}", "scopes": ["personal"]}
    yield {"entityId": "about", "scopes": ["personal"]}


def _extension(app_id: str) -> dict[str, Any]:
    parameter = {"name": WORDS, "title": words.WORDS, "description": words.HELP_WORDS, "inputType": "text"}
    search = {"id": SEARCH, "type": "query", "title": words.SEARCH, "description": words.HELP_SEARCH}
    on_message = {"type": "action", "context": ["message"], "fetchTask": True}
    actions = (
        (ASK_ABOUT_THIS, words.ASK_ABOUT_THIS, words.HELP_ASK_ABOUT_THIS),
        (TRACK_THIS, words.TRACK_THIS, words.HELP_TRACK_THIS),
    )
    return {
        "botId": app_id,
        "commands": [
            {**search, "context": ["compose", "commandBox"], "initialRun": True, "parameters": [parameter]},
            *({"id": id, "title": title, "description": help, **on_message} for id, title, help in actions),
        ],
    }


def text(made: dict[str, Any]) -> str:
    """The manifest as the text of a file."""
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def package(made: dict[str, Any], icons: Path = FOLDER) -> bytes:
    """The zip that is uploaded: the same bytes each time. Raises OSError where an icon cannot be read."""
    files = {"manifest.json": text(made).encode(), **{name: (icons / name).read_bytes() for name in ICONS.values()}}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # its date is fixed at 1980, so that the bytes stay the same
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            zipped.writestr(entry, content)
    return buffer.getvalue()
