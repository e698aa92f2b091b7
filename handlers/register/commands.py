"""The commands that show how the public register stands, and publish it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Choice, Cite, Facts, Part, Reply, Text
from handlers.law import words as law_words
from handlers.links.posts import bad_page_parts
from handlers.people.access import role_of
from handlers.register import words
from handlers.register.checks import Lack
from handlers.register.entries import PublicRegister, public_register
from handlers.register.publication import hash_of
from handlers.register.publish import SAY, PublishRequest, PublishResult, known_address, publish
from knowledge.law import tag_of
from knowledge.model import Duty
from knowledge.names import POST_CONTRACT
from storage.records import Role

ACCEPT, CHECKED = "accept", "checked"


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``register``: what stands on the site, what is lacking, and when it was published last."""
    return _standing(public_register(desk), message, desk)


def publish_now(rest: str, message: Message, desk: Desk) -> Reply:
    """``publish [accept MARK]``: publishes to the folder of the settings, or says what has to be accepted first.

    The button says the address, and the mark holds it: who pressed it has said that the folder is served there.
    """
    if not desk.register:
        raise Sorry(words.NO_FOLDER)
    how, _, mark = rest.strip().partition(" ")
    looked_at = frozenset[str]()
    if how:
        lacks = public_register(desk).lacks
        if mark_of(lacks, desk) != mark:
            return _standing(public_register(desk), message, desk, words.CHANGED)
        looked_at = frozenset(one.record for one in lacks if one.needs_a_look and how == CHECKED)
    asked = PublishRequest(Path(desk.register), accepts=bool(how), looked_at=looked_at, served=bool(how))
    result = publish(asked, message, desk)
    return _standing(result.register, message, desk) if result.stopped else published_reply(result)


def mark_of(lacks: tuple[Lack, ...], desk: Desk) -> str:
    """Names what is lacking and the address, so that nobody accepts anything else than what they read."""
    return hash_of(known_address("", desk), *(f"{one.record} {one.what} {one.file};" for one in lacks))[:8]


def published_reply(result: PublishResult) -> Reply:
    """What was published, and what that closed."""
    register = result.register
    if not result.new:
        same = words.same(register.last.at if register.last else None)
        return Reply(title=words.SAME_TITLE, parts=(Text(same), *_deadlines(result)))
    said = words.published(len(register.in_force), len(register.breaches), result.address)
    return Reply(
        title=words.DONE_TITLE,
        parts=(
            Text(said),
            *_deadlines(result),
            *(() if result.address else (Text(words.NO_ADDRESS),)),
        ),
        tone="done",
        footer=wording.NOT_ADVICE,
    )


def _deadlines(result: PublishResult) -> Iterator[Part]:
    if result.closed:
        yield Text(words.closed(result.closed))
    if result.left:
        yield Text(words.left(result.left, result.address))


def _standing(register: PublicRegister, message: Message, desk: Desk, first: str = "") -> Reply:
    duty = desk.law.named(Duty, POST_CONTRACT, desk.today)
    return Reply(
        title=words.TITLE,
        parts=(
            *((Text(first),) if first else ()),
            _facts(register, desk),
            *lack_parts(register.lacks),
            *_address(desk),
            *bad_page_parts(desk),
            Text(words.law(duty.cite)),
            *(() if desk.register else (Text(words.NO_FOLDER),)),
        ),
        choices=tuple(_choices(register, message, desk)),
        tone="incomplete" if register.lacks else "plain",
        footer=f"{law_words.checked(tag_of(duty.says))} {wording.NOT_ADVICE}",
    )


def _facts(register: PublicRegister, desk: Desk) -> Facts:
    last = register.last
    rows = (
        (words.IN_FORCE, f"{len(register.in_force):,}"),
        (words.ENDED, f"{len(register.ended):,}"),
        (words.BREACHES, f"{len(register.breaches):,}"),
        (words.LAST, wording.day(last.at.astimezone(desk.zone)) if last else words.NEVER),
    )
    return Facts(rows, (last.at.astimezone(desk.zone),) if last else ())


def _address(desk: Desk) -> Iterator[Part]:
    address = known_address("", desk)
    yield Cite(words.ADDRESS, address) if address else Text(words.NO_ADDRESS)


def lack_parts(lacks: tuple[Lack, ...], most: int | None = words.MOST_NAMED) -> Iterator[Part]:
    """What is missing, and what a person has to look at; ``most`` of each."""
    for heading, lines in (
        (words.PERSONAL, words.personal(lacks)),
        (words.IMPORTED, words.imported(lacks)),
        (words.MISSING, words.missing(lacks)),
        (words.UNREAD, words.unread(lacks)),
    ):
        if lines:
            yield Text(heading, heads=True)
            yield Bullets(tuple(words.first_of(lines, most)))


def _choices(register: PublicRegister, message: Message, desk: Desk) -> Iterator[Choice]:
    if not desk.register or not role_of(message, desk).includes(Role.PRIVACY):
        return
    lacks, address, mark = register.lacks, known_address("", desk), mark_of(register.lacks, desk)
    label = words.PUBLISH_GAPS if lacks else words.PUBLISH
    yield Choice(words.at_address(label, address), f"{SAY} {ACCEPT} {mark}", primary=not lacks)
    if any(one.needs_a_look for one in lacks):
        yield Choice(words.at_address(words.PUBLISH_ALL, address), f"{SAY} {CHECKED} {mark}")
