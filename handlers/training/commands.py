"""The training: starts it, says at once whether an answer is right, and notes at the end who did it and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Cite, Part, Reply, Text
from handlers.forms.saving import change
from handlers.law import words as law_words
from handlers.people.access import allow
from handlers.training import words
from handlers.training.done import done_in_year, year_of
from handlers.training.firm import ASKED, FirmQuestion, chosen
from handlers.training.listing import listed
from handlers.training.session import MOST_TIMES, Session, read_session
from knowledge.law import tag_of
from storage.kinds.training import Training
from storage.port import Draft
from storage.records import Record, Role

LIST = "list"


def training(rest: str, message: Message, desk: Desk) -> Reply:
    """``training``: the first question. ``training list``: who did it this school year."""
    if rest.strip().casefold() == LIST:
        allow("training list", Role.PRIVACY, message, desk)
        return listed(desk)
    if rest.strip():
        raise Sorry(words.HOW)
    intro = Text(words.intro(named=bool(message.who)))
    return replace(_asked(Session(_times(message, desk), desk.now), message, desk, (intro,)), goes_on=False)


def answer(rest: str, message: Message, desk: Desk) -> Reply:
    """``training-answer SESSION yes|no``: whether that is right, and the next question or the end. Raises Sorry."""
    token, _, said = rest.strip().partition(" ")
    session = read_session(token, desk.now)
    if said not in {"yes", "no"}:
        raise Sorry(words.YES_OR_NO)
    if message.who and session.times != _times(message, desk):
        raise Sorry(words.DONE_ALREADY)
    asked = _questions(session, message, desk)[len(session.right)]
    session = session.answered(right=(said == "yes") == asked.yes)
    told = tuple(_told(asked, desk, right=session.right[-1]))
    if len(session.right) < ASKED:
        return _asked(session, message, desk, told)
    return _end(session, message, desk, told)


def _times(message: Message, desk: Desk) -> int:
    """How often they did it this school year; for somebody without a name a number by which other questions come."""
    if message.who:
        return len(done_in_year(desk.store, desk.today, message.who))
    return int(desk.now.timestamp() // 60) % MOST_TIMES


def _questions(session: Session, message: Message, desk: Desk) -> tuple[FirmQuestion, ...]:
    return chosen(message.who, year_of(desk.today), session.times, desk.law_of(message))


def _asked(session: Session, message: Message, desk: Desk, before: tuple[Part, ...]) -> Reply:
    place = len(session.right)
    question = _questions(session, message, desk)[place]
    return Reply(
        title=words.title(place + 1, ASKED),
        parts=(*before, Text(question.topic.title, heads=True), *_about(question, desk)),
        choices=(
            Choice(wording.YES, f"training-answer {session} yes"),
            Choice(wording.NO, f"training-answer {session} no"),
        ),
        asks=True,
        goes_on=True,
        leads_on=True,
    )


def _about(question: FirmQuestion, desk: Desk) -> Iterator[Part]:
    """What the title leaves to be understood: the passage that it is about."""
    passage = desk.law.on(desk.today).passage(question.answer.cites[0])
    about = question.topic.heading or (passage.title if passage else "")
    if about:
        yield Text(words.about(about))


def _told(question: FirmQuestion, desk: Desk, *, right: bool) -> Iterator[Part]:
    fact, cite = question.answer.answer[0], question.answer.cites[0]
    passage = desk.law.on(desk.today).passage(cite)
    yield Text(words.told(question.topic.title, fact.says, right=right, yes=question.yes))
    link = cite.link or (passage.link if passage else "")
    yield Cite(law_words.pin(cite), link, law_words.checked(tag_of((fact,))))


def _end(session: Session, message: Message, desk: Desk, told: tuple[Part, ...]) -> Reply:
    if message.who:
        _note(session, message, desk)
    return Reply(
        title=words.done(session.minutes(desk.now)),
        parts=(*told, Text(words.score(sum(session.right), ASKED, named=bool(message.who)))),
        choices=(Choice(words.OTHERS, "training"),),
        tone="done",
        goes_on=True,
        footer=wording.NOT_ADVICE,
    )


def _note(session: Session, message: Message, desk: Desk) -> None:
    def write(draft: Draft) -> Iterable[Record]:
        if session.times != len(done_in_year(draft, desk.today, message.who)):
            raise Sorry(words.DONE_ALREADY)
        return [Training(id=draft.new_id(Training), who=message.who, day=desk.today)]

    change("training", message, desk, write)
