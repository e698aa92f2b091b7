"""How does somebody in a chat come to see the page, and who is it that sees it?"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.board import link_words as words
from handlers.deadlines import commands as deadlines
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Link, Reply, Text
from handlers.people import words as wording_people
from handlers.people.access import Refused, allow
from storage.access_tokens import AccessToken, TokenKind, fingerprint
from storage.port import StoreError
from storage.records import Person, Role

NAME = "board"
LINK_LASTS, VISIT_LASTS = timedelta(minutes=10), timedelta(hours=8)
PAGE = "page"
"""The surface from which nobody gets a link: a visit ends, and the next one begins in the chat that knows people."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is on the page, as in `slack:U042`, and how they are called."""

    who: str
    name: str


def board_link(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``board``: a link to the page, for this person once; where the page has none, what is due."""
    if desk.page and message.surface != PAGE:
        secret = _give("link", message.who, LINK_LASTS, desk)
        link = Link(words.OPEN, f"{desk.page}/{secret}")
        return Reply(title=words.TITLE, parts=(Text(words.told(LINK_LASTS)), link))
    if message.surface == PAGE:
        says = words.ON_THE_PAGE
    else:
        says = words.NO_ADDRESS if desk.page is None else words.AT_THE_MACHINE
    due = deadlines.listed("", message, desk)
    return replace(due, parts=(Text(says), *due.parts))


@contextmanager
def in_sentences() -> Iterator[None]:
    """What keeps us from the records is told as a Sorry."""
    try:
        yield
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble


@in_sentences()
def opens(secret: str, desk: Desk) -> bool:
    """Whether a link still leads in; it stays good. Raises Sorry where the records cannot be read."""
    return desk.store.find_token(fingerprint(secret), "link", desk.now) is not None


@in_sentences()
def enter(secret: str, desk: Desk) -> str:
    """Spend a link; the secret of the visit that begins. Raises Refused, and Sorry as ``opens`` does."""
    link = desk.store.spend_token(fingerprint(secret), "link", desk.now)
    if link is None:
        raise Refused(words.GONE)
    _admitted(link, desk)
    return _give("visit", link.person, VISIT_LASTS, desk)


@in_sentences()
def visitor(secret: str, desk: Desk) -> Visitor:
    """Whoever visits, as long as their role lets them. Raises Refused, and Sorry as ``opens`` does."""
    visit = desk.store.find_token(fingerprint(secret), "visit", desk.now)
    if visit is None:
        raise Refused(words.NO_VISIT)
    return _admitted(visit, desk)


@in_sentences()
def leave(secret: str, desk: Desk) -> None:
    """End a visit. Raises Sorry as ``opens`` does."""
    desk.store.spend_token(fingerprint(secret), "visit", desk.now)


def _give(kind: TokenKind, who: str, lasts: timedelta, desk: Desk) -> str:
    """The secret of a new pass, which is nowhere kept."""
    secret = secrets.token_urlsafe(32)
    new = AccessToken(id=fingerprint(secret), person=who, until=desk.now + lasts, kind=kind)
    desk.store.add_token(new, desk.now)
    return secret


def _admitted(found: AccessToken, desk: Desk) -> Visitor:
    """Roles are looked up each time: whoever has lost theirs is out at once. Raises Refused."""
    allow(NAME, Role.STAFF, Message("", who=found.person, surface=PAGE), desk)
    person = desk.store.person(found.person) or Person(id=found.person)
    return Visitor(person.id, wording_people.called(person))
