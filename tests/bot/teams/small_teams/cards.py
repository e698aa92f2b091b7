"""What is in a card that the bot sent?"""

import json
from typing import Any

from tests.bot.teams.small_teams.world import CARD, Json


def _walk(found: Any) -> Any:
    if isinstance(found, dict):
        yield found
        for value in found.values():
            yield from _walk(value)
    elif isinstance(found, list):
        for one in found:
            yield from _walk(one)


def card(message: Json) -> Json:
    """The first Adaptive Card of a message; a card is one itself."""
    if message.get("type") == "AdaptiveCard":
        return message
    return next(one["content"] for one in message["attachments"] if one["contentType"] == CARD)


def buttons(on: Json) -> list[Json]:
    """The actions of a card or of a message's card, in their order; fallbacks left out."""
    found = []
    for one in _walk({k: v for k, v in card(on).items() if k != "fallback"}):
        found += one.get("actions", [])
        found += [one["selectAction"]] if one.get("selectAction") else []
    return [one for one in found if one["type"] in {"Action.Execute", "Action.Submit", "Action.OpenUrl"}]


def button(label: str, on: Json) -> Json:
    """The action whose title has this in it."""
    return next(one for one in buttons(on) if label in one.get("title", ""))


def inputs(on: Json) -> dict[str, Json]:
    """The inputs of a card by id."""
    return {one["id"]: one for one in _walk(card(on)) if str(one.get("type", "")).startswith("Input.")}


def words(message: Json) -> str:
    """Everything that a message or a card says."""
    return json.dumps(message, ensure_ascii=False)
