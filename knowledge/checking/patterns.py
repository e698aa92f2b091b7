"""Checks that each pattern by which contracts are read occurs in its examples, and not where it must not."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge.complaint import BadLaw, Complaint
from knowledge.provisions.patterns import FAMILY, FOLDER, LEXICON, Pattern, alternatives, load_patterns

SHOWN = 60
"""Characters of a pattern in a message."""
Occurs = Callable[[str, str, bool], bool]
"""Whether an example holds a pattern, as the reader of contracts reads it: in its plain words alone, or also raw."""


def pattern_complaints(occurs: Occurs, folder: Path = FOLDER) -> list[Complaint]:
    """Every pattern without an example, and every example that comes out wrong."""
    try:
        files = load_patterns(folder)
    except BadLaw as bad:
        return bad.complaints
    return [
        complaint
        for name, lists in files.items()
        for entries in lists.values()
        for one in entries
        for complaint in _wrong(one, _ways(one, whole_words=name == LEXICON), occurs)
    ]


def _ways(one: Pattern, *, whole_words: bool) -> tuple[str, ...]:
    """The alternatives of an entry; a word of a family is a whole word."""
    return (rf"\b(?:{one.text})\b",) if whole_words else alternatives(one.text)


def _wrong(one: Pattern, ways: tuple[str, ...], occurs: Occurs) -> Iterator[Complaint]:
    shown = f"the pattern '{one.written}'" if len(one.written) <= SHOWN else f"the pattern '{one.written[:SHOWN]}…'"
    try:
        re.compile(FAMILY.sub("x", one.text))
    except re.error as error:
        yield one.complaint(
            f"{shown} cannot be read: {error.msg}", "Correct it; a sign that is meant itself has \\ before it."
        )
        return
    if not one.matches:
        yield one.complaint(f"{shown} has no example", "Add 'matches:' with a clause in which it occurs.")
        return
    found = [{example for example in one.matches if occurs(example, way, False)} for way in ways]
    for way in (way for way, examples in zip(ways, found, strict=True) if not examples and len(ways) > 1):
        yield one.complaint(
            f"{shown} has no example of '{way}'", "Add one to 'matches:', or take this alternative out."
        )
    for example in set(one.matches).difference(*found):
        yield one.complaint(f"{shown} does not occur in '{example}'", "Correct the pattern or the example.")
    for example in one.never:
        if any(occurs(example, way, True) for way in ways):
            yield one.complaint(f"{shown} occurs in '{example}' and must not", "Make the pattern narrower.")
