"""Answer what a message only wants to look up: a passage, an act, a defined word, initials, another law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Cite, Part, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.law import lookup
from handlers.law import words as law_words
from handlers.law.around import words
from handlers.law.around.named import named_initials, other_law, term_named
from handlers.law.ask import Answered
from handlers.law.whom_to_ask import whom_to_ask
from handlers.understanding.looked_up import LookUp, Wanted
from knowledge.citation import Citation, Fact
from knowledge.law import tag_of
from knowledge.model import Act, Passage, Term, Verdict


def answer_look_up(wanted: LookUp, message: Message, desk: Desk) -> Answered | None:
    """The answer to what is looked up; None where there is no such thing."""
    law = desk.law_of(message)
    if not law.in_force:
        return None
    match wanted.wanted:
        case Wanted.PASSAGE:
            return passage(Citation.typed(wanted.of), message, desk)
        case Wanted.ACT:
            return act(wanted.of, message, desk)
        case Wanted.MEANING | Wanted.BARE | Wanted.ABOUT:
            if term := term_named(wanted.of, law):
                return None if wanted.wanted is Wanted.ABOUT else meaning(term, message, desk)
            return initials(wanted.of, message, desk)


def passage(cite: Citation, message: Message, desk: Desk) -> Answered | None:
    """The passage at a cite, with all that stands inside it; the next wider one where the law has no such pin."""
    law = desk.law_of(message)
    found = law.passage(cite)
    if found is None:
        return None
    reply = lookup.rule(str(found.cite), message, desk)
    if found.cite != cite:
        reply = _first(Text(words.wider(str(cite), str(found.cite))), reply)
    return Answered(message.text, law.day, Verdict.INFORMATION, pinned=(found.cite,), reply=reply)


def act(name: str, message: Message, desk: Desk) -> Answered | None:
    """An act with all its parts; that there is no note on it, where there is none."""
    law = desk.law_of(message)
    acts = [one for one in desk.law.every(Act) if _is_part(one.id, name)]
    passages = [one for one in law.passages.values() if _is_part(one.id, name)]
    others = [one for one in passages if one.id not in {each.id for each in acts}]
    found: list[Act | Passage] = sorted([*acts, *others], key=lambda one: one.id)
    if not found:
        known = sorted({one.id.partition(" s.")[0] for one in desk.law.every(Act) if one.id.startswith("PA ")})
        says = words.no_act(name, known)
        reply = Reply(title=words.NO_ACT_TITLE, parts=(Text(says), whom_to_ask(desk)), tone="unknown", footer="")
        return Answered(message.text, law.day, Verdict.ABSTAIN, reply=reply)
    facts = [fact for one in found for fact in one.says]
    cites = tuple(Citation(one.id) for one in found)
    reply = Reply(
        title=short(f"{found[0].id}: {found[0].title}"),
        parts=tuple(_parts(found)),
        footer=law_words.footer(tag_of(facts), law.day, desk.today),
    )
    return Answered(message.text, law.day, Verdict.INFORMATION, pinned=cites, reply=reply)


def _is_part(id: str, name: str) -> bool:
    return id == name or id.startswith(f"{name} s.")


def _parts(found: Iterable[Act | Passage]) -> Iterable[Part]:
    for number, one in enumerate(found):
        if number:
            yield Text(f"{one.id}: {one.title}", heads=True)
        yield Bullets(tuple(fact.says for fact in one.says))
    for one in found:
        yield Cite(one.id, one.link)


def meaning(term: Term, message: Message, desk: Desk) -> Answered:
    """What a defined word means."""
    law = desk.law_of(message)
    reply = lookup.define(term.id, message, desk)
    return Answered(message.text, law.day, Verdict.DEFINITION, pinned=(term.cite,), reply=reply)


def initials(word: str, message: Message, desk: Desk) -> Answered | None:
    """What initials stand for; those of another law with the line on it."""
    said = named_initials(word)
    if not said:
        return None
    law = desk.law_of(message)
    other = other_law(said, law)
    facts: tuple[Fact, ...] = other.says if other else ()
    parts: list[Part] = [Text(words.stands_for(said))]
    if other:
        parts += [Text(" ".join(fact.says for fact in facts)), Text(words.OTHER_LAW), _cite(other)]
    reply = Reply(
        title=said, parts=tuple(parts), footer=law_words.footer(tag_of(facts), law.day, desk.today) if facts else ""
    )
    return Answered(message.text, law.day, Verdict.INFORMATION, pinned=(other.cite,) if other else (), reply=reply)


def pointer(found: Passage, question: str, message: Message, desk: Desk) -> Answered:
    """The line on another law, where the book has no answer to a question about it."""
    law = desk.law_of(message)
    reply = Reply(
        title=short(found.title),
        parts=(Text(words.OTHER_LAW), Text(found.says[0].says), _cite(found)),
        tone="unknown",
        footer=law_words.footer(tag_of(found.says[:1]), law.day, desk.today),
    )
    return Answered(question, law.day, Verdict.ABSTAIN, reply=reply)


def _cite(found: Passage) -> Cite:
    return Cite(law_words.pin(found.cite), found.link or found.cite.link)


def _first(part: Part, reply: Reply) -> Reply:
    return replace(reply, parts=(part, *reply.parts))
