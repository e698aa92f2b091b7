"""Slack's rules for a manifest, and a check against them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cli import check_words

LENGTHS = {
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "display_information.long_description": (175, 4000),
    "features.bot_user.display_name": (1, 80),
    "features.agent_view.agent_description": (1, 300),
    "features.agent_view.suggested_prompts": (1, 4),
    "features.shortcuts": (1, 10),
    "features.shortcuts.*.name": (1, 24),
    "features.shortcuts.*.callback_id": (1, 255),
    "features.shortcuts.*.description": (1, 150),
    "features.slash_commands": (1, 50),
    "features.slash_commands.*.command": (2, 32),
    "features.slash_commands.*.description": (1, 2000),
    "features.slash_commands.*.usage_hint": (1, 1000),
    "oauth_config.scopes.bot": (1, 255),
    "oauth_config.scopes.bot_optional": (1, 255),
    "settings.event_subscriptions.bot_events": (1, 100),
}
"""Minimum and maximum length, in characters or entries. From Slack's published schema of July 2026."""
KEYS = {
    "": "_metadata display_information features oauth_config settings",
    "_metadata": "major_version minor_version",
    "display_information": "name description long_description background_color",
    "features": "app_home bot_user agent_view shortcuts slash_commands",
    "features.app_home": "home_tab_enabled messages_tab_enabled messages_tab_read_only_enabled",
    "features.bot_user": "display_name always_online",
    "features.agent_view": "agent_description suggested_prompts actions",
    "features.agent_view.suggested_prompts.*": "title message",
    "features.shortcuts.*": "name type callback_id description",
    "features.slash_commands.*": "command url description usage_hint should_escape",
    "oauth_config": "redirect_urls scopes",
    "oauth_config.scopes": "bot bot_optional",
    "settings": "event_subscriptions interactivity org_deploy_enabled socket_mode_enabled token_rotation_enabled",
    "settings.event_subscriptions": "request_url bot_events",
    "settings.interactivity": "is_enabled request_url",
}


ADDRESSES = (
    "features.slash_commands.*.url",
    "oauth_config.redirect_urls.*",
    "settings.event_subscriptions.request_url",
    "settings.interactivity.request_url",
)


def complaints(manifest: dict[str, Any]) -> list[str]:
    """What Slack would reject in our manifest, a sentence each; empty where it accepts it."""
    return [
        *lengths(manifest, LENGTHS),
        *names(manifest, KEYS),
        *(
            check_words.no_command(said=it)
            for it in found(manifest, "features.slash_commands.*.command")
            if it[0] != "/"
        ),
        *_addresses(manifest),
        *_scopes(manifest),
        *(
            check_words.no_color(said=it)
            for it in found(manifest, "display_information.background_color")
            if not re.fullmatch("#[0-9a-f]{6}", it)
        ),
    ]


def found(value: Any, path: str) -> Iterator[Any]:
    """The values at a path; ``*`` stands for each entry of a list."""
    name, _, rest = path.partition(".")
    if not name:
        yield value
    elif name == "*":
        for entry in value:
            yield from found(entry, rest)
    else:
        yield from found(value[name], rest) if name in value else ()


def lengths(manifest: dict[str, Any], kept: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """A complaint for each value that is shorter or longer than ``kept`` allows, by path."""
    for path, (least, most) in kept.items():
        for value in found(manifest, path):
            if not least <= len(value) <= most:
                yield check_words.length(path=path, found=len(value), least=least, most=most)


def names(manifest: dict[str, Any], taken: Mapping[str, str]) -> Iterator[str]:
    """A complaint for each object with keys that are not among those ``taken`` there, by path."""
    for path, known in taken.items():
        for value in found(manifest, path):
            if unknown := set(value) - set(known.split()):
                yield check_words.unknown(path, unknown)


def _addresses(manifest: dict[str, Any]) -> Iterator[str]:
    addresses = [it for path in ADDRESSES for it in found(manifest, path)]
    yield from (check_words.no_address(said=it) for it in addresses if not it.startswith("https://"))
    if manifest["settings"]["socket_mode_enabled"] == bool(addresses):
        yield check_words.ADDRESSES


def _scopes(manifest: dict[str, Any]) -> Iterator[str]:
    scopes = manifest["oauth_config"]["scopes"]
    if not set(scopes["bot_optional"]) <= set(scopes["bot"]):
        yield check_words.OPTIONAL_UNASKED
