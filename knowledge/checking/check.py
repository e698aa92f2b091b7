"""Check that the law files are complete and consistent, in words that their editor understands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.checking.cases import complain, work
from knowledge.checking.notices import notices
from knowledge.checking.notices import texts_of as notice_texts
from knowledge.checking.sentences import sentences
from knowledge.checking.stale import stale
from knowledge.citation import Citation
from knowledge.complaint import Complaint
from knowledge.deciding.judge import possible
from knowledge.law import Law
from knowledge.model import (
    Answer,
    Checklist,
    Circumstance,
    Duty,
    Element,
    Entry,
    Example,
    Kind,
    Passage,
    Rule,
    Term,
    Topic,
)
from knowledge.notice import Notice
from knowledge.wording.placeholders import PLACE

MARKUP = re.compile(r"\*\w|\w\*(?=\s|$)|<[a-z/]|\]\(|`|https?://")
LONGEST = 120
"""Words in an answer; people have thirty seconds."""
_FIRST_WORDS: Mapping[str, str] = {"yes": "prohibited", "no": "permitted"}


def check(law: Law, phrasings: Mapping[str, tuple[str, ...]]) -> list[Complaint]:
    """Every complaint about the law as a whole, sorted by file and line. Empty when all is well."""
    law = Law(law.written, fill=False)
    return sorted(
        [
            *_twice(law),
            *_cites(law),
            *_words(law),
            *_topics(law, phrasings),
            *_reach(law),
            *_decided(law),
            *sentences(law),
            *stale(law.entries),
            *notices(law),
            *work(law),
        ]
    )


def _twice(law: Law) -> Iterator[Complaint]:
    seen: dict[tuple[type[Entry], str], list[Entry]] = {}
    for entry in law.entries:
        for other in seen.setdefault((type(entry), entry.id), []):
            if _meet(other, entry):
                yield complain(
                    entry,
                    f"{type(entry).__name__.lower()} '{entry.id}' holds twice at the same time (also {other.at})",
                    "Rename one, or end the older one with 'until:'.",
                )
        seen[type(entry), entry.id].append(entry)


def _meet(one: Entry, other: Entry) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def cites_of(entry: Entry) -> tuple[Citation, ...]:
    """Every citation an entry leans on."""
    match entry:
        case Topic():
            return entry.cites + tuple(cite for old in entry.before for cite in old.cites)
        case Rule():
            return (entry.cite, *(exemption.cite for exemption in entry.unless))
        case Checklist(items=parts) | Notice(needs=parts):
            return (entry.cite, *(part.cite for part in parts))
        case Term() | Duty() | Circumstance():
            return (entry.cite,)
        case Passage():
            return (entry.near,) if entry.near else ()
        case _:
            return ()


def _cites(law: Law) -> Iterator[Complaint]:
    known = {passage.cite for passage in law.every(Passage)}
    for entry in law.entries:
        for cite in cites_of(entry):
            if cite not in known:
                yield complain(
                    entry,
                    f"'{entry.id}' cites {cite}, which has no passage",
                    "Correct the cite, or write a passage for it.",
                )


def _words(law: Law) -> Iterator[Complaint]:
    for entry in law.entries:
        for text in texts_of(entry):
            if found := MARKUP.search(text):
                yield complain(
                    entry,
                    f"markup ('{found[0]}') in '{text[:50]}'",
                    "Write plain words; links belong in 'link:'.",
                )
        for element in elements_of(entry):
            if not element.any_of and not element.ask.endswith("?"):
                yield complain(
                    entry, f"element '{element.id}' of '{entry.id}' asks no question", "Add 'ask:' ending with '?'."
                )


def elements_of(entry: Entry) -> Iterator[Element]:
    """Every test of a term or rule, nested ones included."""
    groups: tuple[tuple[Element, ...], ...] = ()
    if isinstance(entry, Term):
        groups = (entry.elements, entry.excludes)
    if isinstance(entry, Rule):
        groups = (entry.conditions, *(exemption.elements for exemption in entry.unless), entry.done)
    if isinstance(entry, Duty):
        groups = (entry.conditions, entry.done)
    for group in groups:
        for element in group:
            yield element
            yield from (leaf for leaf in element.leaves() if leaf is not element)


def texts_of(entry: Entry) -> Iterator[str]:
    """Every text of an entry that a person may read."""
    for name in ("says", "answer", "more", "examples"):
        yield from (fact.says for fact in getattr(entry, name, ()))
    if isinstance(entry, Notice):
        yield from notice_texts(entry)
    else:
        yield from (getattr(entry, name, "") for name in ("title", "must", "does", "open"))
    if isinstance(entry, Topic):
        yield from (fact.says for old in entry.before for fact in old.whole)
    if isinstance(entry, Checklist):
        yield from (text for item in entry.items for text in (item.ask, item.ask_for, item.model))
    yield from (text for element in elements_of(entry) for text in (element.says.says, element.ask, element.change))


def _topics(law: Law, phrasings: Mapping[str, tuple[str, ...]]) -> Iterator[Complaint]:
    topics = {topic.id: topic for topic in law.every(Topic)}
    for topic in topics.values():
        if not phrasings.get(topic.id):
            yield complain(
                topic,
                f"topic '{topic.id}' has no phrasings",
                f"Add a line '== {topic.id}' and some questions to a file in knowledge/phrasings.",
            )
        if topic.kinds_at and not any(kind.cite == topic.kinds_at for kind in law.every(Kind)):
            yield complain(
                topic,
                f"topic '{topic.id}' wants the kinds of data at {topic.kinds_at}, and none are listed there",
                "Write kinds with that cite, or leave kinds_at out.",
            )
        yield from _answer(topic, topic)
        for old in topic.before:
            yield from _answer(topic, old)
    for name in sorted(set(phrasings) - set(topics) - {"out-of-scope"}):
        yield Complaint("knowledge/phrasings", 1, f"'== {name}' has no topic", "Write the topic or correct the name.")


def _answer(topic: Topic, answer: Topic | Answer) -> Iterator[Complaint]:
    words = PLACE.sub("five business days", " ".join(fact.says for fact in (*answer.answer, *answer.more))).split()
    if len(words) > LONGEST:
        yield complain(topic, f"the answer of '{topic.id}' has {len(words)} words", f"Say it in {LONGEST}.")
    if not 1 <= len(answer.cites) <= 5:
        yield complain(topic, f"topic '{topic.id}' has {len(answer.cites)} cites", "Give one to five, best first.")
    first = words[0].strip(".,:;").lower() if words else ""
    if _FIRST_WORDS.get(first) == answer.verdict:
        yield complain(
            topic,
            f"the answer of '{topic.id}' starts with '{words[0]}' but its verdict is '{answer.verdict}'",
            "Correct the first word or the verdict.",
        )
    if topic.kind == "silent" and answer is topic and "law is silent" not in " ".join(words).lower():
        yield complain(topic, f"silent topic '{topic.id}' does not say so", "Use the words 'The law is silent'.")


def _reach(law: Law) -> Iterator[Complaint]:
    """A rule, term, duty or checklist that no topic cites cannot be found by asking."""
    cited = {cite.text for topic in law.every(Topic) for cite in cites_of(topic)}
    for entry in law.entries:
        if isinstance(entry, Rule | Term | Duty | Checklist):
            pins = cites_of(entry)[:1] if not isinstance(entry, Rule) else cites_of(entry)
            for pin in pins:
                if not any(text.startswith(pin.text) or pin.text.startswith(text) for text in cited):
                    yield complain(entry, f"no topic cites {pin} of '{entry.id}'", "Write a topic that does.")
    for entry in law.every(Example):
        if not entry.id.strip():
            yield complain(entry, "an example has no name", "Say in a few words what it shows.")


_OPPOSITE = {"prohibited": "permitted", "permitted": "prohibited"}


def _decided(law: Law) -> Iterator[Complaint]:
    """An answer that allows what the rule at its cite bans on all facts, or the reverse."""
    for topic in law.every(Topic):
        rules = [rule for rule in law.every(Rule) if rule.cite == topic.cites[0] and rule.until is None]
        verdicts = {verdict.value for rule in rules for verdict in possible(rule)}
        opposite = _OPPOSITE.get(topic.verdict)
        if topic.kind == "answer" and opposite in verdicts and topic.verdict not in verdicts:
            yield complain(
                topic,
                f"topic '{topic.id}' says '{topic.verdict}', the rule '{rules[0].id}' at {topic.cites[0]} '{opposite}'",
                "Correct the verdict, the first cite, or the rule.",
            )
