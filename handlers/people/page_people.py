"""People without a chat, who come to the page by a link: their e-mail address is in their id, page:ana@example.org."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.understanding.named.emails import EMAIL
from storage.records import Person, Place, Role

PREFIX = "page"
MAIL = "email"
"""The surface of their mailbox."""
_ID = re.compile(rf"{PREFIX}:(?P<email>{EMAIL})", re.ASCII | re.IGNORECASE)


def page_id(email: str) -> str:
    """The id of the person with that e-mail address; empty where the text is none."""
    return f"{PREFIX}:{email.strip().lower()}" if re.fullmatch(EMAIL, email.strip(), re.ASCII) else ""


def email_of(id: str) -> str:
    """Their e-mail address; empty for anybody who is known otherwise."""
    found = _ID.fullmatch(id.strip())
    return found["email"].lower() if found else ""


def mailbox(person: Person) -> Place | None:
    """Where they are written to by e-mail; None for those who are known otherwise, or lost their role."""
    to = email_of(person.id)
    if not to or not person.role.includes(Role.STAFF):
        return None
    return Place(id=f"{MAIL}:{to}", surface=MAIL, address={"to": to}, name=person.name or to, private=True)
