"""A statement of the book beside the passage that it pins, in two columns of a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Final

from bot.cli.law import verify_words as words
from knowledge.citation import Citation
from knowledge.verifying.markers import OfficialPassage
from knowledge.verifying.statements import Statement

LEFT, RIGHT, GAP = 34, 42, " | "
"""Together with what is between them the columns fit into 80 characters."""
LONG: Final = 30
"""Lines from which a passage is shown once, and not for each of its statements."""
RULE: Final = "-" * (LEFT + len(GAP) + RIGHT)


def side_by_side(one: Statement, text: Mapping[Citation, OfficialPassage], *, again: bool) -> str:
    """The two columns; a long passage that was shown for the statement before is not repeated."""
    left = [words.BOOK, "", *textwrap.wrap(one.says, LEFT)]
    passage = [line for cite in one.cites if cite in text for line in (*_passage(cite, text), "")][:-1]
    if again and len(passage) > LONG:
        passage = textwrap.wrap(words.ABOVE, RIGHT)
    rows = zip_longest(left, [words.TEXT, "", *passage], fillvalue="")
    return "\n".join(f"{ours:{LEFT}}{GAP}{theirs}".rstrip() for ours, theirs in rows)


def _passage(cite: Citation, text: Mapping[Citation, OfficialPassage]) -> Iterator[str]:
    """A passage below the openings of what it stands in, so that it can be read as a sentence."""
    yield cite.text
    for wider in reversed([*_around(cite)]):
        if wider in text and text[wider].opening:
            yield from textwrap.wrap(text[wider].opening, RIGHT)
    yield from _pieces(cite, text)


def _pieces(cite: Citation, text: Mapping[Citation, OfficialPassage]) -> Iterator[str]:
    """The passage, each piece within it on a line of its own, indented by its depth."""
    depth = cite.text.count("(")
    for one in text.values():
        if one.cite.within(cite) and one.opening:
            blank = "  " * (one.cite.text.count("(") - depth)
            yield from textwrap.wrap(one.opening, RIGHT, initial_indent=blank, subsequent_indent=blank)


def _around(cite: Citation) -> Iterator[Citation]:
    wider = cite.parent
    while wider is not None:
        yield wider
        wider = wider.parent
