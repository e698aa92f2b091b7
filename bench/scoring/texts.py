"""Which cites does a text hold, which facts, and does it open with Yes or No?"""

import re
from collections.abc import Iterable, Sequence

Pin = tuple[str, ...]
"""A cite as a path, as in ``("10-234cc", "b", "4", "e")``."""
_STATUTE = re.compile(r"10\s*-\s*234\s*([a-z]{2})\b((?:\s*\(\s*[0-9a-z]{1,4}\s*\))*)", re.IGNORECASE)
_ACT = re.compile(
    r"(?:PA|P\.A\.|Public Act)\s*(?:No\.\s*)?(\d\d)-(\d+)(?:\D{0,12}?(?:section|sec\.?|s\.|§)\s*(\d+))?", re.IGNORECASE
)
_LOOKS_THE_SAME = str.maketrans("‘’“”‐‑‒–—\u00a0", "''\"\"-----\u0020")
_OPENS_YES = re.compile(r"\W*(yes|yep|yeah|sure)\b", re.IGNORECASE)
_OPENS_NO = re.compile(r"\W*(no|nope)\b(?! +(later|more|sooner)\b)", re.IGNORECASE)


def pins_in(text: str) -> list[Pin]:
    """Every cite of the act, or of a public act, that a text names."""
    of_act = [(f"10-234{m[1]}".lower(), *re.findall(r"[0-9a-z]+", m[2].lower())) for m in _STATUTE.finditer(text)]
    return of_act + [(f"pa {m[1]}-{m[2]}", *([m[3]] if m[3] else [])) for m in _ACT.finditer(text)]


def pins(cites: Iterable[str]) -> list[Pin]:
    """Each cite as a path; what is no cite of the act is left out."""
    return [found[0] for cite in cites if (found := pins_in(cite))]


def credit(cite: Pin, golds: Sequence[Pin]) -> float:
    """1 for a wanted cite or one below it, 1/2 for one above it."""
    if any(cite[: len(gold)] == gold for gold in golds):
        return 1.0
    return 0.5 if any(gold[: len(cite)] == cite for gold in golds) else 0.0


def plain(text: str) -> str:
    """In small letters, with single blanks, and one kind of quote and dash."""
    return " ".join(text.lower().translate(_LOOKS_THE_SAME).split())


def holds(text: str, fact: str, *, from_the_start: bool = False) -> bool:
    """Whether a plain text has one of the fact's alternatives (``A|B``); a number must not go on on either side.

    ``from_the_start``: only from where a word begins, with ids and dates that do not go on.
    """
    return any(_pattern(plain(one), from_the_start).search(text) for one in fact.split("|"))


def _pattern(wanted: str, from_the_start: bool) -> re.Pattern[str]:
    before = ""
    if wanted[:1].isdigit():
        before = r"(?<![\d/.-])" if from_the_start else r"(?<![\d/.])"
    elif from_the_start and re.fullmatch(r"[bcdg]-\d+", wanted):
        before = r"(?<![\w-])"
    elif from_the_start and wanted[:1].isalpha():
        before = "(?<![a-z])"
    return re.compile(before + re.escape(wanted) + (r"(?!\d)" if wanted[-1:].isdigit() else ""))


def facts_held(text: str, facts: Sequence[str]) -> float | None:
    """The share of the facts that a text has; None where none are asked for."""
    return sum(holds(plain(text), fact) for fact in facts) / len(facts) if facts else None


def opening(text: str) -> str | None:
    """``yes`` or ``no``, where the text begins so."""
    return "yes" if _OPENS_YES.match(text) else "no" if _OPENS_NO.match(text) else None
