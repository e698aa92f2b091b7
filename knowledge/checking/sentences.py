"""Checks of the sentences for outcomes and elements, and of the notices in both languages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from knowledge.checking.cases import complain
from knowledge.complaint import Complaint
from knowledge.deciding import outcomes
from knowledge.deciding.outcomes import outcomes_of
from knowledge.finding.words import stem, words
from knowledge.law import Law
from knowledge.model import Checklist, Duty, Element, Entry, Item, OutcomeText, Rule, Term, elements_in, leaves_of
from knowledge.notice import EACH, LANGUAGES, PLACE, PLACES, Both, Need, Notice, NoticePart

COMMON, FEWEST = 3, 12
"""A word in more than one entry of three is common; with fewer than ``FEWEST`` entries, common words are not known."""
LONGEST, LONGEST_NEXT = 35, 26
"""Most words of an outcome's sentence, and of its next step."""
_OPENS = re.compile(
    r"(?:yes|no|not always|not so|generally|only if|it depends|that is)\b(?! \w+ (?:may|must|contract\b))",
    re.IGNORECASE,
)
"""Openings of an answer, such as "Yes"; a sentence for an outcome follows one, so it must not begin with another."""
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
"""By outcome, the pattern of sentences that say the opposite."""
_MEND = "docs/editing-the-law.md, 'What is said: outcomes and sides', says how."


def sentences(law: Law) -> Iterator[Complaint]:
    """Complaints: outcomes without a sentence, impossible outcomes, elements without ``denied``, second openers."""
    yield from _strayed(law)
    for entry in law.entries:
        match entry:
            case Rule() | Duty() | Term():
                yield from _outcomes(entry, entry.id, outcomes_of(entry), entry.outcomes)
                yield from _sides(entry, elements_in(entry))
            case Checklist():
                for item in entry.items:
                    yield from _outcomes(entry, item.id, _of_item(entry, item), item.outcomes)
        for exemption in entry.unless if isinstance(entry, Rule) else ():
            if exemption.applies is None:
                yield complain(entry, f"the exception '{exemption.id}' of '{entry.id}' has no 'applies:'", _MEND)
            else:
                yield from _text(entry, f"{entry.id}.{exemption.id}", "applies", exemption.applies)


def _strayed(law: Law) -> Iterator[Complaint]:
    """Complaints about sentences that share no uncommon word with their entry, as they may be in the wrong place."""
    described = [(entry, name, texts, _own(one)) for entry, name, one, texts in _told(law)]
    all_words = [
        own | {word for text in texts.values() for word in _words(text.says.says)} for *_, texts, own in described
    ]
    if len(all_words) < FEWEST:
        return
    common = {
        word
        for entry_words in all_words
        for word in entry_words
        if sum(word in one for one in all_words) > len(all_words) / COMMON
    }
    for entry, name, texts, own in described:
        for outcome, text in texts.items():
            others = {word for key, one in texts.items() if key != outcome for word in _words(one.says.says)}
            if not (_words(text.says.says) & (own | others)) - common:
                excerpt = text.says.says[:60]
                yield complain(entry, f"'{name}' for '{outcome}' speaks of something else: {excerpt}", "Whose is it?")


def _told(law: Law) -> Iterator[tuple[Entry, str, Rule | Duty | Term | Item, Mapping[str, OutcomeText]]]:
    """All that has outcomes: the entry it is in, its name, itself, and its sentences by outcome."""
    for entry in law.entries:
        match entry:
            case Rule() | Duty() | Term():
                yield entry, entry.id, entry, entry.outcomes
            case Checklist():
                yield from ((entry, item.id, item, item.outcomes) for item in entry.items if item.outcomes)


def _own(one: Rule | Duty | Term | Item) -> set[str]:
    """The stemmed words of an entry or item, without the sentences of its outcomes."""
    texts = [one.id.replace("-", " "), *(fact.says for fact in getattr(one, "says", ()))]
    for leaf in (one.element,) if isinstance(one, Item) else leaves_of(elements_in(one)):
        texts += [leaf.says.says, leaf.ask]
    return {word for text in texts for word in _words(text)}


def _words(text: str) -> set[str]:
    return {stem(word) for word in words(text)}


def _of_item(entry: Checklist, item: Item) -> tuple[str, ...]:
    """The outcomes that an item needs; none in a checklist whose items have no outcomes at all."""
    return outcomes_of(item) if item.outcomes or any(one.outcomes for one in entry.items) else ()


def _outcomes(entry: Entry, name: str, wanted: Iterable[str], have: Mapping[str, OutcomeText]) -> Iterator[Complaint]:
    for outcome in wanted:
        if outcome not in have:
            yield complain(entry, f"'{name}' has no sentence for the outcome '{outcome}'", _MEND)
    for outcome in sorted(set(have) - set(wanted)):
        yield complain(entry, f"'{name}' never comes to the outcome '{outcome}'", f"Delete it. {_MEND}")
    for outcome, text in have.items():
        yield from _text(entry, name, outcome, text)


def _text(entry: Entry, name: str, outcome: str, text: OutcomeText) -> Iterator[Complaint]:
    says = text.says.says
    for what, sentence, longest in (("sentence", says, LONGEST), ("next step", text.next, LONGEST_NEXT)):
        if len(sentence.split()) > longest:
            yield complain(
                entry, f"the {what} of '{name}' for '{outcome}' has {len(sentence.split())} words", "Shorten it."
            )
    if _OPENS.match(says):
        yield complain(entry, f"'{name}' for '{outcome}' begins as an answer does: {says[:40]}", _MEND)
    if outcome in _AGAINST and _AGAINST[outcome].search(says):
        yield complain(entry, f"'{name}' says the opposite of '{outcome}': {says[:60]}", "Are two sentences mixed up?")
    if _DOUBLE.search(says):
        yield complain(entry, f"'{name}' for '{outcome}' says no twice: {says[:60]}", "Say it without one of them.")


def _sides(entry: Entry, elements: Iterable[Element]) -> Iterator[Complaint]:
    for leaf in leaves_of(elements):
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
    """Complaints about texts in braces that the bot cannot fill in, and about single braces."""
    known = PLACES[notice.about]
    for part in (notice.title, *notice.parts):
        more = EACH[part.each] if isinstance(part, NoticePart) and part.each else ()
        for language in LANGUAGES:
            for place in part.places(language):
                if place not in (*known, *more):
                    yield complain(
                        notice, f"'{{{place}}}' is unknown", _meant(place, (*known, *more)), part.of(language)
                    )
            left = PLACE.sub("", part.of(language))
            if "{" in left or "}" in left:
                yield complain(
                    notice, "a brace is open or closed alone", "Write braces in pairs: {vendor}.", part.of(language)
                )
    for name in (name for part in notice.parts for name in part.only_with if name not in known):
        yield complain(notice, f"only_with: '{name}' is unknown", _meant(name, known), name)
    for name in (name for need in notice.needs for name in need.fills if name not in known):
        yield complain(notice, f"fills: '{name}' is unknown", _meant(name, known), name)


def _parts(notice: Notice) -> Iterator[Complaint]:
    """Complaints about parts with the same id, and parts without a text in one language."""
    ids = [part.id for part in notice.parts]
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        yield complain(notice, f"the part '{id}' stands twice in '{notice.id}'", "Rename one of them.", id)
    for part in notice.parts:
        for language in LANGUAGES:
            if not part.of(language).strip():
                yield complain(
                    notice, f"the part '{part.id}' has no {language} text", f"Write it after '{language}:'.", part.id
                )


def _need(notice: Notice, need: Need) -> Iterator[Complaint]:
    """Complaints about a required part that is missing, may be left out, or does not fill in what it must."""
    part = next((part for part in notice.parts if part.id == need.id), None)
    if part is None:
        yield complain(
            notice,
            f"the notice '{notice.id}' has no part '{need.id}', which it must have ({need.cite})",
            f"Write a part with 'id: {need.id}'. {need.says.says}",
            need.says.says,
        )
        return
    for language in LANGUAGES:
        for name in need.fills:
            if name not in part.places(language):
                yield complain(
                    notice,
                    f"the {language} text of '{need.id}' lacks {{{name}}}, which it must say ({need.cite})",
                    f"Put {{{name}}} where it belongs in the sentence.",
                    part.of(language),
                )
    if part.only_with:
        yield complain(
            notice,
            f"the part '{need.id}' may be left out, but the notice must have it ({need.cite})",
            "Take 'only_with:' out of it; what is not known becomes a blank.",
            part.of("english"),
        )


def _provisions(law: Law) -> Iterator[Complaint]:
    """Complaints about items of current checklists without a Spanish title, which notices need."""
    for checklist in (one for one in law.every(Checklist) if one.until is None):
        for item in checklist.items:
            if not item.spanish:
                yield complain(
                    checklist,
                    f"'{item.id}' has no Spanish title, and a notice names it",
                    "Add a line 'spanish: …' below its title.",
                    item.title,
                )


def _meant(name: str, known: tuple[str, ...]) -> str:
    similar = get_close_matches(name, known, 1, cutoff=0.5)
    hint = f"Did you mean {{{similar[0]}}}? " if similar else ""
    return f"{hint}Write one of: {', '.join(known)}."


def texts_of(notice: Notice) -> Iterator[str]:
    """All texts of the notice that a person may read, in both languages."""
    both: tuple[Both, ...] = (notice.title, *notice.parts)
    yield from (text.of(language) for text in both for language in LANGUAGES)
