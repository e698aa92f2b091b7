"""People without a chat, who come to the page by a link: their e-mail address is in their id, page:ana@example.org."""

from __future__ import annotations

import re

from handlers.understanding.emails import EMAIL

PREFIX = "page"
_ID = re.compile(rf"{PREFIX}:(?P<email>{EMAIL})", re.ASCII | re.IGNORECASE)


def page_id(email: str) -> str:
    """The id of the person with that e-mail address; empty where the text is none."""
    return f"{PREFIX}:{email.strip().lower()}" if re.fullmatch(EMAIL, email.strip(), re.ASCII) else ""


def email_of(id: str) -> str:
    """Their e-mail address; empty for anybody who is known otherwise."""
    found = _ID.fullmatch(id.strip())
    return found["email"].lower() if found else ""
