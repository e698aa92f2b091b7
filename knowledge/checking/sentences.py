"""Checks that every outcome of an entry has its sentence and its next step, and every element both of its sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from knowledge.checking.cases import complain
from knowledge.complaint import Complaint
from knowledge.deciding import outcomes
from knowledge.deciding.outcomes import outcomes_of
from knowledge.finding.words import stem, words
from knowledge.law import Law
from knowledge.model import Checklist, Duty, Element, Entry, Item, OutcomeText, Rule, Term
from knowledge.notice import EACH, LANGUAGES, PLACE, PLACES, Both, Need, Notice, NoticePart

COMMON, FEWEST = 3, 12
"""A word in more than a third of the entries tells nothing of its own; nor do so few entries."""
LONGEST, LONGEST_NEXT = 35, 26
"""Words of an outcome's sentence, and of its next step."""
_OPENS = re.compile(
    r"(?:yes|no|not always|not so|generally|only if|it depends|that is)\b(?! \w+ (?:may|must|contract\b))",
    re.IGNORECASE,
)
"""What an answer opens with; a sentence that follows the opener opens nothing again."""
_DOUBLE = re.compile(r"\b(?:not|no|never) (?:\w+ ){0,2}(?:not|without|no|never|neither)\b", re.IGNORECASE)
_AGAINST: Mapping[str, re.Pattern[str]] = {
    outcomes.ALLOWED: re.compile(r"\b(?:may not|must not|is void)\b(?!.*(?:as long as|unless|outside))"),
    outcomes.NOT_ALLOWED: re.compile(r"^An? \w+ may (?!not\b)(?!.*\bonly\b)"),
    outcomes.NEEDED: re.compile(r"\b(?:need not|is not required|is not needed|does not require)\b"),
    outcomes.NOT_NEEDED: re.compile(r"^(?:An?|The|Every \w+, (?:\w+ )*an?) [\w-]+ must\b"),
    outcomes.COUNTS: re.compile(r"^(?:It|This|Such a [\w ]+) is (?:no|not)\b|^This act does not count\b"),
    outcomes.COUNTS_NOT: re.compile(r"^(?:It|This|Such a [\w ]+) is (?!no\b|not\b)|^This act counts\b"),
    outcomes.HAS: re.compile(r"\b(?:lacks|it does not|missing)\b"),
    outcomes.LACKS: re.compile(r"\bis in the contract\b"),
    outcomes.DONE: re.compile(r"\b(?:is not met|is not shown|is missing|falls short)\b"),
    outcomes.NOT_DONE: re.compile(r"\bduty is met\b"),
}
"""What says the opposite of an outcome."""
_MEND = "docs/editing-the-law.md, 'What is said: outcomes and sides', says how."


def sentences(law: Law) -> Iterator[Complaint]:
    """An outcome without its sentence, one that cannot be, an element without its other side, a second opener."""
    yield from _strayed(law)
    for entry in law.entries:
        match entry:
            case Rule() | Duty() | Term():
                yield from _outcomes(entry, entry.id, outcomes_of(entry), entry.outcomes)
                yield from _sides(entry, _elements(entry))
            case Checklist():
                for item in entry.items:
                    yield from _outcomes(entry, item.id, _of_item(entry, item), item.outcomes)
        for one in entry.unless if isinstance(entry, Rule) else ():
            if one.applies is None:
                yield complain(entry, f"the exception '{one.id}' of '{entry.id}' has no 'applies:'", _MEND)
            else:
                yield from _text(entry, f"{entry.id}.{one.id}", "applies", one.applies)


def _strayed(law: Law) -> Iterator[Complaint]:
    """A sentence that shares no telling word with the rest of its entry, as one that got into the wrong place."""
    told = [(entry, name, texts, _own(one)) for entry, name, one, texts in _told(law)]
    every = [own | {word for text in texts.values() for word in _words(text.says.says)} for *_, texts, own in told]
    if len(every) < FEWEST:
        return
    common = {word for some in every for word in some if sum(word in one for one in every) > len(every) / COMMON}
    for entry, name, texts, own in told:
        for outcome, text in texts.items():
            others = {word for key, one in texts.items() if key != outcome for word in _words(one.says.says)}
            if not (_words(text.says.says) & (own | others)) - common:
                said = text.says.says[:60]
                yield complain(entry, f"'{name}' for '{outcome}' speaks of something else: {said}", "Whose is it?")


def _told(law: Law) -> Iterator[tuple[Entry, str, Rule | Duty | Term | Item, Mapping[str, OutcomeText]]]:
    """What has outcomes: where it is written, its name, itself and its sentences."""
    for entry in law.entries:
        match entry:
            case Rule() | Duty() | Term():
                yield entry, entry.id, entry, entry.outcomes
            case Checklist():
                yield from ((entry, item.id, item, item.outcomes) for item in entry.items if item.outcomes)


def _own(one: Rule | Duty | Term | Item) -> set[str]:
    """The words of what it is, apart from its outcomes."""
    texts = [one.id.replace("-", " "), *(fact.says for fact in getattr(one, "says", ()))]
    for leaf in (leaf for element in ([] if isinstance(one, Item) else _elements(one)) for leaf in element.leaves()):
        texts += [leaf.says.says, leaf.ask]
    if isinstance(one, Item):
        texts += [one.element.says.says, one.element.ask]
    return {word for text in texts for word in _words(text)}


def _words(text: str) -> set[str]:
    return {stem(word) for word in words(text)}


def _of_item(entry: Checklist, item: Item) -> tuple[str, ...]:
    """Only what contracts are held against is asked about; other checklists say nothing of outcomes."""
    return outcomes_of(item) if item.outcomes or any(one.outcomes for one in entry.items) else ()


def _elements(entry: Rule | Duty | Term) -> Iterator[Element]:
    match entry:
        case Rule():
            yield from (
                *entry.conditions,
                *(one for exemption in entry.unless for one in exemption.elements),
                *entry.done,
            )
        case Duty():
            yield from (*entry.conditions, *entry.done)
        case Term():
            yield from (*entry.elements, *entry.excludes)


def _outcomes(entry: Entry, name: str, wanted: Iterable[str], have: Mapping[str, OutcomeText]) -> Iterator[Complaint]:
    for one in wanted:
        if one not in have:
            yield complain(entry, f"'{name}' has no sentence for the outcome '{one}'", _MEND)
    for one in sorted(set(have) - set(wanted)):
        yield complain(entry, f"'{name}' never comes to the outcome '{one}'", f"Delete it. {_MEND}")
    for one, text in have.items():
        yield from _text(entry, name, one, text)


def _text(entry: Entry, name: str, outcome: str, text: OutcomeText) -> Iterator[Complaint]:
    says = text.says.says
    for what, said, longest in (("sentence", says, LONGEST), ("next step", text.next, LONGEST_NEXT)):
        if len(said.split()) > longest:
            yield complain(
                entry, f"the {what} of '{name}' for '{outcome}' has {len(said.split())} words", "Shorten it."
            )
    if _OPENS.match(says):
        yield complain(entry, f"'{name}' for '{outcome}' begins as an answer does: {says[:40]}", _MEND)
    if outcome in _AGAINST and _AGAINST[outcome].search(says):
        yield complain(entry, f"'{name}' says the opposite of '{outcome}': {says[:60]}", "Are two sentences mixed up?")
    if _DOUBLE.search(says):
        yield complain(entry, f"'{name}' for '{outcome}' says no twice: {says[:60]}", "Say it without one of them.")


def _sides(entry: Entry, elements: Iterable[Element]) -> Iterator[Complaint]:
    for leaf in (leaf for element in elements for leaf in element.leaves()):
        if not leaf.denied:
            yield complain(entry, f"the element '{leaf.id}' of '{entry.id}' has no 'denied:'", _MEND)
        for said in filter(None, (leaf.told, leaf.denied)):
            if _OPENS.match(said) or "not so" in said.lower():
                yield complain(entry, f"'{leaf.id}' of '{entry.id}' begins as an answer does: {said[:40]}", _MEND)


def notices(law: Law) -> Iterator[Complaint]:
    """Every complaint about the notices."""
    for notice in law.every(Notice):
        yield from _places(notice)
        yield from _parts(notice)
        for need in notice.needs:
            yield from _need(notice, need)
    if any(part.each for notice in law.every(Notice) for part in notice.parts):
        yield from _provisions(law)


def _places(notice: Notice) -> Iterator[Complaint]:
    """What stands in braces and is nothing that the bot can fill in."""
    known = PLACES[notice.about]
    for part in (notice.title, *notice.parts):
        more = EACH[part.each] if isinstance(part, NoticePart) and part.each else ()
        for language in LANGUAGES:
            for place in part.places(language):
                if place not in (*known, *more):
                    yield _complaint(
                        notice, part.of(language), f"'{{{place}}}' is unknown", _meant(place, (*known, *more))
                    )
            left = PLACE.sub("", part.of(language))
            if "{" in left or "}" in left:
                yield _complaint(
                    notice, part.of(language), "a brace is open or closed alone", "Write braces in pairs: {vendor}."
                )
    for name in (name for part in notice.parts for name in part.only_with if name not in known):
        yield _complaint(notice, name, f"only_with: '{name}' is unknown", _meant(name, known))
    for name in (name for need in notice.needs for name in need.fills if name not in known):
        yield _complaint(notice, name, f"fills: '{name}' is unknown", _meant(name, known))


def _parts(notice: Notice) -> Iterator[Complaint]:
    """A part that stands twice, or says nothing in one language."""
    ids = [part.id for part in notice.parts]
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        yield _complaint(notice, id, f"the part '{id}' stands twice in '{notice.id}'", "Rename one of them.")
    for part in notice.parts:
        for language in LANGUAGES:
            if not part.of(language).strip():
                yield _complaint(
                    notice, part.id, f"the part '{part.id}' has no {language} text", f"Write it after '{language}:'."
                )


def _need(notice: Notice, need: Need) -> Iterator[Complaint]:
    """A part that the notice must have and has not, or that does not say in one language what it must."""
    part = next((part for part in notice.parts if part.id == need.id), None)
    if part is None:
        yield _complaint(
            notice,
            need.says.says,
            f"the notice '{notice.id}' has no part '{need.id}', which it must have ({need.cite})",
            f"Write a part with 'id: {need.id}'. {need.says.says}",
        )
        return
    for language in LANGUAGES:
        for name in need.fills:
            if name not in part.places(language):
                yield _complaint(
                    notice,
                    part.of(language),
                    f"the {language} text of '{need.id}' lacks {{{name}}}, which it must say ({need.cite})",
                    f"Put {{{name}}} where it belongs in the sentence.",
                )
    if part.only_with:
        yield _complaint(
            notice,
            part.of("english"),
            f"the part '{need.id}' may be left out, but the notice must have it ({need.cite})",
            "Take 'only_with:' out of it; what is not known becomes a blank.",
        )


def _provisions(law: Law) -> Iterator[Complaint]:
    """What a letter names in Spanish, of the provisions that hold today or later."""
    for checklist in (one for one in law.every(Checklist) if one.until is None):
        for item in checklist.items:
            if not item.spanish:
                yield _complaint(
                    checklist,
                    item.title,
                    f"'{item.id}' has no Spanish title, and a notice names it",
                    "Add a line 'spanish: …' below its title.",
                )


def _meant(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1, cutoff=0.5)
    hint = f"Did you mean {{{near[0]}}}? " if near else ""
    return f"{hint}Write one of: {', '.join(known)}."


def _complaint(entry: Notice | Checklist, text: str, wrong: str, mend: str) -> Complaint:
    """A complaint at the line of the text, or of the entry where that is not known."""
    file, _, line = entry.at.rpartition(":")
    found = entry.lines.get(" ".join(text.split()), int(line or 1))
    return Complaint(file, found, wrong, mend)


def texts_of(notice: Notice) -> Iterator[str]:
    """Every text that a person may read, in both languages."""
    both: tuple[Both, ...] = (notice.title, *notice.parts)
    yield from (text.of(language) for text in both for language in LANGUAGES)
