"""The personal link to the page, the visit that it opens, and what a visitor sees there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.board import words
from handlers.board.board import Board, board
from handlers.board.dues import BoardQuery
from handlers.board.staff import figures, for_teacher, is_teachers
from handlers.deadlines.search import listed
from handlers.deadlines.status import coming_chart
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Link, Reply, Text
from handlers.forms.filling import change
from handlers.people import words as people_words
from handlers.people.access import Refused, allow
from handlers.people.chats import TAB
from handlers.people.page_people import as_member, email_of, new_pass
from handlers.reminders.personal_notices import take_from_page
from storage.port import StoreError
from storage.records import Person, Role, Status
from storage.transient import AccessToken, fingerprint

COMMAND, SIGN_IN = "board", "sign-in"
LINK_LASTS, VISIT_LASTS = timedelta(minutes=10), timedelta(hours=8)
NAMED_VISIT_LASTS = timedelta(days=90)
"""For somebody whom no chat knows, who would have to ask for each new link."""
PAGE = "page"
"""The surface from which nobody gets a link: a visit ends, and the next one begins in the chat that knows people."""


class NoVisit(Refused):
    """Nobody has signed in in this browser, or their visit has ended."""


@dataclass(frozen=True, slots=True)
class SignedInPerson:
    """A person on the page by their id, as in `slack:U042`, and their name."""

    who: str
    name: str


def board_link(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``board``: a link to the page, for this person once; where the page has none, what the board shows."""
    if desk.page and message.surface != PAGE:
        secret = new_pass("link", message.who, LINK_LASTS, desk)
        link = Link(words.OPEN, f"{desk.page}/{secret}")
        return Reply(title=words.TITLE, parts=(Text(words.told(LINK_LASTS)), link))
    if message.surface == PAGE:
        says = words.ON_THE_PAGE
    else:
        says = words.NO_ADDRESS if desk.page is None else words.AT_THE_MACHINE
    due, open_ones = listed("", message, desk), desk.store.deadlines(status=Status.OPEN)
    if not is_teachers(message, desk):
        due = replace(due, parts=(figures(open_ones, desk), *coming_chart(open_ones, desk.today), *due.parts))
    return replace(due, parts=(Text(says), *due.parts))


@contextmanager
def store_trouble_as_sorry() -> Iterator[None]:
    """Raise trouble with the records as a Sorry with its sentence."""
    try:
        yield
    except StoreError as trouble:
        raise Sorry(str(trouble)) from trouble


def visit_lasts(who: str) -> timedelta:
    """How long the page is open to somebody by one link."""
    return NAMED_VISIT_LASTS if email_of(who) else VISIT_LASTS


@store_trouble_as_sorry()
def opens_for(secret: str, desk: Desk) -> timedelta | None:
    """How long a visit by this link would last, without spending it; None where the link is not good. Raises Sorry."""
    link = desk.store.find_token(fingerprint(secret), "link", desk.now)
    return visit_lasts(link.person) if link else None


@store_trouble_as_sorry()
def spend_link(secret: str, desk: Desk) -> str:
    """Spend a link; returns the secret of the visit that begins. Raises Refused, and Sorry as ``opens_for`` does."""
    link = desk.store.spend_token(fingerprint(secret), "link", desk.now)
    if link is None:
        raise Refused(words.gone(at_machine=desk.page == ""))
    _admitted(link, desk)
    return new_pass("visit", link.person, visit_lasts(link.person), desk)


@store_trouble_as_sorry()
def visit_of_member(email: str, name: str, role: str, desk: Desk) -> str:
    """The secret of a visit of somebody whom the district's own sign-in named; ``role`` as in `as_member`.

    Raises Refused, and Sorry as ``opens_for`` does.
    """
    member = as_member(email, role, desk)
    person = replace(member, name=name or member.name)
    if person != desk.store.person(person.id):
        change(SIGN_IN, Message("", who=person.id, surface=PAGE), desk, lambda _: [person])
    secret = new_pass("visit", person.id, VISIT_LASTS, desk)
    current_visitor(secret, desk)
    return secret


@store_trouble_as_sorry()
def current_visitor(secret: str, desk: Desk) -> SignedInPerson:
    """The person of a visit, while their role allows it. Raises Refused, and Sorry as ``opens_for`` does."""
    visit = desk.store.find_token(fingerprint(secret), "visit", desk.now)
    if visit is None:
        raise NoVisit(words.no_visit(at_machine=desk.page == ""))
    return _admitted(visit, desk)


@store_trouble_as_sorry()
def end_visit(secret: str, desk: Desk) -> None:
    """End a visit. Raises Sorry as ``opens_for`` does."""
    desk.store.spend_token(fingerprint(secret), "visit", desk.now)


@store_trouble_as_sorry()
def notice_on_page(who: str, desk: Desk) -> Reply | None:
    """What a visitor is to be told once of their role; None where they know it. Raises Sorry as ``opens_for`` does."""
    return take_from_page(who, desk) if who else None


def _admitted(found: AccessToken, desk: Desk) -> SignedInPerson:
    """Roles are looked up each time, so a lost role ends the visit at once. Raises Refused."""
    allow(COMMAND, Role.STAFF, Message("", who=found.person, surface=PAGE), desk)
    person = desk.store.person(found.person) or Person(id=found.person)
    return SignedInPerson(person.id, people_words.called(person))


MOST = 50
"""Deadlines, of each kind that can be chosen there; the chat has the rest."""


@store_trouble_as_sorry()
def replies_for(who: str, desk: Desk, *, outsider: bool) -> tuple[Reply, ...]:
    """What a teacher finds there instead of the board; nothing for all others.

    Raises Sorry where the records cannot be read.
    """
    reader = Message("", who=who, surface=TAB, outsider=outsider)
    return for_teacher(reader, desk) if desk.records is not None and is_teachers(reader, desk) else ()


@store_trouble_as_sorry()
def board_for(who: str, desk: Desk, *, outsider: bool) -> Board:
    """The board for a person, as in ``teams:0a1b…``, if their role may see it; it is looked up each time.

    Raises Refused, and Sorry where the records cannot be read.
    """
    reader = Message(COMMAND, who=who, surface=TAB, outsider=outsider)
    allow(COMMAND, Role.STAFF, reader, desk)
    return board(BoardQuery(of_each=MOST), desk, reader)
