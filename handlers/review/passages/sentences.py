"""Where sentences and the items of a list within a sentence begin and end."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue import bounded_re as re
from handlers.review.passages.clause import Clause

SHORTENED = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|No|Nos|Sec|Secs|Art|Dr|Mr|Mrs|Ms|St|Ave|Conn|Gen|Stat|U\.S|U\.S\.C|C\.F\.R|C\.G\.S|e\.g|i\.e|"
    r"etc|vs|v|Para|Ch|Fed|Reg|Pub|L|P|A|approx|Tel|Ext|cf|Assn|Dept|Bd|Ed|a\.m|p\.m|[A-Z])\.$"
)
"""A word whose point ends no sentence."""
END = re.compile(r"[.!?](?:[\"'”’)\]*_]|\(\w\))*\s+(?=[\"“'‘(\[*_]*[A-Z0-9§])")
PROVISO = re.compile(
    r"[,;]?\s+(?=(?:provided,? (?:however,? )?that|except that|save that)\b[^.]{0,80}?\b(?:may|governed|can|reserves|is not|are not|shall not be required)\b)",
    re.IGNORECASE,
)
"""What takes back a part of the sentence before it."""
LEAST = 25
"""Characters of what comes before a proviso."""
ITEM = re.compile(
    r"(?:(?<=[:;,—])|(?<=\band)|(?<=\bor)|(?<=, and)|(?<=; and))\s+(?=\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)"
)
BEFORE_ITEM = re.compile(r"\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+")


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each sentence of the stretch begins and ends; a proviso that gives leave is a sentence of its own."""
    for begin, stop in _sentences(text, start, end):
        for found in PROVISO.finditer(text, begin + LEAST, stop):
            yield begin, found.start()
            begin = found.end()  # noqa: PLW2901 - what is left of the sentence
        yield begin, stop


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in END.finditer(text, start, end):
        stop = found.start() + len(found[0].rstrip())
        if SHORTENED.search(text[begin : found.start() + 1]) or stop - begin < 4:
            continue
        yield begin, stop
        begin = found.end()
    if text[begin:end].strip():
        yield begin, end


def items_in(text: str, start: int, end: int) -> Iterator[Clause]:
    """The sentence, or each item of the list in it with the words before the list as its lead-in."""
    cuts = [found.end() for found in ITEM.finditer(text, start, end)]
    first = next((found.end() for found in re.finditer(r"\s(?=\((?:a|i|1|A)\)\s)", text[start:end])), None)
    if first is not None and start + first not in cuts and cuts:
        cuts.insert(0, start + first)
    cuts = sorted(set(cuts))
    if len(cuts) < 2:
        yield Clause(start, end, text[start:end])
        return
    lead = text[start : cuts[0]].strip()
    for begin, stop in zip(cuts, [*cuts[1:], end], strict=True):
        words = text[begin:stop].rstrip()
        yield Clause(begin, begin + len(words), words, lead=lead)
