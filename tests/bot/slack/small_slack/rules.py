"""What does the small local Slack refuse, as Slack does? The limits are Slack's published ones."""

from collections.abc import Iterator
from typing import Any

SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "conversations.open": "im:write",
    "bots.info": "users:read",
    "users.info": "users:read",
    "files.info": "files:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "assistant.threads.setStatus": "assistant:write",
    "assistant.threads.setTitle": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
}
"""What a token needs for each method; reading a conversation needs a scope of its kind, see `scope_of`."""
KINDS = {"C": "channels", "G": "groups", "D": "im", "M": "mpim"}

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_TEXT = 40_000
MOST_IN_BLOCKS = 13_200
LENGTHS = {
    ("header", "text"): 150,
    ("section", "text"): 3000,
    ("button", "text"): 75,
    ("button", "value"): 2000,
    ("button", "url"): 3000,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("option", "text"): 75,
    ("option", "value"): 150,
    ("option", "description"): 75,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("modal", "private_metadata"): 3000,
    ("modal", "callback_id"): 255,
    ("home", "private_metadata"): 3000,
    ("home", "callback_id"): 255,
    ("confirm", "title"): 100,
    ("confirm", "text"): 300,
    ("confirm", "confirm"): 30,
    ("confirm", "deny"): 30,
}
MOST = {
    ("actions", "elements"): 25,
    ("context", "elements"): 10,
    ("section", "fields"): 10,
    ("static_select", "options"): 100,
    ("multi_static_select", "options"): 100,
    ("checkboxes", "options"): 10,
    ("radio_buttons", "options"): 10,
    ("overflow", "options"): 5,
}
BLOCKS = {
    "message": set("actions context divider file header image input markdown rich_text section table".split()),
    "modal": set("actions context divider header image input rich_text section".split()),
    "home": set("actions context divider header image input rich_text section".split()),
}
ELEMENTS = set(
    "button checkboxes datepicker datetimepicker email_text_input feedback_buttons file_input image mrkdwn "
    "multi_static_select multi_users_select number_input overflow plain_text plain_text_input radio_buttons rich_text "
    "rich_text_input rich_text_list rich_text_preformatted rich_text_quote rich_text_section static_select timepicker "
    "url_text_input users_select text link emoji user usergroup channel broadcast color date".split()
)


def scope_of(method: str, channel: dict[str, Any] | None) -> str:
    """The scope a call needs; empty where none."""
    if method in {"conversations.info", "conversations.members"} and channel:
        return f"{_kind(channel)}:read"
    if method in {"conversations.history", "conversations.replies"} and channel:
        return f"{_kind(channel)}:history"
    return SCOPES.get(method, "")


def complaints(blocks: list[dict[str, Any]], where: str) -> list[str]:
    """What Slack would say of the blocks of a message, a modal or a home; empty where it takes them."""
    found = [f"more than {MOST_BLOCKS[where]} blocks"] if len(blocks) > MOST_BLOCKS[where] else []
    for block in blocks:
        if block.get("type") not in BLOCKS[where]:
            found.append(f"no block {block.get('type')!r} in a {where}")
        found += list(_of_one(block))
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    found += ["a block_id twice"] if len(ids) != len(set(ids)) else []
    for block in blocks:
        actions = [element["action_id"] for element in block.get("elements", []) if element.get("action_id")]
        found += ["an action_id twice in a block"] if len(actions) != len(set(actions)) else []
    if where == "message" and sum(map(_letters, blocks)) > MOST_IN_BLOCKS:
        found.append("msg_blocks_too_long")
    return found


def view_complaints(view: dict[str, Any]) -> list[str]:
    """The same of a view, with its title and its data."""
    found = complaints(view.get("blocks", []), view["type"]) + list(_too_long(view))
    if view["type"] == "modal" and not view.get("title"):
        found.append("a modal without a title")
    if view["type"] == "modal" and any(b["type"] == "input" for b in view["blocks"]) and not view.get("submit"):
        found.append("inputs without a submit")
    return found


def _kind(channel: dict[str, Any]) -> str:
    return "groups" if channel.get("is_private") and channel["id"][0] == "C" else KINDS[channel["id"][0]]


def _of_one(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _of_one(item)
    if not isinstance(part, dict) or part.get("type") == "data_visualization":
        return  # a block that this Slack does not know, as a workspace that it has not reached
    yield from _too_long(part)
    for name in ("block_id", "action_id"):
        if not 0 < len(part.get(name, "x")) <= 255:
            yield f"a {name} of {len(part[name])} characters"
    for (kind, name), most in MOST.items():
        if part.get("type") == kind and name in part and not 0 < len(part[name]) <= most:
            yield f"{len(part[name])} {name} in {kind}"
    for name, inner in part.items():
        for item in inner if isinstance(inner, list) else [inner]:
            if name in {"elements", "element", "accessory"} and item.get("type") not in ELEMENTS:
                yield f"no element {item.get('type')!r}"
        if name != "metadata":
            yield from _of_one(inner)


def _too_long(part: dict[str, Any]) -> Iterator[str]:
    kind = part.get("type") or ("option" if "value" in part else "confirm" if "deny" in part else "")
    if kind == "rich_text" or kind.startswith("rich_text_"):
        if "elements" not in part:
            yield f"{kind} without elements"
        return
    for (of, name), most in LENGTHS.items():
        if of == kind and name in part:
            text = part[name]["text"] if isinstance(part[name], dict) else part[name]
            if not text and name in {"text", "label", "title"}:
                yield f"an empty {name} in {kind}"
            if len(text) > most:
                yield f"{len(text)} characters in {name} of {kind}, at most {most}"
    if kind in {"text", "link"} and not part.get("text", "x"):
        yield f"an empty {kind}"


def _letters(part: Any) -> int:
    if isinstance(part, list):
        return sum(map(_letters, part))
    if isinstance(part, dict):
        own = part.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(
            _letters(inner) for inner in part.values() if not isinstance(inner, str)
        )
    return 0
