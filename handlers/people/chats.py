"""The chats that people come from: the only module below bot/ that knows them by name."""

from collections.abc import Callable

from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import catalog
from handlers.people.page_people import email_of, page_id

messages = catalog(__file__)

PREFIXES = ("slack", "teams")
"""How the ids of people and places begin, before a colon."""
PREFIX = "|".join(PREFIXES)
_ID = re.compile(r"slack:[UW][A-Z0-9]+|teams:\S+", re.IGNORECASE)
"""A person of a workspace or tenant; an account name at a terminal is no such id."""
_SAID_ID = re.compile(r"(?<!\w)slack:[UW][A-Z0-9]+")
_ENTRA = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(\|[^<>]*)?>")
"""A mention as Slack writes it in a text."""
TAB = "teams"
"""The surface that shows the board as a tab."""

# What somebody is told who has to do something in their chat.
HOW_TO_NAME = messages.how_to_name
HOW_TO_GET_A_LINK = messages.how_to_get_a_link
WHO_MAY_BEGIN = messages.who_may_begin
"""Who may become the first administrator, as part of a sentence."""


def read_id(text: str) -> str:
    """The id in its stored spelling; empty where the text is no id."""
    if email := email_of(text):
        return page_id(email)
    chat, _, own = text.strip().partition(":")
    if not _ID.fullmatch(text.strip()):
        return ""
    if chat.lower() == "slack":
        return f"slack:{own.upper()}"
    return f"teams:{own.lower() if _ENTRA.fullmatch(own) else own}"


def read_mention(text: str) -> str:
    """The id of the person who is mentioned; empty where the text is no mention."""
    found = _MENTION.fullmatch(text.strip())
    return f"slack:{found[1]}" if found else ""


def replace_ids(text: str, name: Callable[[str], str]) -> str:
    """The text with what ``name`` gives for the id of each person in it, also of a mention."""
    said = _MENTION.sub(lambda found: f"slack:{found[1]}", text)
    return _SAID_ID.sub(lambda found: name(read_id(found[0])), said)


def is_from_a_chat(id: str) -> bool:
    """Whether the id is that of somebody in a chat, and no account at a terminal."""
    return id.startswith(tuple(f"{prefix}:" for prefix in PREFIXES))


def by_address(surface: str) -> str:
    """What a role given to an e-mail address is worth in the chat in which it was given; empty elsewhere."""
    chat = {"slack": "Slack", "teams": "Teams"}.get(surface)
    return messages.for_the_page(chat=chat) if chat else ""


def unnamed(id: str) -> str:
    """What to call somebody whom we can write to in a chat that has not told us their name, within a sentence."""
    return "someone in Teams" if id.startswith("teams:") else "someone in Slack"


def nameless(id: str) -> str:
    """What to call somebody whose name no chat has told us, within a sentence."""
    return "a colleague who does not have the app yet" if id.startswith("teams:") else "a colleague I do not know yet"
