"""Finds an e-mail address in a text."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

EMAIL = r"[A-Za-z0-9][\w.+'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}"
_IN_TEXT = re.compile(rf"(?<![\w.+'@-])[<(\[]?(?:mailto:)?(?P<email>{EMAIL})(?:\|[^<>]*)?[>)\]]?,?(?!\w)", re.ASCII)
"""In brackets or not, and as a chat writes a link to it."""


def take_email(text: str) -> tuple[str, str]:
    """The e-mail address in a text, empty where there is none, and the text without it."""
    found = _IN_TEXT.search(text)
    if found is None:
        return "", text
    return found["email"].lower(), " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
