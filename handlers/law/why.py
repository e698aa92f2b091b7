"""``because``, the *Why?* of an answer: what was read in the question, the entry that decided, and the law files."""

from __future__ import annotations

from collections.abc import Iterator

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
from knowledge.model import Passage, Verdict

MOST_PASSAGES, MOST_TOLD = 2, 5


def because(rest: str, message: Message, desk: Desk) -> Reply:
    """``because topic=… about=… ELEMENT=yes|no …``: why that answer is what it is. Raises Sorry for no topic."""
    return why_answer(read_weighed(rest), message, desk)


def why_last(message: Message, desk: Desk) -> Reply:
    """Why the last answer is what it is. Raises Sorry where the law has no such topic on the message's day."""
    memory = recall(message, desk)
    asked = AskedAs(STANCES.get(memory.law.get("stance", ""), "what"), CLAIMS.get(memory.law.get("claim", ""), ""))
    return why_answer(Weighed(memory.topic, memory.law.get("about", ""), asked, memory.facts), message, desk)


def why_answer(state: Weighed, message: Message, desk: Desk) -> Reply:
    """The kind of question, the facts read, the rule and its passages, what would turn it, and the law files."""
    found = weighed(state, message, desk)
    assert found.topic
    assert found.answer
    law = desk.law.on(found.day)
    pins = tuple(dict.fromkeys((*(found.plan.cites if found.plan else ()), *found.answer.cites)))
    passages = tuple(passage for pin in pins[:MOST_PASSAGES] if (passage := law.passage(pin)))
    said = [*found.answer.answer, *(fact for passage in passages for fact in passage.says)]
    return Reply(
        title=short(words.why_title(what=layout.heading(found, desk))),
        parts=(
            Facts(tuple(_rows(state, found, desk))),
            *(part for passage in passages for part in _passage(passage)),
            *_otherwise(found),
            *layout.cites(pins, law),
        ),
        choices=(Choice(words.SHOW_RULE, f"rule {pins[0]}"), Choice(words.HOW_SURE, f"sure {pins[0]}", aside=True)),
        footer=words.footer(tag_of(said), found.day, desk.today),
        as_of=found.day if found.day != desk.today else None,
        law=LawAnswer(Verdict.INFORMATION.value, tuple(map(str, pins)), (found.topic.id,)),
    )


def _rows(state: Weighed, found: Answered, desk: Desk) -> Iterator[tuple[str, str]]:
    """What was read, what decided and which files were used, as pairs of label and value."""
    assert found.topic
    law, yes = desk.law.on(found.day), "yes"
    known = elements_of(law)
    told = [known[name].sentence(so=value == yes) for name, value in state.facts.items() if name in known]
    besides = [law.circumstances[name].says[0].says for name in state.facts if name in law.circumstances]
    yield words.READ_AS, words.read_as(state.asked.stance)
    yield words.FACTS_READ, " ".join(told[:MOST_TOLD]) or words.NO_FACTS_READ
    if besides:
        yield words.CHANGES_NOTHING, " ".join(besides[:MOST_TOLD])
    if found.plan and found.plan.rule:
        yield words.DECIDED_BY, found.plan.rule.says
    else:
        yield words.DECIDED_BY, words.by_topic(title=found.topic.title)
    if edition := desk.law.edition:
        yield words.LAW_FILES, words.edition(edition.version, edition.date, own=edition.copied)


def _passage(passage: Passage) -> tuple[Part, ...]:
    """What a passage says on which the answer rests."""
    heading = Text(f"{words.pin(passage.cite)}: {passage.title}", heads=True)
    return heading, Bullets(tuple(fact.says for fact in passage.says))


def _otherwise(found: Answered) -> Iterator[Part]:
    """The facts that nobody told and that would turn the answer."""
    if found.plan and found.plan.rule and (turns := tuple(turn.says for turn in found.plan.turns)):
        yield Text(words.OTHERWISE)
        yield Bullets(turns)
