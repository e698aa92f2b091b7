"""Checks of the law as a whole: citations, topics, verdicts, placeholders, and numbers of days out of date."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from knowledge.checking.cases import complain, work
from knowledge.checking.sentences import notices, sentences
from knowledge.checking.sentences import texts_of as notice_texts
from knowledge.citation import Citation, Period
from knowledge.complaint import Complaint
from knowledge.deciding.tests_of import possible
from knowledge.law import Law
from knowledge.model import (
    Act,
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
    elements_in,
)
from knowledge.notice import Notice
from knowledge.wording import FORMS, PLACE, Duties, Mention, Placeholder, duties_of, in_words, mentions, texts


def unreadable(entries: Sequence[Entry]) -> Iterator[Complaint]:
    """Complaints about texts in braces that name no duty, or no number of days of one."""
    duties = duties_of(entries)
    for entry in entries:
        for text in dict.fromkeys(texts(entry)):
            for braces in PLACE.finditer(text):
                try:
                    place = Placeholder.parse(braces[1])
                    if place:
                        place.says(duties, entry.since)
                except ValueError as problem:
                    wrong = f"'{braces[0]}' cannot be filled in: {problem}"
                    yield complain(entry, wrong, _meant(braces[1], duties), text)


def _meant(inside: str, duties: Duties) -> str:
    name = inside.split(maxsplit=1)[0] if inside.split() else ""
    similar = [] if name in duties else get_close_matches(name, duties, 1, cutoff=0.5)
    hint = f"Did you mean {{{similar[0]}}}? " if similar else ""
    return f"{hint}Write a duty's name, as in {{post-contract}}, then if need be one of: {', '.join(FORMS)}."


def stale(entries: Sequence[Entry]) -> Iterator[Complaint]:
    """Complaints about numbers of days in sentences that are shown while the duty has another number.

    Acts and examples are left out: an act says what it changed, and examples are checked by working them.
    """
    duties = duties_of(entries)
    for entry in entries:
        if isinstance(entry, Act | Example):
            continue
        for text, period in _dated(entry):
            for mention in mentions(PLACE.sub("", text)):
                changed = [pair for name in duties if (pair := _changes(mention, duties[name], entry, period))]
                if changed:
                    yield complain(entry, _says(mention, changed), _cure(mention, changed), text)


def _dated(entry: Entry) -> Iterator[tuple[str, Period]]:
    """Each text of an entry once, with the period in which it is shown."""
    if isinstance(entry, Topic):
        starts = max((old.until for old in entry.before if old.until), default=entry.since)
        now = Period(max(entry.since, starts), entry.until)
        yield from ((text, now) for text in dict.fromkeys((entry.title, *texts((*entry.answer, *entry.more)))))
        for old in entry.before:
            yield from ((text, Period(old.since, old.until)) for text in texts(old.whole))
    else:
        yield from ((text, entry.period) for text in dict.fromkeys(texts(entry)))


def _changes(mention: Mention, versions: Sequence[Duty], entry: Entry, period: Period) -> tuple[Duty, Duty] | None:
    """The duty whose number the sentence has, and the version with another number, both while the sentence is shown."""
    if isinstance(entry, Duty) and entry in versions:
        alike = [duty for duty in versions if mention.means(duty.within)]
        return (alike[-1], entry) if alike and not mention.means(entry.within) else None
    shown = [duty for duty in versions if _overlap(duty.period, period)]
    alike = [duty for duty in shown if mention.means(duty.within)]
    others = [duty for duty in shown if not mention.means(duty.within)]
    if not alike or not others or (alike[0].since > others[-1].since and not mention.exact(alike[0].within)):
        return (
            None  # a text with "10 days" that is older than a duty of ten business days has to be about something else
        )
    return alike[-1], others[-1]


def _overlap(one: Period | Entry, other: Period | Entry) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def _says(mention: Mention, changed: Iterable[tuple[Duty, Duty]]) -> str:
    what = "; ".join(f"{old.id} has {_stale_words(new)} {_when(new)}" for old, new in changed)
    return f"the text says '{mention.text}', but {what}"


def _stale_words(duty: Duty) -> str:
    return in_words(duty.within) if duty.within.number else f"'{duty.within}'"


def _when(duty: Duty) -> str:
    return f"until {_day(duty.until)}" if duty.until else f"since {_day(duty.since)}"


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _cure(mention: Mention, changed: Sequence[tuple[Duty, Duty]]) -> str:
    names = " or ".join(f"{{{old.id}}}" for old, _ in changed)
    turn = max(changed[0][0].since, changed[0][1].since)
    return (
        f"Write {names} instead of the number; or give this text 'until: {turn}' and write a new one with "
        f"'since: {turn}'; or, if it speaks of something else, write {{{mention.text}}}."
    )


MARKUP = re.compile(r"\*\w|\w\*(?=\s|$)|<[a-z/]|\]\(|`|https?://")
LONGEST = 120
"""Most words in an answer; people have thirty seconds."""
_FIRST_WORDS: Mapping[str, str] = {"yes": "prohibited", "no": "permitted"}


def check(law: Law, phrasings: Mapping[str, tuple[str, ...]]) -> list[Complaint]:
    """All complaints about the law as a whole, sorted by file and line; empty when all is well."""
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
            if _overlap(other, entry):
                yield complain(
                    entry,
                    f"{type(entry).__name__.lower()} '{entry.id}' holds twice at the same time (also {other.at})",
                    "Rename one, or end the older one with 'until:'.",
                )
        seen[type(entry), entry.id].append(entry)


def cites_of(entry: Entry) -> tuple[Citation, ...]:
    """All citations of an entry."""
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
            if markup := MARKUP.search(text):
                yield complain(
                    entry,
                    f"markup ('{markup[0]}') in '{text[:50]}'",
                    "Write plain words; links belong in 'link:'.",
                )
        for element in elements_of(entry):
            if not element.any_of and not element.ask.endswith("?"):
                yield complain(
                    entry, f"element '{element.id}' of '{entry.id}' asks no question", "Add 'ask:' ending with '?'."
                )


def elements_of(entry: Entry) -> Iterator[Element]:
    """Every test of a rule, a term or a duty, nested ones included."""
    for element in elements_in(entry):
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
    """Complaints about rules, terms, duties and checklists that no topic cites, so that no question finds them."""
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
    """Complaints about topics whose verdict is the opposite of what the rule at their first cite comes to."""
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
