"""Check that each notice says what it must, in both languages, and that its braces can be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from knowledge.complaint import Complaint
from knowledge.law import Law
from knowledge.model import Checklist
from knowledge.notice import EACH, LANGUAGES, PLACE, PLACES, Both, Need, Notice, NoticePart


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
