"""The sentences about who may do what, and about people's names."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from handlers.dialogue.catalog import Sentence, catalog
from handlers.people.chats import HOW_TO_NAME, WHO_MAY_BEGIN, is_from_a_chat, nameless, unnamed
from handlers.people.page_people import email_of
from storage.records import Person, Role

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

# Who may do what.
NAMES: Mapping[Role, str] = {
    Role.ADMIN: "administrator",
    Role.PRIVACY: messages.privacy_team,
    Role.STAFF: "staff",
    Role.EVERYONE: messages.no_role,
}
MAY: Mapping[Role, str] = {
    Role.ADMIN: messages.change_settings_and_roles_erase_and,
    Role.PRIVACY: messages.log_correct_mark_done_export_and,
    Role.STAFF: messages.look_up_records_and_ask_about,
    Role.EVERYONE: messages.ask_about_the_law,
}
MOST_NAMED, MOST_LISTED = 5, 20
YOU = "you"

# The list, giving and taking.

# The district's setup.


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
    meant = messages.do_you_mean(name=together([name[:60] for name in near], MOST_NAMED)) if near else ""
    return messages.i_do_not_know_anyone_called(text=text, meant=meant, how_to_name=HOW_TO_NAME)


def no_place(lead: str) -> str:
    """Where the team's reminders go while no channel is set; ``lead`` is the one who reads them, empty for the page."""
    return messages.no_place(lead=_instead(lead))


def no_channel(lead: str) -> str:
    """Where reminders go while no channel is set, in one line."""
    return messages.no_channel(lead=_instead(lead))


def _instead(lead: str) -> str:
    return messages.to_alone(lead=lead) if lead else messages.on_the_bots_page_only


def unreached(owner: str, told: str) -> str:
    """Reminders to the owner reach nobody; who reads them instead, empty for the team."""
    return messages.unreached(owner=owner, told=told or "the privacy team")


def several(text: str, ids: Sequence[str]) -> str:
    """More than one person has that name."""
    apart = together([told_apart(id) for id in ids], MOST_NAMED, "and")
    return messages.several_people_are_called_write(text=text.strip()[:60], apart=apart)


def ask(names: Sequence[str], role: Role) -> str:
    """Whom to ask for what one's own role does not allow."""
    return f"Ask {together(names, MOST_NAMED)} ({NAMES[role]})."


def others(number: int) -> str:
    """Administrators whose names this district does not have."""
    return messages.others(number=number, by_settings=messages.BY_SETTINGS)


def holders(role: Role, names: Sequence[str]) -> str:
    """A role, those who have it, and what it allows."""
    held = together(names, MOST_LISTED, "and") if names else messages.NOBODY
    return f"{NAMES[role].capitalize()} ({MAY[role]}): {held}"[:1500]


NOBODY_YET = messages.nobody_administers_the_bot_in_your(who_may_begin=WHO_MAY_BEGIN)
STAFF_ASKS = {
    messages.may_i_use_this_app: messages.may_i_use_this_app,
    messages.a_vendor_told_us_of_a: messages.what_to_do_about_a_breach,
    messages.what_must_a_contract_contain: messages.what_must_a_contract_contain,
}
"""Their labels, and what each says."""
