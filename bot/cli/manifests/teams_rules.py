"""Microsoft's rules for the manifest of a Teams app and its icons, and a check against them."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.cli import check_words
from bot.cli.manifests.slack_rules import found, lengths, names
from bot.cli.manifests.teams import FOLDER, MANIFEST

LENGTHS = {
    "developer.name": (1, 32),
    "developer.websiteUrl": (1, 2048),
    "developer.privacyUrl": (1, 2048),
    "developer.termsOfUseUrl": (1, 2048),
    "name.short": (1, 30),
    "name.full": (1, 100),
    "description.short": (1, 80),
    "description.full": (1, 4000),
    "bots": (1, 1),
    "bots.*.scopes": (1, 4),
    "bots.*.commandLists": (1, 3),
    "bots.*.commandLists.*.scopes": (1, 4),
    "bots.*.commandLists.*.triggers": (1, 2),
    "bots.*.commandLists.*.commands": (1, 12),
    "bots.*.commandLists.*.commands.*.title": (1, 128),
    "bots.*.commandLists.*.commands.*.description": (1, 4000),
    "staticTabs": (1, 16),
    "staticTabs.*.entityId": (1, 64),
    "staticTabs.*.name": (1, 128),
    "staticTabs.*.contentUrl": (1, 2048),
    "composeExtensions": (1, 1),
    "composeExtensions.*.commands": (1, 10),
    "composeExtensions.*.commands.*.id": (1, 64),
    "composeExtensions.*.commands.*.title": (1, 32),
    "composeExtensions.*.commands.*.description": (1, 128),
    "composeExtensions.*.commands.*.parameters": (1, 5),
    "composeExtensions.*.commands.*.parameters.*.name": (1, 64),
    "composeExtensions.*.commands.*.parameters.*.title": (1, 32),
    "composeExtensions.*.commands.*.parameters.*.description": (1, 128),
    "permissions": (0, 2),
    "validDomains": (1, 100),
    "supportedChannelTypes": (0, 2),
}
"""Minimum and maximum length, in characters or entries. From Microsoft's published schema 1.30 of August 2026."""
KEYS = {
    "": "$schema manifestVersion version id developer name description icons accentColor bots staticTabs "
    "composeExtensions permissions validDomains webApplicationInfo defaultInstallScope defaultGroupCapability "
    "supportsChannelFeatures supportedChannelTypes",
    "developer": "name websiteUrl privacyUrl termsOfUseUrl",
    "name": "short full",
    "description": "short full",
    "icons": "color outline",
    "bots.*": "botId scopes isNotificationOnly supportsFiles supportsTargetedMessages commandLists",
    "bots.*.commandLists.*": "scopes triggers commands",
    "bots.*.commandLists.*.commands.*": "title description",
    "staticTabs.*": "entityId name contentUrl scopes",
    "composeExtensions.*": "botId commands",
    "composeExtensions.*.commands.*": "id type title description context initialRun fetchTask parameters",
    "composeExtensions.*.commands.*.parameters.*": "name title description inputType",
    "webApplicationInfo": "id resource",
    "defaultGroupCapability": "team groupchat",
}
GUID = "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
PATTERNS = {
    "manifestVersion": (re.escape(MANIFEST), MANIFEST),
    "$schema": (rf"https://\S+/v{re.escape(MANIFEST)}/\S+", f"the address of schema {MANIFEST}"),
    "version": (r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", "three numbers"),
    "id": (GUID, "an id of Microsoft Entra"),
    "bots.*.botId": (GUID, "an id of Microsoft Entra"),
    "developer.websiteUrl": (r"https://\S+", "an https address"),
    "developer.privacyUrl": (r"https://\S+", "an https address"),
    "developer.termsOfUseUrl": (r"https://\S+", "an https address"),
    "validDomains.*": (r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?", "a domain of our own, without a scheme or a star"),
    "bots.*.scopes.*": ("team|personal|groupChat", "a place where a bot can be"),
    "bots.*.commandLists.*.scopes.*": ("team|personal|groupChat", "a place where a bot can be"),
    "bots.*.commandLists.*.triggers.*": ("mention|slash", "a way to begin a command"),
    "composeExtensions.*.commands.*.type": ("query|action", "query or action"),
    "composeExtensions.*.commands.*.context.*": ("compose|commandBox|message", "a place for a command"),
    "staticTabs.*.scopes.*": ("personal", "personal"),
    "permissions.*": ("identity|messageTeamMembers", "a permission that there is"),
    "supportedChannelTypes.*": ("sharedChannels|privateChannels", "a kind of channel"),
    "defaultInstallScope": ("personal|team|groupChat", "a place where a bot can be"),
}
"""The pattern of the value at each path, and the same in words."""
ALONE = {
    "bots.*.commandLists.*.commands.*.title",
    "composeExtensions.*.commands.*.id",
    "staticTabs.*.entityId",
    "validDomains.*",
}
OF_TEAMS = {"conversations", "about"}
"""Tabs that Teams makes itself: they have neither a name nor an address of ours."""
SIZES = {"color": 192, "outline": 32}


def complaints(manifest: dict[str, Any], icons: Path = FOLDER) -> list[str]:
    """What Teams would reject in our manifest and its icons, a sentence each; empty where it accepts them."""
    return [
        *lengths(manifest, LENGTHS),
        *names(manifest, KEYS),
        *_patterns(manifest),
        *_twice(manifest),
        *_addresses(manifest),
        *_together(manifest),
        *_commands(manifest),
        *(it for kind, size in SIZES.items() for it in _icon(icons / manifest["icons"][kind], size)),
    ]


def _patterns(manifest: dict[str, Any]) -> Iterator[str]:
    yield from (
        check_words.not_as(path=path, found=it, wanted=wanted)
        for path, (pattern, wanted) in PATTERNS.items()
        for it in found(manifest, path)
        if not re.fullmatch(pattern, it)
    )
    if not re.fullmatch("#[0-9a-fA-F]{6}", manifest["accentColor"]):
        yield check_words.no_color(said=manifest["accentColor"])


def _twice(manifest: dict[str, Any]) -> Iterator[str]:
    for path in sorted(ALONE):
        counted = Counter(found(manifest, path))
        yield from (check_words.twice(path=path, found=name) for name, number in counted.items() if number > 1)


def _addresses(manifest: dict[str, Any]) -> Iterator[str]:
    """Each tab opens an https address of one of ``validDomains``, and sign-in is for one of these too."""
    domains = manifest["validDomains"]
    for tab in manifest["staticTabs"]:
        address, named = tab.get("contentUrl", ""), [tab.get("name"), tab.get("contentUrl")]
        if any(named) if tab["entityId"] in OF_TEAMS else not all(named):
            yield check_words.not_as(
                path="staticTabs", found=tab["entityId"], wanted="named and addressed, unless Teams makes it itself"
            )
        elif address and (not address.startswith("https://") or urlsplit(address).netloc not in domains):
            yield check_words.not_as(
                path="staticTabs.contentUrl", found=address, wanted="an https address of one of validDomains"
            )
    info = manifest["webApplicationInfo"]
    if info["resource"] not in {f"api://{domain}/{info['id']}" for domain in domains}:
        yield check_words.not_as(
            path="webApplicationInfo.resource", found=info["resource"], wanted="api://, a valid domain, and the id"
        )


def _together(manifest: dict[str, Any]) -> Iterator[str]:
    """Entries that must agree with each other: ids, scopes and features."""
    ids = {*found(manifest, "bots.*.botId"), *found(manifest, "composeExtensions.*.botId")}
    if ids != {manifest["webApplicationInfo"]["id"]}:
        yield check_words.not_as(path="botId", found=sorted(ids), wanted="the same wherever it stands")
    for bot in manifest["bots"]:
        if "team" in bot["scopes"] and manifest.get("supportsChannelFeatures") != "tier1":
            yield check_words.not_as(
                path="supportsChannelFeatures", found=manifest.get("supportsChannelFeatures"), wanted="tier1 for teams"
            )
        for listed in bot["commandLists"]:
            if not set(listed["scopes"]) <= set(bot["scopes"]):
                yield check_words.not_as(
                    path="commandLists.scopes", found=listed["scopes"], wanted="among those of the bot"
                )
            if "slash" in listed["triggers"] and not bot["supportsTargetedMessages"]:
                yield check_words.not_as(
                    path="supportsTargetedMessages", found=False, wanted="true where commands begin with a slash"
                )


def _commands(manifest: dict[str, Any]) -> Iterator[str]:
    """A search has parameters and is not offered on a message; an action opens something."""
    for command in found(manifest, "composeExtensions.*.commands.*"):
        if command["type"] == "query" and (not command.get("parameters") or "message" in command["context"]):
            yield check_words.not_as(
                path=command["id"], found="a search", wanted="one with words to look for, and not on a message"
            )
        if command["type"] == "action" and not (command.get("fetchTask") or command.get("parameters")):
            yield check_words.not_as(path=command["id"], found="an action", wanted="one that opens something")


def _icon(file: Path, size: int) -> Iterator[str]:
    head = file.read_bytes()[:26] if file.is_file() else b""
    expected = (size.to_bytes(4) * 2) + b"\x08\x06"
    if head[:8] != b"\x89PNG\r\n\x1a\n" or head[16:26] != expected:
        yield check_words.icon(name=file.name, wanted=f"a PNG of {size} × {size} pixels with a transparency channel")
