"""The figures of a period as bars."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue.chart import Bar, Chart
from handlers.packet import words
from handlers.packet.figures import Figures


def charts(figures: Figures) -> Iterator[Chart]:
    """The contracts by their provisions, and the postings; none of what there is nothing to count."""
    found, postings = figures.contracts, figures.postings
    if found.in_force:
        bars = (
            Bar(words.COMPLETE, found.complete, "good"),
            Bar(words.LACKING, found.lacking, "late"),
            Bar(words.UNMARKED, found.unmarked, "soon"),
        )
        yield Chart(words.BY_PROVISIONS, bars, words.contracts(found), whole=True)
    if postings:
        bars = (
            Bar(words.ON_TIME, postings.on_time, "good"),
            Bar(words.LATE, postings.late, "soon"),
            Bar(words.NOT_DONE, postings.not_done, "late"),
        )
        yield Chart(words.POSTINGS, bars, words.kept(postings), whole=True)
