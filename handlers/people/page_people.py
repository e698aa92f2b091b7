"""People without a chat, who use the page by a link: their ids (page:ana@example.org), e-mail and access tokens."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.forms.filling import change
from handlers.understanding.named import EMAIL
from storage.port import Draft
from storage.records import Person, Place, Record, Role
from storage.transient import AccessToken, TokenKind, fingerprint

PREFIX = "page"
MAIL = "email"
"""The surface of people's mailboxes."""
_ID = re.compile(rf"{PREFIX}:(?P<email>{EMAIL})", re.ASCII | re.IGNORECASE)


def page_id(email: str) -> str:
    """The id of the person with that e-mail address; empty where the text is none."""
    return f"{PREFIX}:{email.strip().lower()}" if re.fullmatch(EMAIL, email.strip(), re.ASCII) else ""


def email_of(id: str) -> str:
    """Their e-mail address; empty for anybody who is known otherwise."""
    found = _ID.fullmatch(id.strip())
    return found["email"].lower() if found else ""


def as_member(email: str, role: str, desk: Desk) -> Person:
    """Somebody whom the district's own sign-in names, with the role that they have now; nothing is saved.

    ``role`` is the name of that of their groups. Empty where groups decide nothing: then a role on record stays, and
    who is new gets that of the district's members. Raises StoreError.
    """
    id = page_id(email)
    known = desk.store.person(id)
    held = Role(role) if role else known.role if known else desk.store.setup().members
    return replace(known or Person(id=id), role=held)


def mailbox(person: Person) -> Place | None:
    """Where they are written to by e-mail; None for those who are known otherwise, or lost their role."""
    to = email_of(person.id)
    if not to or not person.role.includes(Role.STAFF):
        return None
    return Place(id=f"{MAIL}:{to}", surface=MAIL, address={"to": to}, name=person.name or to, private=True)


def new_pass(kind: TokenKind, who: str, lasts: timedelta, desk: Desk) -> str:
    """The secret of a new access token; only its fingerprint is stored. Raises StoreError."""
    secret = secrets.token_urlsafe(32)
    new = AccessToken(id=fingerprint(secret), person=who, until=desk.now + lasts, kind=kind)
    desk.store.add_token(new, desk.now)
    return secret


def forget_lost_places(surface: str, gone: Callable[[Place], bool], desk: Desk) -> None:
    """Remove the addresses of places that are gone, and people's ties to them; reminders then go elsewhere.

    The district's place for reminders stays set, so that those who read its posts elsewhere learn why.
    """
    if desk.records is None or not any(_is_lost(place, surface, gone) for place in desk.store.places()):
        return

    def write(draft: Draft) -> Iterable[Record]:
        lost = [place for place in draft.places() if _is_lost(place, surface, gone)]
        ids = {place.id for place in lost}
        yield from (replace(place, address={}) for place in lost)
        yield from (replace(person, place="") for person in draft.people() if person.place in ids)

    change("place", Message("", surface=surface), desk, write)


def _is_lost(place: Place, surface: str, gone: Callable[[Place], bool]) -> bool:
    return place.surface == surface and bool(place.address) and gone(place)
