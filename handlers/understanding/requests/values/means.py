"""Finds by what means somebody was told, as a message says it: by e-mail, through the portal."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

_WORD = (
    r"(?:e-?mails?|mail|post|letters?|texts?|sms|phone|calls?|messages?|fax|hand|notes?|newsletters?|push|voicemails?"
    r"|notifications?|portal|app|website|web page|flyers?|person)"
)
MEANS = (
    rf"(?:(?:by|in|with|over|per) (?:(?:an?|the|our) )?(?:[\w-]+ ){{0,2}}?{_WORD}(?: (?:messages?|calls?))?"
    r"|(?:via|through) (?:(?:an?|the|our) )?[\w-]+)(?![\w-])"
)
_SAID = re.compile(rf"\b{MEANS}", re.IGNORECASE)
_VERB = re.compile(r"\b(e-?mail|mail|text|phon|call|fax|messag)ed\b", re.IGNORECASE)
_NOUNS = {"mail": "mail", "text": "text", "phon": "phone", "call": "phone", "fax": "fax", "messag": "message"}


def said_means(text: str) -> str:
    """The means, as in ``by e-mail``; empty where none is said."""
    if found := _SAID.search(text):
        return found[0]
    verb = _VERB.search(text)
    return f"by {_NOUNS.get(verb[1].lower(), 'e-mail')}" if verb else ""
