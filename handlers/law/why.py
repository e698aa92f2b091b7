"""``because``, the *Why?* of an answer: what was read in the question, the entry that decided, and the law files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message, recall
from handlers.dialogue.reply import Bullets, Choice, Facts, LawAnswer, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.law import layout, words
from handlers.law.ask import Answered, weighed
from handlers.law.decided.plan_layout import CLAIMS, Weighed, read_weighed
from handlers.law.decided.question_facts import STANCES
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.ruling import elements_of
from knowledge.law import tag_of
from knowledge.model import Circumstance, Passage, Verdict

MOST_PASSAGES, MOST_TOLD = 2, 5


def because(rest: str, message: Message, desk: Desk) -> Reply:
    """``because topic=… about=… ELEMENT=yes|no …``: why that answer is what it is. Raises Sorry for no topic."""
    return why_answer(read_weighed(rest), message, desk)


def why_last(message: Message, desk: Desk) -> Reply:
    """Why the last answer is what it is. Raises Sorry where the law has no such topic on the message's day."""
    memory = recall(message, desk)
    asked = AskedAs(STANCES.get(memory.law.get("stance", ""), "what"), CLAIMS.get(memory.law.get("claim", ""), ""))
    about = memory.law.get("about", "") if memory.law.get("planned") else ""
    return why_answer(Weighed(memory.topic, about, asked, memory.facts), message, desk)


def why_answer(state: Weighed, message: Message, desk: Desk) -> Reply:
    """The kind of question, the facts read, the rule and its passages, what would turn it, and the law files.

    ``state`` names an entry only where that decided; the words of the topic answered all else.
    """
    found = weighed(state, message, desk)
    found = found if state.about else replace(found, plan=None)
    assert found.topic
    assert found.answer
    law = desk.law.on(found.day)
    pins = tuple(dict.fromkeys((*(found.plan.cites if found.plan else ()), *found.answer.cites)))
    passages = tuple(passage for pin in pins[:MOST_PASSAGES] if (passage := law.passage(pin)))
    besides = [law.circumstances[name] for name in state.facts if name in law.circumstances][:MOST_TOLD]
    said = [
        *found.answer.answer,
        *(fact for passage in passages for fact in passage.says),
        *(fact for one in besides for fact in one.says),
    ]
    return Reply(
        title=short(words.why_title(what=layout.heading(found, desk))),
        parts=(
            Facts(tuple(_rows(state, found, besides, desk))),
            *(part for passage in passages for part in _passage(passage)),
            *_otherwise(found),
            *layout.cites(tuple(dict.fromkeys((*pins, *(one.cite for one in besides)))), law),
        ),
        choices=(Choice(words.SHOW_RULE, f"rule {pins[0]}"), Choice(words.HOW_SURE, f"sure {pins[0]}", aside=True)),
        footer=words.footer(tag_of(said), found.day, desk.today),
        as_of=found.day if found.day != desk.today else None,
        law=LawAnswer(Verdict.INFORMATION.value, tuple(map(str, pins)), (found.topic.id,)),
    )


def _rows(state: Weighed, found: Answered, besides: Sequence[Circumstance], desk: Desk) -> Iterator[tuple[str, str]]:
    """What was read, what decided and which files were used, as pairs of label and value."""
    assert found.topic
    known = elements_of(desk.law.on(found.day)) if state.about else {}
    told = [known[name].sentence(so=value == "yes") for name, value in state.facts.items() if name in known]
    yield words.READ_AS, words.read_as(state.asked.stance)
    yield words.FACTS_READ, " ".join(told[:MOST_TOLD]) or words.NO_FACTS_READ
    if besides:
        yield words.CHANGES_NOTHING, " ".join(one.says[0].says for one in besides)
    entry = desk.law.on(found.day).passage(found.plan.cites[0]) if found.plan else None
    yield words.DECIDED_BY, words.rule_named(entry) if entry else words.by_topic(title=found.topic.title)
    if edition := desk.law.edition:
        yield words.LAW_FILES, words.edition(edition.version, edition.date, own=edition.copied)


def _passage(passage: Passage) -> tuple[Part, ...]:
    """What a passage says on which the answer rests."""
    heading = Text(words.rule_named(passage), heads=True)
    return heading, Bullets(tuple(fact.says for fact in passage.says))


def _otherwise(found: Answered) -> Iterator[Part]:
    """The facts that nobody told and that would turn the answer."""
    if found.plan and found.plan.rule and (turns := tuple(turn.says for turn in found.plan.turns)):
        yield Text(words.OTHERWISE)
        yield Bullets(turns)
