"""The sentences of the welcome, its checklist, and invitations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handlers.contracts.words import name as contract_name
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day
from storage.records import Contract, Person

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

AND, STEPS = "and", "steps"
NOT_LOGGED = messages.not_logged_yet


def item(label: str, *, done: bool) -> str:
    """An item of the checklist, with a sign for done or open."""
    return f"{'✅' if done else '⬜'} {label}"


def part(label: str, *, done: bool) -> str:
    """A part of an item, below it."""
    return f"· {item(label, done=done)}"


def named(done: int, among: int) -> str:
    """How many of the parts of an item are done."""
    return messages.named(done=done, among=among)


def lacking(undated: int, unmarked: int) -> str:
    """How many contracts lack their day of signing, and of how many nobody went through the provisions."""
    counted = ((messages.undated, undated), (messages.unmarked, unmarked))
    return ", ".join(says(number=number) for says, number in counted if number)


def fix(contract: Contract) -> str:
    """The button that opens a contract that lacks something."""
    return messages.fix_one(name=contract_name(contract))[:75]


def there(name: str) -> str:
    """The button that chooses a place by its name."""
    return messages.send_reminders_to(name=name)[:75]


def hand_over(person: Person, sender: str, until: datetime) -> str:
    """The text above an invitation link, to the person, to somebody else, or to who may be either."""
    if person.id == sender:
        return messages.own_link(until=day(until))
    to = messages.hand_on(name=person.name) if sender else messages.hand_on_or_open(name=person.name)
    return messages.hand_over(to=to, name=person.name, until=day(until))


def same_name(name: str, email: str) -> str:
    """Somebody on file already has that name."""
    known = messages.with_the_e_mail(email=email) if email else ""
    return messages.is_on_file_already_leave_the(name=name, known=known)
