"""The sentences about who may do what, and about people's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from handlers.people.chats import HOW_TO_NAME, WHO_MAY_BEGIN, is_from_a_chat, nameless, unnamed
from handlers.people.page_people import email_of
from storage.records import Person, Role

# Who may do what.
NAMES: Mapping[Role, str] = {
    Role.ADMIN: "administrator",
    Role.PRIVACY: "privacy team",
    Role.STAFF: "staff",
    Role.EVERYONE: "no role",
}
LEADS = "privacy lead"
MAY: Mapping[Role, str] = {
    Role.ADMIN: "change settings and roles, erase, and do everything the privacy team may do",
    Role.PRIVACY: "log, correct, mark done, export, and do everything staff may do",
    Role.STAFF: "look up records and ask about the law",
    Role.EVERYONE: "ask about the law",
}
OUTSIDERS = (
    "Here I can answer questions about the law only. The district's records are for its own people, not for guests or "
    "people from other organizations."
)
TOO_PUBLIC = (
    "I cannot do that here: too many people would see it. Send me a direct message, or use the privacy team's own "
    "channel or chat. Questions about the law are welcome here."
)
MOST_NAMED, MOST_LISTED = 5, 20
YOU = "you"
UNNAMED_PLACE = "a channel or chat without a name"

# The list, giving and taking.
ROLES_TITLE = "Who may do what"
GRANT, GRANT_TITLE = "Give the role", "Give a role"
BY_SETTINGS = "by the settings"
ASK_ADMIN = "Ask your administrator."
NOBODY = "nobody yet"
OUTSIDE = "Guests and people from outside"
OUTSIDE_MAY = "ask about the law, whatever role they have"
REST = "Everybody else in the district"

# The district's setup.
SETUP_TITLE = "The district's setup"


def called(person: Person) -> str:
    """A person's name, to begin a sentence; at a terminal their account; else what to call somebody without a name."""
    if person.name or not is_from_a_chat(person.id):
        return person.name or person.id
    found = unnamed(person.id) if person.place else nameless(person.id)
    return f"{found[:1].upper()}{found[1:]}"


def listed(person: Person, people: Iterable[Person], reader: str) -> str:
    """A person in the list of roles; told apart from others of the same name, if there are any."""
    name = YOU if person.id == reader and not person.name else called(person)
    alike = person.name and sum(one.name.casefold() == name.casefold() for one in people) > 1
    return f"{name} ({told_apart(person.id)})" if alike else name if person.name else f"{name[:1].lower()}{name[1:]}"


def told_apart(id: str) -> str:
    """What tells somebody from others of the same name: their e-mail, or else the id that a chat gives them."""
    return email_of(id) or id


def together(names: Sequence[str], most: int, joint: str = "or") -> str:
    """Names in one line: 'Ana Ruiz or Sam Lee'."""
    shown = [*names[:most], *([f"{len(names) - most} more"] if len(names) > most else [])]
    return f" {joint} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def unknown(text: str, near: Sequence[str]) -> str:
    """Nobody on file has that name; a similar name may be meant."""
    meant = f"Do you mean {together([name[:60] for name in near], MOST_NAMED)}? " if near else ""
    return f"I do not know anyone called '{text[:60]}'. {meant}{HOW_TO_NAME}"


def no_place(lead: str) -> str:
    """Where the team's reminders go while no channel is set; ``lead`` is the one who reads them, empty for the page."""
    return (
        f"No channel is set for reminders, so they go {_instead(lead)}. "
        "An administrator can set one: in the channel, type setup place: here."
    )


def no_channel(lead: str) -> str:
    """Where reminders go while no channel is set, in one line."""
    return f"Reminders go {_instead(lead)}: no channel is set."


def _instead(lead: str) -> str:
    return f"to {lead} alone" if lead else "on the bot's page only"


def unreached(owner: str, told: str) -> str:
    """Reminders to the owner reach nobody; who reads them instead, empty for the team."""
    return f"I cannot message {owner[:100]}, so I will remind {told or 'the privacy team'} instead."


def for_owner(owner: str) -> str:
    """Why the lead gets a reminder that is for somebody else."""
    return f"This is for {owner[:100]}, but I cannot message them. Please tell them, or give it to someone else."


def several(text: str, ids: Sequence[str]) -> str:
    """More than one person has that name."""
    apart = together([told_apart(id) for id in ids], MOST_NAMED, "and")
    return f"Several people are called '{text.strip()[:60]}': {apart}. Write which one."


def ask(names: Sequence[str], role: Role) -> str:
    """Whom to ask for what one's own role does not allow."""
    return f"Ask {together(names, MOST_NAMED)} ({NAMES[role]})."


def others(number: int) -> str:
    """Administrators whose names this district does not have."""
    return f"{number} whose names this district does not have ({BY_SETTINGS})"


def holders(role: Role, names: Sequence[str]) -> str:
    """A role, those who have it, and what it allows."""
    held = together(names, MOST_LISTED, "and") if names else NOBODY
    return f"{NAMES[role].capitalize()} ({MAY[role]}): {held}"[:1500]


QUESTION = "Nobody administers the bot in your district yet. Are you the one who sets it up?"
I_DO, NOT_I = "I administer it", "Somebody else will"
NOBODY_YET = (
    "Nobody administers the bot in your district yet. The person who sets it up types administer to me: "
    f"{WHO_MAY_BEGIN}. Or the person who runs the bot names an administrator in DPA_ADMINS."
)
# The welcome of those who ask and look up.
STAFF_ASKS = ("May I use this app?", "A vendor told us of a breach", "What must a contract contain?")
