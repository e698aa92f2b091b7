"""Which sentences do people read about who may do what, and about the district's setup?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.dialogue.reply import FieldKind
from storage.records import Person, Role

# Who may do what.
NAMES: Mapping[Role, str] = {
    Role.ADMIN: "administrator",
    Role.PRIVACY: "privacy team",
    Role.STAFF: "staff",
    Role.EVERYONE: "no role",
}
GIVEN: tuple[tuple[str, str], ...] = (("staff", "Staff"), ("privacy", "Privacy team"), ("admin", "Administrator"))
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

# The list, giving and taking.
ROLES_TITLE = "Who may do what"
GRANT, GRANT_TITLE = "Give the role", "Give a role"
GRANT_FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "person": ("Person", "person"),
    "role": ("Role", "one"),
    "name": ("Name, as people know them", "text"),
}
PERSON_HINT = "@mention them, or type their full name if I have met them."
ONE_ROLE = "Choose one: staff, privacy or admin."
NAME_HINT = "Shown to others so that they know whom to ask. Leave it blank to keep the current name."
BY_SETTINGS = "by the settings"
ASK_ADMIN = "Ask your administrator."
NOBODY = "nobody yet"
OUTSIDE = "Guests and people from outside"
OUTSIDE_MAY = "ask about the law, whatever role they have"
REST = "Everybody else in the district"

# The district's setup.
SETUP_TITLE, SETUP_SAVE, SETUP_CHANGE = "The district's setup", "Save the setup", "Change it"
SETUP_FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "district": ("Name of the district", "text"),
    "site": ("Web page that lists its contracts", "link"),
    "place": ("Where the privacy team gets posts", "one"),
    "lead": ("Privacy lead", "person"),
    "superintendent": ("Superintendent", "person"),
    "zone": ("Time zone", "text"),
    "morning": ("Post no earlier than", "text"),
    "evening": ("Post no later than", "text"),
    "closures": ("Days the district is closed", "long"),
    "before": ("Remind this many days before a date", "text"),
    "members": ("Everyone in the district may", "one"),
}
SETUP_HINTS: Mapping[str, str] = {
    "district": "As it should read in notices.",
    "place": "A private channel or chat. Type 'here' for the one you are in now.",
    "lead": PERSON_HINT,
    "superintendent": f"Reminded last, of what is long overdue. {PERSON_HINT}",
    "zone": "For example America/New_York.",
    "closures": "For example 2026-12-24 to 2027-01-01, 2027-02-15. They change when I post, never a legal date.",
    "before": "For example 3, 1.",
}
PAGE, PAGE_LABEL = "page", "On the page only"
MEMBERS: tuple[tuple[str, str], ...] = (("staff", "Look up records"), ("everyone", "Ask about the law only"))
SETUP_SAVED = "Saved."
SETUP_SAME = "That is how it is already; nothing was changed."
AGAIN = "This was already saved. It was not saved twice."
HERE_UNKNOWN = "I cannot post here on my own yet. Add me to this channel or chat first, or choose another."
PLACE_PUBLIC = "Too many people can read that channel. Choose a private channel or chat: breaches are discussed in it."
EVENING_FIRST = "Posts would end before they begin. Check both times."
NO_HOUR = "Write an hour like 08:00 or 5:30 pm."
NO_ZONE = "I do not know this zone. Write for example America/New_York."
NO_DAYS = "Write up to five whole numbers from 1 to 60, for example 3, 1."
BACKWARDS = "It ends before it begins. Write the earlier day first."
MOST_CLOSED = 200
TOO_MANY_CLOSED = f"That is more than {MOST_CLOSED} days. Leave out those that have passed."


def called(person: Person) -> str:
    """A person as others know them."""
    return person.name or unnamed(person.id)


def listed(person: Person) -> str:
    """A person in the list of roles, with the id where the name alone says too little."""
    return f"{person.name} ({person.id})" if person.name else person.id


def together(names: Sequence[str], most: int, joint: str = "or") -> str:
    """Names in one line: 'Ana Ruiz or Sam Lee'."""
    shown = [*names[:most], *([f"{len(names) - most} more"] if len(names) > most else [])]
    return f" {joint} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def unknown(text: str, near: Sequence[str]) -> str:
    """Nobody of that name is on file; perhaps somebody of another one is meant."""
    meant = f"Do you mean {together([name[:60] for name in near], MOST_NAMED)}? " if near else ""
    how = "@mention them, or type their ID: slack:U042, or teams: followed by their object ID."
    return f"I do not know anyone called '{text[:60]}'. {meant}{how}"


def unreached(owner: str, told: str) -> str:
    """Reminders to the owner reach nobody; who reads them instead, empty for the team."""
    return f"I cannot message {owner[:100]}, so I will remind {told or 'the privacy team'} instead."


def for_owner(owner: str) -> str:
    """Why the lead reads what is somebody else's."""
    return f"This is for {owner[:100]}, but I cannot message them. Please tell them, or give it to someone else."


def several(text: str, ids: Sequence[str]) -> str:
    """More than one person has that name."""
    return f"Several people are called '{text.strip()[:60]}': {together(ids, MOST_NAMED, 'and')}. Write the id."


def granted(person: Person) -> str:
    """Somebody has a role."""
    return f"{called(person)[:100]} is now: {NAMES[person.role]}"


def has_it(person: Person) -> str:
    """Nothing to give."""
    return f"{called(person)} has that role already; nothing was changed."


def has_none(person: Person) -> str:
    """Nothing to take."""
    return f"{called(person)} has no role to take away."


def revoked(person: Person, may: Role) -> str:
    """A role is gone; what everybody in the district may do is left."""
    return f"{called(person)} may still do what everybody in the district may: {MAY[may]}."


def revoked_title(person: Person) -> str:
    """Whose role is gone."""
    return f"{called(person)[:100]} has no role any more"


def last_admin(person: Person) -> str:
    """Somebody must be left who can give roles."""
    return f"{called(person)} is the last administrator. Make somebody else one first: grant PERSON admin."


def by_settings(person: Person) -> str:
    """The environment made them administrator."""
    return f"{called(person)} is an administrator because DPA_ADMINS names them. Remove them there and restart me."


def lead_without_role(name: str) -> str:
    """A lead who could not mark anything done."""
    return f"{name} is the privacy lead but not on the privacy team yet, so they cannot log or close anything."


def put_on_team(name: str) -> str:
    """The button that does it."""
    return f"Put {name} on the privacy team"[:75]


def ask(names: Sequence[str], role: Role) -> str:
    """Who can do what somebody may not."""
    return f"Ask {together(names, MOST_NAMED)} ({NAMES[role]})."


def others(number: int) -> str:
    """Administrators whom this district has not met."""
    return f"{number} of whom this district has no name ({BY_SETTINGS})"


def holders(role: Role, names: Sequence[str]) -> str:
    """A role, those who have it, and what it allows."""
    held = together(names, MOST_LISTED, "and") if names else NOBODY
    return f"{NAMES[role].capitalize()} ({MAY[role]}): {held}"[:1500]


def may(role: Role) -> str:
    """What somebody can do from now on."""
    return f"They may {MAY[role]}."


def nameless(id: str) -> str:
    """Somebody whose name no chat has told us, within a sentence."""
    return "a colleague who does not have the app yet" if id.startswith("teams:") else "a colleague I do not know yet"


def unnamed(id: str) -> str:
    """The same where it matters who that is, as a sentence begins; whoever is at a terminal goes by their account."""
    found = nameless(id)
    return f"{found[:1].upper()}{found[1:]} ({id})" if id.startswith(("slack:", "teams:")) else id
