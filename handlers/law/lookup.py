"""The commands define, rule and sure, and the law section by section as a book shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Bullets, Choice, Cite, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE
from handlers.law import words
from handlers.understanding.fuzzy import closest, slip_of
from knowledge.citation import FIRST_DAY, Citation, Fact
from knowledge.law import Law, LawOfDay, tag_of
from knowledge.model import Element, Passage, Term

PAGE = 2500
"""Characters up to which the passages inside one are shown in full, and not by their titles."""


def define(word: str, message: Message, desk: Desk) -> Reply:
    """A defined word with its tests, exclusions and examples. Raises Sorry for a word the law does not define."""
    law = desk.law_of(message)
    term = find_term(word, law)
    parts: list[Part] = [Text(" ".join(fact.says for fact in term.says), more=bool(term.elements))]
    parts += [Text(words.ELEMENTS), Bullets(tuple(_elements(term.elements)))]
    if term.excludes:
        parts += [Text(words.EXCLUDED), Bullets(tuple(element.says.says for element in term.excludes))]
    if term.examples:
        parts += [
            Text(words.EXAMPLES if term.listing == "open" else words.CLOSED_EXAMPLES),
            Bullets(tuple(fact.says for fact in term.examples)),
        ]
    parts.append(Cite(words.pin(term.cite), term.cite.link))
    facts = (*term.says, *(element.says for element in term.elements), *term.examples)
    return Reply(
        title=term.id[:1].upper() + term.id[1:],
        parts=tuple(parts),
        choices=(
            Choice(words.STEP_BY_STEP, f"check {term.id}"),
            Choice(words.SHOW_RULE, f"rule {term.cite}"),
            Choice(words.HOW_SURE, f"sure {term.cite}", aside=True),
        ),
        footer=words.footer(tag_of(facts), law.day, desk.today),
        as_of=law.day if law.day != desk.today else None,
    )


def _elements(elements: tuple[Element, ...]) -> Iterator[str]:
    for element in elements:
        if element.any_of:
            limbs = "; or ".join(leaf.says.says.rstrip(".") for leaf in element.any_of)
            yield f"{element.says.says} {limbs}."
        else:
            yield element.says.says


def find_term(word: str, law: LawOfDay) -> Term:
    """The term that a person means, misspelled or by another name. Raises Sorry where the law defines none."""
    if not law.in_force:
        raise Sorry(words.NO_LAW_YET)
    names = {name.lower(): term for term in law.terms.values() for name in (term.id, *term.also)}
    asked = " ".join(word.lower().strip(" ?.'\"").split())
    for start in ("a ", "an ", "the "):
        asked = asked.removeprefix(start)
    if asked in names:
        return names[asked]
    if near := slip_of(asked, names):
        return names[near]
    near, section = next(iter(closest(asked, names, 1)), ""), next(iter(law.terms.values())).cite.section
    raise Sorry(words.no_term(word[:60], near, section))


def rule(text: str, message: Message, desk: Desk) -> Reply:
    """A passage by its cite, with its versions and what stands inside it. Raises Sorry for an unknown cite."""
    law = desk.law_of(message)
    passage = find_passage(text, law)
    parts: list[Part] = [Bullets(tuple(fact.says for fact in passage.says))]
    if passage.open:
        parts.append(Text(words.open_question(passage.open)))
    inside = [p for p in law.within(passage.cite) if p.cite.parent == passage.cite]
    if inside:
        parts += [Text(words.INSIDE), Bullets(_inside(inside))]
    parts += _versions(passage, law.day, desk)
    parts.append(Cite(words.pin(passage.cite), passage.link or passage.cite.link))
    return Reply(
        title=short(f"{words.pin(passage.cite)}: {passage.title}"),
        parts=tuple(parts),
        choices=(
            *(Choice(f"{p.cite}"[:75], f"rule {p.cite}") for p in inside[: MOST_CHOICES - 1]),
            Choice(words.HOW_SURE, f"sure {passage.cite}"),
        ),
        footer=words.footer(tag_of(passage.says), law.day, desk.today),
        as_of=law.day if law.day != desk.today else None,
    )


def sure(text: str, message: Message, desk: Desk) -> Reply:
    """How far each statement of a passage was checked, and the letter that stands for it. Raises Sorry as `rule`."""
    law = desk.law_of(message)
    passage = find_passage(text, law)
    return Reply(
        title=short(f"{words.HOW_SURE} {words.pin(passage.cite)}"),
        parts=(
            Bullets(tuple(words.coded_fact(fact) for fact in passage.says)),
            *((Text(words.open_question(passage.open)),) if passage.open else ()),
            Cite(words.pin(passage.cite), passage.link or passage.cite.link),
        ),
        choices=(Choice(words.SHOW_RULE, f"rule {passage.cite}"),),
        footer=f"{words.speaks_for(law.day, desk.today)} {NOT_ADVICE}",
        as_of=law.day if law.day != desk.today else None,
    )


def _inside(passages: list[Passage]) -> tuple[str, ...]:
    """What stands inside a passage, each with its title; with all it says, where that is no more than a page."""
    whole = tuple(f"{words.pin(p.cite)}: {p.title}. {' '.join(fact.says for fact in p.says)}" for p in passages)
    return whole if sum(map(len, whole)) <= PAGE else tuple(f"{words.pin(p.cite)}: {p.title}" for p in passages)


def _versions(passage: Passage, day: date, desk: Desk) -> Iterator[Part]:
    others = [p for p in desk.law.history_of(passage.cite) if not p.period.covers(day)]
    if others:
        yield Text(words.OTHER_VERSIONS)
        yield Bullets(tuple(f"{words.span(p.period)}: {' '.join(f.says for f in p.says)}" for p in others))


def find_passage(text: str, law: LawOfDay) -> Passage:
    """The passage of a cite as people type it. Raises Sorry, with the closest cite, where there is none."""
    if not law.in_force:
        raise Sorry(words.NO_LAW_YET)
    cite = Citation.typed(text)
    passage = law.passages.get(cite) or next(
        (p for c, p in law.passages.items() if c.text.lower() == text.strip().lower()), None
    )
    if passage:
        return passage
    if cite.ours and (wider := law.passage(cite)):
        raise Sorry(words.no_cite(str(cite), str(wider.cite)))
    cites = [c for c in map(str, law.passages) if "(" in text or "(" not in c]
    raise Sorry(words.no_cite(text, next(iter(closest(text, cites, 1)), "")))


FIRST = FIRST_DAY
"""The first day of the act."""
BESIDE = {"neighbour": words.OTHER_LAWS, "advice": words.ADVICE}


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A passage as of a day: what it says, with how far each statement was checked, and its other versions."""

    cite: Citation
    title: str
    says: tuple[Fact, ...]
    """Empty where nothing is in force on the day."""
    open: str
    link: str
    others: tuple[tuple[str, str], ...]
    """The days of each other version, and what it says."""

    @property
    def anchor(self) -> str:
        """Its name in an address, as in ``10-234cc-b-3``."""
        return "-".join(str(self.cite).replace("(", " ").replace(")", " ").replace(".", " ").split())


@dataclass(frozen=True, slots=True)
class BookSection:
    """A section of the act, other laws, or advice."""

    title: str
    entries: tuple[BookEntry, ...]


def book(law: Law, day: date) -> tuple[BookSection, ...]:
    """All passages, by section: the act in its order, then other laws and advice."""
    sections: dict[str, list[BookEntry]] = {}
    for kind in ("statute", *BESIDE):
        for cite in dict.fromkeys(passage.cite for passage in law.every(Passage) if passage.kind == kind):
            title = BESIDE.get(kind) or words.pin(Citation(cite.section))
            sections.setdefault(title, []).append(_entry(law.history_of(cite), day))
    return tuple(BookSection(title, tuple(entries)) for title, entries in sections.items())


def _entry(versions: tuple[Passage, ...], day: date) -> BookEntry:
    now = next((one for one in versions if one.period.covers(day)), None)
    shown = now or versions[-1]
    return BookEntry(
        shown.cite,
        shown.title,
        tuple(now.says) if now else (),
        now.open if now else "",
        shown.link or shown.cite.link,
        tuple(_others(versions, now)),
    )


def _others(versions: tuple[Passage, ...], now: Passage | None) -> Iterator[tuple[str, str]]:
    for one in versions:
        if one is not now:
            yield words.span(one.period), " ".join(fact.says for fact in one.says)
