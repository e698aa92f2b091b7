"""Which sentences lead a district to its first administrator, and to a place for its reminders?"""

from __future__ import annotations

from handlers.people.words import NAMES
from storage.records import Person

QUESTION = "Nobody administers the bot in your district yet. Are you the one who sets it up?"
NO_ADMIN = "No administrator yet"
I_DO, NOT_I = "I administer it", "Somebody else will"
NOBODY_YET = (
    "Nobody administers the bot in your district yet. Whoever sets it up writes administer to me: in Slack an owner of "
    "the workspace, in Teams a member of your organization, as long as nobody has a role. Or whoever runs the bot "
    "names somebody in DPA_ADMINS."
)
BEGUN_TITLE = "You administer the bot now"
BEGUN = "From now on I name you to everybody who needs an administrator. With grant you can make others one too."
ALREADY = "You administer the bot already."
NEXT = (
    "Next, add me to the privacy team's private channel or group chat, and press Send reminders here in my welcome. "
    "The district's setup has the rest."
)
NOT_YET_TITLE = "Somebody else, then"
NOT_YET = (
    "Whoever sets the bot up is asked the same when they add it, or writes administer to me. Until then I answer "
    "questions about the law."
)
HERE = "Send reminders here"
HERE_HINT = (
    "Nobody has told me yet where reminders belong. If this is the privacy team's place, press Send reminders here."
)

# The welcome of those who ask and look up.
STAFF_ASKS = ("May I use this app?", "A vendor told us of a breach", "What must a contract contain?")
MORE = "Say help all for everything you can ask me to do."

# The privacy lead, given like a role.
LEAD: tuple[str, str] = ("lead", "Privacy lead")
LEAD_MAY = "I also tell them what is overdue, and what I cannot tell its owner."

# The places of a setup.
NO_PLACE = "I am in no private channel or group chat yet. Add me to one, and it is listed here by its name."


def led(name: str) -> str:
    """Somebody leads the privacy team."""
    return f"{name[:100]} is now: privacy lead"


def leads(person: Person) -> str:
    """Nothing to give."""
    return f"{person.name or person.id} is the privacy lead already; nothing was changed."


def has_more(person: Person) -> str:
    """Somebody would take from themselves what they need to take it back."""
    return (
        f"You have a role that includes this: {NAMES[person.role]}. Nothing was changed. If you want to have it no "
        "longer, ask another administrator."
    )


def no_place(text: str) -> str:
    """No private place of that name is on file."""
    return (
        f"I am in no private channel or group chat called '{text[:60]}'. Add me to it first, or write "
        "setup place: here in it."
    )


def same_place(text: str, number: int) -> str:
    """More than one place has that name."""
    return f"I am in {number} places called '{text[:60]}'. Write setup place: here in the one you mean."


def one_of(name: str, number: int, among: int) -> str:
    """A place in a list in which others have the same name."""
    return f"{name} ({number} of {among})"
