"""Answers on the law for programs: the bot's own answers, with cites, tag and day as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text.plain_text import plain
from handlers.law import lookup
from handlers.law import words as law_words
from handlers.law.around.answer import answer
from handlers.law.ask import Answered
from handlers.law.dates import due as dates
from handlers.law.display import layout
from handlers.programs.shapes import AskAnswer, CitedPassage, DueAnswer, HowChecked, SourcedAnswer
from handlers.understanding.days.dates import read_moment
from knowledge.citation import Citation, Fact, Tag, weakest
from knowledge.law import LawOfDay


def ask(question: str, message: Message, desk: Desk) -> AskAnswer:
    """A question about the law, as ``dpa ask`` answers it. Raises Sorry."""
    found = answer(Message(question, message.as_of, surface=message.surface, outsider=message.outsider), desk)
    told: dict[str, Any] = layout.as_json(found, desk)
    return AskAnswer(
        text=told["text"],
        cites=sources(found.citations, desk.law.on(found.day)),
        checked=_checked_answer(found, desk),
        day=found.day,
        verdict=told["verdict"],
        opens=told["opens"],
        topics=tuple(told["topics"]),
        score=told["score"],
        asked_back=told["asked_back"],
    )


def _checked_answer(found: Answered, desk: Desk) -> HowChecked | None:
    if found.answer and found.topic:
        return checked([layout.tag(found, desk)])
    law = desk.law.on(found.day)
    tags = [fact.tag for cite in found.citations if (passage := law.passage(cite)) for fact in passage.says]
    return checked(tags) if tags else None


def define(word: str, message: Message, desk: Desk) -> SourcedAnswer:
    """A defined word. Raises Sorry."""
    law = desk.law_of(message)
    term = lookup.find_term(word, law)
    facts = (*term.says, *(element.says for element in term.elements), *term.examples)
    return _of(lookup.define(word, message, desk), [term.cite], facts, law)


def rule(cite: str, message: Message, desk: Desk) -> SourcedAnswer:
    """A passage by its cite. Raises Sorry."""
    law = desk.law_of(message)
    passage = lookup.find_passage(cite, law)
    return _of(lookup.rule(cite, message, desk), [passage.cite], passage.says, law)


def due(event: str, at: str, message: Message, desk: Desk) -> DueAnswer:
    """The dates that follow from an event. Raises Sorry."""
    moment = read_moment(at)
    found = dates.due(dates.read_event(event), moment, desk)
    told, law = found.as_json(), desk.law.on(moment.date())
    duty = found.duty
    return DueAnswer(
        text=plain(dates.reply(f"{event} {moment.date()}", message, desk)) if duty else str(told["counted"]),
        cites=sources([duty.cite], law) if duty else (),
        checked=checked([fact.tag for fact in duty.says]) if duty else None,
        day=law.day,
        safe=told["safe"],
        last=told["last"],
        rule=told["rule"],
        counted=str(told["counted"]),
    )


def passages(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Every passage in force today: its cite and its title, in the order of the law."""
    return tuple((str(cite), passage.title) for cite, passage in desk.law.on(desk.today).passages.items())


def sources(cites: Iterable[Citation], law: LawOfDay) -> tuple[CitedPassage, ...]:
    """The cites, each with its official link."""
    found = []
    for cite in dict.fromkeys(cites):
        passage = law.passage(cite)
        found.append(CitedPassage(str(cite), cite.link or (passage.link if passage else "")))
    return tuple(found)


def checked(tags: Iterable[Tag]) -> HowChecked:
    """How far the least checked of them was checked."""
    tag = weakest(list(tags))
    return HowChecked(tag.value, law_words.CHECKED[tag])


def _of(reply: Reply, cites: Iterable[Citation], facts: Iterable[Fact], law: LawOfDay) -> SourcedAnswer:
    tags = [fact.tag for fact in facts]
    return SourcedAnswer(text=plain(reply), cites=sources(cites, law), checked=checked(tags), day=law.day)
