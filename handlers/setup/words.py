"""The sentences of the district's setup and of giving roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.dialogue.reply import FieldKind
from handlers.dialogue.words import sentence
from handlers.people.words import MAY, NAMES, called, together
from storage.records import Person, Role

GIVEN: tuple[tuple[str, str], ...] = (("staff", "Staff"), ("privacy", "Privacy team"), ("admin", "Administrator"))
GRANT_FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "person": ("Person", "person"),
    "role": ("Role", "one"),
    "name": ("Name, as people know them", "text"),
    "email": ("E-mail, for somebody new", "text"),
}
ONE_ROLE = "Choose one: staff, privacy or admin."
NAME_HINT = "Blank keeps the current name."
SETUP_SAVE, SETUP_CHANGE = "Save the setup", "Change it"
SETUP_FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "place": ("Where the privacy team gets posts", "one"),
    "lead": ("Privacy lead", "person"),
    "superintendent": ("Superintendent", "person"),
    "district": ("Name of the district", "text"),
    "site": ("Web page that lists its contracts", "link"),
    "members": ("Everyone in the district may", "one"),
    "register": ("Public register on the bot's own website", "one"),
    "links": ("Check once a week that posted pages are there", "one"),
    "training": ("Remind everybody with a role once a year of the training", "one"),
    "morning": ("Post no earlier than", "time"),
    "evening": ("Post no later than", "time"),
    "zone": ("Time zone", "pick"),
    "before": ("Remind this many days before a date", "text"),
    "renewals": ("Remind this many days before a contract ends", "text"),
    "closures": ("Days the district is closed", "days"),
    "request_days": ("Answer families within (days)", "number"),
}
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "The district": ("district", "site", "members", "register", "links", "request_days", "training"),
    "When I post": ("morning", "evening", "zone", "before", "renewals", "closures"),
}
SECTION_OF: Mapping[str, str] = {id: section for section, ids in SECTIONS.items() for id in ids}
ZONES: tuple[tuple[str, str], ...] = (
    ("America/New_York", "Eastern (New York)"),
    ("America/Chicago", "Central (Chicago)"),
    ("America/Denver", "Mountain (Denver)"),
    ("America/Phoenix", "Arizona (Phoenix)"),
    ("America/Los_Angeles", "Pacific (Los Angeles)"),
    ("America/Anchorage", "Alaska (Anchorage)"),
    ("Pacific/Honolulu", "Hawaii (Honolulu)"),
    ("America/Puerto_Rico", "Atlantic (Puerto Rico)"),
)
SETUP_HINTS: Mapping[str, str] = {
    "district": "As it should read in notices.",
    "place": "A private channel or chat.",
    "superintendent": "Reminded last, of what is long overdue.",
    "request_days": "Your own policy, as C.G.S. 10-234bb sets no number; other laws may. Blank for none.",
    "closures": "They change when I post, never a legal date. I do not post on legal holidays either.",
    "before": "For example 3, 1.",
    "renewals": "For example 120, 60, 30. Blank: on its last day only.",
    "site": "Where the public register is, for example https://schools.example.org/privacy.",
    "links": "The pages that your records name. Only whether each is there is kept.",
    "training": "From October on, who has not done it yet. Your own policy; the law does not ask for it.",
    "register": "What was published last, without a sign-in. The server needs DPA_REGISTER.",
}
PAGE, PAGE_LABEL = "page", "On the page only"
REGISTER: tuple[tuple[str, str], ...] = (("no", "Off"), ("yes", "On, for everybody at /register"))
LINKS: tuple[tuple[str, str], ...] = (("no", "Off"), ("yes", "On"))
TRAINING = LINKS
MEMBERS: tuple[tuple[str, str], ...] = (("staff", "Look up records"), ("everyone", "Ask about the law only"))
SETUP_SAVED = "Saved."
SETUP_SAME = "That is how it is already; nothing was changed."
AGAIN = "This was already saved. It was not saved twice."
HERE_UNKNOWN = "I cannot post here on my own yet. Add me to this channel or chat first, or choose another."
PLACE_PUBLIC = "Too many people can read that channel. Choose a private channel or chat: breaches are discussed in it."
SENT_THERE = "Send the privacy team's posts there all the same?"
SEND_THERE, WHO_READS = "Send them there", "Who would read this"
MOST_READERS = 5
EVENING_FIRST = "Posts would end before they begin. Check both times."
NO_HOUR = "Write an hour like 08:00 or 5:30 pm."
NO_ZONE = "I do not know that time zone. Write for example America/New_York."
NO_RENEWALS = "Write up to 5 whole numbers from 1 to 365, for example 120, 60, 30; or leave it blank."
NO_DAYS = "Write up to 5 whole numbers from 1 to 60, for example 3, 1."


def would_read(place: str, guests: Sequence[str], *, everyone: bool, known: bool) -> str:
    """Who reads a place beside the people on duty, to be confirmed before it becomes the privacy team's own."""
    told = f"{together(guests, MOST_READERS, 'and')} would read what I post in {place}, also of breaches. "
    team = f"Everyone in this team can read {place}, and so can anyone who joins the team later. "
    unsure = f"I could not check everybody who reads {place}; there may be {'more ' if guests else ''}guests. "
    said = (told if guests else "", team if everyone else "", "" if known else unsure)
    return f"{''.join(said)}{SENT_THERE}"


def granted(person: Person) -> str:
    """The title once somebody was given a role."""
    return f"{called(person)[:100]} is now: {NAMES[person.role]}"


def has_it(person: Person) -> str:
    """The person already has the role that was to be given."""
    return f"{called(person)} already has that role; nothing was changed."


def given(by: str, at: str) -> str:
    """Who gave a role, and when."""
    return sentence(f"{by} gave it {at}")


def administers(person: Person) -> str:
    """The title where somebody else became administrator first."""
    return f"{called(person)[:100]} administers the bot"


def since(person: Person, at: str) -> str:
    """When that person became administrator."""
    return sentence(f"{called(person)[:100]} was chosen {at}")


def set_already(label: str, value: str, by: str, at: str) -> str:
    """An item of the setup was set after the button was shown."""
    return f"{label} is {value or 'not set'}: {sentence(f'{by} set it {at}')} Nothing was changed."


def has_none(person: Person) -> str:
    """The person has no role that could be taken away."""
    return f"{called(person)} has no role to take away."


def revoked(person: Person, may: Role) -> str:
    """A role was taken away; what everybody in the district may do remains."""
    return f"{called(person)} may still do what everybody in the district may: {MAY[may]}."


def revoked_title(person: Person) -> str:
    """The title once a role was taken away."""
    return f"{called(person)[:100]} no longer has a role"


def last_admin(person: Person) -> str:
    """At least one person must remain who can give roles."""
    return f"{called(person)} is the last administrator. Make somebody else one first: grant PERSON admin."


def by_settings(person: Person) -> str:
    """The person is an administrator by the environment, so that the role cannot be taken away here."""
    return f"{called(person)} is an administrator because DPA_ADMINS names them. Remove them there and restart me."


def lead_without_role(name: str) -> str:
    """The lead has no role to mark anything done."""
    return f"{name} is the privacy lead but not on the privacy team yet, so they cannot log or close anything."


def put_on_team(name: str) -> str:
    """The button that gives the lead a role."""
    return f"Put {name} on the privacy team"[:75]


def may(role: Role) -> str:
    """What somebody may do from now on."""
    return f"They may {MAY[role]}."


BEGUN_TITLE = "You administer the bot now"
BEGUN = "I will name you to everyone who needs an administrator. To make others administrators too, type grant."
ALREADY = "You administer the bot already."
NOT_YET_TITLE = "Somebody else will set it up"
NOT_YET = (
    "I ask the person who sets the bot up when they add it, or they can type administer to me. Until then I answer "
    "questions about the law."
)
LEAD: tuple[str, str] = ("lead", "Privacy lead")
LEAD_MAY = "I also send them what is overdue, and reminders that I cannot deliver to an owner."
NO_PLACE = "I am not in a private channel or group chat yet. Add me to one, and its name appears here."


def led(name: str) -> str:
    """The title once somebody became the privacy lead."""
    return f"{name[:100]} is now: privacy lead"


def leads(person: Person) -> str:
    """The person already is the privacy lead."""
    return f"{called(person)} is already the privacy lead; nothing was changed."


def has_more(person: Person) -> str:
    """Administrators cannot lower their own role, as they could not take that back."""
    return (
        f"Your role already includes this: {NAMES[person.role]}. Nothing was changed. To give it up, ask another "
        "administrator."
    )


def no_place(text: str) -> str:
    """No private place of that name is on file."""
    return (
        f"I am not in a private channel or group chat called '{text[:60]}'. Add me to it first, or type "
        "setup place: here in it."
    )


def same_place(text: str, number: int) -> str:
    """More than one place has that name."""
    return f"I am in {number} places called '{text[:60]}'. Type setup place: here in the one you mean."


def one_of(name: str, number: int, among: int) -> str:
    """A place in a list where several have the same name."""
    return f"{name} ({number} of {among})"
